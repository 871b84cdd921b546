internal import Documents
internal import Kubernetes

/// Of which kinds the members of one inventory are.
struct MemberKindsRow: Row {
  var name: ObjectName
  /// The inventory's identity.
  var id: String
  var kinds: Set<Inventory.GroupKind>
}

/// Reads them from the inventories' parents.
struct MemberKindsDecoder: RowDecoder {
  private var pool = RowPool()

  mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> MemberKindsRow {
    try reader.beginObject()
    while let key = try reader.nextField() {
      if key == "metadata" {
        try metadata.read(&reader, sharing: &pool, annotations: [ApplySet.kinds])
      }
    }
    let kinds = (metadata.annotations[ApplySet.kinds] ?? "").split(separator: ",").map { name in
      let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
      return Inventory.GroupKind(group: parts.count > 1 ? parts[1] : "", kind: parts[0])
    }
    return MemberKindsRow(
      name: metadata.objectName, id: metadata.labels[ApplySet.idLabel] ?? "", kinds: Set(kinds))
  }
}
