public import Documents

extension OpenedObject {
  /// The draft of a patch of the object: a JSON merge patch, or as a list of operations a JSON patch.
  ///
  /// Throws where it doesn't apply, or touches what can't be changed by hand.
  public func draft(patching patch: Value) throws(EditProblem) -> EditDraft {
    let edited: Value
    if patch.array != nil {
      do {
        edited = try document.applying(try JSONPatch(patch))
      } catch {
        throw EditProblem("the patch doesn't apply: \(error)")
      }
    } else {
      guard patch.object != nil else {
        throw EditProblem("a patch is a mapping of fields, or a list of operations")
      }
      edited = document.applying(mergePatch: patch)
    }
    if let place = FoldedFields.differences(in: edited, from: document).first {
      throw EditProblem(
        "\(place.tokens.joined(separator: ".")) is kept by the server, and can't be edited")
    }
    return try draft(of: edited)
  }

  /// The draft of a whole object that is to take its place, as a file has it.
  ///
  /// What the server keeps for itself counts for nothing in it, but for its version: one that was
  /// written for another version than this is thrown back.
  public func draft(replacing other: Value) throws(EditProblem) -> EditDraft {
    let version: Pointer = ["metadata", "resourceVersion"]
    if let written = other[version]?.string, written != document[version]?.string {
      throw EditProblem(
        "it was written for version \(written) of the object, and has changed since: read it anew")
    }
    if let uid = other["metadata"]?["uid"]?.string, uid != document.uid {
      throw EditProblem("it was written for another object of that name, which was deleted since")
    }
    return try draft(of: other)
  }

  private func draft(of edited: Value) throws(EditProblem) -> EditDraft {
    for place in [["apiVersion"], ["kind"], ["metadata", "name"], ["metadata", "namespace"]]
      as [Pointer]
    where edited[place] != nil && edited[place] != document[place] {
      throw EditProblem("\(place.tokens.joined(separator: ".")) can't be changed")
    }
    var whole = edited
    if whole["metadata"]?["namespace"] == nil {
      whole["metadata"]?["namespace"] = document["metadata"]?["namespace"]
    }
    return EditDraft(key, opened: document, edited: meant(by: whole))
  }
}
