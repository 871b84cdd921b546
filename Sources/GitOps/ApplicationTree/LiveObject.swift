public import Documents
public import Kubernetes

/// An object of the cluster, as far as a tree has to know it.
public struct LiveObject: Row {
  /// What makes an object the child of another.
  public struct Link: Hashable, Sendable {
    /// The group of the parent's kind.
    public var group: String
    /// The parent's kind.
    public var kind: String
    /// The parent's name; it is in the same namespace, or in none.
    public var name: String
    /// The parent's identity; empty for a link by name.
    public var uid: String

    /// Makes a link.
    public init(group: String, kind: String, name: String, uid: String = "") {
      self.group = group
      self.kind = kind
      self.name = name
      self.uid = uid
    }
  }

  /// The API group; empty for the core group.
  public var group: String
  /// The version it was read in.
  public var version: String
  /// The kind.
  public var kind: String
  /// Its namespace and name.
  public var name: ObjectName
  /// Its identity.
  public var uid: String
  /// Whose child it is: by its owner references, and by what Argo CD infers.
  public var parents: [Link]
  /// The templates of its claims, by name, if it is a stateful set.
  public var claimTemplates: [String]
  /// How well it is; nil where its kind has no health.
  public var health: Health?
  /// Why, in its own words.
  public var message: String
  /// When it was created, in seconds since 1970.
  public var created: Int64?
  /// Whether its deletion was asked for.
  public var isBeingDeleted: Bool
  /// How many pods it is to have; nil where it doesn't say.
  public var replicas: Int?
  /// The revision of a replica set; empty for others.
  public var revision: String
  /// Its wave, by its annotation; nil for none.
  public var wave: Int?
  /// Whether it is annotated as a hook, Argo CD's or Helm's.
  public var isHook: Bool
  /// Whether its health doesn't count for that of its application.
  public var ignoresHealth: Bool
  /// What there is to know of it if it is a pod, its containers among it; nil for anything else.
  public var pod: PodRow?

  /// Reads a document.
  public init(_ document: Value) throws(JSONError) {
    let identity = ResourceIdentity(document)
    let apiVersion = document.text("apiVersion")
    let version = apiVersion.split(separator: "/").last.map(String.init) ?? ""
    let plural = identity.kind == "Pod" ? "pods" : identity.kind.lowercased()
    var decoder = LiveObjectDecoder(
      ResourceKind(
        group: identity.group, version: version, plural: plural, kind: identity.kind))
    var reader = JSONReader(JSONWriter().bytes(document))
    var metadata = ObjectMetadata()
    self = try decoder.decode(&reader, &metadata)
  }

  init(_ kind: ResourceKind, _ row: HealthRow, _ traits: LiveObjectTraits) {
    group = kind.group
    version = kind.version
    self.kind = kind.kind
    name = row.name
    uid = row.uid
    parents = traits.parents(kind, row)
    claimTemplates = traits.claimTemplates
    health = row.health
    message = row.message
    created = row.created
    isBeingDeleted = row.isBeingDeleted
    replicas = row.replicas
    revision = traits.annotations["deployment.kubernetes.io/revision"] ?? ""
    wave = traits.wave
    isHook =
      traits.annotations["argocd.argoproj.io/hook"] != nil
      || traits.annotations["helm.sh/hook"] != nil
    ignoresHealth = traits.annotations["argocd.argoproj.io/ignore-healthcheck"] == "true"
    pod = nil
  }

  /// Which object it is.
  public var identity: ResourceIdentity {
    ResourceIdentity(group: group, kind: kind, name: name)
  }
}

/// Reads the objects of one kind for trees.
public struct LiveObjectDecoder: RowDecoder {
  private let kind: ResourceKind
  private var health: HealthDecoder
  private var pods: PodDecoder?

  /// Makes a decoder for objects of that kind.
  public init(_ kind: ResourceKind) {
    self.kind = kind
    health = HealthDecoder(kind)
    pods = kind == .pods ? PodDecoder() : nil
  }

  public mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> LiveObject {
    let bytes = try reader.readBytes()
    var first = JSONReader(bytes)
    let row = try health.decode(&first, &metadata)
    var second = JSONReader(bytes)
    var traits = LiveObjectTraits()
    try traits.read(&second)
    var object = LiveObject(kind, row, traits)
    if pods != nil {
      var third = JSONReader(bytes)
      var ignored = ObjectMetadata()
      object.pod = try pods?.decode(&third, &ignored)
    }
    return object
  }
}

/// What makes one object the parent of another, beside its health.
struct LiveObjectTraits {
  private var owners: [LiveObject.Link] = []
  private var type = ""
  var annotations: [String: String] = [:]
  var claimTemplates: [String] = []

  private static let wanted: Set<String> = [
    "argocd.argoproj.io/hook", "argocd.argoproj.io/ignore-healthcheck",
    "argocd.argoproj.io/sync-wave", "deployment.kubernetes.io/revision", "helm.sh/hook",
    "helm.sh/hook-weight", "kubernetes.io/service-account.name",
    "kubernetes.io/service-account.uid", "olm.operatorGroup",
  ]

  /// The wave, or else the weight of a Helm hook.
  var wave: Int? {
    (annotations["argocd.argoproj.io/sync-wave"] ?? annotations["helm.sh/hook-weight"])
      .flatMap { Int($0) }
  }

  /// The owners, and what Argo CD infers where there are none.
  func parents(_ kind: ResourceKind, _ row: HealthRow) -> [LiveObject.Link] {
    var links = owners
    switch (kind.group, kind.kind) {
    case ("", "Endpoints") where links.isEmpty:
      links.append(LiveObject.Link(group: "", kind: "Service", name: row.name.name))
    case ("", "Secret") where type == "kubernetes.io/service-account-token":
      let name = annotations["kubernetes.io/service-account.name"] ?? ""
      let uid = annotations["kubernetes.io/service-account.uid"] ?? ""
      if !name.isEmpty, !uid.isEmpty {
        links.append(LiveObject.Link(group: "", kind: "ServiceAccount", name: name, uid: uid))
      }
    case ("operators.coreos.com", "ClusterServiceVersion"):
      if let name = annotations["olm.operatorGroup"], !name.isEmpty {
        links.append(
          LiveObject.Link(group: "operators.coreos.com", kind: "OperatorGroup", name: name))
      }
    default: break
    }
    return links
  }

  mutating func read(_ reader: inout JSONReader) throws(JSONError) {
    guard try reader.beginsObject() else { return }
    while let key = try reader.nextField() {
      switch key {
      case "metadata": try readMetadata(&reader)
      case "type": if reader.peekKind() == .string { type = try reader.readString() }
      case "spec":
        guard try reader.beginsObject() else { continue }
        while let key = try reader.nextField() {
          if key == "volumeClaimTemplates" { try readTemplates(&reader) }
        }
      default: break
      }
    }
  }

  private mutating func readMetadata(_ reader: inout JSONReader) throws(JSONError) {
    guard try reader.beginsObject() else { return }
    while let key = try reader.nextField() {
      switch key {
      case "annotations":
        guard try reader.beginsObject() else { continue }
        while let key = try reader.nextField() {
          let name = key.string
          if Self.wanted.contains(name), reader.peekKind() == .string {
            annotations[name] = try reader.readString()
          }
        }
      case "ownerReferences":
        guard try reader.beginsArray() else { continue }
        while try reader.nextElement() {
          let owner = try reader.readValue()
          let apiVersion = owner.text("apiVersion")
          owners.append(
            LiveObject.Link(
              group: apiVersion.contains("/") ? String(apiVersion.prefix { $0 != "/" }) : "",
              kind: owner.text("kind"), name: owner.text("name"), uid: owner.text("uid")))
        }
      default: break
      }
    }
  }

  private mutating func readTemplates(_ reader: inout JSONReader) throws(JSONError) {
    guard try reader.beginsArray() else { return }
    while try reader.nextElement() {
      claimTemplates.append(try reader.readValue()[objectAt: "metadata"].text("name"))
    }
  }
}
