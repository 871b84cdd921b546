public import Documents

/// Reads how well the objects of one kind are.
///
/// Of their specifications only the few fields are read that a rule looks at; configuration, pod
/// templates and who manages which field are passed over.
public struct HealthDecoder: RowDecoder {
  private let kind: ResourceKind
  private var pool = RowPool()
  private var facts = PodFacts()

  /// Makes a decoder for objects of that kind.
  public init(_ kind: ResourceKind) { self.kind = kind }

  public mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> HealthRow {
    kind.isPod ? try decodePod(&reader, &metadata) : try decodeObject(&reader, &metadata)
  }

  private mutating func decodePod(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> HealthRow {
    facts.reset()
    facts.metadata.readsControllerUID = true
    defer { metadata = facts.metadata }
    try facts.read(&reader, sharing: &pool)
    return Self.row(facts.metadata, facts.assessment, replicas: nil)
  }

  private mutating func decodeObject(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> HealthRow {
    metadata.readsControllerUID = true
    var spec = Value.null
    var status = Value.null
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "metadata":
        try metadata.read(&reader, sharing: &pool, annotations: AssessedObject.annotations)
      case "spec": spec = try AssessedObject.readSpec(&reader)
      case "status": status = try reader.readValue()
      default: break
      }
    }
    let object = AssessedObject(kind, metadata, spec: spec, status: status)
    return Self.row(
      metadata, Health.assess(object),
      replicas: spec["replicas"]?.integer.map { Int(clamping: $0) })
  }

  private static func row(
    _ metadata: ObjectMetadata, _ health: ObjectHealth?, replicas: Int?
  ) -> HealthRow {
    HealthRow(
      name: metadata.objectName, uid: metadata.uid, generation: metadata.generation,
      controller: metadata.controller, controllerUID: metadata.controllerUID,
      created: metadata.created, isBeingDeleted: metadata.deletion != nil, replicas: replicas,
      health: health?.health, message: health?.message ?? "")
  }
}

extension ResourceKind {
  var isPod: Bool { group.isEmpty && plural == "pods" }
}

extension AssessedObject {
  /// Makes it of what a decoder has read.
  init(_ kind: ResourceKind, _ metadata: ObjectMetadata, spec: Value, status: Value) {
    group = kind.group
    version = kind.version
    self.kind = kind.kind
    name = metadata.name
    generation = metadata.generation == 0 ? nil : Int64(metadata.generation)
    isBeingDeleted = metadata.deletion != nil && !metadata.hasHookFinalizer
    annotations = metadata.annotations
    self.spec = spec
    self.status = status
  }

  /// Reads what rules look at of a specification: what isn't nested, and the few fields that are.
  static func readSpec(_ reader: inout JSONReader) throws(JSONError) -> Value {
    guard reader.peekKind() == .object else { return try reader.readValue() }
    var spec: [String: Value] = [:]
    try reader.beginObject()
    while let key = try reader.nextField() {
      let isWanted =
        switch key {
        case "updateStrategy", "strategy", "workloadRef", "nodeSets", "executor", "sparkConf",
          "dynamicAllocation", "clusters":
          true
        default: false
        }
      switch reader.peekKind() {
      case .object, .array:
        if isWanted {
          let name = key.string
          spec[name] = try reader.readValue()
        }
      case .string, .number, .bool, .null, nil:
        let name = key.string
        spec[name] = try reader.readValue()
      }
    }
    return .object(spec)
  }
}

extension Health {
  /// The annotations that rules look at, to be read with an object's metadata.
  public static var annotations: Set<String> { AssessedObject.annotations }

  /// How well an object is of which the metadata was read; the readers are at the others' beginning.
  ///
  /// For decoders that read more of an object than its health. Of pods, which have more to them,
  /// it knows nothing.
  public static func assess(
    _ kind: ResourceKind, _ metadata: ObjectMetadata, spec: inout JSONReader,
    status: inout JSONReader
  ) throws(JSONError) -> ObjectHealth? {
    let spec = try AssessedObject.readSpec(&spec)
    let status = try status.readValue()
    return kind.isPod
      ? nil : assess(AssessedObject(kind, metadata, spec: spec, status: status))
  }
}
