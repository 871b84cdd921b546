public import Documents

/// Reads Events of the core group, whichever of the two APIs they were written through.
public struct EventDecoder: RowDecoder {
  private var pool = RowPool()

  /// Makes a decoder.
  public init() {}

  public mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> EventRow {
    var row = EventRow(
      name: ObjectName(name: ""), reason: "", message: "", object: ObjectName(name: ""))
    var eventTime: Int64?
    var seriesCount: Int?
    var seriesTime: Int64?
    var reporter = ""
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "metadata": try metadata.read(&reader, sharing: &pool)
      case "type": row.isWarning = try reader.readStringOrNull() == "Warning"
      case "reason": row.reason = try pool.readText(&reader)
      case "message": row.message = try pool.readText(&reader)
      case "count": row.count = try reader.readIntegerOrNull() ?? 1
      case "firstTimestamp": row.firstSeen = try ObjectMetadata.readSeconds(&reader)
      case "lastTimestamp": row.lastSeen = try ObjectMetadata.readSeconds(&reader)
      case "eventTime": eventTime = try ObjectMetadata.readSeconds(&reader)
      case "reportingComponent": reporter = try pool.readText(&reader)
      case "involvedObject":
        try reader.beginObject()
        while let key = try reader.nextField() {
          switch key {
          case "kind": row.objectKind = try pool.readText(&reader)
          case "namespace": row.object.namespace = try pool.readText(&reader)
          case "name": row.object.name = try pool.readText(&reader)
          default: break
          }
        }
      case "source":
        try reader.beginObject()
        while let key = try reader.nextField() {
          if key == "component" { row.source = try pool.readText(&reader) }
        }
      case "series":
        try reader.beginObject()
        while let key = try reader.nextField() {
          switch key {
          case "count": seriesCount = try reader.readIntegerOrNull()
          case "lastObservedTime": seriesTime = try ObjectMetadata.readSeconds(&reader)
          default: break
          }
        }
      default: break
      }
    }
    row.name = metadata.objectName
    // Events of the newer API leave the older fields empty, and count in a series.
    row.count = max(1, seriesCount ?? row.count)
    row.firstSeen = row.firstSeen ?? eventTime ?? metadata.created
    row.lastSeen = seriesTime ?? row.lastSeen ?? eventTime ?? metadata.created
    if row.source.isEmpty { row.source = reporter }
    return row
  }
}
