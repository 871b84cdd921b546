import DemoCluster
import Documents
import GitOps
import HTTP
import Kubernetes
import Testing

/// Argo CD's applications on a demo cluster, without its server.
struct ApplicationHarness {
  let server: DemoAPIServer
  let client: Client
  let applications: ApplicationOperator
  let installation: ArgoInstallation

  /// The cluster of tests that leave it as it was, one after another; to build one takes a second.
  private static let shared = Scenario.standard.makeServer()

  /// Takes the cluster that others have used, or makes one to change for good; `transport` may stand
  /// between it and the client.
  init(
    isOwn: Bool = false, transport: (DemoAPIServer) -> any Transport = { $0 }
  ) async throws {
    server = isOwn ? Scenario.standard.makeServer() : Self.shared
    client = Client(transport: transport(server))
    installation = try #require(try await client.argoInstallations().first)
    let seconds = await server.now.milliseconds / 1000
    applications = ApplicationOperator(
      client, installation, user: "ann",
      pacing: Pacing(sleep: { _ in }, random: { 0 }, now: { ContinuousClock.now }),
      now: { seconds })
  }

  static func name(_ name: String) -> ObjectName { ObjectName(namespace: "argocd", name: name) }

  func application(_ name: String) async throws -> Application {
    Application(try await client.get(ObjectKey(.applications, Self.name(name))))
  }

  /// Lets time pass until an application is as wished; gives what it was in between, too.
  @discardableResult
  func wait(
    for name: String, step: Duration = .milliseconds(250), _ isDone: (Application) -> Bool
  ) async throws -> [Application] {
    var seen: [Application] = []
    for _ in 0..<1_000 {
      await server.advance(by: step)
      let now = try await application(name)
      if seen.last != now { seen.append(now) }
      if isDone(now) { return seen }
    }
    return seen
  }

  func change(_ key: ObjectKey, _ patch: Value) async throws {
    _ = try await client.patch(key, .merge, patch)
  }
}
