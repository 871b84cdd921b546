internal import Documents
internal import GitOps
internal import Kubernetes

/// Finds what the inventory has and the stack hasn't any more.
struct Pruner: Sendable {
  /// What was found.
  struct Pruning: Sendable {
    var items: [PlannedObject] = []
    var consequences: [Consequence] = []
    var kept: [KeptObject] = []
  }

  private let client: Client
  private let inventory: Inventory

  init(_ client: Client, _ inventory: Inventory) {
    self.client = client
    self.inventory = inventory
  }

  /// What others agreed on to keep an object from being deleted: annotations, and the values of
  /// theirs that say so.
  private static let keepers: [(annotation: String, values: Set<String>)] = [
    ("helm.sh/resource-policy", ["keep"]),
    ("kustomize.toolkit.fluxcd.io/prune", ["disabled", "Disabled"]),
    ("argocd.argoproj.io/sync-options", ["Prune=false", "Delete=false"]),
    ("client.lifecycle.config.k8s.io/deletion", ["detach"]),
  ]

  /// The members that aren't rendered, in the order in which they would be deleted: the other way
  /// round than they would be applied.
  func candidates(
    among members: [ObjectIdentity: (key: ObjectKey, object: Value)],
    _ judgements: [Judge.Judgement]
  ) async -> Pruning {
    let rendered = Set(judgements.map { ObjectIdentity($0.item.key) })
    // One object may be known by two groups: an Ingress was in `extensions` before.
    let uids = Set(judgements.compactMap(\.item.uid))
    let gone = members.values.filter { key, object in
      !rendered.contains(ObjectIdentity(key))
        && !uids.contains(object["metadata"]?["uid"]?.string ?? "")
        && object["metadata"]?["deletionTimestamp"]?.string == nil
    }
    .sorted { Self.precedes($1.key, $0.key) }

    var pruning = Pruning()
    for (key, object) in gone {
      if let reason = reason(toKeep: key, object) {
        pruning.kept.append(KeptObject(key: key, reason: reason))
      } else {
        pruning.items.append(Self.item(key, object))
        if let loss = await Losses(client).loss(of: key, object) {
          pruning.consequences.append(Consequence(key, .losesData(loss)))
        }
      }
    }
    return pruning
  }

  private func reason(toKeep key: ObjectKey, _ object: Value) -> KeptObject.Reason? {
    if key == ObjectKey(.namespaces, name: inventory.name.namespace) { return .holdsInventories }
    let metadata = object["metadata"]
    let owners = metadata?["ownerReferences"]?.array ?? []
    if let owner = owners.first(where: { $0["controller"]?.bool ?? false }) {
      return .owned(by: "\(owner["kind"]?.string ?? "") \(owner["name"]?.string ?? "")")
    }
    for (annotation, values) in Self.keepers {
      let words = metadata?["annotations"]?[annotation]?.string ?? ""
      if words.split(separator: ",").contains(where: { values.contains($0.trimmed) }) {
        return .annotation(annotation)
      }
    }
    return nil
  }

  private static func item(_ key: ObjectKey, _ object: Value) -> PlannedObject {
    var item = PlannedObject(
      key: key,
      object: StackObject(
        group: key.kind.group, version: key.kind.version, kind: key.kind.kind,
        namespace: key.name.namespace, name: key.name.name),
      verdict: .prune, before: Masking.mask(ServerFields.remove(from: object)))
    item.version = object["metadata"]?["resourceVersion"]?.string
    item.uid = object["metadata"]?["uid"]?.string
    return item
  }

  private static func precedes(_ a: ObjectKey, _ b: ObjectKey) -> Bool {
    let (first, second) = ((a.kind.group, a.kind.kind), (b.kind.group, b.kind.kind))
    if KindOrder.precedes(first, second) { return true }
    if KindOrder.precedes(second, first) { return false }
    return (a.kind.kind, a.kind.group, a.name) < (b.kind.kind, b.kind.group, b.name)
  }
}

extension Substring {
  /// The text without spaces at its ends.
  fileprivate var trimmed: String {
    let head = drop { $0 == " " }
    guard let last = head.lastIndex(where: { $0 != " " }) else { return "" }
    return String(head[...last])
  }
}
