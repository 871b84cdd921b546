import Console
import ConsoleRuntime
import CurlHTTP
import Documents
import Emergencies
import GitOps
import Kubernetes
import TestSupport
import Testing

@testable import Commands

/// Owners on a real API server, which has no garbage collector: what was orphaned stays.
@Suite(.apiServer, .timeLimit(.minutes(10)))
struct RealOwnerTests {
  private func client(_ identity: ControlPlane.Identity) async throws -> Client {
    let server = try await ControlPlane.shared
    let clusters = KubeconfigClusters(
      ConnectionChoice(kubeconfig: server.kubeconfigPath(identity)),
      initialContext: identity.rawValue, loop: TransferLoop())
    return try await clusters.cluster(ClusterID(context: identity.rawValue)).client
  }

  /// A namespace with a chain of config maps, the first made for the second and so on; the last is
  /// labelled as part of a set.
  private func chain(
    _ namespace: String, _ names: [String], _ client: Client
  ) async throws {
    _ = try await client.create(
      .namespaces,
      ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(namespace)]])
    var owner: Value?
    for name in names.reversed() {
      var metadata: Value = ["name": .string(name), "namespace": .string(namespace)]
      if let owner {
        metadata["ownerReferences"] = [
          [
            "apiVersion": "v1", "kind": "ConfigMap", "name": owner["name"] ?? "",
            "uid": owner["uid"] ?? "", "controller": true,
          ]
        ]
      } else {
        metadata["labels"] = ["applyset.kubernetes.io/part-of": "applyset-x-v1"]
      }
      let made = try await client.create(
        .configMaps, namespace: namespace,
        ["apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata])
      owner = made.object["metadata"]
    }
  }

  private func ownership(
    _ namespace: String, _ name: String, _ client: Client
  ) async throws -> Ownership {
    try await OwnershipReader(client, known: KnownOwners())
      .ownership(of: ObjectKey(.configMaps, namespace: namespace, name: name))
  }

  @Test func aChainIsFollowedToItsRootAndToNoOtherOfItsName() async throws {
    let client = try await client(.admin)
    try await chain("owner-chain", ["leaf", "middle", "root"], client)
    let found = try await ownership("owner-chain", "leaf", client)
    #expect(found.chain.map(\.identity.name.name) == ["leaf", "middle", "root"])
    #expect(found.lastWord == .owner(.applySet(id: "applyset-x-v1")))

    let root = ObjectKey(.configMaps, namespace: "owner-chain", name: "root")
    try await client.delete(root)
    #expect(try await ownership("owner-chain", "leaf", client).root.standing == .gone)
    _ = try await client.create(
      .configMaps, namespace: "owner-chain",
      ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "root"]])
    let anew = try await ownership("owner-chain", "leaf", client)
    #expect(anew.root.standing == .replaced)
    #expect(anew.isOrphan)
  }

  @Test func whoMayNotLookAtAnOwnerIsToldSo() async throws {
    let admin = try await client(.admin)
    let server = try await ControlPlane.shared
    try await chain("owner-denied", ["leaf", "root"], admin)
    let kubectl = server.kubectl()
    try await kubectl(
      "create", "role", "leaf", "--verb=get", "--resource=configmaps", "--resource-name=leaf", "-n",
      "owner-denied")
    try await kubectl(
      "create", "rolebinding", "leaf", "--role=leaf",
      "--user=\(ControlPlane.Identity.nobody.rawValue)", "-n", "owner-denied")
    let found = try await ownership("owner-denied", "leaf", try await client(.nobody))
    guard case .unknown(let identity, _) = found.lastWord else {
      Issue.record("\(found.lastWord)")
      return
    }
    #expect(identity.name.name == "root")
    #expect(!found.isOrphan)
  }

  @Test func aNamespaceIsCountedByOwnersWithItsOrphans() async throws {
    let client = try await client(.admin)
    try await chain("owner-count", ["leaf", "middle", "root"], client)
    _ = try await client.create(
      .secrets, namespace: "owner-count",
      [
        "apiVersion": "v1", "kind": "Secret",
        "metadata": [
          "name": "sh.helm.release.v1.web.v1",
          "labels": ["owner": "helm", "name": "web", "status": "deployed"],
        ],
      ])
    _ = try await client.create(
      .configMaps, namespace: "owner-count",
      [
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": [
          "name": "alone",
          "labels": [
            "app.kubernetes.io/managed-by": "Helm", "app.kubernetes.io/instance": "web",
          ],
        ],
      ])
    let coverage = try await CoverageReader(OwnersReader(client)).read(
      namespaces: ["owner-count"])
    #expect(coverage[.owner(.applySet(id: "applyset-x-v1"))]?.objects.count == 3)
    let release = ObjectOwner.helmRelease(ObjectName(namespace: "owner-count", name: "web"))
    #expect(coverage[.owner(release)]?.objects.count == 1)
    let orphans = coverage[.nobody]?.objects ?? []
    #expect(orphans.map(\.name.name) == ["alone"])
    #expect(orphans.first?.adopters == [Adopter(release, .labelled)])
    #expect(coverage.gaps == [])
  }
}
