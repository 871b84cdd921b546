internal import DeployEngine
public import Documents
public import GitOps

extension FieldEdit {
  /// The change with what a Secret keeps replaced by how long it is; of any other object, as it is.
  public func masked(in object: Value) -> FieldEdit {
    if path.isRoot {
      return FieldEdit(path, before: before.map(Masking.mask), after: after.map(Masking.mask))
    }
    guard path.isSecret(in: object) else { return self }
    var masked = self
    masked.before = before.map { path.masked($0) }
    masked.after = after.map { path.masked($0) }
    guard masked.before == masked.after else { return masked }
    masked.before = masked.before.map { .string("\($0.string ?? "•••") (before)") }
    masked.after = masked.after.map { .string("\($0.string ?? "•••") (after)") }
    return masked
  }
}

extension EditConflict {
  /// The conflict with what a Secret keeps replaced by how long it is.
  func masked(in object: Value) -> EditConflict {
    guard path.isSecret(in: object) else { return self }
    func marked(_ value: Value?, _ whose: String) -> Value? {
      value.map { .string("\(path.masked($0).string ?? "•••") (\(whose))") }
    }
    return EditConflict(
      path: path, opened: marked(opened, "opened"), yours: marked(yours, "yours"),
      theirs: marked(theirs, "theirs"))
  }
}

extension FieldPath {
  private static let hidden: [FieldPath] = [["data"], ["stringData"]]

  /// Whether it lies in what a Secret keeps.
  func isSecret(in object: Value) -> Bool {
    SecretTexts.isSecret(object) && Self.hidden.contains { $0.contains(self) }
  }

  /// How long the value there is.
  fileprivate func masked(_ value: Value) -> Value {
    // One entry at a time: what hides whole Secrets hides it in one that has nothing else.
    guard steps.count == 2, case .field(let field) = steps[0] else { return "•••" }
    let secret: Value = ["apiVersion": "v1", "kind": "Secret", field: ["value": value]]
    return Masking.mask(secret)[field]?["value"] ?? "•••"
  }
}
