import Documents

/// Decides which node a pod fits on, from the pod, the nodes and what is on them already.
enum Placement {
  /// What a pod asks for, or a node has, or has given away.
  struct Amount: Equatable {
    var milliCPU: Int64 = 0
    var memory: Int64 = 0
    var pods: Int64 = 0

    static func + (a: Self, b: Self) -> Self {
      Amount(
        milliCPU: a.milliCPU + b.milliCPU, memory: a.memory + b.memory, pods: a.pods + b.pods)
    }

    static func - (a: Self, b: Self) -> Self {
      Amount(
        milliCPU: a.milliCPU - b.milliCPU, memory: a.memory - b.memory, pods: a.pods - b.pods)
    }
  }

  enum Outcome: Equatable {
    case node(String)
    /// No node fits; the message is what the scheduler says about it.
    case unschedulable(String)
  }

  /// The sum of what the pod's containers request, or its largest init container if that is more.
  static func requests(of pod: Value) -> Amount {
    func amount(_ container: Value) -> Amount {
      let requests = container.at("resources", "requests")
      return Amount(
        milliCPU: Quantity(requests?["cpu"])?.milli ?? 0,
        memory: Quantity(requests?["memory"])?.whole ?? 0)
    }
    let main = (pod.at("spec", "containers")?.array ?? []).map(amount).reduce(Amount(), +)
    let initial = (pod.at("spec", "initContainers")?.array ?? []).map(amount)
    return Amount(
      milliCPU: max(main.milliCPU, initial.map(\.milliCPU).max() ?? 0),
      memory: max(main.memory, initial.map(\.memory).max() ?? 0), pods: 1)
  }

  /// What a node can give to pods.
  static func capacity(of node: Value) -> Amount {
    let allocatable = node.at("status", "allocatable")
    return Amount(
      milliCPU: Quantity(allocatable?["cpu"])?.milli ?? 0,
      memory: Quantity(allocatable?["memory"])?.whole ?? 0,
      pods: Quantity(allocatable?["pods"])?.whole ?? 110)
  }

  /// Finds the node with the most room left, among those that fit.
  static func place(_ pod: Value, on nodes: [Value], used: [String: Amount]) -> Outcome {
    let wanted = requests(of: pod)
    var reasons: [String: Int] = [:]
    var best: (name: String, room: Double)?
    for node in nodes {
      let name = node.objectName
      let why = refusals(of: node, for: pod, wanted, used: used[name] ?? Amount())
      for reason in why { reasons[reason, default: 0] += 1 }
      guard why.isEmpty else { continue }
      let capacity = capacity(of: node)
      let after = (used[name] ?? Amount()) + wanted
      let room =
        // Pods that ask for nothing are spread all the same.
        2 - Double(after.pods) / 55 - Double(after.milliCPU) / Double(max(1, capacity.milliCPU))
        - Double(after.memory) / Double(max(1, capacity.memory))
      if best.map({ room > $0.room }) ?? true { best = (name, room) }
    }
    if let best { return .node(best.name) }
    let list = reasons.map { "\($0.value) \($0.key)" }.sorted().joined(separator: ", ")
    let count = "0/\(nodes.count) nodes are available"
    return .unschedulable(
      "\(count): \(list). preemption: \(count): \(nodes.count) Preemption is not helpful for "
        + "scheduling.")
  }

  private static func refusals(
    of node: Value, for pod: Value, _ wanted: Amount, used: Amount
  ) -> [String] {
    if node.at("spec", "unschedulable")?.bool == true, !toleratesUnschedulable(pod) {
      return ["node(s) were unschedulable"]
    }
    if let taint = untolerated(pod, node).first {
      let value = taint["value"]?.string ?? ""
      return ["node(s) had untolerated taint {\(taint["key"]?.string ?? ""): \(value)}"]
    }
    if let required = requiredNode(of: pod) {
      if required != node.objectName {
        return ["node(s) didn't match Pod's node affinity/selector"]
      }
    }
    if !selects(pod, node) { return ["node(s) didn't match Pod's node affinity/selector"] }
    let room = capacity(of: node) - used
    var reasons: [String] = []
    if wanted.milliCPU > room.milliCPU { reasons.append("Insufficient cpu") }
    if wanted.memory > room.memory { reasons.append("Insufficient memory") }
    if wanted.pods > room.pods { reasons.append("Too many pods") }
    return reasons
  }

  /// Whether a pod's or template's node selector picks the node.
  static func selects(_ pod: Value, _ node: Value) -> Bool {
    (pod.at("spec", "nodeSelector")?.object ?? [:]).allSatisfy { key, value in
      node.label(key) == value.string
    }
  }

  /// The node's taints that keep new pods away and that a pod or template doesn't tolerate.
  static func untolerated(_ pod: Value, _ node: Value) -> [Value] {
    let tolerations = pod.at("spec", "tolerations")?.array ?? []
    return (node.at("spec", "taints")?.array ?? []).filter { taint in
      guard taint["effect"]?.string != "PreferNoSchedule" else { return false }
      return !tolerations.contains { toleration in
        let effect = toleration["effect"]?.string ?? ""
        guard effect.isEmpty || effect == taint["effect"]?.string else { return false }
        let key = toleration["key"]?.string ?? ""
        let exists = toleration["operator"]?.string == "Exists"
        if key.isEmpty { return exists }
        guard key == taint["key"]?.string else { return false }
        return exists || (toleration["value"]?.string ?? "") == (taint["value"]?.string ?? "")
      }
    }
  }

  private static func toleratesUnschedulable(_ pod: Value) -> Bool {
    (pod.at("spec", "tolerations")?.array ?? []).contains {
      $0["key"]?.string == "node.kubernetes.io/unschedulable"
        || ($0["operator"]?.string == "Exists" && $0["key"] == nil)
    }
  }

  /// The one node that a daemon set's pod is meant for.
  static func requiredNode(of pod: Value) -> String? {
    let terms = pod.at(
      "spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution",
      "nodeSelectorTerms")
    let field = terms?[0]?["matchFields"]?[0]
    guard field?["key"]?.string == "metadata.name" else { return nil }
    return field?["values"]?[0]?.string
  }
}
