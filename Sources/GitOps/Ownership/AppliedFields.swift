public import Documents

/// What those who apply an object have said of it, as far as its own records tell.
public enum AppliedFields {
  /// Whether somebody who applies the object as a whole names a field of it, and so would put it back;
  /// nil where nothing tells.
  ///
  /// Client-side applying leaves behind what was applied last; server-side applying, and Helm, the
  /// names of the fields. A field that nobody names is nobody's to put back: what isn't named isn't
  /// compared, and a restart's annotation or an autoscaler's number of replicas stays.
  public static func name(_ field: Pointer, in object: Value) -> Bool? {
    let metadata = object[objectAt: "metadata"]
    let text = metadata.textMap("annotations")["kubectl.kubernetes.io/last-applied-configuration"]
    let applied = text.flatMap { try? Value(json: Array($0.utf8)) }
    let entries = metadata.elements("managedFields").filter {
      $0.text("subresource").isEmpty
        && ($0.text("operation") == "Apply" || $0.text("manager").lowercased() == "helm")
    }
    guard applied != nil || !entries.isEmpty else { return nil }
    if applied?[field] != nil { return true }
    return entries.contains { entry in
      var fields: Value? = entry[objectAt: "fieldsV1"]
      for token in field.tokens { fields = fields?["f:\(token)"] }
      return fields != nil
    }
  }
}
