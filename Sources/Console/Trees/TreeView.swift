import Kubernetes
import TUI

/// Draws a tree: the objects with their owners' lines, and beside them how they stand to Git, their
/// health and why.
struct TreeView {
  let list: TreeList<TreeNode>
  /// What the column is called that tells how objects stand to Git.
  let standingTitle: String
  /// The namespace that goes without saying; nil where none does.
  let homeNamespace: String?
  let now: Int64

  func render(in area: Rect, on canvas: inout Canvas) {
    let body = area.inset(top: 1)
    let shown = list.view.visible(count: list.rows.count, height: body.height)
    let nodes = shown.map { list.item(of: list.rows[$0]) }
    // Where nothing in view has anything to say in it, the column isn't there.
    let hasInfo = nodes.contains { !$0.info.isEmpty }
    let rows = zip(shown, nodes).map { cells(of: $1, in: list.rows[$0], hasInfo: hasInfo) }
    Table(
      columns: columns(rows, width: area.width, hasInfo: hasInfo), count: list.rows.count,
      state: TableState(list: list.view), pinned: 1
    ) { rows[$0 - shown.lowerBound] }
    .render(in: area, on: &canvas)
    Scrollbar(visible: shown, count: list.rows.count, style: Style(.focusedBorder))
      .render(in: Rect(x: area.maxX, y: body.y, width: 1, height: body.height), on: &canvas)
  }

  private func columns(
    _ rows: [TUI.TableRow], width: Int, hasInfo: Bool
  ) -> [TableColumn] {
    let name = rows.reduce(0) { max($0, $1.cells[0].width) }
    // What is wrong is read whole before anything beside it.
    let health = min(18, rows.reduce(8) { max($0, $1.cells[2].width) })
    let info = hasInfo ? [TableColumn("INFO", minimum: 4, priority: 5)] : []
    return [
      TableColumn(
        "OBJECT", minimum: min(name, width * 3 / 5), maximum: max(6, name), ideal: max(6, name)),
      TableColumn(standingTitle, minimum: standingTitle.count, priority: 1),
      TableColumn("HEALTH", minimum: health, priority: 2),
    ] + info + [
      TableColumn("AGE", alignment: .right, minimum: 4, priority: 4),
      TableColumn("WHY", minimum: 10, weight: 1, priority: 3),
    ]
  }

  private func cells(
    of node: TreeNode, in row: TreeList<TreeNode>.Row, hasInfo: Bool
  ) -> TUI.TableRow {
    var name = StyledText(row.guide, Role.border)
    name.append(row.hasChildren ? (row.isExpanded ? "▾ " : "▸ ") : "", .muted)
    name.append("\(node.kind) ", .muted)
    let namespace = node.name.namespace
    if node.depth == 0, !namespace.isEmpty, namespace != homeNamespace {
      name.append("\(node.name.namespace)/", .muted)
    }
    name.append(node.name.name, node.isFaulty ? .strong : .text)
    if node.hiddenCount > 0 { name.append(" (+\(node.hiddenCount) old)", .muted) }
    let info = hasInfo ? [StyledText(node.info, Role.muted)] : []
    return TUI.TableRow(
      [
        name, node.standing.map { StyledText($0.sign, $0.role) } ?? StyledText(),
        health(of: node),
      ] + info + [
        StyledText(node.created.map { Age.text(since: $0, now: now) } ?? "", Role.muted),
        StyledText(node.why, Role.muted),
      ])
  }

  private func health(of node: TreeNode) -> StyledText {
    guard let health = node.health else { return StyledText(node.status, Role.muted) }
    let word = node.status.isEmpty ? "\(health)" : node.status
    return StyledText("\(health.glyph) \(word)", health.role)
  }
}
