internal import Documents
public import GitOps
public import Kubernetes

/// The inventories of a cluster: reads and writes the parents of ApplySets.
public struct Inventories: Sendable {
  let client: Client
  /// Where they are.
  public let namespace: String

  /// Makes a reader of the inventories in a namespace.
  public init(_ client: Client, namespace: String = Inventory.defaultNamespace) {
    self.client = client
    self.namespace = namespace
  }

  /// The query for all of them, to list or to follow.
  public var query: ResourceQuery {
    ResourceQuery(.configMaps, namespace: namespace, labelSelector: ApplySet.idLabel)
  }

  /// The inventory of a stack; one of nothing where the stack was never deployed.
  public func inventory(of stack: Stack) async throws(KubernetesError) -> Inventory {
    let name = Inventory.name(of: stack, namespace: namespace)
    do throws(KubernetesError) {
      return Inventory(try await client.get(ObjectKey(.configMaps, name)), name: name)
    } catch {
      if case .notFound = error { return Inventory(name: name) }
      throw error
    }
  }

  /// All inventories, with the last deploy of each.
  public func all() async throws(KubernetesError) -> [Inventory] {
    try await client.list(query).compactMap { object in
      guard let name = object["metadata"]?["name"]?.string else { return nil }
      return Inventory(object, name: ObjectName(namespace: namespace, name: name))
    }
  }
}
