import DeployEngine
import Documents
import Kubernetes
import Testing

@Suite struct InventoryTests {
  @Test func theIdentityIsTheOneKubectlExpects() {
    let name = ObjectName(namespace: "duet", name: "stack-traefik")
    #expect(ApplySet.id(of: name) == "applyset-BLs9g-L6i1Mky_pzXfsieyPBtd7A9Zthb3dCNok8OA0-v1")
    #expect(
      Inventory(name: name).selector
        == "applyset.kubernetes.io/part-of=applyset-BLs9g-L6i1Mky_pzXfsieyPBtd7A9Zthb3dCNok8OA0-v1")
  }

  @Test(arguments: [
    ("traefik", nil, "stack-traefik"),
    ("monitoring/loki", nil, "stack-monitoring.loki"),
    ("monitoring/loki", "prod", "stack-monitoring.loki--prod"),
  ])
  func namesSayWhoseTheyAre(_ stack: String, _ environment: String?, _ name: String) {
    #expect(Inventory.name(stack: stack, environment: environment).name == name)
  }

  @Test func noTwoStacksShareAName() {
    let stacks: [(String, String?)] = [
      ("a", nil), ("a", "b"), ("a--b", nil), ("a/b", nil), ("a.b", nil), ("A", nil), ("a_b", nil),
      ("a-b", nil), ("a", "B"), ("ä", nil), ("-", nil), (String(repeating: "x", count: 300), nil),
      (String(repeating: "x", count: 301), nil),
    ]
    let names = stacks.map { Inventory.name(stack: $0.0, environment: $0.1).name }
    #expect(Set(names).count == stacks.count, "\(names)")
    for name in names {
      #expect(name.utf8.count <= 253)
      #expect(
        name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
          $0.first?.isLetter ?? false || $0.first?.isNumber ?? false
        }, "\(name)")
    }
  }
}
