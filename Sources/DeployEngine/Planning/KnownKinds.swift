internal import Kubernetes

/// The server's kinds, as far as a plan has had to find them out.
struct KnownKinds: Sendable {
  private let client: Client
  private(set) var discovery: Discovery
  /// Whether everything is known that there is.
  private var isComplete: Bool
  private var versions: Set<String> = []

  init(_ client: Client, _ discovery: Discovery?) {
    self.client = client
    self.discovery = discovery ?? Discovery(kinds: [])
    isComplete = discovery != nil
  }

  /// The kind of documents that say so.
  func kind(apiVersion: String, kind: String) -> ResourceKind? {
    discovery.kind(apiVersion: apiVersion, kind: kind)
  }

  /// A kind in whatever version is known, the preferred one first.
  func kind(_ kind: Inventory.GroupKind) -> ResourceKind? {
    discovery.kinds.first { $0.group == kind.group && $0.kind == kind.kind }
  }

  /// Makes these versions of groups known, `apps/v1`, unless everything is.
  mutating func find(_ groupVersions: Set<String>) async throws(DeployError) {
    guard !isComplete else { return }
    try await ask(groupVersions)
  }

  /// Asks the server about these versions of groups, whatever is known.
  mutating func ask(_ groupVersions: Set<String>) async throws(DeployError) {
    let new = groupVersions.subtracting(versions)
    guard !new.isEmpty else { return }
    versions.formUnion(new)
    do throws(KubernetesError) {
      let found = try await client.discover(groupVersions: new)
      discovery.kinds += found.kinds
      discovery.gaps += found.gaps
    } catch {
      throw .server(error)
    }
  }

  /// Makes everything known.
  mutating func askForAll() async throws(KubernetesError) {
    guard !isComplete else { return }
    discovery = try await client.discover()
    isComplete = true
  }
}
