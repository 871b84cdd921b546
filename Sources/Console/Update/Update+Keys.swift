import Kubernetes
import TUI

extension ConsoleState {
  /// The contexts whose keys hold now, the one in front first.
  var bindingContexts: [BindingContext] {
    let pod: [BindingContext] = targetPod == nil ? [] : [.podActions]
    switch overlays.last {
    case .document(let document): return [document.content.bindingContext] + pod + [.everywhere]
    case .tree(let page):
      // What is selected comes first: r on a deployment restarts it, elsewhere it is about the whole.
      let special = changeContext.map { [$0] } ?? []
      return pod + special + [page.stack == nil ? .resourceTree : .tree, .everywhere]
    case .picker(let picker): return [picker.bindingContext]
    case .form: return [.form]
    case .question: return [.question]
    case .entry: return []
    case nil:
      if focus == .logs { return [.logs, .everywhere] }
      let special = focus == .resources ? kindContext.map { [$0] } ?? [] : []
      return special + [focus.bindingContext, .list, .everywhere]
    }
  }

  /// What a key does now, if anything.
  func binding(for key: Key) -> Binding? {
    var contexts = bindingContexts
    let binding = Keymap.standard.binding(for: key, in: contexts)
    // Numbers are k9s' log presets where the logs have the screen, and panes elsewhere.
    if case .logsSince = binding?.action, !(isZoomed && focus == .logs) {
      contexts.removeAll { $0 == .logs }
      return Keymap.standard.binding(for: key, in: contexts)
    }
    return binding
  }

  mutating func press(_ key: Key) -> [Command] {
    // Typed before the terminal had been given away: it wasn't meant for us.
    guard session == nil, editing == nil else { return [] }
    awaitedInquiry = nil
    // No question comes up under the fingers of somebody who has gone on.
    forgetCheck()
    forgetChange()
    forgetEdit()
    if key == .control("c"), overlays.last.map(\.takesText) != true { return perform(.quit) }
    if case .mouse(let mouse, let x, let y) = key.code { return use(mouse, x: x, y: y) }
    switch overlays.last {
    case .entry(let entry): return type(key, in: entry)
    case .picker(let picker): return press(key, in: picker)
    case .form(let form): return press(key, in: form)
    case .question(let question): return press(key, in: question)
    case .document, .tree, nil: break
    }
    guard let binding = binding(for: key) else { return [] }
    return use(binding)
  }

  /// Does what a binding says, or says why it can't be done.
  mutating func use(_ binding: Binding) -> [Command] {
    switch availability(of: binding) {
    case .enabled: return perform(binding.action)
    case .disabled(let reason):
      say("\(binding.title): \(reason)", .warning)
      return []
    }
  }

  // MARK: - The mouse

  private mutating func use(_ mouse: Key.Mouse, x: Int, y: Int) -> [Command] {
    if let overlay = overlays.last { return use(mouse, y: y, in: overlay) }
    let layout = layout
    if layout.tabs.contains(x: x, y: y), mouse == .press {
      if let pane = TabBar(self).pane(atX: x) { return perform(.focus(pane)) }
      return []
    }
    guard let pane = layout.pane(x: x, y: y), let area = layout.panes[pane] else { return [] }
    switch mouse {
    case .press, .doubleClick:
      if pane != focus { focus = pane }
      guard pane != .logs else {
        guard let line = logView.line(atRow: y - area.y - 1) else { return [] }
        logs.select(line)
        return mouse == .doubleClick ? perform(.open) : []
      }
      let line = y - area.y - 2
      if line == -1 {
        sortByClick(pane, x: x, in: area)
      } else if line >= 0, line < layout.listRows(pane) {
        selectLine(line, in: pane)
        narrow()
        if mouse == .doubleClick { return perform(.open) }
      }
      return []
    case .wheelUp: return wheel(-3, in: pane)
    case .wheelDown: return wheel(3, in: pane)
    case .release, .drag: return []
    }
  }

  private mutating func use(_ mouse: Key.Mouse, y: Int, in overlay: Overlay) -> [Command] {
    let step = mouse == .wheelUp ? -3 : mouse == .wheelDown ? 3 : 0
    if mouse == .press || mouse == .doubleClick, overlay.isPage {
      let row = y - layout.tabs.y - 1
      guard row >= 0, row < pageRows else { return [] }
      changeDocument { $0.view.select(row: row) }
      if let tree {
        let line = row - head(of: tree).count - 1
        guard line >= 0 else { return [] }
        changeTree { $0.list.select(index: $0.list.view.offset + line) }
      }
      return mouse == .doubleClick && overlay.opensOnClick ? perform(.open) : []
    }
    guard step != 0 else { return [] }
    switch overlay {
    case .document: changeDocument { $0.view.scroll(by: step) }
    case .tree(let page):
      let rows = rows(of: page)
      changeTree { $0.list.scroll(by: step, height: rows) }
    case .picker(var picker):
      picker.move(by: step > 0 ? 1 : -1)
      overlays[overlays.count - 1] = .picker(picker)
    case .form(var form):
      form.move(by: step > 0 ? 1 : -1)
      overlays[overlays.count - 1] = .form(form)
    case .entry, .question: break
    }
    return []
  }

  private mutating func wheel(_ count: Int, in pane: PaneID) -> [Command] {
    let height = layout.listRows(pane)
    switch pane {
    case .stacks: stacks.scroll(by: count, height: height)
    case .applications: applications.scroll(by: count, height: height)
    case .resources:
      if showsPods {
        pods.scroll(by: count, height: height)
      } else {
        table.scroll(by: count, height: height)
      }
    case .logs: logs.scroll(by: count)
    }
    return []
  }

  private mutating func selectLine(_ line: Int, in pane: PaneID) {
    switch pane {
    case .stacks: stacks.select(index: stacks.view.offset + line)
    case .applications: applications.select(index: applications.view.offset + line)
    case .resources:
      if showsPods {
        pods.select(index: pods.view.offset + line)
      } else {
        table.select(index: table.view.offset + line)
      }
    case .logs: break
    }
  }

  private mutating func sortByClick(_ pane: PaneID, x: Int, in area: Rect) {
    func title<Item>(_ list: RowList<Item>) -> String? {
      ListView(list, now: now.seconds, isFocused: true).column(atX: x, in: area)
    }
    switch pane {
    case .stacks: title(stacks).map { stacks.setSort($0) }
    case .applications: title(applications).map { applications.setSort($0) }
    case .resources:
      if showsPods {
        title(pods).map { pods.setSort($0) }
      } else {
        title(table).map { table.setSort($0) }
      }
    case .logs: break
    }
  }
}

extension Overlay {
  /// Whether plain characters are typed into it.
  var takesText: Bool {
    switch self {
    case .entry, .picker, .form: true
    case .question(let question): question.dialog.phrase != nil
    case .document, .tree: false
    }
  }

  /// Whether a double click does what enter does.
  fileprivate var opensOnClick: Bool {
    switch self {
    case .tree: true
    case .document(let document):
      document.content.opensOnClick
    case .entry, .picker, .form, .question: false
    }
  }
}

extension Document.Content {
  /// Whether a double click does what enter does.
  fileprivate var opensOnClick: Bool {
    switch self {
    case .pod, .coverage, .holdings: return true
    default: break
    }
    return [.deploys, .operations, .errors, .edits, .emergencies].contains(self)
  }

  /// The context whose keys hold on such a page.
  fileprivate var bindingContext: BindingContext {
    switch self {
    case .pod: .pod
    case .deploy: .plan
    case .deploys: .deploys
    case .operation: .operation
    case .operations: .operations
    case .history: .history
    case .ledger: .ledger
    case .script: .script
    case .revisions: .revisions
    case .drain: .drain
    case .logLine: .logLine
    case .errors: .errors
    case .portForwards: .portForwards
    case .removal: .removal
    case .edit: .edit
    case .edits: .edits
    case .emergencies: .emergencies
    case .emergency: .emergency
    case .gitChange: .gitChange
    case .coverage, .holdings: .owners
    case .description, .yaml, .help, .stack, .drift, .comparison: .document
    }
  }
}

extension PickerState {
  /// The context whose keys hold in it.
  var bindingContext: BindingContext {
    if case .links = purpose { .links } else { .picker }
  }
}
