import CurlHTTP
import Documents
import Foundation
import GitOps
import HTTP
import Kubernetes
import Synchronization
import TestSupport
import Testing

/// Argo CD's own definitions on a real API server, and a namespace of a test's own to have an Argo
/// CD in; the test itself does what its controller would.
struct ArgoBed {
  let server: ControlPlane
  let client: Client
  let kubectl: Kubectl
  /// Where the applications, the projects and Argo CD are.
  let namespace: String
  /// The moment by the operator's clock: 2026-03-04T09:00:00Z.
  static let now: Int64 = 1_772_614_800

  // One server for all these tests: elsewhere the kinds of Argo CD must not be there.
  private static let shared = Task {
    let server = try await ControlPlane.start()
    for file in ["application", "applicationset", "appproject"] {
      try await server.kubectl()(
        "create", "-f", try Fixtures.path("argocd-crds/\(file).yaml"))
    }
    try await server.kubectl().waitForDefinitions(
      "applications.argoproj.io", "applicationsets.argoproj.io", "appprojects.argoproj.io")
    return server
  }

  /// Makes a namespace of that name, which no other test has, with a project and an application.
  init(_ namespace: String, application: Value = [:], project: Value = ["sourceRepos": ["*"]])
    async throws
  {
    server = try await Self.shared.value
    self.namespace = namespace
    kubectl = server.kubectl()
    client = Client(transport: try Self.transport(to: server, as: .admin))
    try await kubectl("create", "namespace", namespace)
    try await create(["kind": "AppProject", "metadata": ["name": "apps"], "spec": project])
    let base: Value = [
      "kind": "Application", "metadata": ["name": "shop"],
      "spec": [
        "project": "apps",
        "source": [
          "repoURL": "https://example.com/shop.git", "path": "k8s", "targetRevision": "main",
        ],
        "destination": ["server": "https://kubernetes.default.svc", "namespace": "shop"],
        "syncPolicy": [
          "syncOptions": ["CreateNamespace=true", "ServerSideApply=true"],
          "retry": ["limit": 3, "backoff": ["duration": "10s", "factor": 2, "maxDuration": "1m"]],
        ],
      ],
    ]
    try await create(base.applying(mergePatch: application))
  }

  static func transport(
    to server: ControlPlane, as identity: ControlPlane.Identity
  ) throws -> any Transport {
    var configuration = CurlConfiguration(
      baseURL: server.address, caPEM: Array(server.authority.utf8))
    guard identity == .admin else {
      let inner = try CurlTransport(configuration, on: TransferLoop())
      return Interposer(inner) { request, inner throws(TransportError) in
        var request = request
        request.headers["Authorization"] = "Bearer \(identity.token)"
        return try await inner.send(request)
      }
    }
    configuration.clientCertificatePEM = Array(try server.adminCertificate.utf8)
    configuration.clientKeyPEM = Array(try server.adminKey.utf8)
    return try CurlTransport(configuration, on: TransferLoop())
  }

  /// An operator, with somebody in between who may meddle with its changes.
  func applications(
    as identity: ControlPlane.Identity = .admin, settings: ArgoSettings = ArgoSettings(),
    meddling: Interposer.Meddler? = nil
  ) throws -> ApplicationOperator {
    var transport = try Self.transport(to: server, as: identity)
    if let meddling { transport = Interposer(transport, meddling) }
    return ApplicationOperator(
      Client(transport: transport), ArgoInstallation(namespace: namespace, settings: settings),
      user: "ann",
      pacing: Pacing(sleep: { _ in }, random: { 0 }, now: { ContinuousClock.now }),
      now: { Self.now })
  }

  func name() -> ObjectName { ObjectName(namespace: namespace, name: "shop") }

  func application() async throws -> Application {
    Application(try await client.get(ObjectKey(.applications, name())))
  }

  func create(_ object: Value) async throws {
    var object = object
    object["apiVersion"] = "argoproj.io/v1alpha1"
    let text = String(decoding: JSONWriter().bytes(object), as: UTF8.self)
    try await kubectl("create", "-n", namespace, "-f", "-", input: text)
  }

  func change(_ patch: Value) async throws {
    _ = try await client.patch(ObjectKey(.applications, name()), .merge, patch)
  }

  // MARK: What the controller does

  /// Takes up the operation that is asked for.
  func takeUp() async throws {
    var operation = try #require(try await application().operation).document
    // A part that isn't optional in its types is written down even where there is nothing in it.
    if operation["retry"] == nil { operation["retry"] = [:] }
    try await change(
      [
        "status": [
          "operationState": [
            "operation": operation, "phase": "Running", "startedAt": "2026-03-04T09:00:01Z",
            "message": "waiting for healthy state of apps/Deployment/web",
          ]
        ]
      ])
  }

  /// Ends the operation that is running, and remembers it.
  func finish() async throws {
    try await change(
      [
        "operation": .null,
        "status": [
          "operationState": ["phase": "Succeeded", "finishedAt": "2026-03-04T09:00:09Z"]
        ],
      ])
  }
}

/// A connection with somebody in between.
struct Interposer: Transport {
  typealias Meddler = @Sendable (Request, any Transport) async throws(TransportError) -> Response

  private let inner: any Transport
  private let meddle: Meddler

  init(_ inner: any Transport, _ meddle: @escaping Meddler) {
    self.inner = inner
    self.meddle = meddle
  }

  func send(_ request: Request) async throws(TransportError) -> Response {
    try await meddle(request, inner)
  }
}

/// How often something was sent.
final class Tally: Sendable {
  private let count = Mutex(0)

  /// Counts one more, and says which it is, from 1.
  @discardableResult func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }

  var total: Int { count.withLock { $0 } }
}
