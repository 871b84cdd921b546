import Documents
import Kubernetes
import TUI

/// What is to be said of a node beyond what is said of every object: how it is, what it runs on, what
/// keeps pods away, what it has, and the pods on it.
struct NodeSection {
  let node: NodeFacts
  /// The pods on it; nil while nobody has asked.
  let pods: Reflection<PodRow>?
  let now: Int64

  func add(to page: inout Page) {
    page.addSpace()
    page.section("Node") { page in
      page.field("State", stateWords, role: stateRole, depth: 1)
      if !node.roles.isEmpty {
        page.field("Roles", node.roles.joined(separator: ", "), depth: 1)
      }
      for address in node.addresses { page.field(address.type, address.address, depth: 1) }
      page.field("Kubelet", node.version, depth: 1)
      page.field("System", "\(node.system), \(node.architecture)", depth: 1)
      page.field("Kernel", node.kernel, depth: 1)
      page.field("Containers", node.containerRuntime, depth: 1)
    }
    if let talos = node.talos { add(talos, to: &page) }
    addConditions(to: &page)
    addTaints(to: &page)
    addResources(to: &page)
    addPods(to: &page)
  }

  private var stateWords: String {
    let ready =
      switch node.isReady {
      case true?: "ready"
      case false?: "not ready"
      case nil: "nobody knows: its kubelet says nothing"
      }
    return node.isCordoned ? "\(ready); cordoned, it takes no new pods" : ready
  }

  private var stateRole: Role {
    guard node.isReady == true else { return .degraded }
    return node.isCordoned ? .suspended : .healthy
  }

  private func add(_ talos: NodeFacts.Talos, to page: inout Page) {
    page.addSpace()
    page.section("Talos", note: "as Kubernetes knows it: Talos' own API isn't asked") { page in
      page.field("Version", talos.version, depth: 1)
      if !talos.schematic.isEmpty { page.field("Schematic", talos.schematic, depth: 1) }
      let extensions = talos.extensions.sorted { $0.key < $1.key }
        .map { $0.value.isEmpty ? $0.key : "\($0.key) \($0.value)" }
      page.field(
        "Extensions",
        extensions.isEmpty ? "none that the node names" : extensions.joined(separator: "\n"),
        depth: 1)
    }
  }

  private func addConditions(to page: inout Page) {
    page.addSpace()
    page.section("Conditions") { page in
      for condition in node.conditions {
        let (glyph, role): (String, Role) = condition.isGood ? ("●", .healthy) : ("✖", .degraded)
        var text = StyledText("  \(glyph) ", role)
        text.append(condition.words, condition.isGood ? .text : role)
        if let since = condition.since {
          text.append(" for \(Age.text(since: since, now: now))", .muted)
        }
        if !condition.message.isEmpty { text.append("  \(condition.message.firstLine)", .muted) }
        page.addSentence(text, depth: 1, indent: 4)
      }
    }
  }

  private func addTaints(to page: inout Page) {
    guard !node.taints.isEmpty else { return }
    page.addSpace()
    page.section("Taints", note: "what pods without a toleration have to do") { page in
      for taint in node.taints {
        let value = taint.value.isEmpty ? "" : "=\(taint.value)"
        page.add(
          StyledText("  \(taint.key)\(value): \(taint.effectWords)", Role.warning), depth: 1)
      }
    }
  }

  private func addResources(to page: inout Page) {
    guard !node.capacity.isEmpty else { return }
    page.addSpace()
    page.section("Resources") { page in
      let rows = node.capacity.keys.sorted().map { name -> [StyledText] in
        [
          StyledText(name), StyledText(node.capacity[name] ?? "-"),
          StyledText(node.allocatable[name] ?? "-"), StyledText(requested(name)),
        ]
      }
      page.table(["RESOURCE", "CAPACITY", "ALLOCATABLE", "REQUESTED"], rows, depth: 1)
    }
  }

  /// What the pods on it ask for, and how much that is of what they may have; nothing while they
  /// aren't all known, and for resources that aren't counted here.
  private func requested(_ resource: String) -> String {
    guard let pods, pods.isComplete else { return "" }
    let running = pods.rows.values.filter { !["Succeeded", "Failed"].contains($0.phase) }
    let allocatable = ResourceAmounts(.object(node.allocatable.mapValues { .string($0) }))
    func words(_ text: String, _ amount: Int64, of all: Int64?) -> String {
      UsageText.percent(amount, of: all).map { "\(text) (\($0)%)" } ?? text
    }
    switch resource {
    case "cpu":
      let sum = running.reduce(0) { $0 &+ ($1.requests.cpu ?? 0) }
      return words(UsageText.cpu(sum), sum, of: allocatable.cpu)
    case "memory":
      let sum = running.reduce(0) { $0 &+ ($1.requests.memory ?? 0) }
      return words(UsageText.memory(sum), sum, of: allocatable.memory)
    case "pods":
      let all = node.allocatable["pods"].flatMap { Int64($0) }
      return words("\(running.count)", Int64(running.count), of: all)
    default: return ""
    }
  }

  private func addPods(to page: inout Page) {
    guard let pods else { return }
    page.addSpace()
    var note = "\(pods.rows.count)"
    if case .stale(let interruption) = pods.state {
      note = "not up to date: \(interruption.error.summary)"
    } else if !pods.isComplete {
      note = "…"
    }
    page.section("Pods", note: note) { page in
      let rows = pods.rows.values.sorted {
        $0.health == $1.health ? $0.name < $1.name : $0.health > $1.health
      }
      page.table(
        ["NAMESPACE", "NAME", "READY", "STATUS", "AGE"],
        rows.map { pod in
          [
            StyledText(pod.name.namespace), StyledText(pod.name.name, Role.strong),
            StyledText(pod.readyText),
            StyledText(
              "\(pod.health.glyph(isFinished: pod.phase == "Succeeded")) \(pod.status)", pod.role),
            StyledText(Age.text(since: pod.created, now: now), Role.muted),
          ]
        }, depth: 1)
    }
  }
}

extension NodeFacts.Condition {
  /// What it means, in words: *memory is short*.
  var words: String {
    switch (type, status) {
    case ("Ready", "True"): "ready"
    case ("Ready", "False"): "not ready\(reason.isEmpty ? "" : " (\(reason))")"
    case ("Ready", _): "readiness unknown\(reason.isEmpty ? "" : " (\(reason))")"
    case ("MemoryPressure", "False"): "enough memory"
    case ("MemoryPressure", "True"): "memory is short"
    case ("DiskPressure", "False"): "enough disk"
    case ("DiskPressure", "True"): "disk is short"
    case ("PIDPressure", "False"): "enough process numbers"
    case ("PIDPressure", "True"): "process numbers are short"
    case ("NetworkUnavailable", "False"): "the network is set up"
    case ("NetworkUnavailable", "True"): "the network isn't set up"
    case (_, "Unknown"): "\(type): unknown"
    case (_, "False"): "no \(type)"
    default: reason.isEmpty ? type : "\(type) (\(reason))"
    }
  }
}

extension NodeFacts.Taint {
  /// What becomes of pods that don't tolerate it.
  fileprivate var effectWords: String {
    switch effect {
    case "NoSchedule": "no new pods"
    case "PreferNoSchedule": "new pods only where there is no other place"
    case "NoExecute": "no new pods, and those there are evicted"
    default: effect
    }
  }
}
