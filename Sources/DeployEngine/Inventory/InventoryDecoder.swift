public import Documents
public import Kubernetes

/// A stack's inventory as a row: what is known of its last deploy.
public struct InventoryRow: Row {
  /// The parent.
  public var name: ObjectName
  /// The stack's folder; empty if it isn't known.
  public var path: String
  /// The last deploy; nil if none is on the record.
  public var lastDeploy: LastDeploy?

  /// Makes a row.
  public init(name: ObjectName, path: String = "", lastDeploy: LastDeploy? = nil) {
    self.name = name
    self.path = path
    self.lastDeploy = lastDeploy
  }
}

/// Reads inventories as rows; `Inventories.query` finds them.
public struct InventoryDecoder: RowDecoder {
  private var pool = RowPool()

  /// Makes a decoder.
  public init() {}

  public mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> InventoryRow {
    let notes: Set = [Inventory.pathAnnotation, Inventory.lastDeployAnnotation]
    try reader.beginObject()
    while let key = try reader.nextField() {
      if key == "metadata" { try metadata.read(&reader, sharing: &pool, annotations: notes) }
    }
    return InventoryRow(
      name: metadata.objectName, path: metadata.annotations[Inventory.pathAnnotation] ?? "",
      lastDeploy: metadata.annotations[Inventory.lastDeployAnnotation].flatMap(LastDeploy.init))
  }
}
