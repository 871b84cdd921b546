import GitOps
import Kubernetes
import Patterns
import TUI

/// What lies on top of the deck: lines being typed, pickers, questions.
extension ConsoleState {
  mutating func openFilter() {
    if let document {
      overlays.append(.entry(Entry(.search, text: document.view.pattern?.source ?? "")))
    } else if let tree {
      overlays.append(.entry(Entry(.treeFilter, text: tree.list.filter.typed)))
    } else {
      overlays.append(.entry(Entry(.filter(focus), text: focusedFilter.typed)))
    }
  }

  // MARK: - A line being typed

  mutating func type(_ key: Key, in entry: Entry) -> [Command] {
    var entry = entry
    if entry.purpose == .command, choose(key, in: &entry) {
      overlays[overlays.count - 1] = .entry(entry)
      return []
    }
    switch entry.line.handle(key) {
    case .edited:
      entry.completion = nil
      entry.historyOffset = 0
      overlays[overlays.count - 1] = .entry(entry)
      preview(entry)
    case .moved: overlays[overlays.count - 1] = .entry(entry)
    case .ignored: break
    case .cancelled:
      overlays.removeLast()
      entry.line.text = entry.original
      preview(entry)
    case .submitted:
      overlays.removeLast()
      if entry.purpose == .command { return run(entry.line.text) }
      if entry.purpose == .time {
        return goTo(typed: entry.line.text)
      }
      preview(entry)
      if case .filter(let pane) = entry.purpose, let problem = filter(of: pane).problem {
        say(problem, .warning)
      }
    }
    return []
  }

  /// Filters and searches show what they find while they are typed.
  private mutating func preview(_ entry: Entry) {
    switch entry.purpose {
    case .command, .time: break
    case .filter(let pane): setFilter(Filter(entry.line.text), in: pane)
    case .treeFilter:
      for index in overlays.indices.reversed() {
        guard case .tree(var tree) = overlays[index] else { continue }
        tree.list.setFilter(Filter(entry.line.text))
        overlays[index] = .tree(tree)
        break
      }
    case .search:
      let pattern = Pattern(entry.line.text)
      for index in overlays.indices.reversed() {
        guard case .document(var document) = overlays[index] else { continue }
        document.view.search(pattern)
        overlays[index] = .document(document)
        break
      }
    }
  }

  /// Tab goes through the completions, up and down through what was typed before.
  private func choose(_ key: Key, in entry: inout Entry) -> Bool {
    switch key.code {
    case .tab, .backTab:
      if entry.completion == nil { entry.stem = entry.line.text }
      let found = completions(for: entry.stem)
      guard !found.isEmpty else { return true }
      let step = key.code == .tab ? 1 : -1
      let start = step > 0 ? -1 : 0
      let next = ((entry.completion ?? start) + step + found.count) % found.count
      entry.completion = next
      entry.line.text = found[next].line
      return true
    case .up, .down:
      let offset = entry.historyOffset + (key.code == .up ? 1 : -1)
      guard offset >= 0, offset <= history.count else { return true }
      entry.historyOffset = offset
      entry.line.text = offset == 0 ? "" : history[history.count - offset]
      return true
    default: return false
    }
  }

  /// Does what a line of the palette says.
  mutating func run(_ line: String) -> [Command] {
    let line = line.trimmingSpaces
    guard !line.isEmpty else { return [] }
    history.removeAll { $0 == line }
    history.append(line)
    if history.count > 100 { history.removeFirst() }
    switch paletteCommand(line) {
    case .action(let action): return run(action)
    case .show(let kind, let namespaces): show(kind: kind, namespaces: namespaces)
    case .namespaces(let names): show(namespaces: names)
    case .context(let name): use(context: name)
    case .theme(let name): return use(theme: name)
    case .sort(let column): sort(by: column)
    case .logs(let request): follow(request)
    case .stack(let purpose, let name): return plan(stackNamed: name, purpose)
    case .unknown(let reason): say(reason, .error)
    }
    return []
  }

  /// An action by its name goes through the same door as its key.
  private mutating func run(_ action: Action) -> [Command] {
    let contexts: [BindingContext] = [focus.bindingContext, .list, .everywhere]
    guard let binding = Keymap.standard.binding(of: action, in: contexts) else {
      return perform(action)
    }
    return use(binding)
  }

  mutating func use(theme name: String) -> [Command] {
    guard settings.themes.contains(name) else {
      say("there is no theme \(name)", .error)
      return []
    }
    return [.useTheme(name)]
  }

  // MARK: - Pickers

  mutating func pickNamespaces() {
    let choices = namespaceChoices
    overlays.append(
      .picker(
        PickerState(
          .namespaces, choices: choices,
          chosen: namespaces.isEmpty ? [PickerState.all] : namespaces,
          selected: namespaces.sorted().first)))
  }

  private var namespaceChoices: [PickerState.Choice] {
    let active = cluster.namespaces.rows.values.sorted { $0.name < $1.name }
    var names = active.map {
      PickerState.Choice($0.name.name, note: $0.phase == "Active" ? "" : $0.phase)
    }
    // Whoever may not list namespaces can still keep those given at the start.
    for name in namespaces.sorted() where !names.contains(where: { $0.value == name }) {
      names.append(PickerState.Choice(name))
    }
    return [PickerState.Choice(PickerState.all, note: "\(active.count) namespaces")] + names
  }

  mutating func pickContext() {
    let choices = settings.contexts.map {
      PickerState.Choice($0, note: $0 == cluster.id.context ? "now" : "")
    }
    overlays.append(
      .picker(PickerState(.context, choices: choices, selected: cluster.id.context)))
  }

  mutating func pickTheme() {
    let choices = settings.themes.map {
      PickerState.Choice($0, note: $0 == theme ? "now" : "")
    }
    overlays.append(.picker(PickerState(.theme, choices: choices, selected: theme)))
  }

  mutating func pickContainer() {
    let all = [PickerState.Choice(PickerState.all, note: "\(logs.sources.count) containers")]
    var names: [String] = []
    for source in logs.sources where !names.contains(source.container) {
      names.append(source.container)
    }
    let choices = all + names.map { PickerState.Choice($0) }
    overlays.append(
      .picker(
        PickerState(.container, choices: choices, selected: logs.container ?? PickerState.all)))
  }

  mutating func press(_ key: Key, in picker: PickerState) -> [Command] {
    var picker = picker
    let action = Keymap.standard.binding(for: key, in: [picker.bindingContext])?.action
    switch (action, key.code) {
    case (.moveDown, _): picker.move(by: 1)
    case (.moveUp, _): picker.move(by: -1)
    case (.pageDown, _): picker.move(by: 10)
    case (.pageUp, _): picker.move(by: -10)
    case (.toggleChoice, _) where picker.allowsSeveral: picker.toggleChoice()
    case (.chooseOutOfSync, _):
      if case .resources(let name) = picker.purpose { picker.choose(outOfSync(name)) }
    case (.confirm, _):
      overlays.removeLast()
      return take(picker)
    case (.copyLink, _):
      overlays.removeLast()
      return picker.selected.map { copyLink($0.value) } ?? []
    case _ where key == .control("c") || key.code == .escape && picker.typed.isEmpty:
      overlays.removeLast()
      return []
    case (_, .escape): while !picker.typed.isEmpty { picker.type(nil) }
    case (_, .backspace): picker.type(nil)
    case (_, .character(let character)) where !key.isControl && !key.isAlt:
      picker.type(character)
    default: break
    }
    overlays[overlays.count - 1] = .picker(picker)
    return []
  }

  private mutating func take(_ picker: PickerState) -> [Command] {
    guard let selected = picker.selected else { return [] }
    switch picker.purpose {
    case .namespaces:
      // Without a choice made by space, enter takes the selected one alone.
      let before = namespaces.isEmpty ? [PickerState.all] : namespaces
      let chosen = picker.chosen == before ? [selected.value] : picker.chosen
      show(namespaces: chosen.contains(PickerState.all) ? [] : chosen)
    case .context: use(context: selected.value)
    case .theme: return use(theme: selected.value)
    case .container:
      logs.choose(container: selected.value == PickerState.all ? nil : selected.value)
    case .links: return openLink(selected.value)
    case .session(let kind, let pod):
      return enterOrAsk(PodSession(kind, pod: pod, container: selected.value))
    case .resources: changeForm { $0.decide(.resources, .several(picker.chosen)) }
    }
    return []
  }

  // MARK: - Questions

  mutating func ask(_ subject: Question.Subject) {
    switch subject {
    // Asked with answers of its own.
    case .delete: break
    case .deploy(let id):
      let name = deploys[id]?.stackName
      overlays.append(.question(Question(subject, yes: "Deploy", phrase: name)))
    case .stopDeploy:
      overlays.append(
        .question(
          Question(
            subject,
            answers: [
              DialogButton("Stop it", key: "s", isDangerous: true),
              DialogButton("Leave it running", key: "r"), DialogButton("Go on watching", key: "w"),
            ])))
    case .script(let stack, _):
      let name = isProtected ? stackRow(stack)?.stack.name : nil
      overlays.append(.question(Question(subject, yes: "Run", phrase: name)))
    case .request(let request, let answers):
      overlays.append(
        .question(Question(subject, yes: request.title, phrase: phrase(of: request, answers))))
    case .deliver(let request, let keys):
      guard !keys.isEmpty else { return }
      overlays.append(.question(Question(subject, yes: request.title)))
    case .change(let request, let changes):
      overlays.append(
        .question(
          Question(
            subject, dialog: Self.quickAnswers(request.title, phrase: phrase(of: changes)))))
    case .drain(let id):
      let name = isProtected ? drains[id]?.node.name.name : nil
      overlays.append(.question(Question(subject, yes: "Drain", phrase: name)))
    case .stopDrain:
      overlays.append(
        .question(
          Question(
            subject,
            answers: [
              DialogButton("Stop it", key: "s", isDangerous: true),
              DialogButton("Leave it running", key: "r"), DialogButton("Go on watching", key: "w"),
            ])))
    case .session(let session):
      overlays.append(.question(Question(subject, yes: session.title)))
    case .removePods(let pods, let way):
      guard !pods.isEmpty else { return say("nothing is chosen", .warning) }
      overlays.append(.question(Question(subject, dialog: answers(pods, way))))
    case .push: overlays.append(.question(Question(subject, yes: "Push")))
    case .dropEdit, .dropKeptEdit: overlays.append(.question(Question(subject, yes: "Drop")))
    case .applyEdit(_, let decision):
      overlays.append(
        .question(Question(subject, yes: "Apply", phrase: phrase(of: decision))))
    case .stopScript: overlays.append(.question(Question(subject, yes: "Stop it")))
    case .overwrite: overlays.append(.question(Question(subject, yes: "Overwrite")))
    case .quit: overlays.append(.question(Question(subject, yes: "Stop it and leave")))
    }
  }

  mutating func press(_ key: Key, in question: Question) -> [Command] {
    var question = question
    switch question.dialog.handle(key) {
    case .changed, .ignored:
      overlays[overlays.count - 1] = .question(question)
      return []
    case .cancelled, .chosen(question.dialog.buttons.count - 1):
      overlays.removeLast()
      if case .drain(let id) = question.subject { forget(id) }
      if case .delete(let id, _) = question.subject { return drop(id) }
      return []
    case .chosen(0):
      if let delay = delay(of: question.subject) {
        say(delay, .warning)
        return []
      }
      overlays.removeLast()
      return agreed(question.subject)
    case .chosen(let answer):
      overlays.removeLast()
      if case .delete(let id, _) = question.subject { return decideMore(id) }
      if case .change(_, let changes) = question.subject { return decideMore(changes) }
      if case .removePods(let pods, let way) = question.subject {
        remove(pods, Self.way(answer, of: way))
      } else {
        leaveRunning(question.subject)
      }
      return []
    }
  }

  /// Goes away from what is under way; it goes on.
  private mutating func leaveRunning(_ subject: Question.Subject) {
    if case .stopDrain(let id) = subject { return leaveDrainRunning(id) }
    guard case .stopDeploy(let id) = subject, let deploy = deploys[id] else { return }
    overlays.removeAll {
      if case .document(let document) = $0 { document.content == .deploy(id) } else { false }
    }
    say("\(deploy.stackName) goes on; D on it or :deploys shows how")
  }

  private mutating func agreed(_ subject: Question.Subject) -> [Command] {
    switch subject {
    case .delete(let id, _): return agreedToDelete(id)
    case .deploy(let id):
      begin(id)
      return []
    case .stopDeploy(let id):
      stopDeploy(id)
      return []
    case .script(let stack, let run):
      begin(run, for: stack)
      return []
    case .stopScript(let id):
      stopScript(id)
      return []
    case .overwrite(var saving):
      saving.overwrites = true
      return [.saveLog(saving)]
    case .request(let request, let answers):
      clearMarks()
      return self.request(request, answers.filter { $0.problem == nil }.map(\.name))
    case .deliver(let request, let keys):
      clearMarks()
      return agreed(request, keys)
    case .change(_, let changes):
      clearMarks()
      return agreed(changes)
    case .drain(let id):
      begin(id)
      return []
    case .stopDrain(let id):
      stopDrain(id)
      return []
    case .session(let session): return begin(session)
    case .push(let id): return agreedToPush(id)
    case .dropEdit(let id): return agreedToDrop(id)
    case .dropKeptEdit(let file): return agreedToDrop(file)
    case .applyEdit(let id, let decision): return begin(id, decision)
    case .removePods(let pods, let way):
      remove(pods, way)
      return []
    case .quit: return [.quit]
    }
  }

  // MARK: - Keeping them up to date

  /// Gives the page in view its lines and pickers their choices anew where that is needed, and
  /// scrolls within what there is.
  mutating func settleOverlays() {
    let visiblePage = overlays.lastIndex(where: \.isPage)
    for index in overlays.indices {
      switch overlays[index] {
      case .document(var document):
        guard index == visiblePage else { continue }
        if document.isStale {
          document.view.setLines(lines(of: document))
          document.isStale = false
        }
        document.view.setRows(pageRows)
        overlays[index] = .document(document)
      case .tree(var tree):
        guard index == visiblePage else { continue }
        // Given up first, so that nothing of it is copied.
        overlays[index] = .tree(TreePage(tree.subject))
        settle(&tree)
        overlays[index] = .tree(tree)
      case .picker(var picker):
        if picker.purpose == .namespaces { picker.setChoices(namespaceChoices) }
        picker.settle(height: PickerView.rows(of: picker, in: layout.body))
        overlays[index] = .picker(picker)
      case .form(let form):
        var form = settled(form)
        form.settle(height: view(of: form).rows(in: layout.body))
        overlays[index] = .form(form)
      case .entry, .question: break
      }
    }
  }
}

extension String {
  /// The text without the spaces at its ends.
  var trimmingSpaces: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
