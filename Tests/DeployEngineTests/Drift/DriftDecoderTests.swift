import Documents
import Kubernetes
import Testing
import YAML

@testable import DeployEngine

@Suite struct DriftDecoderTests {
  /// A decoder of config maps, and what Git says of one of them.
  struct Reading {
    let table = DesiredTable()
    var decoder: DriftDecoder
    let kind: ResourceKind

    init(_ desired: String, _ kind: ResourceKind = .configMaps) throws {
      self.kind = kind
      let object = try Value(yaml: desired)
      table.set([DesiredShape(object, kind)], of: ObjectName(namespace: "shop", name: "a"))
      decoder = DriftDecoder(kind, table)
    }

    mutating func read(_ live: String) throws -> DriftRow {
      var reader = JSONReader(try Value(yaml: live).json)
      var metadata = ObjectMetadata()
      return try decoder.decode(&reader, &metadata)
    }
  }

  static let desired = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: a, namespace: shop}
    data: {color: blue}
    """

  static func live(
    _ data: String, metadata: String = "", managed: String = "", status: String = "{}"
  ) -> String {
    """
    metadata:
      name: a
      namespace: shop
      uid: u1
      resourceVersion: "5"
      managedFields: [\(managed)]
      \(metadata)
    data: {\(data)}
    status: \(status)
    """
  }

  @Test func whatAgreesHasNoSuspicion() throws {
    var reading = try Reading(Self.desired)
    let row = try reading.read(Self.live("color: blue, more: x"))
    #expect(row.uid == "u1")
    #expect(row.verdicts.map(\.suspicion) == [nil])
  }

  @Test func whenItWasCreatedIsKept() throws {
    var reading = try Reading(Self.desired)
    let time = #"creationTimestamp: "1970-01-01T00:01:00Z""#
    #expect(try reading.read(Self.live("color: blue", metadata: time)).created == 60)
  }

  @Test func whatDiffersSaysWhere() throws {
    var reading = try Reading(Self.desired)
    let row = try reading.read(Self.live("color: red"))
    #expect(
      row.verdicts.first?.suspicion?.fields == [
        ObjectDrift.Field(label: "/data/color", live: "red", desired: "blue")
      ])
  }

  @Test func whatNoStackHasIsForeign() throws {
    var reading = try Reading(Self.desired)
    let row = try reading.read("{metadata: {name: other, namespace: shop}, data: {a: b}}")
    #expect(row.isForeign)
    #expect(row.uid.isEmpty)
  }

  @Test func membersOfInventoriesAreKept() throws {
    var reading = try Reading(Self.desired)
    let row = try reading.read(
      """
      metadata: {name: other, namespace: shop, labels: {applyset.kubernetes.io/part-of: set}}
      """)
    #expect(row.inventory == "set")
    #expect(!row.isForeign)
  }

  @Test func statusAndVersionsMakeNoOtherSuspicion() throws {
    var reading = try Reading(Self.desired)
    let first = try reading.read(Self.live("color: red"))
    let second = try reading.read(
      Self.live(
        "color: red", managed: "{manager: kubelet, operation: Update, fieldsV1: {'f:status': {}}}",
        status: "{phase: Bound}"))
    #expect(first.verdicts == second.verdicts)
  }

  @Test func fieldsThatGitDoesntSayMakeNoOtherSuspicion() throws {
    var reading = try Reading(Self.desired)
    let first = try reading.read(Self.live("color: red"))
    let second = try reading.read(Self.live("color: red, size: l"))
    #expect(
      first.verdicts.first?.suspicion?.digest == second.verdicts.first?.suspicion?.digest)
    let third = try reading.read(Self.live("color: green"))
    #expect(
      first.verdicts.first?.suspicion?.digest != third.verdicts.first?.suspicion?.digest)
  }

  @Test func ownedFieldsThatGitDropsAreSuspicious() throws {
    var reading = try Reading(Self.desired)
    let row = try reading.read(
      Self.live(
        "color: blue, old: x",
        managed: """
          {manager: other, operation: Update, fieldsV1: {"f:data": {"f:more": {}}}},
              {manager: duet, operation: Apply, fieldsV1: {"f:data": {"f:color": {}, "f:old": {}}}}
          """))
    #expect(row.verdicts.first?.suspicion?.fields.map(\.label) == ["/data/old"])
  }

  @Test func ownershipThatWasLostIsSuspiciousWithoutAField() throws {
    var reading = try Reading(Self.desired)
    let row = try reading.read(
      Self.live(
        "color: blue",
        managed: """
          {manager: duet, operation: Apply, fieldsV1: {"f:data": {"f:other": {}}}}
          """))
    #expect(row.verdicts.first?.suspicion != nil)
  }

  @Test func valuesOfSecretsAreInNoRow() throws {
    var reading = try Reading(
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: a, namespace: shop}
      stringData: {password: hunter2}
      """, .secrets)
    let row = try reading.read(
      "{metadata: {name: a, namespace: shop}, data: {password: b3RoZXI=}}")
    #expect(row.verdicts.first?.suspicion?.count == 1)
    #expect(!"\(row)".contains("b3RoZXI") && !"\(row)".contains("hunter2"))
    #expect(!"\(reading.table[row.name])".contains("hunter2"))
    let same = try reading.read(
      "{metadata: {name: a, namespace: shop}, data: {password: aHVudGVyMg==}}")
    #expect(same.verdicts.first?.suspicion == nil)
  }

  @Test func healthComesWithIt() throws {
    var reading = try Reading(
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: a, namespace: shop}
      spec: {replicas: 2}
      """, .deployments)
    let row = try reading.read(
      """
      metadata: {name: a, namespace: shop, generation: 1}
      spec: {replicas: 2}
      status: {observedGeneration: 1, updatedReplicas: 1}
      """)
    #expect(row.health == .progressing)
    #expect(row.verdicts.map(\.suspicion) == [nil])
  }
}
