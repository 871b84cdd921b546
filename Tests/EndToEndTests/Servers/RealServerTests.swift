import Console
import ConsoleRuntime
import CurlHTTP
import Documents
import Foundation
import Kubernetes
import TUI
import TestSupport
import Testing

@testable import Commands

/// The console on a real API server, through libcurl, as `duet` composes it.
@Suite(.apiServer, .timeLimit(.minutes(10)))
struct RealServerTests {
  private func run(
    _ server: ControlPlane, as identity: ControlPlane.Identity = .admin,
    namespaces: Set<String> = [], repository: String? = nil,
    _ body: (ConsoleDriver) async throws -> Void
  ) async throws {
    let context = identity.rawValue
    let clusters = KubeconfigClusters(
      ConnectionChoice(kubeconfig: server.kubeconfigPath(identity)), initialContext: context,
      loop: TransferLoop())
    var setup = ConsoleDriver.Setup()
    setup.context = context
    setup.settings = Settings(contexts: [context])
    setup.namespaces = namespaces
    if let repository { setup.repository = DiskRepository(folder: repository) }
    let world = LiveWorld(
      connect: { id throws(ConnectionProblem) in try await clusters.cluster(id) },
      repository: setup.repository, now: { .current() })
    try await ConsoleDriver.run(world, setup, body)
  }

  private func pod(_ name: String, in namespace: String) -> String {
    """
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"\(name)","namespace":"\(namespace)"},\
    "spec":{"containers":[{"name":"main","image":"nginx:1.29"}]}}
    """
  }

  @Test func thePanesAreLive() async throws {
    let server = try await ControlPlane.shared
    let kubectl = server.kubectl()
    try await kubectl("create", "namespace", "live")
    try await run(server, namespaces: ["live"]) { driver in
      try await driver.see("there are none", "v1.", "last event")
      try await kubectl("create", "-f", "-", input: pod("first", in: "live"))
      try await driver.see("first", "Pending")
      try await kubectl(
        "delete", "pod", "first", "-n", "live", "--grace-period=0", "--force", "--wait=false")
      try await driver.waitForScreen("the pod to go") { !$0.contains("first") }
      try await driver.wait(for: "the kinds") { !$0.cluster.kinds.isEmpty }
      try driver.press(":cm live<enter>")
      try await kubectl("create", "configmap", "colours", "-n", "live", "--from-literal=a=b")
      try await driver.see("3 Configmaps", "colours")
    }
  }

  @Test func aRestartOfTheServerIsSeenAndSurvived() async throws {
    let server = try await ControlPlane.start()
    try await server.kubectl()("create", "namespace", "shop")
    try await server.kubectl()("create", "-f", "-", input: pod("before", in: "shop"))
    try await run(server) { driver in
      try await driver.see("before", "last event")
      await server.interrupt()
      let screen = try await driver.see("▲ stale")
      #expect(screen.contains("before"))
      try await server.resume()
      try await server.kubectl()("create", "-f", "-", input: pod("after", in: "shop"))
      try await driver.waitForScreen("the news") { screen in
        screen.contains("after") && screen.contains("before") && !screen.contains("stale")
      }
    }
    await server.stop()
  }

  @Test func whoHasNoRightsIsToldTheReason() async throws {
    try await run(await .shared, as: .nobody) { driver in
      try await driver.see("nobody may not list pods in the whole cluster")
    }
  }

  @Test func aStackIsAppliedOnTheServersSide() async throws {
    let server = try await ControlPlane.shared
    let repository = try StackFolder([
      "web/namespace.yaml": "{apiVersion: v1, kind: Namespace, metadata: {name: plain}}",
      "web/config.yaml": """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: web, namespace: plain}
      data: {greeting: hello}
      """,
    ])
    defer { repository.remove() }
    try await run(server, repository: repository.path) { driver in
      try await driver.wait(for: "the deck") {
        $0.stacks.total == 1 && $0.cluster.connection == .connected
      }
      try driver.press("1D")
      try await driver.see("Plan of web", "+ 2 create", "y applies exactly this")
      try driver.press("y")
      try await driver.see("✓ deployed: 2 created")
      let owners = try await server.kubectl()(
        "get", "configmap", "web", "-n", "plain", "--show-managed-fields",
        "-o", "jsonpath={.metadata.managedFields[*].manager} {.metadata.managedFields[*].operation}"
      )
      #expect(owners == "duet Apply")
      try driver.press("<esc>D")
      try await driver.see("nothing to deploy")
    }
  }

  @Test func fieldsOfOthersAreAConflict() async throws {
    let server = try await ControlPlane.shared
    let kubectl = server.kubectl()
    try await kubectl("create", "namespace", "owned")
    let theirs = """
      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"web","namespace":"owned"},\
      "data":{"greeting":"theirs"}}
      """
    try await kubectl(
      "apply", "--server-side", "--field-manager=somebody-else", "-f", "-", input: theirs)
    let repository = try StackFolder([
      "web/config.yaml": theirs.replacingOccurrences(of: "theirs", with: "ours")
    ])
    defer { repository.remove() }
    try await run(server, repository: repository.path) { driver in
      try await driver.wait(for: "the deck") {
        $0.stacks.total == 1 && $0.cluster.connection == .connected
      }
      try driver.press("1D")
      try await driver.see("! 1 conflict", "somebody-else owns", "it can't be deployed")
      try driver.press("y")
      try await driver.see("fields of 1 object belong to others")
    }
  }

  @Test(.fixtures) func argoCDsOwnKindsAreUnderstood() async throws {
    let server = try await ControlPlane.start()
    let kubectl = server.kubectl()
    let definition = try Fixtures.path("argocd-crds/application.yaml")
    try await kubectl("apply", "--server-side", "-f", definition)
    try await kubectl.waitForDefinitions("applications.argoproj.io")
    try await kubectl("create", "namespace", "argocd")
    try await kubectl(
      "create", "-f", "-",
      input: """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: storefront, namespace: argocd}
        spec:
          project: default
          source: {repoURL: "https://git.example/shop.git", path: k8s, targetRevision: main}
          destination: {server: "https://kubernetes.default.svc", namespace: shop}
        """)
    try await run(server) { driver in
      try await driver.see("storefront")
      try await kubectl(
        "patch", "application", "storefront", "-n", "argocd", "--type=merge", "-p",
        #"{"status":{"sync":{"status":"OutOfSync"},"health":{"status":"Degraded"}}}"#)
      try await driver.see("OutOfSync", "Degraded")
    }
    await server.stop()
  }
}

/// A repository in a temporary folder, with stacks below its base.
struct StackFolder {
  let path: String

  init(_ files: [String: String]) throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent(
      "duet-stacks-\(UUID().uuidString)")
    path = root.path
    for (name, text) in files {
      let file = root.appendingPathComponent("infrastructure/base/\(name)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
