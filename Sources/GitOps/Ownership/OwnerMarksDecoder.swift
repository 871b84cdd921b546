public import Documents
public import Kubernetes

extension OwnerMarks: Row {
  public var name: ObjectName { identity.name }
}

/// Reads what the objects of one kind say of their owners, and nothing else of them.
public struct OwnerMarksDecoder: RowDecoder {
  private let kind: ResourceKind
  private var pool = RowPool()

  /// Makes a decoder for objects of that kind.
  public init(_ kind: ResourceKind) { self.kind = kind }

  public var representation: Requests.Representation { .metadata }

  public mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> OwnerMarks {
    var marks = OwnerMarks(
      ResourceIdentity(group: kind.group, kind: kind.kind, name: ObjectName(name: "")))
    try reader.beginObject()
    while let key = try reader.nextField() {
      if key == "metadata" { try read(&reader, &marks) }
    }
    metadata.name = marks.identity.name.name
    metadata.namespace = marks.identity.name.namespace
    return marks
  }

  private mutating func read(
    _ reader: inout JSONReader, _ marks: inout OwnerMarks
  ) throws(JSONError) {
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "name": marks.identity.name.name = try reader.readStringOrNull() ?? ""
      case "namespace": marks.identity.name.namespace = try pool.readText(&reader)
      case "uid": marks.uid = try reader.readStringOrNull() ?? ""
      case "labels": marks.labels = try pool.readLabels(&reader)
      case "annotations":
        try reader.beginObject()
        while let key = try reader.nextField() {
          let name = key.string
          guard OwnerMarks.annotationKeys.contains(name) else { continue }
          marks.annotations[name] = try reader.readStringOrNull()
        }
      case "ownerReferences":
        try reader.beginArray()
        while try reader.nextElement() { marks.references.append(try readReference(&reader)) }
      default: break
      }
    }
  }

  private mutating func readReference(
    _ reader: inout JSONReader
  ) throws(JSONError) -> OwnerMarks.Reference {
    var reference = OwnerMarks.Reference(apiVersion: "", kind: "", name: "")
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "apiVersion": reference.apiVersion = try pool.readText(&reader)
      case "kind": reference.kind = try pool.readText(&reader)
      case "name": reference.name = try pool.readText(&reader)
      case "uid": reference.uid = try pool.readText(&reader)
      case "controller": reference.isController = try reader.readBoolOrNull() ?? false
      default: break
      }
    }
    return reference
  }
}
