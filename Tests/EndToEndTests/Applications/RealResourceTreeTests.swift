import Console
import ConsoleRuntime
import Documents
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// The tree of an application on a real API server with Argo CD's own definitions.
@Suite(.apiServer, .fixtures, .timeLimit(.minutes(10)))
struct RealResourceTreeTests {
  private func resource(
    _ kind: String, _ name: String, _ namespace: String, group: String = "", _ more: Value = [:]
  ) -> Value {
    var base: Value = [
      "version": "v1", "kind": .string(kind), "name": .string(name),
      "namespace": .string(namespace), "status": "Synced",
    ]
    if !group.isEmpty { base["group"] = .string(group) }
    return base.applying(mergePatch: more)
  }

  private func status(_ resources: [Value]) -> Value {
    [
      "status": [
        "sync": ["status": "OutOfSync"],
        "health": ["status": "Missing"], "resources": .array(resources),
        "conditions": [["type": "ComparisonError", "message": "no such revision"]],
      ]
    ]
  }

  private func open(
    _ bed: ArgoBed, as identity: ControlPlane.Identity = .admin,
    _ body: (ConsoleDriver) async throws -> Void
  ) async throws {
    let client = Client(transport: try ArgoBed.transport(to: bed.server, as: identity))
    try await ConsoleDriver.run(client) { driver in
      try await driver.wait(for: "the application") {
        $0.applications[bed.name()] != nil && !$0.cluster.kinds.isEmpty
      }
      try driver.press("2/^shop$<enter>")
      // Other tests have applications of this name.
      for _ in 0..<(await driver.runtime.state.applications.total) {
        let selected = await driver.runtime.state.applications.selected?.name
        if selected == bed.name() { break }
        try driver.press("j")
        await driver.runtime.settle()
      }
      try driver.press("<enter>")
      try await body(driver)
    }
  }

  @Test func whatIsThereHangsBelowWhatOwnsItAndWhatIsNotIsSaid() async throws {
    let bed = try await ArgoBed("tree")
    try await bed.kubectl("create", "configmap", "here", "-n", "tree", "--from-literal=a=b")
    try await bed.kubectl("create", "configmap", "below", "-n", "tree")
    let here = try await bed.client.get(
      ObjectKey(
        ResourceKind(plural: "configmaps", kind: "ConfigMap"), namespace: "tree", name: "here"))
    let uid = here["metadata"]?["uid"]?.string ?? ""
    try await bed.kubectl(
      "patch", "configmap", "below", "-n", "tree", "--type=merge", "-p",
      #"{"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"here","uid":"\#(uid)"}]}}"#
    )
    try await bed.change(
      status([
        resource("ConfigMap", "here", "tree"),
        resource("ConfigMap", "gone", "tree", ["status": "OutOfSync"]),
        resource("Secret", "old", "tree", ["status": "OutOfSync", "requiresPruning": true]),
        resource("Widget", "w", "tree", group: "example.com"),
      ]))
    try await open(bed) { driver in
      let screen = try await driver.see(
        "└─ConfigMap below", "○ Missing", "prune", "ComparisonError: no such revision",
        "the cluster has no such kind")
      #expect(screen.contains("ConfigMap tree/gone"))
      try await bed.kubectl("delete", "configmap", "below", "-n", "tree")
      try await driver.waitForScreen("the owned one to go") { !$0.contains("ConfigMap below") }
    }
  }

  @Test func whoMayOnlyReadApplicationsSeesWhatArgoSays() async throws {
    let bed = try await ArgoBed("blind")
    try await bed.kubectl(
      "create", "clusterrole", "tree-reader", "--verb=get,list,watch",
      "--resource=applications.argoproj.io")
    try await bed.kubectl(
      "create", "clusterrolebinding", "tree-reader", "--clusterrole=tree-reader", "--user=guest")
    try await bed.kubectl("create", "configmap", "here", "-n", "blind")
    try await bed.change(
      status([resource("ConfigMap", "here", "blind", ["health": ["status": "Healthy"]])]))
    try await open(bed, as: .guest) { driver in
      let screen = try await driver.see("ConfigMap blind/here", "not seen: configmaps")
      #expect(!screen.contains("○ Missing ConfigMap"))
      try driver.press("r")
      try await driver.said("you aren't allowed to change applications")
    }
  }
}
