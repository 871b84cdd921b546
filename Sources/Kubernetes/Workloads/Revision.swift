public import Documents

/// One of the templates that a workload has had: a replica set of a deployment, or the controller
/// revision of a stateful set or daemon set.
public struct Revision: Row {
  /// Namespace and name of the object that keeps it.
  public var name: ObjectName
  /// Its number; the newest has the highest.
  public var number: Int64
  /// The identity of the workload whose it is.
  public var ownerUID: String
  /// When it was first made, in seconds since 1970.
  public var created: Int64?
  /// Why it was made, where somebody has said so (`kubernetes.io/change-cause`); empty otherwise.
  public var cause: String
  /// The pods that a replica set has of it; nil for a controller revision, which counts none.
  public var pods: Int?
  /// What pods were made of.
  public var template: Value
  /// The annotations of the object that keeps it.
  public var annotations: [String: String]
  /// What a stateful set or daemon set is patched with to be so again; nil for a replica set.
  public var patch: Value?

  /// Reads the object that keeps it; nil for one that is none's revision.
  public init?(_ document: Value) {
    let metadata = document["metadata"] ?? [:]
    let owner = (metadata["ownerReferences"]?.array ?? []).first { $0["controller"]?.bool == true }
    guard let uid = owner?["uid"]?.string else { return nil }
    annotations = (metadata["annotations"]?.object ?? [:]).compactMapValues(\.string)
    name = ObjectName(
      namespace: metadata["namespace"]?.string ?? "", name: metadata["name"]?.string ?? "")
    ownerUID = uid
    created = metadata["creationTimestamp"]?.string.flatMap { Timestamp($0)?.seconds }
    cause = annotations[Self.causeAnnotation] ?? ""
    if let number = document["revision"]?.integer {
      let data = document["data"] ?? [:]
      var template = data["spec"]?["template"] ?? [:]
      template["$patch"] = nil
      (self.number, self.template, patch) = (number, template, data)
    } else {
      guard let number = annotations[Self.numberAnnotation].flatMap({ Int64($0) }) else {
        return nil
      }
      self.number = number
      template = PodTemplate.withoutHash(document["spec"]?["template"] ?? [:])
      pods = document["status"]?["replicas"]?.integer.map { Int(clamping: $0) } ?? 0
    }
  }

  /// Stands for an object that has a workload's labels and is no revision of it.
  public init(none name: ObjectName) {
    (self.name, number, ownerUID, cause) = (name, 0, "", "")
    (template, annotations) = ([:], [:])
  }

  static let numberAnnotation = "deployment.kubernetes.io/revision"
  static let causeAnnotation = "kubernetes.io/change-cause"

  /// The images of its containers.
  public var images: [ContainerImage] { PodTemplate.images(of: template) }

  /// Whether a workload is so now.
  public func isCurrent(of workload: Value) -> Bool {
    guard let template = workload["spec"]?["template"] else { return false }
    return PodTemplate.withoutHash(template) == self.template
  }

  /// Where the revisions of a workload are; nil for a kind that keeps none, or a workload without a
  /// selector.
  public static func query(of workload: Value, _ key: ObjectKey) -> ResourceQuery? {
    guard let keeper = keeper(of: key.kind), let selector = workload["spec"]?["selector"] else {
      return nil
    }
    return ResourceQuery(
      keeper, namespace: key.name.namespace, labelSelector: selectorText(selector))
  }

  /// The kind of the objects that keep a kind's revisions; nil for a kind that has none.
  public static func keeper(of kind: ResourceKind) -> ResourceKind? {
    guard kind.group == "apps" else { return nil }
    switch kind.kind {
    case "Deployment": return .replicaSets
    case "StatefulSet", "DaemonSet": return .controllerRevisions
    default: return nil
    }
  }

  private static func selectorText(_ selector: Value) -> String {
    let labels = (selector["matchLabels"]?.object ?? [:]).sorted { $0.key < $1.key }
    var parts = labels.map { "\($0.key)=\($0.value.string ?? "")" }
    for expression in selector["matchExpressions"]?.array ?? [] {
      let key = expression["key"]?.string ?? ""
      let values = (expression["values"]?.array ?? []).compactMap(\.string).joined(separator: ",")
      switch expression["operator"]?.string {
      case "In": parts.append("\(key) in (\(values))")
      case "NotIn": parts.append("\(key) notin (\(values))")
      case "DoesNotExist": parts.append("!\(key)")
      default: parts.append(key)
      }
    }
    return parts.joined(separator: ",")
  }
}

extension ResourceKind {
  /// The templates that stateful sets and daemon sets have had.
  public static let controllerRevisions = ResourceKind(
    group: "apps", plural: "controllerrevisions", kind: "ControllerRevision")
}
