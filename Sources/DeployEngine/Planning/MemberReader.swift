internal import Documents
internal import Kubernetes

/// Finds the objects in the cluster that bear the label of an inventory.
struct MemberReader: Sendable {
  /// What was found.
  struct Members: Sendable {
    /// The objects, whole.
    var objects: [ObjectIdentity: (key: ObjectKey, object: Value)] = [:]
    /// What couldn't be looked at.
    var warnings: [String] = []
  }

  private let client: Client
  private let queries: [ResourceQuery]
  private let warnings: [String]

  /// Beyond so many lists, one for the whole cluster is made of those of a kind.
  private static let mostNamespaces = 12
  private static let concurrency = 24

  /// Finds out what to ask for; kinds that the server doesn't have any more have no objects either.
  init(
    _ client: Client, _ inventory: Inventory, _ subjects: [Subject], _ kinds: inout KnownKinds
  ) async throws(DeployError) {
    self.client = client
    var versions: [Inventory.GroupKind: ResourceKind] = [:]
    for subject in subjects where !subject.isUnknown && subject.definition == nil {
      versions[Inventory.GroupKind(subject.key.kind)] = subject.key.kind
    }
    if inventory.kinds.contains(where: { versions[$0] == nil && kinds.kind($0) == nil }) {
      do throws(KubernetesError) {
        try await kinds.askForAll()
      } catch {
        throw .server(error)
      }
    }
    var queries: [ResourceQuery] = []
    var warnings: [String] = []
    let namespaces = inventory.namespaces.sorted()
    for kind in inventory.kinds.sorted() {
      guard let known = versions[kind] ?? kinds.kind(kind) else {
        warnings.append(
          contentsOf: kinds.discovery.gaps.filter { $0.groupVersion.hasPrefix("\(kind.group)/") }
            .map { "whether there is something to prune of \(kind) isn't known: \($0.reason)" })
        continue
      }
      if !known.isNamespaced || namespaces.count > Self.mostNamespaces {
        queries.append(ResourceQuery(known, labelSelector: inventory.selector))
      } else {
        queries += namespaces.map {
          ResourceQuery(known, namespace: $0, labelSelector: inventory.selector)
        }
      }
    }
    self.queries = queries
    self.warnings = warnings
  }

  /// Asks for them.
  func read() async -> Members {
    let answers = await concurrentMap(queries, limit: Self.concurrency) {
      query async -> Result<[Value], KubernetesError> in
      do throws(KubernetesError) {
        return .success(try await client.list(query))
      } catch {
        return .failure(error)
      }
    }
    var members = Members(warnings: warnings)
    for (query, answer) in zip(queries, answers) {
      switch answer {
      case .success(let items):
        for item in items {
          guard let name = item["metadata"]?["name"]?.string else { continue }
          let key = ObjectKey(
            query.kind, namespace: item["metadata"]?["namespace"]?.string ?? "", name: name)
          // Lists leave out what all of their items have in common.
          var object = item
          object["apiVersion"] = .string(query.kind.apiVersion)
          object["kind"] = .string(query.kind.kind)
          members.objects[ObjectIdentity(key)] = (key, object)
        }
      case .failure(.notFound): break
      case .failure(let error):
        members.warnings.append(
          "whether there is something to prune of \(query.kind.qualifiedName)"
            + (query.namespace.map { " in \($0)" } ?? "") + " isn't known: \(error.summary)")
      }
    }
    return members
  }
}

extension Inventory.GroupKind {
  init(_ kind: ResourceKind) {
    self.init(group: kind.group, kind: kind.kind)
  }
}
