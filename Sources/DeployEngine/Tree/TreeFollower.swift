public import Kubernetes

/// Follows what controllers make for the objects of a tree.
public struct TreeFollower: Sendable {
  private let client: Client

  /// Beyond this many namespaces, one watch of all is less than one for each.
  private static let mostNamespaces = 4

  /// Makes a follower.
  public init(_ client: Client) { self.client = client }

  /// Where to look for what these objects own.
  ///
  /// Pods, replica sets and jobs; and below custom objects the other workloads, too.
  public static func sources(for roots: [ObjectNode]) -> Set<OwnedObjects.Source> {
    var namespaces: Set<String> = []
    var kinds: Set<ResourceKind> = []
    for key in roots.map(\.key) where key.kind.isNamespaced && mayOwn(key.kind) {
      namespaces.insert(key.name.namespace)
      kinds.formUnion([.pods, .replicaSets, .jobs])
      if key.kind.group.contains(".") {
        kinds.formUnion([.deployments, .statefulSets, .daemonSets])
      }
    }
    var sources: Set<OwnedObjects.Source> = []
    for kind in kinds {
      if namespaces.count > mostNamespaces {
        sources.insert(OwnedObjects.Source(kind))
      } else {
        for namespace in namespaces {
          sources.insert(OwnedObjects.Source(kind, namespace: namespace))
        }
      }
    }
    return sources
  }

  private static func mayOwn(_ kind: ResourceKind) -> Bool {
    switch kind.group {
    case "apps", "batch": true
    case "": kind.kind == "ReplicationController"
    default: kind.group.contains(".") && !kind.group.hasSuffix(".k8s.io")
    }
  }

  /// Follows these lists until the task is cancelled; `send` is awaited before more is read.
  public func follow(
    _ sources: Set<OwnedObjects.Source>,
    send: @escaping @Sendable (Change<HealthRow>, OwnedObjects.Source) async -> Void
  ) async {
    await withDiscardingTaskGroup { group in
      for source in sources {
        group.addTask {
          let query = ResourceQuery(source.kind, namespace: source.namespace)
          await client.live(query, decoding: HealthDecoder(source.kind)) {
            await send($0, source)
          }
        }
      }
    }
  }
}
