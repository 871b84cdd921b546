import Documents
import Kubernetes
import Testing
import YAML

@Suite struct MisshapenHealthTests {
  @Test(arguments: [
    HealthCase.of(
      "apps/v1beta1 Deployment", "replicas: 1", .unknown,
      "unsupported Deployment GVK: apps/v1beta1, Kind=Deployment"),
    .of(
      "batch/v1beta1 Job", "", .unknown, "unsupported Job GVK: batch/v1beta1, Kind=Job"),
    .of(
      "autoscaling/v3 HorizontalPodAutoscaler", "", .unknown,
      "unsupported HPA GVK: autoscaling/v3, Kind=HorizontalPodAutoscaler"),
    .of("v2 Service", "", .unknown, "unsupported Service GVK: /v2, Kind=Service"),
    .of("v2 Pod", "phase: Running", .unknown, "unsupported Pod GVK: /v2, Kind=Pod"),
    .of("extensions/v1beta1 Deployment", "replicas: 1", nil),
    .of("autoscaling/v2beta1 HorizontalPodAutoscaler", "", .progressing, "Waiting to Autoscale"),
    .of("extensions/v1beta1 Ingress", "loadBalancer: {ingress: [{}]}", .healthy),
  ])
  func olderAndNewerVersions(_ sample: HealthCase) throws { try sample.check() }

  @Test(arguments: [
    ("status: well", "cannot restore struct from: string"),
    ("status: []", "cannot restore struct from: slice"),
    ("spec: 5", "cannot restore struct from: int64"),
    ("status: {replicas: two}", "cannot convert string to int32"),
    ("spec: {replicas: 1.5}", "cannot convert float64 to int32"),
    ("status: {conditions: {a: b}}", "cannot restore slice from map"),
    ("status: {conditions: [well]}", "cannot restore struct from: string"),
  ])
  func aFieldOfAnotherTypeIsAnError(fields: String, fault: String) throws {
    let found = Health.assess(
      try Value(yaml: "{apiVersion: apps/v1, kind: Deployment, metadata: {name: x}, \(fields)}"))
    #expect(found?.health == .unknown)
    #expect(found?.message == "failed to convert unstructured Deployment to typed: \(fault)")
  }

  @Test func nullsAreAsIfTheyWereNotThere() throws {
    let found = Health.assess(
      try Value(
        yaml: """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: x, generation: 1, annotations: null, finalizers: null}
          spec: {replicas: null, paused: null}
          status: {observedGeneration: 1, conditions: null, replicas: null}
          """))
    #expect(found?.health == .healthy)
  }

  /// Values of every type, and the largest and smallest numbers.
  private static let values: [Value] = [
    .null, .bool(true), .integer(.max), .integer(.min), .integer(-1), .double(1.5),
    .largeInteger("99999999999999999999"), "", "100%", "9223372036854775807/0", "True",
    .array([]), .array([.null, "x", .array([.object([:])])]), .object([:]),
    .object(["x": .array([.integer(.max)]), "sha": "a", "conditions": .array(["x"])]),
    .array([.object(["type": .integer(1), "status": .null, "conditions": .array([.null])])]),
  ]

  @Test(arguments: [HealthDecoderTests.samples, PodHealthTests.samples])
  func nothingIsTooOdd(samples: [HealthCase]) throws {
    for sample in samples {
      for odd in Self.exchanged(try Value(yaml: sample.yaml), depth: 0) {
        // What comes of it doesn't matter; that something does is the point.
        _ = Health.assess(odd)
      }
    }
  }

  /// The value with each of its parts in turn exchanged for each of the others.
  private static func exchanged(_ value: Value, depth: Int) -> [Value] {
    var all = depth > 0 ? values : []
    switch value {
    case .object(let fields):
      for (name, field) in fields where !["apiVersion", "kind"].contains(name) || depth > 0 {
        for odd in exchanged(field, depth: depth + 1) {
          var fields = fields
          fields[name] = odd
          all.append(.object(fields))
        }
      }
    case .array(let elements):
      for index in elements.indices {
        for odd in exchanged(elements[index], depth: depth + 1) {
          var elements = elements
          elements[index] = odd
          all.append(.array(elements))
        }
      }
    default: break
    }
    return all
  }
}
