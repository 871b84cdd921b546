import DeployEngine
import GitOps
import Kubernetes
import Patterns
import TUI

extension ConsoleState {
  func render(_ overlay: Overlay, layout: DeckLayout, on canvas: inout Canvas) {
    switch overlay {
    case .document(let document): render(document, layout: layout, on: &canvas)
    case .tree(let tree): render(tree, layout: layout, on: &canvas)
    case .entry(let entry): render(entry, layout: layout, on: &canvas)
    case .picker(let picker):
      PickerView(picker: picker).render(in: layout.body, on: &canvas)
    case .form(let form): view(of: form).render(in: layout.body, on: &canvas)
    case .question(let question):
      Dialog(title(of: question), text: text(of: question), state: question.dialog)
        .render(in: layout.body, on: &canvas)
    }
  }

  // MARK: - A page

  private func render(_ document: Document, layout: DeckLayout, on canvas: inout Canvas) {
    let area = Rect(
      y: layout.tabs.y, width: size.width, height: layout.footer.y - layout.tabs.y)
    canvas.fill(area, style: Style())
    let view = document.view
    var title = StyledText(" \(self.title(of: document)) ", Style(.title).with(.bold))
    if let pattern = view.pattern {
      let place = view.matchIndex.map { "\($0 + 1)/" } ?? ""
      title.append("/\(pattern.source) \(place)\(view.matches.count) ", .filter)
      if let problem = pattern.problem { title.append("\(problem) ", .error) }
    }
    let end = min(view.shown.count, view.top + area.height - 2)
    let trailing = StyledText(" \(end)/\(view.shown.count) ", Role.counter)
    canvas.frame(area, style: Style(.focusedBorder), title: title, trailing: trailing)
    let inside = area.inset(left: 1, top: 1, right: 1, bottom: 1)
    let matcher = view.pattern?.matcher()
    for row in 0..<inside.height where view.shown.indices.contains(view.top + row) {
      let index = view.shown[view.top + row]
      render(view, line: index, matcher, in: inside.row(row), on: &canvas)
    }
    Scrollbar(
      visible: view.top..<max(view.top, end), count: view.shown.count, style: Style(.focusedBorder)
    ).render(in: Rect(x: area.maxX - 1, y: inside.y, width: 1, height: inside.height), on: &canvas)
  }

  private func render(
    _ view: DocumentView, line index: Int, _ matcher: Matcher?, in row: Rect,
    on canvas: inout Canvas
  ) {
    let line = view.lines[index]
    let isFolded = view.isFolded(index)
    canvas.write(
      view.isFoldable(index) ? (isFolded ? "▸" : "▾") : " ", x: row.x, y: row.y,
      style: Style(.muted), maxWidth: 1)
    var text = line.text
    if let matcher { text = text.highlighting(matcher) }
    if isFolded { text.append(" …", .muted) }
    let room = row.width - 1
    let shown = text.dropping(columns: view.firstColumn).truncated(to: room)
    canvas.write(shown, x: row.x + 1, y: row.y, maxWidth: room)
    if view.selected == index {
      canvas.restyle(row) { $0.background = .role(.selection) }
    } else if let match = view.matchIndex, view.matches.indices.contains(match),
      view.matches[match] == index
    {
      canvas.restyle(row) {
        if $0.background == .role(.text) { $0.background = .role(.inactiveSelection) }
      }
    }
  }

  // MARK: - A line being typed

  private func render(_ entry: Entry, layout: DeckLayout, on canvas: inout Canvas) {
    var suggestion = ""
    if entry.purpose == .command {
      let found = completions(for: entry.completion == nil ? entry.line.text : entry.stem)
      if entry.completion == nil, !entry.line.text.isEmpty, let first = found.first?.line,
        first.hasPrefix(entry.line.text)
      {
        suggestion = String(first.dropFirst(entry.line.text.count))
      }
      renderCompletions(found, chosen: entry.completion, layout: layout, on: &canvas)
    }
    Prompt(
      StyledText(" \(entry.label)", Style(.prompt, on: .prompt)), state: entry.line,
      suggestion: suggestion
    ).render(in: layout.footer, on: &canvas)
    if let hint = hint(for: entry) {
      let width = hint.width
      let x = layout.footer.maxX - width - 1
      if x > DisplayWidth.of(entry.line.text) + 6 {
        canvas.write(hint, x: x, y: layout.footer.y, maxWidth: width)
      }
    }
  }

  private func hint(for entry: Entry) -> StyledText? {
    switch entry.purpose {
    case .command: return StyledText("tab completes", Style(.promptSuggestion, on: .prompt))
    case .filter(let pane):
      if let problem = filter(of: pane).problem {
        return StyledText(problem, Style(.error, on: .prompt))
      }
      let words = pane == .logs ? "regex, !inverse" : "regex, !inverse, -l labels"
      return StyledText(words, Style(.promptSuggestion, on: .prompt))
    case .treeFilter: return StyledText("regex, !inverse", Style(.promptSuggestion, on: .prompt))
    case .search: return StyledText("regex", Style(.promptSuggestion, on: .prompt))
    case .time: return StyledText(LogJump.hint, Style(.promptSuggestion, on: .prompt))
    }
  }

  private func renderCompletions(
    _ completions: [Completion], chosen: Int?, layout: DeckLayout, on canvas: inout Canvas
  ) {
    let rows = min(completions.count, max(0, layout.body.height - 2), 12)
    guard rows > 0 else { return }
    let items = completions.prefix(rows).map {
      MenuItem(StyledText($0.line), detail: StyledText($0.note, Role.muted))
    }
    let menu = Menu(
      Array(items), state: ListState(selected: chosen ?? -1), isFocused: chosen != nil)
    let width = min(layout.body.width - 2, max(36, menu.width))
    let area = Rect(x: 1, y: layout.footer.y - rows - 2, width: width + 2, height: rows + 2)
    canvas.fill(area, style: Style(.dialog, on: .dialog))
    canvas.frame(area, style: Style(.dialog, on: .dialog))
    menu.render(in: area.inset(left: 1, top: 1, right: 1, bottom: 1), on: &canvas)
  }

  // MARK: - Questions

  private func title(of question: Question) -> String {
    switch question.subject {
    case .delete: "Delete"
    case .deploy(let id): deploys[id].map { "\($0.purpose.noun) of \($0.stackName)" } ?? "Deploy"
    case .stopDeploy: "A deploy is under way"
    case .script: "Run the repository's own script"
    case .stopScript: "Stop the script"
    case .overwrite: "There is such a file"
    case .request(let request, let answers): title(of: request, answers)
    case .deliver(let request, _): request.title
    case .change(let request, let changes): title(of: request, changes)
    case .drain(let id): "Drain node \(drains[id]?.node.name.name ?? "")"
    case .stopDrain: "A drain is under way"
    case .session(let session): session.title
    case .push: "Push a branch"
    case .dropEdit, .dropKeptEdit: "Drop an edit"
    case .applyEdit(let id, _): edits[id].map { "Edit of \($0.name)" } ?? "Edit"
    case .removePods(_, let way): way.heading
    case .quit: "Leave"
    }
  }

  private func text(of question: Question) -> [StyledText] {
    switch question.subject {
    case .delete(let id, let keys): return text(ofDeletion: id, keys)
    case .deploy(let id): return deploys[id].map(text) ?? []
    case .stopDeploy(let id):
      let name = deploys[id]?.stackName ?? ""
      return [
        StyledText("\(name) stops after the object in hand; what was applied stays applied."),
        StyledText("Left running, it is seen in its row, and D on the stack shows it again."),
      ]
    case .script(let stack, let run):
      var lines = [
        StyledText("  \(run.command)", Role.strong),
        StyledText("in \(repositoryPath)"),
        StyledText(
          "It may do anything that you may, in whatever cluster it chooses: a script of kubectl goes "
            + "to the kubeconfig's current context unless it reads DUET_CONTEXT.", Role.warning),
      ]
      if isProtected {
        lines.append(StyledText("The context \(cluster.id.context) is protected.", Role.warning))
      }
      if let row = stackRow(stack), row.changedFiles > 0 {
        let files =
          row.changedFiles == 1 ? "1 file of it isn't" : "\(row.changedFiles) files of it aren't"
        lines.append(StyledText("\(files) committed.", Role.warning))
      }
      return lines
    case .overwrite(let saving):
      return [
        StyledText("  \(saving.path)", Role.strong),
        StyledText("What is in it is lost, and the log is there instead.", Role.warning),
      ]
    case .stopScript(let id):
      return [
        StyledText("\(scripts[id]?.run.command ?? "It") is asked to end, and ended if it doesn't."),
        StyledText("What it has done stays done.", Role.warning),
      ]
    case .request(let request, let answers): return text(of: request, answers)
    case .deliver(let request, let keys): return text(of: request, keys)
    case .change(let request, let changes): return text(of: request, changes)
    case .drain(let id): return drains[id].map(question(about:)) ?? []
    case .stopDrain(let id): return drains[id].map(stopQuestion(about:)) ?? []
    case .session(let session): return text(of: session)
    case .push(let id): return text(ofPush: id)
    case .dropEdit, .dropKeptEdit:
      return [
        StyledText("What was typed is lost, and nothing of it was applied.", Role.warning)
      ]
    case .applyEdit(_, let decision): return text(of: decision)
    case .removePods(let pods, let way): return text(of: pods, way)
    case .quit where edits.values.contains(where: \.isApplying):
      return [
        StyledText("An edit is being applied; what was sent stays, and is on the record.")
      ]
    case .quit:
      let isOther =
        scripts.values.contains(where: \.isUnderWay)
        || deploys.values.contains(where: \.isUnderWay)
        || drains.values.contains(where: \.isRunning)
      if !isOther { return [StyledText("Pods are being removed; the rest of them stays.")] }
      return [
        StyledText(
          scripts.values.contains(where: \.isUnderWay)
            ? "A script is running, and is ended."
            : deploys.values.contains(where: \.isUnderWay)
              ? "A deploy is under way, and is stopped."
              : "A drain is under way, and is stopped; its node stays cordoned."),
        StyledText("A deploy stops after the object in hand; what was done stays done."),
      ]
    }
  }
}

extension ConsoleState {
  /// Why agreeing to a deploy wants more than a yes.
  private func text(of deploy: Deploy) -> [StyledText] {
    var lines = [
      StyledText("The stack \(deploy.stackName) is changed exactly as the plan shows,"),
      StyledText("in the context \(cluster.id.context)."),
    ]
    if isProtected { lines.append(StyledText("▲ The context is protected.", Role.warning)) }
    guard let counts = deploy.plan?.counts else { return lines }
    func add(_ count: Int, _ words: String, _ isMeant: Bool = true) {
      guard count > 0, isMeant else { return }
      lines.append(
        StyledText(
          "▲ \(count) \(count == 1 ? "object is" : "objects are") \(words).", Role.warning))
    }
    add(counts.recreate, "deleted and made anew")
    add(counts.prune, "deleted for good", deploy.choices.prunes)
    add(counts.conflict, "taken over from others", deploy.choices.forces)
    let losses = deploy.plan?.consequences(pruning: deploy.choices.prunes).count {
      if case .losesData = $0.kind { true } else { false }
    }
    if let losses, losses > 0 { lines.append(StyledText("✖ Data is lost for good.", Role.error)) }
    return lines
  }
}

/// A picker in the middle of the screen.
struct PickerView {
  let picker: PickerState

  /// How many choices are seen at once.
  static func rows(of picker: PickerState, in body: Rect) -> Int {
    max(1, min(picker.choices.count, body.height - 5))
  }

  func render(in body: Rect, on canvas: inout Canvas) {
    let shown = picker.shown
    let items = shown.map { choice in
      MenuItem(
        StyledText(choice.label), detail: StyledText(choice.note, Role.muted),
        isChecked: picker.allowsSeveral ? picker.chosen.contains(choice.value) : nil)
    }
    let menu = Menu(items, state: picker.view)
    let rows = Self.rows(of: picker, in: body)
    let style = Style(.dialog, on: .dialog)
    let title = StyledText(" \(picker.title) ", style.with(.bold))
    let width = min(max(36, menu.width + 4, title.width + 4), body.width - 4)
    let box = body.centered(Size(width, rows + 3))
    canvas.fill(box, style: style)
    canvas.frame(box, style: style, title: title)
    let typed = Rect(x: box.x + 1, y: box.y + 1, width: box.width - 2, height: 1)
    Prompt(
      StyledText(" › ", style), state: PromptState(picker.typed),
      suggestion: picker.typed.isEmpty ? " type to narrow" : "", style: style
    ).render(in: typed, on: &canvas)
    let list = Rect(x: box.x + 1, y: box.y + 2, width: box.width - 2, height: rows)
    if items.isEmpty {
      let note = picker.isWaiting ? "  asking …" : "  nothing matches"
      canvas.write(note, x: list.x, y: list.y, style: style, maxWidth: list.width)
    } else {
      menu.render(in: list, on: &canvas)
    }
  }
}
