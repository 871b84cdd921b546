import DeployEngine
import Documents
import GitOps
import Kubernetes
import TestSupport
import Testing

/// The inventory is an ApplySet: kubectl and Duet go on with what the other did.
@Suite(.apiServer, .kubectl, .timeLimit(.minutes(10)))
struct TwoToolsTests {
  @Test func kubectlGoesOnWithTheSameSet() async throws {
    var bed = try await DeployBed("set", on: .shared)
    // kubectl takes no objects of other namespaces than the set's own.
    bed.inventoryNamespace = bed.name
    // What the server writes otherwise would be a conflict to kubectl.
    let web = bed.deployment("web").replacing("1000m", with: "'1'")
    try await bed.deploy(bed.configMap("a", "{x: '1'}"), bed.configMap("b", "{}"), web)
    let output = try await bed.applySet(bed.configMap("a", "{x: '1'}"), web)
    #expect(output.contains("configmap/b pruned"), "\(output)")
    #expect(!output.contains("configmap/a pruned"))

    // What kubectl left is where Duet goes on.
    let plan = try await bed.plan(web)
    #expect(plan.verdicts == ["Deployment web: unchanged", "ConfigMap a: prune"])
    let changes = await bed.deploy(plan, .init(prunes: true, wait: nil))
    #expect(changes.ending == .complete, "\(changes)")
    #expect(changes.warnings.isEmpty, "\(changes.warnings)")
    let inventories = Inventories(bed.client, namespace: bed.name)
    let inventory = try await inventories.inventory(of: bed.stack)
    #expect(inventory.kinds.map(\.description) == ["Deployment.apps"])
    #expect(inventory.lastDeploy?.user == "eva")
  }

  @Test func kubectlFindsTheMembersInAllNamespaces() async throws {
    let bed = try await DeployBed("spread", on: .shared)
    try await bed.deploy(bed.configMap("a", "{}"), bed.deployment("web"))
    let other = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: spread-other, namespace: duet}"
    let output = try await bed.applySet(other, in: "duet")
    #expect(output.contains("configmap/a pruned"), "\(output)")
    #expect(output.contains("deployment.apps/web pruned"), "\(output)")
    #expect(!output.contains("spread-other pruned"))
  }

  @Test func membersOfAnotherStackAreLeftToIt() async throws {
    let bed = try await DeployBed("mine", on: .shared)
    try await bed.deploy(bed.configMap("shared", "{}"))
    let other = Stack(path: "base/other", name: "other", source: .plain)
    let manifest = Manifest(
      value: [
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": ["name": "shared", "namespace": .string(bed.name)],
      ],
      object: StackObject(kind: "ConfigMap", namespace: bed.name, name: "shared"))
    let plan = try await Planner(bed.client).plan(other, manifests: [manifest])
    #expect(plan.verdicts == ["ConfigMap shared: conflict with the stack of stack-mine"])
  }

  @Test func whatSaysThatItIsToStayStays() async throws {
    let bed = try await DeployBed("keep", on: .shared)
    try await bed.deploy(
      bed.configMap("a", "{}"),
      bed.configMap("b", "{}").replacing(
        "namespace: keep", with: "namespace: keep, annotations: {helm.sh/resource-policy: keep}"))
    let plan = try await bed.plan(bed.configMap("a", "{}"))
    #expect(plan.verdicts == ["ConfigMap a: unchanged"])
    #expect(plan.kept.map(\.reason) == [.annotation("helm.sh/resource-policy")])
  }
}

extension DeployBed {
  /// Applies manifests with kubectl, and prunes what else is in the stack's set.
  fileprivate func applySet(_ manifests: String..., in namespace: String? = nil) async throws
    -> String
  {
    try await kubectl.withApplySets(
      "apply", "--server-side", "--prune", "--applyset=configmaps/stack-\(name)", "-n",
      namespace ?? name, "-f", "-", input: manifests.joined(separator: "\n---\n"))
  }
}
