import Documents

/// Sets the number of replicas of what has a name.
struct ReplicaCount {
  var name: String
  var count: Int64
  var fields: [FieldSpec]

  func apply(to set: inout ResourceSet) throws(TransformError) {
    var isFound = false
    for field in fields {
      for index in set.indices {
        let ids = set[index].previousIDs + [set[index].id]
        guard ids.contains(where: { $0.name == name && $0.type.isSelected(by: field.type) }) else {
          continue
        }
        isFound = true
        try set[index].change(field, creating: 0) { value throws(FieldPathError) in
          value = .integer(count)
        }
      }
    }
    guard !isFound else { return }
    let kinds = fields.map(\.type.kind).joined(separator: ", ")
    throw TransformError(reason: "nothing called \(name) has replicas; looked for: \(kinds)")
  }
}
