internal import Documents
internal import Kubernetes

/// Brings objects into the form in which they are compared.
struct Normalizer {
  static let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

  private let settings: ComparisonSettings
  private let live: Value?
  private var hasNoted = false
  private(set) var unfollowed: [ObjectComparison.Unfollowed] = []

  init(_ settings: ComparisonSettings, live: Value?) {
    self.settings = settings
    self.live = live
  }

  mutating func normalize(_ object: Value) -> Value {
    var object = object
    object["metadata"] = metadata(object[objectAt: "metadata"])
    let isDefinition = object.text("kind") == "CustomResourceDefinition"
    if !settings.argo.comparesStatus || isDefinition { object["status"] = nil }
    switch (ResourceIdentity(object).group, object.text("kind")) {
    case ("", "Secret"): normalizeSecret(&object)
    case ("rbac.authorization.k8s.io", "Role"), ("rbac.authorization.k8s.io", "ClusterRole"):
      let isAggregated = object["aggregationRule"]?.object != nil
      if object["rules"] == [] || isAggregated && settings.argo.ignoresAggregatedRoles {
        object["rules"] = nil
      }
    default: break
    }
    leaveOutIgnored(&object)
    return object
  }

  /// Without what the server keeps for itself, and without the marks by which resources are tracked:
  /// those that Git hasn't are set by the sync.
  private func metadata(_ metadata: Value) -> Value {
    var metadata = metadata
    for field in [
      "creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generation",
      "managedFields", "namespace", "resourceVersion", "selfLink", "uid",
    ] {
      metadata[field] = nil
    }
    for annotation in [
      ArgoSettings.trackingAnnotation, ArgoSettings.installationAnnotation, Self.lastApplied,
    ] {
      metadata[["annotations", annotation] as Pointer] = nil
    }
    let label: Pointer = ["labels", settings.argo.instanceLabel]
    if settings.argo.tracking != .annotation {
      if metadata[label] == .string(settings.instance) { metadata[label] = nil }
    }
    for field in ["annotations", "labels"] where metadata[field]?.object?.isEmpty ?? true {
      metadata[field] = nil
    }
    return metadata
  }

  private func normalizeSecret(_ object: inout Value) {
    for (key, value) in object["stringData"]?.object ?? [:] {
      object[["data", key] as Pointer] = .string(Base64Text.encode(value.string ?? ""))
    }
    object["stringData"] = nil
    for (key, value) in object["data"]?.object ?? [:] where value.isNull {
      object[["data", key] as Pointer] = ""
    }
  }

  private mutating func leaveOutIgnored(_ object: inout Value) {
    // A rule may name a namespace, which Git's objects may lack and the comparison leaves out.
    var subject = live ?? object
    subject["apiVersion"] = object["apiVersion"]
    for rule in settings.ignored where rule.concerns(subject) {
      for text in rule.pointers {
        if let pointer = Pointer(parsing: text), !pointer.isRoot {
          object[pointer] = nil
        } else {
          note(.pointer(text))
        }
      }
      for text in rule.paths {
        if let path = JQPath(text) {
          object = path.removing(from: object)
        } else {
          note(.path(text))
        }
      }
      for entry in live?[objectAt: "metadata"].elements("managedFields") ?? []
      where rule.managers.contains(entry.text("manager")) {
        object.remove(ownedBy: entry[objectAt: "fieldsV1"])
      }
    }
  }

  private mutating func note(_ rule: ObjectComparison.Unfollowed) {
    if !unfollowed.contains(rule) { unfollowed.append(rule) }
  }
}

extension Value {
  /// Takes away the fields that somebody set, as `managedFields` lists them.
  mutating func remove(ownedBy fields: Value) {
    for (key, below) in fields.object ?? [:] {
      if key.hasPrefix("f:") {
        let name = String(key.dropFirst(2))
        guard var child = self[name] else { continue }
        // Nothing below, or nothing but the mark of the field itself: all of it is theirs.
        if below.object?.keys.allSatisfy({ $0 == "." }) ?? true, below.object?.isEmpty ?? true {
          self[name] = nil
        } else {
          child.remove(ownedBy: below)
          self[name] = child.isHollow ? nil : child
        }
      } else if key.hasPrefix("k:"), case .array(var elements) = self,
        let wanted = try? Value(json: Array(key.utf8.dropFirst(2)))
      {
        let index = elements.firstIndex { element in
          (wanted.object ?? [:]).allSatisfy { element[$0.key] == $0.value }
        }
        guard let index else { continue }
        elements[index].remove(ownedBy: below)
        // The keys are theirs too; an element of nothing else is gone with them.
        if elements[index].isHollow { elements.remove(at: index) }
        self = .array(elements)
      } else if key.hasPrefix("v:"), case .array(var elements) = self,
        let wanted = try? Value(json: Array(key.utf8.dropFirst(2)))
      {
        elements.removeAll { $0 == wanted }
        self = .array(elements)
      }
    }
  }

  private var isHollow: Bool {
    switch self {
    case .object(let fields): fields.isEmpty
    case .array(let elements): elements.isEmpty
    default: false
    }
  }
}

/// Bytes as Secrets have them.
enum Base64Text {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = 0
      for offset in 0..<3 {
        bits = bits << 8 | (offset < group.count ? Int(bytes[start + offset]) : 0)
      }
      for offset in 0..<4 {
        result.append(
          offset <= group.count ? digits[bits >> (18 - 6 * offset) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
