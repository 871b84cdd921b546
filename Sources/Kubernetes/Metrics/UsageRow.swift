public import Documents
import HTTP

/// What a pod or a node uses, as a metrics server measured it last.
public struct UsageRow: Row {
  /// What one container of a pod uses.
  public struct Container: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// What it uses.
    public var usage: ResourceAmounts

    /// Makes a container.
    public init(name: String, usage: ResourceAmounts) {
      self.name = name
      self.usage = usage
    }
  }

  /// The namespace and name of the pod, or the name of the node.
  public var name: ObjectName
  /// What it uses: a pod as much as its containers together.
  public var usage: ResourceAmounts
  /// A pod's containers, where it has several; none for a pod of one.
  public var containers: [Container]
  /// When it was measured, in seconds since 1970.
  public var measured: Int64?

  /// Makes a row.
  public init(
    name: ObjectName, usage: ResourceAmounts, containers: [Container] = [], measured: Int64? = nil
  ) {
    self.name = name
    self.usage = usage
    self.containers = containers
    self.measured = measured
  }
}

extension ResourceKind {
  /// What pods use.
  public static let podMetrics = ResourceKind(
    group: "metrics.k8s.io", version: "v1beta1", plural: "pods", kind: "PodMetrics",
    verbs: ["get", "list"])
  /// What nodes use.
  public static let nodeMetrics = ResourceKind(
    group: "metrics.k8s.io", version: "v1beta1", plural: "nodes", kind: "NodeMetrics",
    isNamespaced: false, verbs: ["get", "list"])
}

/// Reads what pods or nodes use.
public struct UsageDecoder: RowDecoder {
  private var pool = RowPool()

  /// Makes a decoder.
  public init() {}

  public mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> UsageRow {
    var row = UsageRow(name: ObjectName(name: ""), usage: ResourceAmounts())
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "metadata": try metadata.read(&reader, sharing: &pool)
      case "timestamp": row.measured = try ObjectMetadata.readSeconds(&reader)
      case "usage": try row.usage.read(&reader)
      case "containers":
        try reader.beginArray()
        while try reader.nextElement() { row.containers.append(try readContainer(&reader)) }
      default: break
      }
    }
    row.name = metadata.objectName
    for container in row.containers { row.usage = row.usage + container.usage }
    // The one container of a pod uses what the pod does.
    if row.containers.count == 1 { row.containers = [] }
    return row
  }

  private mutating func readContainer(
    _ reader: inout JSONReader
  ) throws(JSONError) -> UsageRow.Container {
    var container = UsageRow.Container(name: "", usage: ResourceAmounts())
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "name": container.name = try pool.readText(&reader)
      case "usage": try container.usage.read(&reader)
      default: break
      }
    }
    return container
  }
}

extension Client {
  /// What pods or nodes use at the moment, as a metrics server knows it.
  ///
  /// A metrics server can neither be watched nor asked for pages: this is the whole, and what it
  /// has measured goes stale within seconds.
  public func usage(_ query: ResourceQuery) async throws(KubernetesError) -> [UsageRow] {
    try await whole(query, decoding: UsageDecoder())
  }

  /// What nodes have for pods.
  public func allocatable() async throws(KubernetesError) -> [UsageRow] {
    try await whole(ResourceQuery(.nodes), decoding: AllocatableDecoder())
  }

  private func whole<Decoder: RowDecoder>(
    _ query: ResourceQuery, decoding decoder: Decoder
  ) async throws(KubernetesError) -> [Decoder.DecodedRow] {
    let response = try await send(Requests.list(query), isPatient: false)
    let bytes: [UInt8]
    do {
      bytes = try await response.body.collect()
    } catch {
      throw .transport(error)
    }
    do {
      var reader = ListReader(decoder)
      return try reader.rows(of: bytes).rows
    } catch {
      throw .undecodable(Undecodable(response, beginning: bytes, reason: "\(error.reason)"))
    }
  }
}

/// Reads what nodes have for pods.
struct AllocatableDecoder: RowDecoder {
  private var pool = RowPool()

  mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> UsageRow {
    var amounts = ResourceAmounts()
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "metadata": try metadata.read(&reader, sharing: &pool)
      case "status":
        try reader.beginObject()
        while let key = try reader.nextField() {
          if key == "allocatable" { try amounts.read(&reader) }
        }
      default: break
      }
    }
    return UsageRow(name: metadata.objectName, usage: amounts)
  }
}
