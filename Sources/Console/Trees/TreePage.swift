import DeployEngine
public import GitOps
import Kubernetes
import TUI

/// The tree of a stack's objects, on top of the deck.
public struct TreePage: Equatable, Sendable {
  /// The stack.
  public let stack: Stack.ID
  /// The tree.
  public var list = TreeList<StackNode>()
  /// What controllers made for the stack's objects.
  var owned = OwnedObjects()
  /// Whether what it shows may have changed since it was laid out.
  var isStale = true

  /// Makes a page without objects.
  public init(_ stack: Stack.ID) { self.stack = stack }

  /// What controllers made is compared by how often it has changed.
  public static func == (a: TreePage, b: TreePage) -> Bool {
    a.stack == b.stack && a.list == b.list && a.owned.revision == b.owned.revision
      && a.isStale == b.isStale
  }
}

/// Draws a tree: the objects with their owners' lines, and beside them drift, health and why.
struct TreeView {
  let list: TreeList<StackNode>
  let now: Int64

  func render(in area: Rect, on canvas: inout Canvas) {
    let body = area.inset(top: 1)
    let shown = list.view.visible(count: list.rows.count, height: body.height)
    let rows = shown.map { cells(of: list.rows[$0]) }
    Table(
      columns: columns(rows, width: area.width), count: list.rows.count,
      state: TableState(list: list.view), pinned: 1
    ) { rows[$0 - shown.lowerBound] }
    .render(in: area, on: &canvas)
    Scrollbar(visible: shown, count: list.rows.count, style: Style(.focusedBorder))
      .render(in: Rect(x: area.maxX, y: body.y, width: 1, height: body.height), on: &canvas)
  }

  private func columns(_ rows: [TUI.TableRow], width: Int) -> [TableColumn] {
    let name = rows.reduce(0) { max($0, $1.cells[0].width) }
    return [
      TableColumn(
        "OBJECT", minimum: min(name, width * 3 / 5), maximum: max(6, name), ideal: max(6, name)),
      TableColumn("DRIFT", minimum: 5, priority: 1),
      TableColumn("HEALTH", minimum: 8, priority: 2),
      TableColumn("AGE", alignment: .right, minimum: 4, priority: 4),
      TableColumn("WHY", minimum: 10, weight: 1, priority: 3),
    ]
  }

  private func cells(of row: TreeList<StackNode>.Row) -> TUI.TableRow {
    let node = row.item
    var name = StyledText(row.guide, Role.border)
    name.append(row.hasChildren ? (row.isExpanded ? "▾ " : "▸ ") : "", .muted)
    name.append("\(node.key.kind.kind) ", .muted)
    let place = row.depth == 0 && !node.key.name.namespace.isEmpty
    if place { name.append("\(node.key.name.namespace)/", .muted) }
    name.append(node.key.name.name, node.isFaulty ? .strong : .text)
    if node.hiddenCount > 0 { name.append(" (+\(node.hiddenCount) old)", .muted) }
    return TUI.TableRow([
      name, node.drift.map { StyledText($0.sign, $0.role) } ?? StyledText(),
      health(of: node),
      StyledText(node.created.map { Age.text(since: $0, now: now) } ?? "", Role.muted),
      StyledText(why(node), Role.muted),
    ])
  }

  private func health(of node: StackNode) -> StyledText {
    guard let health = node.health else { return StyledText(node.status, Role.muted) }
    let word = node.status.isEmpty ? "\(health)" : node.status
    return StyledText("\(health.glyph) \(word)", health.role)
  }

  /// Why it isn't well, or else how it differs.
  private func why(_ node: StackNode) -> String {
    if let health = node.health, health > .suspended, !node.message.isEmpty {
      return node.message.firstLine
    }
    if let drift = node.drift, drift.state != .inSync { return drift.words }
    return node.message.firstLine
  }
}

extension ConsoleState {
  func render(_ page: TreePage, layout: DeckLayout, on canvas: inout Canvas) {
    let area = Rect(y: layout.tabs.y, width: size.width, height: layout.footer.y - layout.tabs.y)
    canvas.fill(area, style: Style())
    let list = page.list
    canvas.frame(
      area, style: Style(.focusedBorder), title: title(of: page),
      trailing: StyledText(
        " \(min(list.rows.count, list.view.selected + 1))/\(list.rows.count) ", Role.counter))
    let inside = area.inset(left: 1, top: 1, right: 1, bottom: 1)
    TreeView(list: list, now: now.seconds).render(in: inside, on: &canvas)
    guard list.rows.isEmpty else { return }
    canvas.write(
      note(of: page), x: inside.x + 1, y: inside.y + 1, maxWidth: inside.width - 2)
  }

  private func title(of page: TreePage) -> StyledText {
    let row = stackRow(page.stack)
    var text = StyledText(
      " \(row?.stack.name ?? page.stack.path) ", Style(.title).with(.bold))
    text.append("\(page.list.total) ", .counter)
    if let row {
      text.append(" \(row.driftText) ", row.driftRole)
      if let health = row.drift?.health {
        text.append(" \(health.glyph) \(health) ", health.role)
      }
    }
    if page.list.faultCount > 0 {
      text.append(
        " \(page.list.faultCount) \(page.list.faultCount == 1 ? "fault" : "faults") ", .warning)
    }
    if hasStaleStacks { text.append("▲ stale ", .stale) }
    if page.list.showsFaultsOnly { text.append("faults only ", .filter) }
    if page.list.filter != .none { text.append("/\(page.list.filter.typed) ", .filter) }
    return text
  }

  /// What a tree without rows says.
  private func note(of page: TreePage) -> StyledText {
    if page.list.showsFaultsOnly, page.list.faultCount == 0 {
      return StyledText("● nothing is wrong; f shows everything", Role.healthy)
    }
    if page.list.isNarrowed { return StyledText("no object passes the filter", Role.muted) }
    if let problem = cluster.problem { return StyledText("▲ \(problem)", Role.stale) }
    return StyledText("waiting for the stack's objects …", Role.muted)
  }
}
