import GitOps
import Kubernetes
import TUI

/// The top of the screen: where one is, what is wrong, how fresh all of it is.
struct HeaderBar {
  let state: ConsoleState

  func render(in area: Rect, on canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    canvas.fill(area, style: Style(.header, on: .header))
    if area.height == 1 {
      line(left: place, right: pauses + freshness, in: area.row(0), on: &canvas)
    } else {
      line(left: place, right: counts, in: area.row(0), on: &canvas)
      line(left: repository, right: freshness, in: area.row(1), on: &canvas)
    }
  }

  private func line(left: StyledText, right: StyledText, in row: Rect, on canvas: inout Canvas) {
    let inside = row.inset(left: 1, right: 1)
    // What is wrong and how fresh it is matter more than the rest of a long name.
    let room = max(0, inside.width - right.width - 2)
    canvas.write(left.truncated(to: room), x: inside.x, y: inside.y, maxWidth: room)
    canvas.write(
      right.truncated(to: inside.width), x: max(inside.x, inside.maxX - right.width), y: inside.y,
      maxWidth: inside.width)
  }

  private func part(_ label: String, _ value: String, _ role: Role = .header) -> StyledText {
    var text = StyledText()
    if !label.isEmpty { text.append("\(label) ", Style(.headerLabel, on: .header)) }
    text.append(value, Style(role, on: .header))
    return text
  }

  private var place: StyledText {
    var text = part("", "duet ", .title)
    if !state.settings.banner.isEmpty {
      text.append(part("", "\(state.settings.banner) ", .warning))
    }
    text.append(part("", " \(state.cluster.id.context)", .header))
    if let facts = state.cluster.facts { text.append(part("", "  \(facts.version)", .headerLabel)) }
    if state.cluster.facts?.warnings.isEmpty == false {
      text.append(part("", "  ▲ TLS not verified", .warning))
    }
    if state.settings.isReadOnly { text.append(part("", "  read-only", .warning)) }
    let shown = state.namespaces.sorted().joined(separator: ",")
    text.append(part("  ns", shown.isEmpty ? "all" : shown))
    return text
  }

  private var repository: StyledText {
    switch state.repository {
    case nil: return part("repo", "…")
    case .missing(let reason): return part("repo", reason, .headerLabel)
    case .built: return StyledText()
    case .read(let snapshot):
      let name = snapshot.path.split(separator: "/").last.map(String.init) ?? snapshot.path
      switch snapshot.git {
      case .noRepository: return part("repo", "\(name) (not in Git)", .warning)
      case .gitMissing: return part("repo", "\(name) (git isn't installed)", .warning)
      case .failed(let reason): return part("repo", "\(name) (\(reason))", .error)
      case .repository(let git): return part("repo", name) + Self.text(of: git)
      }
    }
  }

  private static func text(of git: GitState) -> StyledText {
    func styled(_ text: String, _ role: Role) -> StyledText {
      StyledText(text, Style(role, on: .header))
    }
    var text = styled("@\(git.branch ?? "detached") ", .header)
    text.append(styled(git.shortCommit ?? "no commit", .headerLabel))
    text.append(
      git.isDirty
        ? styled("  ± \(git.changes.count) uncommitted", .warning) : styled("  ✓ clean", .healthy))
    if let ahead = git.ahead, ahead > 0 { text.append(styled("  ↑\(ahead) unpushed", .warning)) }
    if let behind = git.behind, behind > 0 { text.append(styled("  ↓\(behind) behind", .warning)) }
    return text
  }

  /// Who is paused, and for how long; with room behind it.
  private var pauses: StyledText {
    let words = state.pauseWords
    return words.isEmpty ? StyledText() : part("", "\(words)  ", .warning)
  }

  private var counts: StyledText {
    var text = StyledText()
    func add(_ glyph: String, _ count: Int, _ what: String, _ role: Role) {
      guard count > 0 else { return }
      if !text.isEmpty { text.append(part("", "  ")) }
      text.append(part("", "\(glyph) \(count) \(what)", role))
    }
    let stacks = Array(state.stacks.all)
    add("✎", state.emergencies.owedCount, "owed to Git", .warning)
    add("◐", state.workCount, state.workCount == 1 ? "deploy" : "deploys", .progressing)
    add("✖", stacks.count { $0.stack.isBroken }, "broken", .degraded)
    add("≠", stacks.count(where: \.isDrifted), "drifted", .outOfSync)
    add("✖", stacks.count(where: \.isDegraded), "degraded", .degraded)
    add(
      "≠", state.applications.faultCount, state.applications.faultCount == 1 ? "app" : "apps",
      .outOfSync)
    add("✖", state.pods.faultCount, state.pods.faultCount == 1 ? "pod" : "pods", .degraded)
    if text.isEmpty, state.pods.isComplete { text = part("", "● all well", .healthy) }
    let forwards = state.forwards.values
    add(
      "⇄", forwards.count, forwards.count == 1 ? "forward" : "forwards",
      forwards.allSatisfy(\.isOpen) ? .healthy : .warning)
    return pauses + text
  }

  private var freshness: StyledText {
    switch state.cluster.connection {
    case .unusable(let reason): return part("", "✖ \(reason.firstLine)", .error)
    case .unreachable(let interruption):
      return part("", "▲ stale: \(interruption.error.summary.firstLine)", .stale)
    case .connecting, .connected: break
    }
    let age = state.cluster.lastHeard.map { max(0, state.now.seconds - $0.seconds) }
    if let interruption = state.pods.interruption {
      return part(
        "",
        "▲ stale \(age.map { Age.text(seconds: $0) } ?? ""): \(interruption.error.summary.firstLine)",
        .stale)
    }
    guard let age else { return part("", "◐ connecting", .progressing) }
    return part("last event", Age.text(seconds: age))
  }
}

/// The names of the panes with the focused one lit, where not all of them are seen.
struct TabBar {
  let state: ConsoleState

  init(_ state: ConsoleState) { self.state = state }

  private var titles: [(pane: PaneID, text: String)] {
    PaneID.allCases.map { ($0, " \($0.rawValue) \(state.shortTitle($0)) ") }
  }

  /// The pane whose tab is at a column.
  func pane(atX x: Int) -> PaneID? {
    var start = 0
    for (pane, text) in titles {
      let end = start + DisplayWidth.of(text)
      if (start..<end).contains(x) { return pane }
      start = end
    }
    return nil
  }

  func render(in area: Rect, on canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    canvas.fill(area, style: Style(.tab, on: .tab))
    var x = area.x
    for (pane, text) in titles {
      let role: Role = pane == state.focus ? .activeTab : .tab
      x += canvas.write(
        text, x: x, y: area.y, style: Style(role, on: role), maxWidth: area.maxX - x)
    }
  }
}

/// The bottom line: the keys that work right now, as many as there is room for.
struct FooterBar {
  let state: ConsoleState

  func render(in area: Rect, on canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    canvas.fill(area, style: Style(.header, on: .header))
    var x = area.x + 1
    for binding in bindings {
      let key = binding.keys.first ?? ""
      let width = DisplayWidth.of(key) + DisplayWidth.of(binding.title) + 3
      guard x + width <= area.maxX else { continue }
      x += canvas.write(key, x: x, y: area.y, style: Style(.key, on: .header), maxWidth: width)
      x += canvas.write(
        " \(binding.title)  ", x: x, y: area.y, style: Style(.keyLabel, on: .header),
        maxWidth: width)
    }
  }

  private var bindings: [Binding] {
    var found: [Binding] = []
    for context in state.bindingContexts {
      let rows = Keymap.standard.bindings[context] ?? []
      found += rows.filter { $0.isInFooter && state.availability(of: $0) == .enabled }
    }
    // Help comes first: whoever sees nothing else of the line sees how to see all of it.
    if let help = found.firstIndex(where: { $0.action == .showHelp }) {
      found.insert(found.remove(at: help), at: 0)
    } else if state.overlays.last.map(\.takesText) != true,
      let back = Keymap.standard.binding(of: .goBack, in: [.everywhere])
    {
      found.insert(back, at: 0)
    }
    return found
  }
}
