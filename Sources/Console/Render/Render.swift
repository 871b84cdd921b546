import GitOps
import Kubernetes
import Logs
public import TUI

extension ConsoleState {
  /// Draws everything, anew for every frame.
  ///
  /// What hasn't changed costs nothing beyond this: the screen is sent only the cells that differ.
  public func render() -> Canvas {
    var canvas = Canvas(size: size)
    let layout = layout
    guard layout.arrangement != .tooSmall else {
      renderTooSmall(on: &canvas)
      return canvas
    }
    HeaderBar(state: self).render(in: layout.header, on: &canvas)
    TabBar(self).render(in: layout.tabs, on: &canvas)
    // A page covers the panes and the pages below it.
    let page = overlays.lastIndex(where: \.isPage)
    if page == nil {
      for pane in PaneID.allCases {
        if let area = layout.panes[pane] { render(pane, in: area, on: &canvas) }
      }
    }
    FooterBar(state: self).render(in: layout.footer, on: &canvas)
    for overlay in overlays[(page ?? 0)...] { render(overlay, layout: layout, on: &canvas) }
    let toasted = Rect(
      x: layout.body.x, y: layout.body.y, width: layout.body.width, height: layout.body.height)
    Toasts(toasts.map(\.toast)).render(in: toasted, on: &canvas)
    return canvas
  }

  private func renderTooSmall(on canvas: inout Canvas) {
    let words = "Duet needs \(DeckLayout.smallest.width)×\(DeckLayout.smallest.height)"
    let more = "here: \(size.width)×\(size.height)"
    let middle = max(0, size.height / 2 - 1)
    for (offset, text) in [words, more].enumerated() {
      let x = max(0, (size.width - DisplayWidth.of(text)) / 2)
      canvas.write(text, x: x, y: middle + offset, style: Style(.muted), maxWidth: size.width)
    }
  }

  // MARK: - Panes

  private func render(_ pane: PaneID, in area: Rect, on canvas: inout Canvas) {
    let isFocused = pane == focus && !hasPage
    let style = Style(isFocused ? .focusedBorder : .border)
    canvas.frame(area, style: style, title: title(pane, isFocused), trailing: trailing(pane))
    let inside = area.inset(left: 1, top: 1, right: 1, bottom: 1)
    switch pane {
    case .stacks:
      renderList(stacks, in: inside, isFocused, note: stacksNote, on: &canvas)
    case .applications:
      renderList(applications, in: inside, isFocused, note: applicationsNote, on: &canvas)
    case .resources:
      if showsPods {
        renderList(pods, in: inside, isFocused, note: note(for: pods), on: &canvas)
      } else {
        renderList(table, in: inside, isFocused, note: note(for: table), on: &canvas)
      }
    case .logs:
      logView.render(in: inside, on: &canvas)
      LogStatus(logs: logs).render(below: area, on: &canvas)
    }
  }

  private func renderList<Item: ListItem>(
    _ list: RowList<Item>, in area: Rect, _ isFocused: Bool, note: StyledText,
    on canvas: inout Canvas
  ) {
    ListView(list, now: now.seconds, isFocused: isFocused).render(in: area, on: &canvas)
    guard list.visible.isEmpty, area.height > 1 else { return }
    for (row, line) in note.wrapped(to: area.width - 2, byWords: true).prefix(area.height - 1)
      .enumerated()
    {
      canvas.write(line, x: area.x + 1, y: area.y + 1 + row, maxWidth: area.width - 2)
    }
  }

  /// What a list without rows says: never just nothing.
  private func note<Item: ListItem>(for list: RowList<Item>) -> StyledText {
    if let interruption = list.interruption, !list.isComplete {
      var text = StyledText("✖ \(interruption.error.summary)", Role.error)
      if let advice = interruption.error.advice { text.append(" — \(advice)", .muted) }
      if case .forbidden = interruption.error, namespaces.isEmpty {
        text.append(" — n chooses a namespace that you may look into", .muted)
      }
      return text
    }
    if case .unusable(let reason) = cluster.connection {
      return StyledText("✖ \(reason)", Role.error)
    }
    if case .unreachable(let interruption) = cluster.connection, !list.isComplete {
      return StyledText("▲ \(interruption.error.summary); trying again", Role.stale)
    }
    guard list.isComplete else { return StyledText("waiting for the cluster …", Role.muted) }
    if list.showsFaultsOnly, list.faultCount == 0 {
      return StyledText("● nothing is wrong; f shows all", Role.healthy)
    }
    if list.total > 0 {
      if list.filter != .none {
        return StyledText(
          "none of \(list.total) passes the filter \(list.filter.typed)", Role.muted)
      }
      return StyledText(
        list.showsFaultsOnly
          ? "none of those that are faulty belongs to the selection; f shows the others, a all"
          : "none of \(list.total) belongs to the selection; a shows all", Role.muted)
    }
    return StyledText("there are none", Role.muted)
  }

  private var stacksNote: StyledText {
    switch repository {
    case nil: return StyledText("reading the repository …", Role.muted)
    case .missing(let reason):
      // A demo has the one it comes with.
      let advice = settings.banner.isEmpty ? ". Start Duet with --repo PATH, or within one." : ""
      return StyledText("no infrastructure repository: \(reason)\(advice)", Role.muted)
    case .built: return StyledText()
    case .read(let snapshot):
      guard stacks.total == 0 else { return note(for: stacks) }
      return StyledText("no stacks were found in \(snapshot.path)", Role.muted)
    }
  }

  private var applicationsNote: StyledText {
    if cluster.hasArgoCD == false {
      return StyledText(
        "This cluster has no Argo CD: it doesn't know the kind applications.argoproj.io.",
        Role.muted)
    }
    if case .notFound = applications.interruption?.error {
      return StyledText(
        "This cluster has no Argo CD: it doesn't know the kind applications.argoproj.io.",
        Role.muted)
    }
    return note(for: applications)
  }

  // MARK: - Titles

  /// The name of a pane, for its tab.
  func shortTitle(_ pane: PaneID) -> String {
    switch pane {
    case .stacks: "Stacks"
    case .applications: "Applications"
    case .resources: showsPods ? "Pods" : resourceKind.plural.capitalizedFirst
    case .logs: "Logs"
    }
  }

  private func title(_ pane: PaneID, _ isFocused: Bool) -> StyledText {
    var text = StyledText(
      " \(pane.rawValue) \(shortTitle(pane)) ",
      Style(isFocused ? .title : .muted).with(isFocused ? .bold : []))
    func add(_ part: String, _ role: Role) { text.append("\(part) ", role) }
    switch pane {
    case .stacks:
      Self.addCounts(of: stacks, to: &text)
      if hiddenStackCount > 0, let environment {
        add("of \(environment), \(hiddenStackCount) elsewhere", .filter)
      }
    case .applications: Self.addCounts(of: applications, to: &text)
    case .resources:
      if showsPods {
        Self.addCounts(of: pods, to: &text)
      } else {
        Self.addCounts(of: table, to: &text)
      }
      if showsPods {
        if let scope = pods.scope { add("of \(scope.title)", .filter) }
        if pods.showsFaultsOnly { add("faults only", .filter) }
        if let grouping = pods.grouping { add("by \(grouping.title)", .filter) }
      }
    case .logs:
      if let title = logs.title { add(title, .strong) }
      if let app = logs.application {
        add(logs.showsAllLines ? "all lines" : "about \(app.name)", .filter)
      }
      add(logs.start.title, .counter)
      if logs.isPrevious { add("previous", .filter) }
      if logs.leastLevel != .unknown { add("\(logs.leastLevel.title) and graver", .filter) }
    }
    let filter = filter(of: pane)
    if filter != .none { add("/\(filter.typed)", filter.problem == nil ? .filter : .error) }
    if pane == .logs, logs.contents.matches != nil, let context = logs.display.context.title {
      add(context, .filter)
    }
    return text
  }

  private static func addCounts<Item: ListItem>(of list: RowList<Item>, to text: inout StyledText) {
    let shown = list.visible.count
    let total = list.total
    text.append(shown == total ? "\(total) " : "\(shown) of \(total) ", .counter)
    if let remaining = list.remaining, remaining > 0 { text.append("(+\(remaining)) ", .muted) }
  }

  /// What stands at the right of a pane's title: that it isn't up to date, and why.
  private func trailing(_ pane: PaneID) -> StyledText {
    func stale<Item: ListItem>(_ list: RowList<Item>) -> StyledText {
      if list.isComplete, list.interruption != nil { return StyledText(" ▲ stale ", Role.stale) }
      if list.unreadableCount > 0 {
        return StyledText(" ▲ \(list.unreadableCount) unreadable ", Role.warning)
      }
      return StyledText()
    }
    switch pane {
    case .stacks: return hasStaleStacks ? StyledText(" ▲ stale ", Role.stale) : StyledText()
    case .applications: return stale(applications)
    case .resources:
      let text = showsPods ? stale(pods) : stale(table)
      let usage = showsPods ? pods.layout.usage : table.layout.usage
      return text.isEmpty && usage?.problem != nil
        ? StyledText(" ▲ usage unknown ", Role.warning) : text
    case .logs:
      guard let problem = logs.sources.compactMap(\.problem).first, logs.contents.count > 0 else {
        return StyledText()
      }
      return StyledText(" ▲ \(problem.firstLine) ", Role.stale)
    }
  }
}
