import Console
import ConsoleRuntime
import CurlHTTP
import Documents
import Kubernetes
import TestSupport
import Testing

@testable import Commands

/// The verbs on a real API server, with kubectl as the witness.
@Suite(.apiServer, .timeLimit(.minutes(10)))
struct RealServerVerbTests {
  private func run(_ body: (VerbBench, Kubectl) async throws -> Void) async throws {
    let server = try await ControlPlane.shared
    let context = ControlPlane.Identity.admin.rawValue
    let clusters = KubeconfigClusters(
      ConnectionChoice(kubeconfig: server.kubeconfigPath(.admin)), initialContext: context,
      loop: TransferLoop())
    let cluster = try await clusters.cluster(ClusterID(context: context))
    try await VerbBench.empty(on: cluster.client, context: context) { duet in
      try await body(duet, server.kubectl())
    }
  }

  private func objects(_ namespace: String, _ value: String, hasSecond: Bool = true) -> String {
    """
    apiVersion: v1
    kind: Namespace
    metadata: {name: \(namespace)}
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: first, namespace: \(namespace)}
    data: {value: "\(value)"}

    """
      + (hasSecond
        ? """
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: second, namespace: \(namespace)}
        data: {value: same}

        """ : "")
  }

  @Test func kubectlSeesWhatIsSaidToBeDone() async throws {
    try await run { duet, kubectl in
      let file = "infrastructure/base/verbs/all.yaml"
      try duet.write(file, objects("verbs", "1"))
      try await duet.commit("one")
      let first = try await duet("deploy", "verbs", "-y")
      #expect(first.code == 0, "\(first.output)\(first.remarks)")
      let get = ["get", "configmap", "first", "-n", "verbs", "-o", "jsonpath={.data.value}"]
      #expect(try await kubectl(get[0], get[1], get[2], get[3], get[4], get[5], get[6]) == "1")

      try duet.write(file, objects("verbs", "2", hasSecond: false))
      try await duet.commit("two")
      let second = try await duet("deploy", "verbs", "-y", "--prune")
      #expect(second.output.contains("  - pruned     ConfigMap verbs/second\n"))
      let left = try await kubectl("get", "configmaps", "-n", "verbs", "-o", "name")
      #expect(!left.contains("configmap/second"))

      let back = try await duet("rollback", "verbs", "-y")
      #expect(back.code == 0, "\(back.output)\(back.remarks)")
      #expect(try await kubectl(get[0], get[1], get[2], get[3], get[4], get[5], get[6]) == "1")
      #expect(
        try await kubectl("get", "configmaps", "-n", "verbs", "-o", "name")
          .contains("configmap/second"))
      let ledger = try await kubectl("get", "configmaps", "-n", "duet", "-o", "name")
      #expect(ledger.contains("verbs"))
    }
  }

  @Test func whatKubectlAppliedBecomesTheStacks() async throws {
    try await run { duet, kubectl in
      let text = objects("adopted", "1")
      try duet.write("infrastructure/base/adopted/all.yaml", text)
      try await kubectl("apply", "-f", "-", input: text)
      let plan = try await duet("plan", "adopted")
      #expect(plan.code == 2)
      #expect(plan.output.contains("3 to adopt"))
      #expect(try await duet("deploy", "adopted", "-y").code == 0)
      #expect(try await duet("plan", "adopted").code == 0)
      #expect(try await duet("drift", "adopted").code == 0)
      try await kubectl(
        "patch", "configmap", "first", "-n", "adopted", "--type=merge", "-p",
        #"{"data":{"value":"9"}}"#)
      let drift = try await duet("drift", "adopted")
      #expect(drift.code == 2)
      #expect(drift.output.contains("      /data/value\n        - 9\n        + 1\n"))
    }
  }

  @Test func kubectlTakesWhatIsRendered() async throws {
    try await run { duet, kubectl in
      try duet.write(
        "web/kustomization.yaml",
        "namespace: default\nresources: [a.yaml]\nconfigMapGenerator:\n- name: made\n"
          + "  literals: ['odd=\"yes\" # no', 'number=012']\n")
      try duet.write(
        "web/a.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
          + "data: {a: \"on\", b: \"1e3\", c: \"a\\n b\\n\"}\n")
      let text = try await duet("render", "./web").output
      let answer = try await kubectl(
        "create", "-f", "-", "--dry-run=client", "-o", "jsonpath={.data}{\"\\n\"}", input: text)
      let taken = try answer.split(separator: "\n").map { try Value(json: Array($0.utf8)) }
      let own = try await duet("render", "./web", "-o", "json").json["items"]?.array ?? []
      #expect(taken == own.compactMap { $0["data"] })
      #expect(taken.count == 2)
    }
  }
}
