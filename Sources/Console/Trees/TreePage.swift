import DeployEngine
public import GitOps
import Kubernetes
import TUI

/// The tree of a stack's objects, on top of the deck.
public struct TreePage: Equatable, Sendable {
  /// The stack.
  public let stack: Stack.ID
  /// The tree.
  public var list = TreeList<TreeNode>()
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
    TreeView(list: list, standingTitle: "DRIFT", now: now.seconds).render(in: inside, on: &canvas)
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
