internal import Documents
internal import Kubernetes

/// Reads live objects as rows that say how they differ from Git.
///
/// What no stack has to do with costs little more than finding its end. Of the others, what isn't
/// status is digested as bytes, and only looked into when the digest is another than last time.
struct DriftDecoder: RowDecoder {
  private let kind: ResourceKind
  private let table: DesiredTable
  private var pool = RowPool()
  private var known: [ObjectName: Known] = [:]

  private struct Known: Sendable {
    var digest: UInt64
    var verdicts: [DriftVerdict]
  }

  init(_ kind: ResourceKind, _ table: DesiredTable) {
    self.kind = kind
    self.table = table
  }

  mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> DriftRow {
    var parts = Parts()
    var shapes: [DesiredShape] = []
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "apiVersion", "kind": break
      case "metadata":
        parts.metadata = try reader.readBytes()
        var inner = JSONReader(parts.metadata)
        try metadata.read(&inner, sharing: &pool, annotations: Health.annotations)
        shapes = table[metadata.objectName]
        // The rest of it is passed over.
        if shapes.isEmpty, metadata.labels[ApplySet.partOf] == nil {
          known[metadata.objectName] = nil
          return DriftRow(name: metadata.objectName)
        }
      case "status": parts.status = try reader.readBytes()
      default:
        let name = key.string
        parts.fields.append((name, try reader.readBytes()))
      }
    }
    var row = try kind == .pods ? parts.podHealth(metadata) : parts.health(kind, metadata)
    row.inventory = metadata.labels[ApplySet.partOf].map { pool.texts.intern($0) } ?? ""
    guard !shapes.isEmpty else { return row }
    let owned = try parts.readMetadata()
    var digest = parts.digest(owned)
    for shape in shapes { digest = ByteDigest.of([], after: digest ^ shape.digest) }
    if let known = known[row.name], known.digest == digest {
      row.verdicts = known.verdicts
    } else {
      for shape in shapes { row.verdicts.append(try parts.compare(shape, owned)) }
      known[row.name] = Known(digest: digest, verdicts: row.verdicts)
    }
    return row
  }
}

/// The parts of a live object, as bytes.
private struct Parts {
  var metadata: [UInt8] = []
  var status: [UInt8] = []
  var fields: [(name: String, bytes: [UInt8])] = []
  private var labels: [UInt8] = []
  private var annotations: [UInt8] = []
  private var others: [(name: String, bytes: [UInt8])] = []

  /// How well the object is, in a row.
  func health(_ kind: ResourceKind, _ metadata: ObjectMetadata) throws(JSONError) -> DriftRow {
    let null = Array("null".utf8)
    var spec = JSONReader(fields.first { $0.name == "spec" }?.bytes ?? null)
    var state = JSONReader(status.isEmpty ? null : status)
    let health = try Health.assess(kind, metadata, spec: &spec, status: &state)
    return DriftRow(
      name: metadata.objectName, uid: metadata.uid, created: metadata.created,
      isBeingDeleted: metadata.deletion != nil, health: health?.health,
      message: health?.message ?? "")
  }

  /// The same of a pod, which has more to it.
  func podHealth(_ metadata: ObjectMetadata) throws(JSONError) -> DriftRow {
    var bytes = Array(#"{"metadata":"#.utf8) + self.metadata
    if let spec = fields.first(where: { $0.name == "spec" })?.bytes {
      bytes += Array(#","spec":"#.utf8) + spec
    }
    if !status.isEmpty { bytes += Array(#","status":"#.utf8) + status }
    bytes.append(UInt8(ascii: "}"))
    var reader = JSONReader(bytes)
    var decoder = HealthDecoder(.pods)
    var unused = ObjectMetadata()
    let row = try decoder.decode(&reader, &unused)
    return DriftRow(
      name: row.name, uid: row.uid, created: row.created, isBeingDeleted: row.isBeingDeleted,
      health: row.health, message: row.message)
  }

  /// Reads what of the metadata Git may say; returns the fields that Duet owns, as bytes.
  mutating func readMetadata() throws(JSONError) -> [UInt8] {
    var owned: [UInt8] = []
    var reader = JSONReader(metadata)
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "labels": labels = try reader.readBytes()
      case "annotations": annotations = try reader.readBytes()
      case "finalizers", "ownerReferences":
        let name = key.string
        others.append((name, try reader.readBytes()))
      case "managedFields":
        try reader.beginArray()
        while try reader.nextElement() {
          if let fields = try Self.readOwned(&reader) { owned = fields }
        }
      default: break
      }
    }
    return owned
  }

  /// The fields of an entry of managed fields, if it is Duet's own.
  private static func readOwned(_ reader: inout JSONReader) throws(JSONError) -> [UInt8]? {
    // Of custom objects, what is owned comes before the owner.
    var isOurs = true
    var isApply = true
    var fields: [UInt8]?
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "manager": isOurs = try reader.readStringOrNull() == Planner.fieldManager
      case "operation": isApply = try reader.readStringOrNull() == "Apply"
      case "fieldsV1" where isOurs && isApply: fields = try reader.readBytes()
      case "subresource": if try reader.readStringOrNull()?.isEmpty == false { isApply = false }
      default: break
      }
    }
    return isOurs && isApply ? fields : nil
  }

  /// The digest of everything that may matter to a comparison.
  func digest(_ owned: [UInt8]) -> UInt64 {
    var digest = ByteDigest.of(owned)
    digest = ByteDigest.of(labels, after: digest)
    digest = ByteDigest.of(annotations, after: digest)
    for (_, bytes) in others + fields { digest = ByteDigest.of(bytes, after: digest) }
    return digest
  }

  // MARK: Comparing

  func compare(_ shape: DesiredShape, _ owned: [UInt8]) throws(JSONError) -> DriftVerdict {
    let desired = NormalForm.of(shape.object)
    let live = try projection(on: desired)
    let comparison = LiveComparison(
      desired: desired, live: live, isBuiltIn: shape.isBuiltIn, hidesValues: shape.isSecret)
    var fields = comparison.fields
    var count = comparison.count
    var isIncomplete = false
    if !owned.isEmpty, let value = try? Value(json: owned) {
      let ownership = OwnedFields(value, desired: desired)
      isIncomplete = ownership.isIncomplete && !shape.isSecret
      count += ownership.leftCount
      for label in ownership.left where fields.count < LiveComparison.mostFields {
        fields.append(ObjectDrift.Field(label: label, live: "•••"))
      }
    }
    guard count > 0 || isIncomplete else { return DriftVerdict(shape: shape.digest) }
    let digest = ByteDigest.of(owned, after: ByteDigest.of(live))
    return DriftVerdict(
      shape: shape.digest,
      suspicion: DriftVerdict.Suspicion(digest: digest, fields: fields, count: count))
  }

  /// The live object, as much of it as Git says something about.
  private func projection(on desired: Value) throws(JSONError) -> Value {
    var live: [String: Value] = [:]
    for (name, bytes) in fields {
      guard let wanted = desired[name] else { continue }
      var reader = JSONReader(bytes)
      live[name] = try reader.readProjection(on: wanted, name)
    }
    if let wanted = desired["metadata"]?.object {
      var metadata: [String: Value] = [:]
      for (name, bytes) in others + [("labels", labels), ("annotations", annotations)] {
        guard let value = wanted[name], !bytes.isEmpty else { continue }
        var reader = JSONReader(bytes)
        metadata[name] = try reader.readProjection(on: value, name)
      }
      live["metadata"] = .object(metadata)
    }
    return .object(live)
  }
}

extension JSONReader {
  /// Reads a value, of maps only the fields that another value has.
  fileprivate mutating func readProjection(
    on wanted: Value, _ name: String
  ) throws(JSONError) -> Value {
    guard case .object(let fields) = wanted, peekKind() == .object, !ListKeys.isAtomic(map: name)
    else { return try readValue() }
    var read: [String: Value] = [:]
    try beginObject()
    while let key = try nextField() {
      let name = key.string
      if let inner = fields[name] { read[name] = try readProjection(on: inner, name) }
    }
    return .object(read)
  }
}
