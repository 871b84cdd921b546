public import Documents

/// What a node says of itself.
public struct NodeFacts: Hashable, Sendable {
  /// A condition that every node has, or that something else has found out.
  public struct Condition: Hashable, Sendable {
    /// Its type: `Ready`, `MemoryPressure`.
    public var type: String
    /// `True`, `False` or `Unknown`.
    public var status: String
    /// Why, in one word.
    public var reason: String
    /// Why, for a person.
    public var message: String
    /// Since when, in seconds since 1970.
    public var since: Int64?

    /// Whether it is as it should be: ready, and nothing else true.
    public var isGood: Bool { type == "Ready" ? status == "True" : status == "False" }
  }

  /// Something that keeps pods away that don't tolerate it.
  public struct Taint: Hashable, Sendable {
    /// Its key: `node.kubernetes.io/unreachable`.
    public var key: String
    /// Its value; often empty.
    public var value: String
    /// What becomes of pods: `NoSchedule`.
    public var effect: String
  }

  /// Where it is reached.
  public struct Address: Hashable, Sendable {
    /// What it is: `InternalIP`, `Hostname`.
    public var type: String
    /// The address.
    public var address: String
  }

  /// What Talos says of a node, in what Kubernetes knows of it.
  public struct Talos: Hashable, Sendable {
    /// Its version: `v1.11.5`.
    public var version: String
    /// The system extensions that the node's labels and annotations name, with their versions.
    public var extensions: [String: String]
    /// The schematic that its image was made by; empty if it isn't said.
    public var schematic: String
  }

  /// Its name.
  public var name: String
  /// Whether it takes no new pods.
  public var isCordoned: Bool
  /// Its conditions, in the server's order.
  public var conditions: [Condition]
  /// What keeps pods away.
  public var taints: [Taint]
  /// What it is for: `control-plane`.
  public var roles: [String]
  /// The kubelet's version.
  public var version: String
  /// Its operating system: `Talos (v1.11.5)`.
  public var system: String
  /// Its kernel.
  public var kernel: String
  /// What runs its containers: `containerd://2.1.5`.
  public var containerRuntime: String
  /// Its processor: `amd64`.
  public var architecture: String
  /// Its addresses.
  public var addresses: [Address]
  /// What it has: `cpu`, `memory`, `pods`.
  public var capacity: [String: String]
  /// What of it pods may have.
  public var allocatable: [String: String]
  /// What Talos says of it; nil for a node with another system.
  public var talos: Talos?

  /// Reads a node.
  public init(_ node: Value) {
    let metadata = node["metadata"] ?? [:]
    let (spec, status) = (node["spec"] ?? [:], node["status"] ?? [:])
    let info = status["nodeInfo"] ?? [:]
    func texts(_ value: Value?) -> [String: String] {
      (value?.object ?? [:]).compactMapValues { $0.string ?? $0.integer.map { String($0) } }
    }
    func text(_ value: Value, _ field: String) -> String { value[field]?.string ?? "" }
    name = text(metadata, "name")
    isCordoned = spec["unschedulable"]?.bool == true
    conditions = (status["conditions"]?.array ?? []).map {
      Condition(
        type: text($0, "type"), status: text($0, "status"), reason: text($0, "reason"),
        message: text($0, "message"),
        since: $0["lastTransitionTime"]?.string.flatMap { Timestamp($0)?.seconds })
    }
    taints = (spec["taints"]?.array ?? []).map {
      Taint(key: text($0, "key"), value: text($0, "value"), effect: text($0, "effect"))
    }
    let labels = texts(metadata["labels"])
    roles = Self.roles(labels)
    version = text(info, "kubeletVersion")
    system = text(info, "osImage")
    kernel = text(info, "kernelVersion")
    containerRuntime = text(info, "containerRuntimeVersion")
    architecture = text(info, "architecture")
    addresses = (status["addresses"]?.array ?? []).map {
      Address(type: text($0, "type"), address: text($0, "address"))
    }
    capacity = texts(status["capacity"])
    allocatable = texts(status["allocatable"])
    talos = Self.talos(
      system, labels.merging(texts(metadata["annotations"])) { label, _ in label })
  }

  /// Whether it is ready; nil where nobody knows, such as when its kubelet has gone silent.
  public var isReady: Bool? {
    switch conditions.first(where: { $0.type == "Ready" })?.status {
    case "True": true
    case "False": false
    default: nil
    }
  }

  /// What it lacks: conditions other than readiness that are as they shouldn't be.
  public var troubles: [Condition] { conditions.filter { $0.type != "Ready" && !$0.isGood } }

  /// As kubectl finds them: by the labels that name a role.
  private static func roles(_ labels: [String: String]) -> [String] {
    let prefix = "node-role.kubernetes.io/"
    var roles = labels.keys.filter { $0.hasPrefix(prefix) }.map {
      String($0.dropFirst(prefix.count))
    }
    if let role = labels["kubernetes.io/role"], !role.isEmpty { roles.append(role) }
    return Set(roles.filter { !$0.isEmpty }).sorted()
  }

  /// Talos writes its version into the name of the system, `Talos (v1.11.5)`, and the system
  /// extensions of the image into labels and annotations of the node: `extensions.talos.dev/NAME`.
  private static func talos(_ system: String, _ marks: [String: String]) -> Talos? {
    guard system.hasPrefix("Talos (") else { return nil }
    let prefix = "extensions.talos.dev/"
    var extensions: [String: String] = [:]
    for (key, value) in marks where key.hasPrefix(prefix) {
      extensions[String(key.dropFirst(prefix.count))] = value
    }
    let schematic = extensions.removeValue(forKey: "schematic") ?? ""
    return Talos(
      version: String(system.dropFirst(7).prefix { $0 != ")" }), extensions: extensions,
      schematic: schematic)
  }
}
