internal import DeployEngine
public import GitOps
internal import Kubernetes

/// Who could take over what is nobody's.
public struct Adopters: Hashable, Sendable {
  /// The applications whose destination is in this cluster, by the namespace of it.
  private var destinations: [String: [ObjectName]] = [:]
  private var applications: [String: ObjectName] = [:]
  /// The stacks by the namespaces that their inventories have objects in.
  private var sets: [String: [ObjectOwner]] = [:]
  /// Stacks by what they render, whatever the namespace.
  private var rendered: [ResourceKindName: [String: [Stack.ID]]] = [:]
  private var instanceLabels: Set<String> = []

  /// Beyond so many, neighbours say nothing.
  private static let mostNeighbours = 3

  /// Knows nobody.
  public init() {}

  /// Takes in an application.
  public mutating func add(_ application: ApplicationRow) {
    applications[application.name.name] = application.name
    guard application.destination.isInCluster, !application.destination.namespace.isEmpty else {
      return
    }
    destinations[application.destination.namespace, default: []].append(application.name)
  }

  /// Takes in how Argo CD labels what it applies.
  public mutating func add(_ settings: ArgoSettings) {
    instanceLabels.insert(settings.instanceLabel)
  }

  /// Takes in what was deployed of a stack.
  mutating func add(_ inventory: Inventory) {
    for namespace in inventory.namespaces where namespace != inventory.name.namespace {
      sets[namespace, default: []].append(.applySet(id: inventory.id))
    }
  }

  /// Takes in the stacks of the repository, of all environments.
  public mutating func add(_ stacks: [Stack]) {
    for stack in stacks {
      for object in stack.objects {
        rendered[ResourceKindName(group: object.group, kind: object.kind), default: [:]][
          object.name, default: []
        ].append(stack.id)
      }
    }
  }

  /// Who could take over an object, the likeliest first.
  ///
  /// Whoever has left a mark, or renders something of that name, is likelier than those who merely
  /// have the namespace; of these there may be too many to mean anything.
  public func adopters(of marks: OwnerMarks) -> [Adopter] {
    var found: [Adopter] = []
    func add(_ owner: ObjectOwner, _ reason: Adopter.Reason) {
      if !found.contains(where: { $0.owner == owner }) { found.append(Adopter(owner, reason)) }
    }
    if let name = marked(marks) { add(.application(name), .labelled) }
    if let release = release(marks) { add(.helmRelease(release), .labelled) }
    let identity = marks.identity
    let kind = ResourceKindName(group: identity.group, kind: identity.kind)
    for stack in rendered[kind]?[identity.name.name] ?? [] { add(.stack(stack), .renders) }
    let isNamespace = identity.group.isEmpty && identity.kind == ResourceKind.namespaces.kind
    let namespace = isNamespace ? identity.name.name : identity.name.namespace
    let neighbours =
      (destinations[namespace] ?? []).map { .application($0) } + (sets[namespace] ?? [])
    if neighbours.count <= Self.mostNeighbours {
      for owner in neighbours { add(owner, .neighbour) }
    }
    return found
  }

  /// The application whose label it bears, or whose mark came along with a copy.
  private func marked(_ marks: OwnerMarks) -> ObjectName? {
    for label in instanceLabels.sorted() {
      if let name = marks.labels[label].flatMap({ applications[$0] }) { return name }
    }
    let mark = marks.annotations[OwnerMarks.trackingAnnotation] ?? ""
    let name = mark.prefix { $0 != ":" }.split(separator: "_").last.map(String.init) ?? ""
    return applications[name]
  }

  /// The Helm release that its labels or annotations name, where both together would make it one of
  /// its objects.
  private func release(_ marks: OwnerMarks) -> ObjectName? {
    let namespace = marks.identity.name.namespace
    if let name = marks.annotations[OwnerMarks.releaseName], !name.isEmpty {
      let said = marks.annotations[OwnerMarks.releaseNamespace] ?? ""
      return ObjectName(namespace: said.isEmpty ? namespace : said, name: name)
    }
    guard
      marks.labels["app.kubernetes.io/managed-by"] == "Helm" || marks.labels["heritage"] == "Helm",
      let name = marks.labels["app.kubernetes.io/instance"] ?? marks.labels["release"],
      !name.isEmpty
    else { return nil }
    return ObjectName(namespace: namespace, name: name)
  }
}
