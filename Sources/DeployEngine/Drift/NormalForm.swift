internal import Documents

/// Brings what Git says into the form that the server keeps.
enum NormalForm {
  private static let metadata: Set<String> = [
    "name", "namespace", "creationTimestamp", "managedFields", "uid", "resourceVersion",
    "generation", "selfLink", "generateName",
  ]

  /// The object without what tells it apart and what only the server says; the texts of a Secret
  /// are written as it keeps them.
  static func of(_ object: Value) -> Value {
    guard var fields = object.object else { return object }
    fields["apiVersion"] = nil
    fields["kind"] = nil
    fields["status"] = nil
    if var metadata = fields["metadata"]?.object {
      for name in Self.metadata { metadata[name] = nil }
      fields["metadata"] = .object(metadata)
    }
    if Masking.isSecret(object) { foldTexts(&fields) }
    return .object(fields)
  }

  private static func foldTexts(_ fields: inout [String: Value]) {
    var data = fields["data"]?.object ?? [:]
    for (key, value) in data {
      // Encoded text may be broken into lines; the server joins them.
      guard let text = value.string, text.contains(where: \.isWhitespace) else { continue }
      data[key] = .string(text.filter { !$0.isWhitespace })
    }
    for (key, value) in fields["stringData"]?.object ?? [:] {
      guard let text = value.string else { continue }
      data[key] = .string(Base64.encode(text.utf8))
    }
    fields["stringData"] = nil
    if !data.isEmpty || fields["data"] != nil { fields["data"] = .object(data) }
  }
}
