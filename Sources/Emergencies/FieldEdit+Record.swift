public import Documents
public import GitOps

extension FieldEdit {
  /// Reads a change from a record; nil for what is none.
  public init?(_ value: Value) {
    guard let names = value["path"]?.array?.compactMap(\.string),
      let path = FieldPath(names: names)
    else { return nil }
    self.init(
      path, before: value["before"], after: value["after"],
      parents: Int(clamping: value["parents"]?.integer ?? 0))
  }

  /// The change as records keep it.
  public var value: Value {
    var value: Value = ["path": .array(path.names.map { .string($0) })]
    value["before"] = before
    value["after"] = after
    if parents > 0 { value["parents"] = .integer(Int64(parents)) }
    return value
  }
}
