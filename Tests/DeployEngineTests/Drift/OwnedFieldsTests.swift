import Documents
import Testing
import YAML

@testable import DeployEngine

@Suite struct OwnedFieldsTests {
  private func compare(_ owned: String, _ desired: String) throws -> OwnedFields {
    OwnedFields(try Value(yaml: owned), desired: try Value(yaml: desired))
  }

  @Test func whatIsSaidAndOwnedIsWell() throws {
    let fields = try compare(
      """
      {"f:metadata": {"f:labels": {"f:app": {}, "f:applyset.kubernetes.io/part-of": {}}},
       "f:spec": {"f:replicas": {}, "f:template": {"f:spec": {"f:containers": {
         'k:{"name":"web"}': {".": {}, "f:name": {}, "f:image": {}, "f:ports": {
           'k:{"containerPort":80,"protocol":"TCP"}': {".": {}, "f:containerPort": {}}}}}}}}}
      """,
      """
      {metadata: {labels: {app: web}}, spec: {replicas: 1, template: {spec: {containers: [
        {name: web, image: x, ports: [{containerPort: 80}]}]}}}}
      """)
    #expect(fields.left.isEmpty)
    #expect(!fields.isIncomplete)
  }

  @Test func whatIsOwnedAndNotSaidIsLeft() throws {
    let fields = try compare(
      """
      {"f:data": {"f:a": {}, "f:b": {}}, "f:spec": {"f:containers": {
        'k:{"name":"old"}': {".": {}, "f:name": {}}}}}
      """, "{data: {a: x}, spec: {containers: [{name: web}]}}")
    #expect(fields.left == ["/data/b", "/spec/containers[old]"])
    #expect(fields.leftCount == 2)
  }

  @Test func whatIsSaidAndNotOwnedWasTaken() throws {
    #expect(try compare("{'f:data': {'f:a': {}}}", "{data: {a: x, b: y}}").isIncomplete)
    #expect(
      try compare(
        """
        {"f:spec": {"f:containers": {'k:{"name":"a"}': {".": {}, "f:name": {}}}}}
        """, "{spec: {containers: [{name: a}, {name: b}]}}"
      ).isIncomplete)
  }

  @Test func aListThatIsOneValueIsOwnedAsOne() throws {
    #expect(!(try compare("{'f:spec': {'f:args': {}}}", "{spec: {args: [a, b]}}").isIncomplete))
  }

  @Test func elementsOfSetsAreFoundByTheirValue() throws {
    let fields = try compare(
      """
      {"f:metadata": {"f:finalizers": {".": {}, 'v:"a"': {}, 'v:"b"': {}}}}
      """, "{metadata: {finalizers: [a]}}")
    #expect(fields.left == ["/metadata/finalizers[b]"])
  }
}
