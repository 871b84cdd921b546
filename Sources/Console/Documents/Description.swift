import Documents
import Kubernetes
import TUI

/// An object in words, as `kubectl describe` gives it: who it is, what is wanted, how it stands,
/// and what was said about it.
struct Description {
  let key: ObjectKey
  let subject: ClusterState.Subject
  let now: Int64
  var width = 100
  /// Who owns it, and how that looks; nil where nothing is known of it.
  var owner: (words: String, role: Role)?
  /// The pods on it, for a node.
  var nodePods: Reflection<PodRow>?

  /// What is to be known before the object: that it couldn't be fetched, isn't there yet, or no more.
  func addState(to page: inout Page) {
    if let error = subject.error {
      page.add(StyledText("✖ \(error.summary)", Role.error))
      if let advice = error.advice { page.add(StyledText("  \(advice)", Role.muted)) }
      page.addSpace()
    }
    guard subject.value != nil else {
      guard subject.error == nil else { return }
      let words = subject.isGone ? "\(key) isn't there any more" : "waiting for \(key) …"
      return page.add(StyledText(words, Role.muted))
    }
    if subject.isGone {
      page.add(StyledText("This object is gone. It was last seen so:", Role.warning))
      page.addSpace()
    }
  }

  var lines: [DocumentLine] {
    var page = Page(width: width)
    addState(to: &page)
    guard let object = subject.value else { return page.lines }
    addHead(of: object, to: &page)
    if key.kind == .pods { addContainers(of: object, to: &page) }
    if key.kind == .nodes {
      NodeSection(node: NodeFacts(object), pods: nodePods, now: now).add(to: &page)
    } else {
      addConditions(of: object, to: &page)
    }
    addTree(
      "Spec", object["spec"], to: &page, leavingOut: key.kind == .pods ? Self.containerLists : [])
    for (name, value) in (object.object ?? [:]).sorted(by: { $0.key < $1.key })
    where !Self.shownElsewhere.contains(name) {
      let isSecret = key.kind == .secrets && (name == "data" || name == "stringData")
      addTree(name.capitalizedFirst, isSecret ? Self.sizes(of: value) : value, to: &page)
    }
    addTree(
      "Status", object["status"], to: &page,
      leavingOut: [
        "conditions", "containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses",
      ])
    addEvents(to: &page)
    return page.lines
  }

  private static let shownElsewhere: Set<String> = [
    "apiVersion", "kind", "metadata", "spec", "status",
  ]
  private static let containerLists: Set<String> = [
    "containers", "initContainers", "ephemeralContainers",
  ]

  // MARK: - Who it is

  private func addHead(of object: Value, to page: inout Page) {
    let metadata = object["metadata"]
    page.field("Name", key.name.name, role: .strong)
    if !key.name.namespace.isEmpty { page.field("Namespace", key.name.namespace) }
    page.field("Kind", "\(key.kind.kind) (\(key.kind.apiVersion))")
    if let created = metadata?["creationTimestamp"]?.string {
      let age = Age.text(since: Timestamp(created)?.seconds, now: now)
      page.field("Created", "\(created) (\(age) ago)")
    }
    if let deletion = metadata?["deletionTimestamp"]?.string {
      page.field("Terminating", "since \(deletion)", role: .terminating)
    }
    if let owner { page.field("Owner", owner.words, role: owner.role) }
    let owners = (metadata?["ownerReferences"]?.array ?? []).map {
      "\($0["kind"]?.string ?? "?")/\($0["name"]?.string ?? "?")"
        + ($0["controller"]?.bool == true ? " (controller)" : "")
    }
    if !owners.isEmpty { page.field("Made for", owners.joined(separator: "\n")) }
    addPairs("Labels", metadata?["labels"], to: &page)
    addPairs("Annotations", metadata?["annotations"], to: &page)
    if let finalizers = metadata?["finalizers"]?.array {
      page.field("Finalizers", finalizers.compactMap(\.string).joined(separator: "\n"))
    }
    if key.kind == .pods {
      let row = subject.value.flatMap { Self.podSummary(of: $0) } ?? []
      for (label, value) in row { page.field(label, value) }
    }
  }

  private static func podSummary(of pod: Value) -> [(String, String)] {
    var fields: [(String, String)] = []
    let status = pod["status"]
    for (label, value) in [
      ("Phase", status?["phase"]), ("Reason", status?["reason"]), ("Message", status?["message"]),
      ("Node", pod["spec"]?["nodeName"]), ("IP", status?["podIP"]),
      ("QoS", status?["qosClass"]), ("Priority", pod["spec"]?["priorityClassName"]),
    ] {
      if let text = value?.string, !text.isEmpty { fields.append((label, text)) }
    }
    return fields
  }

  private func addPairs(_ title: String, _ value: Value?, to page: inout Page) {
    guard let pairs = value?.object, !pairs.isEmpty else { return }
    // What kubectl keeps of the last apply is the whole object again.
    let shown = pairs.filter { $0.key != "kubectl.kubernetes.io/last-applied-configuration" }
    let lines = shown.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.string ?? "")" }
    page.field(title, lines.joined(separator: "\n"))
  }

  // MARK: - How it stands

  func addConditions(of object: Value, to page: inout Page) {
    let conditions = object["status"]?["conditions"]?.array ?? []
    guard !conditions.isEmpty else { return }
    page.addSpace()
    page.section("Conditions") { page in
      let rows = conditions.map { condition -> [StyledText] in
        let since = condition["lastTransitionTime"]?.string.flatMap { Timestamp($0)?.seconds }
        return [
          StyledText(condition["type"]?.string ?? ""),
          StyledText(condition["status"]?.string ?? ""),
          StyledText(since.map { Age.text(since: $0, now: now) } ?? ""),
          StyledText(condition["reason"]?.string ?? ""),
          StyledText((condition["message"]?.string ?? "").firstLine, Role.muted),
        ]
      }
      page.table(["TYPE", "STATUS", "SINCE", "REASON", "MESSAGE"], rows, depth: 1)
    }
  }

  func addEvents(to page: inout Page) {
    page.addSpace()
    let events = subject.events.rows.values.sorted {
      ($0.lastSeen ?? 0, $0.name) < ($1.lastSeen ?? 0, $1.name)
    }
    var note = events.isEmpty ? "none" : ""
    if case .stale(let interruption) = subject.events.state {
      note = "not up to date: \(interruption.error.summary)"
    } else if !subject.events.isComplete {
      note = "…"
    }
    page.section("Events", note: note) { page in
      let rows = events.map { event -> [StyledText] in
        let role: Role = event.isWarning ? .warning : .text
        let age = Age.text(since: event.lastSeen, now: now)
        return [
          StyledText(event.isWarning ? "▲ Warning" : "  Normal", role),
          StyledText(event.reason, role),
          StyledText(event.count > 1 ? "\(age) (×\(event.count))" : age),
          StyledText(event.source, Role.muted),
          StyledText(event.message.firstLine, role),
        ]
      }
      page.table(["TYPE", "REASON", "AGE", "FROM", "MESSAGE"], rows, depth: 1)
    }
  }
}

// MARK: - Containers

extension Description {
  fileprivate func addContainers(of pod: Value, to page: inout Page) {
    for (title, list, statuses) in [
      ("Init containers", "initContainers", "initContainerStatuses"),
      ("Containers", "containers", "containerStatuses"),
      ("Ephemeral containers", "ephemeralContainers", "ephemeralContainerStatuses"),
    ] {
      let containers = pod["spec"]?[list]?.array ?? []
      guard !containers.isEmpty else { continue }
      page.addSpace()
      page.section(title) { page in
        for container in containers {
          let name = container["name"]?.string ?? ""
          let status = (pod["status"]?[statuses]?.array ?? []).first { $0["name"]?.string == name }
          add(container, name: name, status: status, to: &page)
        }
      }
    }
  }

  private func add(_ container: Value, name: String, status: Value?, to page: inout Page) {
    page.section(name, note: container["image"]?.string ?? "", depth: 1, role: .strong) { page in
      if let status {
        page.field("State", Self.stateText(status["state"], now: now), depth: 2)
        if let last = status["lastState"], !(last.object ?? [:]).isEmpty {
          page.field("Last state", Self.stateText(last, now: now), depth: 2)
        }
        page.field("Ready", status["ready"]?.bool == true ? "yes" : "no", depth: 2)
        page.field("Restarts", "\(status["restartCount"]?.integer ?? 0)", depth: 2)
      }
      for field in ["command", "args"] {
        let words = (container[field]?.array ?? []).compactMap(\.string)
        if !words.isEmpty {
          page.field(field.capitalizedFirst, words.joined(separator: " "), depth: 2)
        }
      }
      for field in ["requests", "limits"] {
        let amounts = container["resources"]?[field]?.object ?? [:]
        let text = amounts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.plainText)" }
        if !text.isEmpty {
          page.field(field.capitalizedFirst, text.joined(separator: ", "), depth: 2)
        }
      }
      let skipped: Set<String> = ["name", "image", "command", "args", "resources"]
      for (field, value) in (container.object ?? [:]).sorted(by: { $0.key < $1.key })
      where !skipped.contains(field) {
        addTree(field.capitalizedFirst, value, to: &page, depth: 2)
      }
    }
  }

  private static func stateText(_ state: Value?, now: Int64) -> String {
    guard let (name, detail) = state?.object?.first else { return "unknown" }
    var text = name.capitalizedFirst
    if let reason = detail["reason"]?.string { text += ": \(reason)" }
    if let code = detail["exitCode"]?.integer { text += ", exit code \(code)" }
    if let signal = detail["signal"]?.integer { text += ", signal \(signal)" }
    if let started = detail["startedAt"]?.string.flatMap({ Timestamp($0)?.seconds }) {
      text += ", started \(Age.text(since: started, now: now)) ago"
    }
    if let finished = detail["finishedAt"]?.string.flatMap({ Timestamp($0)?.seconds }) {
      text += ", ended \(Age.text(since: finished, now: now)) ago"
    }
    if let message = detail["message"]?.string { text += "\n\(message)" }
    return text
  }
}

// MARK: - Everything else, as a tree

extension Description {
  fileprivate func addTree(
    _ title: String, _ value: Value?, to page: inout Page, depth: Int = 0,
    leavingOut skipped: Set<String> = []
  ) {
    guard var value, !value.isEmptyTree else { return }
    if case .object(let fields) = value, !skipped.isEmpty {
      value = .object(fields.filter { !skipped.contains($0.key) })
      if value.isEmptyTree { return }
    }
    if depth == 0 { page.addSpace() }
    guard value.object != nil || value.array != nil else {
      page.field(title, value.plainText, depth: depth, width: title.count + 2)
      return
    }
    let role: Role = depth == 0 ? .title : .yamlKey
    page.section(depth == 0 ? title : "\(title):", depth: depth, role: role) { page in
      addChildren(of: value, to: &page, depth: depth + 1)
    }
  }

  private func addChildren(of value: Value, to page: inout Page, depth: Int) {
    switch value {
    case .object(let fields):
      for (name, child) in fields.sorted(by: { $0.key < $1.key }) {
        addTree(name, child, to: &page, depth: depth)
      }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        if element.object == nil, element.array == nil {
          page.add(StyledText("\(Page.indent(depth))- \(element.plainText)"), depth: depth)
        } else {
          let name = element["name"]?.string ?? element["type"]?.string ?? "\(index)"
          addTree("- \(name)", element, to: &page, depth: depth)
        }
      }
    case .null, .bool, .integer, .largeInteger, .double, .string: break
    }
  }

  /// The values of a Secret are never part of its description.
  fileprivate static func sizes(of data: Value) -> Value {
    guard case .object(let fields) = data else { return data }
    return .object(
      fields.mapValues { value in
        let length = value.string?.utf8.count ?? 0
        return .string("\(length * 3 / 4) bytes, masked")
      })
  }
}

extension Value {
  /// A scalar as plain text.
  var plainText: String {
    switch self {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .largeInteger(let digits): digits
    case .double(let number): String(number)
    case .string(let text): text
    case .array(let elements): elements.isEmpty ? "[]" : "[…]"
    case .object(let fields): fields.isEmpty ? "{}" : "{…}"
    }
  }

  fileprivate var isEmptyTree: Bool {
    switch self {
    case .null: true
    case .array(let elements): elements.isEmpty
    case .object(let fields): fields.isEmpty
    case .bool, .integer, .largeInteger, .double, .string: false
    }
  }
}

extension String {
  /// The text with its first letter in upper case.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
