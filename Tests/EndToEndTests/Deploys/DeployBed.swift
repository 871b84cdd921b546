import CurlHTTP
import DeployEngine
import Documents
import Files
import GitOps
import Kubernetes
import TestSupport
import Testing

/// A stack of a test's own on a real API server, with Duet's engine and kubectl side by side.
struct DeployBed {
  let server: ControlPlane
  let client: Client
  let kubectl: Kubectl
  /// The stack's name, and the namespace that its objects are in.
  let name: String
  /// Where its inventory is.
  var inventoryNamespace = Inventory.defaultNamespace

  /// Makes a namespace and a stack of that name, which no other test has.
  init(_ name: String, on server: ControlPlane) async throws {
    self.server = server
    self.name = name
    kubectl = server.kubectl()
    client = try Self.client(of: server)
    try await kubectl("create", "namespace", name)
  }

  private static func client(of server: ControlPlane) throws -> Client {
    var choice = ConnectionChoice(kubeconfig: server.kubeconfigPath())
    choice.context = ControlPlane.Identity.admin.rawValue
    let connection = try Connection.resolve(choice, from: .current)
    let transport = try CurlTransport(
      CurlConfiguration(
        baseURL: connection.server, caPEM: connection.certificateAuthority,
        clientCertificatePEM: connection.clientCertificate,
        clientKeyPEM: connection.clientKey?.bytes, userAgent: "duet/test"),
      on: TransferLoop())
    return Client(transport: transport, credentials: CredentialStore(connection.credentials))
  }

  var stack: Stack { Stack(path: "base/\(name)", name: name, source: .plain) }

  /// Plans the objects of these manifests.
  func plan(_ manifests: String...) async throws(DeployError) -> Plan {
    try await plan(Array(manifests))
  }

  func plan(_ manifests: [String]) async throws(DeployError) -> Plan {
    let tree = MemoryTree(["base/\(name)/all.yaml": manifests.joined(separator: "\n---\n")])
    let options = Planner.Options(
      defaultNamespace: name, inventoryNamespace: inventoryNamespace)
    return try await Planner(client, options: options).plan(stack, in: tree)
  }

  /// Deploys a plan without waiting for health: there are no controllers to bring it about.
  func deploy(
    _ plan: Plan, _ options: Deployer.Options = Deployer.Options(wait: nil), as user: String = "eva"
  ) async -> ChangeSet {
    await Deployer(client, for: Operator(user: user, host: "laptop"), options: options)
      .deploy(plan) { _ in }
  }

  /// Plans and deploys.
  @discardableResult
  func deploy(
    _ manifests: String..., options: Deployer.Options = Deployer.Options(wait: nil)
  ) async throws -> ChangeSet {
    await deploy(try await plan(manifests), options)
  }

  /// One field of an object, as kubectl sees it.
  func field(_ path: String, of object: String) async throws -> String {
    try await kubectl("get", object, "-n", name, "-o", "jsonpath={\(path)}")
  }

  func configMap(_ object: String, _ data: String) -> String {
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \(object), namespace: \(name)}\ndata: \(data)"
  }

  func deployment(_ object: String, image: String = "nginx:1", _ more: String = "") -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: \(object), namespace: \(name)}
    spec:
      replicas: 3
      \(more)
      selector: {matchLabels: {app: \(object)}}
      template:
        metadata: {labels: {app: \(object)}}
        spec:
          containers:
          - {name: main, image: "\(image)", resources: {limits: {cpu: 1000m}}}
    """
  }
}

extension Plan {
  /// Each object with its verdict, in a word or two.
  var verdicts: [String] {
    items.map { item in
      let word =
        switch item.verdict {
        case .create: "create"
        case .change: "change"
        case .unchanged: item.adoption == nil ? "unchanged" : "adopt"
        case .conflict(let conflicts): "conflict with " + conflicts.map(\.manager).joined()
        case .recreate: "recreate"
        case .prune: "prune"
        case .error(let error): "error: \(error.summary)"
        }
      return "\(item.object.kind) \(item.object.name): \(word)"
    }
  }
}

extension ChangeSet {
  /// Each object with what became of it, in a word.
  var words: [String] {
    entries.map { "\($0.key.kind.kind) \($0.key.name.name): \($0.outcome.word)" }
  }
}
