import Documents
import GitOps
import Kubernetes
import TUI
import YAML

/// Editing objects by hand: reading them, giving the terminal to the editor, and going on with what
/// was typed there.
extension ConsoleState {
  // MARK: - From the key to the editor

  /// Begins to edit the objects that are meant; on the page of an edit, goes back to its text.
  mutating func edit() -> [Command] {
    if case .edit(let id) = document?.content { return openEditor(for: id) }
    return beginEdit(of: subjects)
  }

  /// Reads objects to edit them.
  mutating func beginEdit(of keys: [ObjectKey]) -> [Command] {
    guard !keys.isEmpty else { return [] }
    editCount += 1
    let id = EditFlow.ID(editCount)
    let flow = EditFlow(of: keys, in: cluster.id.context)
    edits[id] = flow
    awaitedEdit = id
    say(flow.openingWords)
    return [.cluster(cluster.id, .openEdit(id, keys))]
  }

  /// No editor takes the terminal from somebody who has gone on.
  mutating func forgetEdit() {
    guard let id = awaitedEdit else { return }
    awaitedEdit = nil
    guard let flow = edits.removeValue(forKey: id) else { return }
    toasts.removeAll { $0.toast.text == flow.openingWords }
    say("edit: not opened, since you went on; e asks again", .warning)
  }

  /// Takes in the objects as they are, and gives the terminal to the editor.
  mutating func opened(
    _ id: EditFlow.ID, _ result: Result<[Value], KubernetesError>
  ) -> [Command] {
    guard awaitedEdit == id, let flow = edits[id] else { return [] }
    awaitedEdit = nil
    toasts.removeAll { $0.toast.text == flow.openingWords }
    switch result {
    case .failure(let error):
      edits[id] = nil
      say("edit \(flow.keys.words): \(error.summary)", .error)
      return []
    case .success(let opened):
      clearMarks()
      edits[id]?.opened = opened
      return openEditor(for: id)
    }
  }

  /// Gives the terminal to the editor, with the text as it was left last.
  mutating func openEditor(for id: EditFlow.ID) -> [Command] {
    guard let flow = edits[id], let text = flow.currentText else { return [] }
    changeEdit(id) { $0.phase = .inEditor }
    // Keys are the editor's from now on.
    editing = id
    return [.edit(id, EditorText(name: flow.fileName, text: text))]
  }

  /// Takes in what was typed.
  mutating func edited(_ id: EditFlow.ID, _ ending: EditorEnding) -> [Command] {
    guard editing == id else { return [] }
    editing = nil
    switch ending {
    case .left(let text):
      changeEdit(id) {
        $0.text = text
        $0.phase = .stuck("the server wasn't asked about it yet")
      }
    case .failed(let reason, let text):
      changeEdit(id) {
        if let text { $0.text = text }
        $0.phase = .stuck(reason)
      }
    }
    open(.edit(id))
    return []
  }

  // MARK: - What is decided about one

  mutating func decideEdit(_ id: EditFlow.ID) -> [Command] { [] }
  mutating func prepareEditInFront() -> [Command] { [] }
  mutating func resolve(_ side: EditSide) -> [Command] { [] }
  mutating func resolveAll(_ side: EditSide) -> [Command] { [] }
  mutating func askToDropEdit() {}
  mutating func openEdit() {}
  mutating func leaveEdit(_ id: EditFlow.ID) -> Bool { false }

  func lines(of flow: EditFlow) -> [DocumentLine] { [] }
  func title(of flow: EditFlow) -> String { "Edit of \(flow.keys.words)" }
  var editsPage: EditsPage { EditsPage(edits: edits, width: pageWidth) }

  /// Whether the objects that are meant can be edited, as far as is known beforehand.
  var editingObjects: Availability {
    if case .edit(let id) = document?.content {
      return edits[id]?.currentText == nil
        ? .disabled(because: "there is nothing to edit") : .enabled
    }
    let keys = subjects
    guard !keys.isEmpty else {
      return .disabled(
        because: unreachable
          ?? (document == nil
            ? "nothing is selected" : "this isn't about one object"))
    }
    for key in keys {
      if let denial = denial("patch", key.kind, in: key.name.namespace) {
        return .disabled(because: denial)
      }
    }
    return cluster.problem.map { .disabled(because: $0) } ?? .enabled
  }

  // MARK: - The flow

  /// Changes an edit, and what shows it.
  mutating func changeEdit(_ id: EditFlow.ID, _ change: (inout EditFlow) -> Void) {
    // Taken out while it is changed, so that nothing of it is copied.
    guard var flow = edits.removeValue(forKey: id) else { return }
    change(&flow)
    edits[id] = flow
    touch(.edit(id))
    touch(.edits)
  }
}

extension EditFlow {
  /// What is said while the objects are read.
  var openingWords: String { "reading \(keys.words) to edit it …" }

  /// The text to show in the editor: as it was left last, or as it was opened.
  var currentText: String? { text ?? opened?.map(\.yaml).joined(separator: "---\n") }

  /// What the file is called that the editor gets: `deployment-web.yaml`.
  var fileName: String {
    guard keys.count == 1, let key = keys.first else { return "\(keys.count)-objects.yaml" }
    let name = "\(key.kind.singular)-\(key.name.name)"
    // Names of roles and the like may have any character but a slash in them.
    let safe = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") ? $0 : "-" }
    return "\(String(safe).prefix(100)).yaml"
  }
}
