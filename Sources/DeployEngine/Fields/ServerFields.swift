internal import Documents

/// The parts of an object that the server keeps for itself, or Duet: no change that a person made.
enum ServerFields {
  private static let metadata = [
    "managedFields", "resourceVersion", "generation", "uid", "creationTimestamp", "selfLink",
  ]
  // Repeats the whole object as text, and Secrets with it.
  static let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

  /// The object without them, and without its status.
  static func remove(from object: Value) -> Value {
    var clean = object
    clean["status"] = nil
    guard var metadata = clean["metadata"] else { return clean }
    for field in Self.metadata { metadata[field] = nil }
    if var annotations = metadata["annotations"] {
      annotations[lastApplied] = nil
      metadata["annotations"] = annotations.object?.isEmpty == true ? nil : annotations
    }
    if var labels = metadata["labels"], labels[ApplySet.partOf] != nil {
      labels[ApplySet.partOf] = nil
      metadata["labels"] = labels.object?.isEmpty == true ? nil : labels
    }
    clean["metadata"] = metadata
    return clean
  }
}
