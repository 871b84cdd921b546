internal import Documents
internal import YAML

extension EditText {
  /// What somebody made of the text.
  public enum Reading: Hashable, Sendable {
    /// Nothing is left of it: nothing is to be changed.
    case cancelled
    /// It says what it said before.
    case unchanged
    /// What is to be changed, one for each object that is to be another.
    case drafts([EditDraft])
  }

  /// Reads what came back from an editor.
  ///
  /// Objects whose documents are left out stay as they are, as long as any is there. What isn't YAML,
  /// or isn't any of these objects, is thrown: the text is kept by whoever has it.
  public func read(_ text: String) throws(EditProblem) -> Reading {
    let documents: [YAMLDocument]
    do throws(YAMLError) {
      documents = try YAMLParser().parse(text).filter { !$0.isEmpty }
    } catch {
      throw EditProblem(error)
    }
    guard !documents.isEmpty else { return .cancelled }
    var drafts: [Int: EditDraft] = [:]
    var seen: Set<Int> = []
    for document in documents {
      let index = try index(of: document)
      guard seen.insert(index).inserted else {
        throw EditProblem(
          line: document.root.position.line, "\(objects[index].key) is there twice; keep one")
      }
      if let draft = try draft(of: objects[index], document) { drafts[index] = draft }
    }
    guard !drafts.isEmpty else { return .unchanged }
    return .drafts(drafts.sorted { $0.key < $1.key }.map(\.value))
  }

  // MARK: Whose document it is

  private static let identity: [Pointer] = [
    ["apiVersion"], ["kind"], ["metadata", "name"], ["metadata", "namespace"],
  ]

  private func index(of document: YAMLDocument) throws(EditProblem) -> Int {
    guard document.value.object != nil else {
      throw EditProblem(line: document.root.position.line, "this is no object")
    }
    let wanted = Self.identity.map { document.value[$0] }
    if let index = objects.firstIndex(where: { object in
      Self.identity.map { object.document[$0] } == wanted
    }) {
      return index
    }
    guard objects.count == 1, let object = objects.first else {
      throw EditProblem(
        line: document.root.position.line,
        "this is none of the objects that were opened: what an object is and what it is called "
          + "can't be changed")
    }
    for place in Self.identity where document.value[place] != object.document[place] {
      let line = (document.keyPosition(of: place) ?? document.root.position).line
      let name = place.tokens.joined(separator: ".")
      let old = object.document[place].map { $0.string ?? $0.json } ?? "not there"
      throw EditProblem(
        line: line, "\(name) can't be changed: it was \(old); create a new object instead")
    }
    return 0
  }

  private func draft(
    of object: OpenedObject, _ document: YAMLDocument
  ) throws(EditProblem) -> EditDraft? {
    let opened = object.document
    let edited = document.value
    func problem(at place: Pointer, _ reason: String) -> EditProblem {
      let position = document.keyPosition(of: place) ?? document.root.position
      return EditProblem(
        line: position.line, "\(place.tokens.joined(separator: ".")) \(reason)")
    }
    if let place = FoldedFields.differences(in: edited, from: opened).first {
      throw problem(at: place, "is kept by the server, and can't be edited: take it out")
    }
    if SecretTexts.isSecret(opened) {
      let texts = edited["stringData"]?.object ?? [:]
      for (key, value) in texts.sorted(by: { $0.key < $1.key }) {
        let place: Pointer = ["stringData", key]
        guard value.string != nil else {
          throw problem(at: place, "must be text: put it in quotes")
        }
        guard edited["data"]?[key] == nil else {
          throw problem(at: place, "is in data, too: keep one of the two")
        }
      }
      if let texts = edited["stringData"], texts.object == nil, !texts.isNull {
        throw problem(at: ["stringData"], "must hold names and texts")
      }
    }
    let meant = object.meant(by: edited)
    let draft = EditDraft(object.key, opened: opened, edited: meant)
    return draft.isEmpty ? nil : draft
  }
}
