internal import Documents
public import GitOps
internal import Kubernetes

/// What Git says of one stack: what its drift is measured against.
public struct DesiredStack: Sendable, Identifiable {
  /// The stack.
  public let id: Stack.ID
  /// Why it can't be built; nil if it can.
  public let problem: DeployError?
  /// The identity of its inventory, that its members bear in a label.
  let inventory: String
  let manifests: [Manifest]

  /// What a rendered stack says.
  public init(
    _ rendered: RenderedStack, inventoryNamespace: String = Inventory.defaultNamespace
  ) {
    self.init(
      rendered.stack, manifests: rendered.manifests, inventoryNamespace: inventoryNamespace)
  }

  /// What a stack says that consists of these objects.
  public init(
    _ stack: Stack, manifests: [Manifest],
    inventoryNamespace: String = Inventory.defaultNamespace
  ) {
    id = stack.id
    problem = nil
    inventory = ApplySet.id(of: Inventory.name(of: stack, namespace: inventoryNamespace))
    self.manifests = manifests
  }

  /// A stack that can't be built: nothing is said of its drift but that.
  public init(
    broken stack: Stack, _ problem: DeployError,
    inventoryNamespace: String = Inventory.defaultNamespace
  ) {
    id = stack.id
    self.problem = problem
    inventory = ApplySet.id(of: Inventory.name(of: stack, namespace: inventoryNamespace))
    manifests = []
  }
}

/// What Git says of one stack, with the server's kinds in the place of names.
struct ResolvedStack: Sendable {
  /// One object of it.
  struct Object: Sendable {
    var key: ObjectKey
    var shape: DesiredShape
    /// Why the object can't be in the cluster, or can't be seen there; nil where it can.
    var obstacle: Obstacle?
  }

  /// Why an object isn't looked for.
  enum Obstacle: Hashable, Sendable {
    /// The server doesn't serve its kind: it isn't there, and a deploy has to bring the kind first.
    case notServed
    /// It couldn't be found out whether the server serves its kind.
    case unknown(String)
  }

  let id: Stack.ID
  let problem: DeployError?
  let inventory: String
  let objects: [Object]
  /// What is said of each that can be looked for.
  let shapes: [ObjectKey: DesiredShape]

  init(_ stack: DesiredStack, _ discovery: Discovery, defaultNamespace: String) {
    id = stack.id
    problem = stack.problem
    inventory = stack.inventory
    let objects = stack.manifests.map { manifest in
      let said = manifest.object
      if let kind = discovery.kind(apiVersion: said.apiVersion, kind: said.kind) {
        let subject = Subject(manifest, kind, defaultNamespace)
        return Object(key: subject.key, shape: DesiredShape(subject.payload, kind))
      }
      let subject = Subject(unknown: manifest, defaultNamespace)
      let gap = discovery.gaps.first { $0.groupVersion == said.apiVersion }
      return Object(
        key: subject.key, shape: DesiredShape(subject.payload, subject.key.kind),
        obstacle: gap.map { .unknown($0.reason) } ?? .notServed)
    }
    .sorted { a, b in
      let first = (group: a.key.kind.group, kind: a.key.kind.kind)
      let second = (group: b.key.kind.group, kind: b.key.kind.kind)
      if KindOrder.precedes(first, second) { return true }
      if KindOrder.precedes(second, first) { return false }
      return (first.kind, first.group, a.key.name) < (second.kind, second.group, b.key.name)
    }
    self.objects = objects
    shapes = Dictionary(
      objects.lazy.filter { $0.obstacle == nil }.map { ($0.key, $0.shape) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Whether the server doesn't serve one of the kinds.
  var hasUnserved: Bool { objects.contains { $0.obstacle != nil } }
}
