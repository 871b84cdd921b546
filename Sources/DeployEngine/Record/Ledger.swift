internal import Documents
public import GitOps
public import Kubernetes

/// The record of deploys in the cluster, where every operator sees it.
///
/// One ConfigMap for each stack, beside its inventory, with the latest entries.
public struct Ledger: Sendable {
  let client: Client
  /// Where it is.
  public let namespace: String

  /// Makes a reader of the ledger in a namespace.
  public init(_ client: Client, namespace: String = Inventory.defaultNamespace) {
    self.client = client
    self.namespace = namespace
  }

  /// The entries of a stack, the latest first; none for one that was never deployed.
  public func entries(of stack: Stack) async throws(KubernetesError) -> [LedgerEntry] {
    try await entries(stack: stack.name, environment: stack.environment)
  }

  /// The entries of the stack of that name in an environment, the latest first.
  public func entries(
    stack: String, environment: String?
  ) async throws(KubernetesError) -> [LedgerEntry] {
    do throws(KubernetesError) {
      let key = key(stack: stack, environment: environment)
      return LedgerPage(try await client.get(key)).entries
    } catch {
      if case .notFound = error { return [] }
      throw error
    }
  }

  /// The ConfigMap of a stack.
  func key(stack: String, environment: String?) -> ObjectKey {
    ObjectKey(
      .configMaps, namespace: namespace,
      name: "ledger-" + RecordName.text(stack, environment: environment))
  }
}
