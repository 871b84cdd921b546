import Documents
import Kubernetes
import TUI

/// The page of a pod: why it isn't ready, its containers and how they are, its volumes, and what was
/// said about it.
struct PodPage {
  /// The same pod as any object is described.
  let description: Description
  /// What pods use; nil where nobody measures it.
  let usage: UsageTable?
  /// The last lines of containers that ended with an error, as far as they were fetched.
  let lastWords: [LastWords: Result<[String], KubernetesError>]

  private static let containerAnchor = "container:"

  /// The container that a line of that anchor is about, if it is about one.
  static func container(at anchor: String) -> String? {
    anchor.hasPrefix(containerAnchor) ? String(anchor.dropFirst(containerAnchor.count)) : nil
  }

  private var name: ObjectName { description.key.name }
  private var now: Int64 { description.now }
  private var width: Int { description.width }

  var lines: [DocumentLine] {
    var page = Page(width: width)
    description.addState(to: &page)
    guard let pod = description.subject.value, let row = PodRow.row(of: pod) else {
      return page.lines
    }
    addHead(row, pod, to: &page)
    addTroubles(row, pod, to: &page)
    addContainers(row, pod, to: &page)
    addLastWords(pod, to: &page)
    description.addConditions(of: pod, to: &page)
    addVolumes(of: pod, to: &page)
    description.addEvents(to: &page)
    return page.lines
  }

  // MARK: - How it stands

  private func addHead(_ row: PodRow, _ pod: Value, to page: inout Page) {
    let role = row.role == .text ? Role.healthy : row.role
    var text = StyledText(
      "\(row.health.glyph(isFinished: row.phase == "Succeeded")) \(row.status)", role)
    func add(_ part: String, _ role: Role = .text) {
      if !part.isEmpty { text.append("   \(part)", role) }
    }
    add("\(row.readyText) ready", row.ready < row.total ? .warning : .text)
    if row.restarts > 0 { add("↻\(row.restartsText(now: now))", .warning) }
    add(Age.text(since: row.created, now: now))
    add((row.workload ?? row.owner).map { "\($0.kind)/\($0.name)" } ?? "", .muted)
    add(row.node, .muted)
    add(row.ip, .muted)
    page.addSentence(text)
    if let owner = description.owner {
      page.addSentence(
        StyledText("Owner: ", Role.yamlKey) + StyledText(owner.words, owner.role))
    }
    guard usage != nil || row.requests != ResourceAmounts() else { return }
    let used = usage?[name]?.usage
    page.add(
      StyledText([
        ("CPU ", Style(.yamlKey)), (Self.amounts(used?.cpu, row, \.cpu, UsageText.cpu), Style()),
        ("   MEM ", Style(.yamlKey)),
        (Self.amounts(used?.memory, row, \.memory, UsageText.memory), Style()),
      ]))
    if let problem = usage?.problem {
      page.addSentence(
        StyledText("▲ what it uses isn't known: \(problem.summary)", Role.warning))
    } else if usage != nil, used == nil, usage?.isWaiting == false,
      row.containers.contains(where: { $0.state == .running })
    {
      page.add(StyledText("what it uses wasn't measured yet", Role.muted))
    }
  }

  /// What is used, requested and allowed: `12m of 100m requested (12%), 200m at most (6%)`.
  private static func amounts(
    _ used: Int64?, _ row: PodRow, _ part: (ResourceAmounts) -> Int64?,
    _ text: (Int64?) -> String
  ) -> String {
    func bound(_ whole: Int64?, _ word: String) -> String {
      guard let whole else { return "no \(word)" }
      let percent = UsageText.percent(used, of: whole)
      let level = word == "limit" ? UsageLevel(percent) : .fine
      return "\(word) \(text(whole))"
        + (percent.map { " (\(UsageText.share($0, of: level)))" } ?? "")
    }
    return "\(text(used)), \(bound(part(row.requests), "request")), "
      + bound(part(row.limits), "limit")
  }

  private func addTroubles(_ row: PodRow, _ pod: Value, to page: inout Page) {
    let troubles = PodTrouble.all(
      of: pod, events: Array(description.subject.events.rows.values), now: now)
    page.addSpace()
    guard !troubles.isEmpty else {
      let text: StyledText =
        switch row.phase {
        case "Succeeded": StyledText("✓ it has come to its end, as it should", Role.completed)
        case "Running" where row.ready == row.total:
          StyledText("● nothing is in its way", Role.healthy)
        default: StyledText("◐ its containers are being made", Role.progressing)
        }
      return page.add(text)
    }
    let isOver = row.phase == "Failed"
    page.section(isOver ? "Why it failed" : "Why it isn't ready") { page in
      for trouble in troubles {
        let role: Role = trouble.isFault ? .degraded : .progressing
        page.addSentence(
          StyledText("  \(trouble.isFault ? "✖" : "◐") \(trouble.words)", role), depth: 1)
        // What the words were made of, unless they are the same.
        let message = trouble.message
        if !message.isEmpty, !trouble.words.hasSuffix(message.firstLine) {
          page.addSentence(StyledText("    \(message.firstLine)", Role.muted), depth: 1)
        }
      }
    }
  }

  // MARK: - Its containers

  private func addContainers(_ row: PodRow, _ pod: Value, to page: inout Page) {
    let containers = PodContainer.all(of: pod, usage: usage?[name])
    page.addSpace()
    page.section("Containers", note: "l logs, p those of the run before") { page in
      var titles = [
        "NAME", "ROLE", "READY", "STATE", "RESTARTS", "CPU", "MEM", "LAST END", "IMAGE",
      ]
      var cells = containers.map { $0.cells(now: now, isMeasured: usage != nil) }
      // Where no container has anything to say in it, a column isn't there.
      for column in titles.indices.reversed()
      where cells.allSatisfy({ $0[column].isEmpty }) {
        titles.remove(at: column)
        for row in cells.indices { cells[row].remove(at: column) }
      }
      page.table(
        titles, cells, depth: 1, anchors: containers.map { Self.containerAnchor + $0.name }
      ) { index, page in
        for (label, text) in containers[index].details(now: now) {
          page.field(label, text, depth: 2)
        }
      }
    }
  }

  private func addLastWords(_ pod: Value, to page: inout Page) {
    for words in LastWords.wanted(for: name, pod) {
      page.addSpace()
      let title = "Last lines of \(words.container) before it ended"
      switch lastWords[words] {
      case nil: page.add(StyledText("\(title)  …", Role.muted))
      case .failure(let error):
        page.section(title, note: error.summary) { _ in }
      case .success(let lines):
        page.section(title, note: lines.isEmpty ? "it wrote nothing" : "") { page in
          for line in lines { page.add(StyledText("  ") + LogText.parse(line), depth: 1) }
        }
      }
    }
  }

  // MARK: - Its volumes

  private func addVolumes(of pod: Value, to page: inout Page) {
    let volumes = pod["spec"]?["volumes"]?.array ?? []
    guard !volumes.isEmpty else { return }
    let containers = ["initContainers", "containers"].flatMap { pod["spec"]?[$0]?.array ?? [] }
    page.addSpace()
    page.section("Volumes") { page in
      let rows = volumes.map { volume -> [StyledText] in
        let name = volume["name"]?.string ?? ""
        let mounts = containers.flatMap { container -> [String] in
          (container["volumeMounts"]?.array ?? []).filter { $0["name"]?.string == name }.map {
            "\(container["name"]?.string ?? ""):\($0["mountPath"]?.string ?? "")"
              + ($0["readOnly"]?.bool == true ? " (read-only)" : "")
          }
        }
        return [
          StyledText(name, Role.strong), StyledText(Self.source(of: volume)),
          StyledText(mounts.joined(separator: ", "), Role.muted),
        ]
      }
      page.table(["NAME", "FROM", "MOUNTED AT"], rows, depth: 1)
    }
  }

  /// Where a volume's content comes from: `ConfigMap settings`.
  private static func source(of volume: Value) -> String {
    guard let (kind, source) = volume.object?.first(where: { $0.key != "name" }) else { return "" }
    func text(_ field: String) -> String { source[field]?.string ?? "?" }
    switch kind {
    case "configMap": return "ConfigMap \(text("name"))"
    case "secret": return "Secret \(text("secretName"))"
    case "persistentVolumeClaim": return "claim \(text("claimName"))"
    case "hostPath": return "the node's \(text("path"))"
    case "emptyDir":
      let bound = source["sizeLimit"]?.string.map { ", \($0) at most" } ?? ""
      return (source["medium"]?.string == "Memory" ? "empty, in memory" : "empty") + bound
    case "csi": return "driver \(text("driver"))"
    case "image": return "image \(text("reference"))"
    case "nfs": return "NFS \(text("server")):\(text("path"))"
    case "projected":
      let parts = (source["sources"]?.array ?? []).compactMap { $0.object?.first?.key }
      return "put together of \(parts.joined(separator: ", "))"
    default: return kind
    }
  }
}
