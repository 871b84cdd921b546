import Documents
import YAML

/// The order of the objects in the end.
struct SortOrder {
  /// Kinds that come first and last; nil for the order in which objects were named.
  private var ranks: [String: Int]?

  /// The order that kustomize has unless told otherwise.
  static let standard = SortOrder(
    first: [
      "Namespace", "ResourceQuota", "StorageClass", "CustomResourceDefinition", "ServiceAccount",
      "PodSecurityPolicy", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding",
      "ConfigMap", "Secret", "Endpoints", "Service", "LimitRange", "PriorityClass",
      "PersistentVolume", "PersistentVolumeClaim", "Deployment", "StatefulSet", "CronJob",
      "PodDisruptionBudget",
    ], last: ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"])

  private init(first: [String], last: [String]) {
    ranks = Self.ranks(first: first, last: last)
  }

  private static func ranks(first: [String], last: [String]) -> [String: Int] {
    var ranks: [String: Int] = [:]
    for (index, kind) in first.enumerated() { ranks[kind] = index - first.count }
    for (index, kind) in last.enumerated() { ranks[kind] = index + 1 }
    return ranks
  }

  /// Reads `sortOptions`.
  init(_ node: YAMLNode, in scope: FieldScope) throws(KustomizeError) {
    let lists = node["legacySortOptions"].flatMap { $0.value.isNull ? nil : $0 }
    switch node.text("order") {
    case "fifo":
      if let lists {
        throw scope.error("legacySortOptions is for the order legacy, and this is fifo", at: lists)
      }
      ranks = nil
    case "legacy":
      guard let lists else {
        self = .standard
        return
      }
      ranks = Self.ranks(
        first: Self.texts(lists["orderFirst"]), last: Self.texts(lists["orderLast"]))
    default:
      throw scope.error("order must be fifo or legacy", at: node["order"] ?? node)
    }
  }

  private static func texts(_ node: YAMLNode?) -> [String] {
    node?.elements.compactMap(\.value.string) ?? []
  }

  /// The objects in this order.
  func sort(_ resources: [Resource]) -> [Resource] {
    guard let ranks else { return resources }
    let keyed = resources.map { resource in
      let id = resource.id
      let type = id.type
      let typeKey = [
        type.group.isEmpty ? "~G" : type.group, type.version.isEmpty ? "~V" : type.version,
        type.kind,
      ].joined(separator: "_")
      let name = [id.namespace.isEmpty ? "~X" : id.namespace, id.name].joined(separator: "|")
      return (
        rank: ranks[type.kind] ?? 0, type: typeKey, isCoreNamespace: isCoreNamespace(type),
        name: name, resource: resource
      )
    }
    return keyed.sorted { a, b in
      if a.rank != b.rank { return a.rank < b.rank }
      // Kubernetes' own namespaces come before what others call so.
      if a.isCoreNamespace != b.isCoreNamespace, a.resource.kind == b.resource.kind {
        return a.isCoreNamespace
      }
      let (first, second) = a.type == b.type ? (a.name, b.name) : (a.type, b.type)
      return first.utf8.lexicographicallyPrecedes(second.utf8)
    }.map(\.resource)
  }

  private func isCoreNamespace(_ type: ResourceType) -> Bool {
    type.kind == "Namespace" && type.group.isEmpty
  }
}
