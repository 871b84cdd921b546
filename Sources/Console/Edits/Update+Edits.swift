import Documents
import Emergencies
import GitOps
import Kubernetes
import TUI

/// Editing objects by hand: reading them, giving the terminal to the editor, asking the server what
/// comes of it.
extension ConsoleState {
  // MARK: - From the key to the editor

  /// Begins to edit the objects that are meant; on the page of an edit, goes back to its text.
  mutating func edit() -> [Command] {
    if case .edit(let id) = document?.content { return openEditor(for: id) }
    return beginEdit(of: subjects)
  }

  /// Reads objects to edit them.
  private mutating func beginEdit(of keys: [ObjectKey]) -> [Command] {
    guard !keys.isEmpty else { return [] }
    let flow = EditFlow(of: keys, in: cluster.id.context)
    let id = add(flow)
    awaitedEdit = id
    say(flow.openingWords)
    return [.cluster(cluster.id, .openEdit(id, keys))]
  }

  /// Remembers an edit, under a number of its own.
  mutating func add(_ flow: EditFlow) -> EditFlow.ID {
    editCount += 1
    let id = EditFlow.ID(editCount)
    edits[id] = flow
    touch(.edits)
    return id
  }

  /// No editor takes the terminal from somebody who has gone on.
  mutating func forgetEdit() {
    guard let id = awaitedEdit else { return }
    awaitedEdit = nil
    guard let flow = edits.removeValue(forKey: id) else { return }
    toasts.removeAll { $0.toast.text == flow.openingWords }
    say("edit: not opened, since you went on; e asks again", .warning)
  }

  /// Takes in the text of the objects, and gives the terminal to the editor.
  mutating func opened(
    _ id: EditFlow.ID, _ result: Result<EditText, KubernetesError>
  ) -> [Command] {
    guard awaitedEdit == id, let flow = edits[id] else { return [] }
    awaitedEdit = nil
    toasts.removeAll { $0.toast.text == flow.openingWords }
    switch result {
    case .failure(let error):
      edits[id] = nil
      say("edit of \(flow.keys.words): \(error.summary)", .error)
      return []
    case .success(let text):
      clearMarks()
      changeEdit(id) { $0.opened = text }
      return openEditor(for: id)
    }
  }

  /// Gives the terminal to the editor, with the text as it was left last.
  private mutating func openEditor(for id: EditFlow.ID) -> [Command] {
    guard let flow = edits[id], let text = flow.currentText else { return [] }
    changeEdit(id) { $0.phase = .inEditor }
    // Keys are the editor's from now on.
    editing = id
    return [.edit(id, EditorText(name: flow.fileName, text: text, kept: kept(id)))]
  }

  /// Takes in what was typed.
  mutating func edited(_ id: EditFlow.ID, _ ending: EditorEnding) -> [Command] {
    guard editing == id, let flow = edits[id], let given = flow.currentText else { return [] }
    editing = nil
    var step = EditFlow.Step.stay
    changeEdit(id) { step = $0.take(ending, given: given) }
    switch step {
    case .drop(let words):
      say("edit of \(flow.keys.words): \(words)")
      return drop(id)
    case .reopen: return keep(id) + openEditor(for: id)
    case .stay:
      show(id)
      return keep(id)
    case .prepare:
      show(id)
      return keep(id) + prepare(id)
    }
  }

  // MARK: - What comes of it

  /// Asks the server what an edit comes to.
  mutating func prepare(_ id: EditFlow.ID) -> [Command] {
    guard let flow = edits[id], !flow.drafts.isEmpty else { return [] }
    changeEdit(id) { $0.phase = .preparing }
    return [.cluster(cluster.id, .prepareEdit(id, flow.drafts, namespace: inventoryNamespace))]
  }

  /// Takes in what an edit comes to.
  mutating func prepared(_ id: EditFlow.ID, _ reviews: [PreparedEdit]) {
    guard edits[id]?.phase == .preparing else { return }
    changeEdit(id) { flow in
      // What it takes to undo something is known only now.
      if flow.drafts.isEmpty { flow.drafts = reviews.map(\.draft) }
      flow.reviews = reviews
      flow.phase = .review
    }
    guard let flow = edits[id], document?.content != .edit(id), !isAsked(about: id) else { return }
    say("the edit of \(flow.keys.words) waits for its review; :edits shows it")
  }

  /// Asks anew what the edit in front comes to.
  mutating func prepareEditInFront() -> [Command] {
    guard case .edit(let id) = document?.content else { return [] }
    return prepare(id)
  }

  /// Asks the server once more about edits that it may not have answered: the connection is another.
  mutating func prepareEditsAgain() -> [Command] {
    edits.filter { $0.value.phase == .preparing }.keys.sorted { $0.number < $1.number }
      .flatMap { prepare($0) }
  }

  /// Has edits that wait for an answer of this context wait for somebody to ask again.
  mutating func leaveEditsBehind() {
    awaitedEdit = nil
    for (id, flow) in edits {
      switch flow.phase {
      case .opening: edits[id] = nil
      case .preparing:
        changeEdit(id) {
          $0.phase = .stuck("the context was changed before the server had answered")
        }
      case .inEditor, .stuck, .review, .applying, .finished: break
      }
    }
  }

  // MARK: - Conflicts

  /// The object and the field of the selected line, where somebody else has changed the field too.
  var selectedConflict: (edit: EditFlow.ID, object: Int, field: FieldPath?)? {
    guard let document, case .edit(let id) = document.content, let flow = edits[id],
      flow.phase == .review,
      let anchor = document.anchor(where: { EditPage.conflict(at: $0) != nil }),
      let (object, index) = EditPage.conflict(at: anchor), flow.reviews.indices.contains(object)
    else { return nil }
    let conflicts = flow.reviews[object].conflicts
    if let index {
      return conflicts.indices.contains(index) ? (id, object, conflicts[index].path) : nil
    }
    return (id, object, nil)
  }

  /// Says whose value counts of the selected field; once it is said of all, the server is asked.
  mutating func resolve(_ side: EditDraft.Side) -> [Command] {
    guard let (id, object, field) = selectedConflict else { return [] }
    changeEdit(id) { $0.resolve(object, field, side) }
    return goOnOnceResolved(id)
  }

  /// Says whose values count of all fields that two have changed.
  mutating func resolveAll(_ side: EditDraft.Side) -> [Command] {
    guard case .edit(let id) = document?.content else { return [] }
    changeEdit(id) { flow in
      for object in flow.reviews.indices { flow.resolveAll(object, side) }
    }
    return goOnOnceResolved(id)
  }

  private mutating func goOnOnceResolved(_ id: EditFlow.ID) -> [Command] {
    guard let flow = edits[id], flow.openConflicts == 0 else { return [] }
    guard !flow.drafts.isEmpty else {
      say("edit of \(flow.keys.words): nothing of it is left")
      overlays.removeAll { $0.shows(.edit(id)) }
      return drop(id)
    }
    return prepare(id)
  }

  // MARK: - The edits as such

  /// Changes an edit, and what shows it.
  mutating func changeEdit(_ id: EditFlow.ID, _ change: (inout EditFlow) -> Void) {
    // Taken out while it is changed, so that nothing of it is copied.
    guard var flow = edits.removeValue(forKey: id) else { return }
    change(&flow)
    edits[id] = flow
    touch(.edit(id))
    touch(.edits)
  }

  /// Puts the page of an edit in front, once.
  mutating func show(_ id: EditFlow.ID) {
    overlays.removeAll { $0.shows(.edit(id)) }
    open(.edit(id))
  }

  /// What leaving the page of an edit does: what isn't over waits; returns whether the page stays,
  /// which it doesn't.
  mutating func leaveEdit(_ id: EditFlow.ID) -> Bool {
    guard let flow = edits[id] else { return false }
    if flow.isOver {
      edits[id] = nil
      touch(.edits)
    } else {
      say("the edit of \(flow.keys.words) waits; :edits goes on with it")
    }
    return false
  }

  /// Opens the selected edit.
  mutating func openEdit() -> [Command] {
    switch selectedEdit {
    case .flow(let id)?:
      open(.edit(id))
      return []
    case .kept(let id)?: return resume(id)
    case nil: return []
    }
  }

  /// What the selected line of the list of edits is about.
  var selectedEdit: EditsPage.Line? {
    guard document?.content == .edits else { return nil }
    return document?.anchor(where: { EditsPage.line(at: $0) != nil }).flatMap(EditsPage.line)
  }
}

extension EditFlow {
  /// What is said while the objects are read.
  var openingWords: String { "reading \(keys.words) to edit …" }

  /// What the file is called that the editor gets: `deployment-web.yaml`.
  var fileName: String {
    guard keys.count == 1, let key = keys.first else { return "\(keys.count)-objects.yaml" }
    let name = "\(key.kind.singular)-\(key.name.name)"
    // Names of roles and the like may have any character but a slash in them.
    let safe = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") ? $0 : "-" }
    return "\(String(safe).prefix(100)).yaml"
  }

  /// How many fields and objects it has still to be said of whose version counts.
  var openConflicts: Int {
    reviews.reduce(0) { count, review in
      guard let draft = drafts.first(where: { $0.key == review.key }) else { return count }
      let open = review.conflicts.count { draft.choices[$0.path] == nil }
      return count + open + (review.verdict.isAboutAnother(draft) ? 1 : 0)
    }
  }

  /// Says whose value of a field counts; without a field, what is to become of an object that isn't
  /// the one any more that was opened.
  fileprivate mutating func resolve(_ object: Int, _ field: FieldPath?, _ side: EditDraft.Side) {
    let review = reviews[object]
    guard let index = drafts.firstIndex(where: { $0.key == review.key }) else { return }
    if let field {
      drafts[index].choices[field] = side
      return
    }
    switch (review.verdict, side) {
    case (.deleted, .mine): drafts[index] = drafts[index].remaking ?? drafts[index]
    case (.replaced(let other), .mine): drafts[index] = drafts[index].adopting(other)
    case (.deleted, .theirs), (.replaced, .theirs), (.present, .theirs):
      drafts.remove(at: index)
    default: break
    }
  }

  fileprivate mutating func resolveAll(_ object: Int, _ side: EditDraft.Side) {
    for conflict in reviews[object].conflicts { resolve(object, conflict.path, side) }
    resolve(object, nil, side)
  }
}

extension PreparedEdit.Verdict {
  /// Whether the object isn't the one that was opened, and it isn't said yet what that means.
  func isAboutAnother(_ draft: EditDraft) -> Bool {
    switch self {
    case .deleted: if case .creation = draft.aim { false } else { true }
    case .replaced(let other):
      draft.uid != other["metadata"]?["uid"]?.string
    case .present: true
    case .accepted, .refused, .denied, .untried, .unanswered, .unneeded, .conflicting: false
    }
  }
}

extension Document.Content {
  /// The edit that it shows; nil for any other page.
  var edit: EditFlow.ID? { if case .edit(let id) = self { id } else { nil } }

  /// Whether it shows a change on its way to Git.
  var isGitChange: Bool { if case .gitChange = self { true } else { false } }
}

extension Overlay {
  /// Whether it is the page of that.
  func shows(_ content: Document.Content) -> Bool {
    if case .document(let document) = self { document.content == content } else { false }
  }
}
