import DeployEngine
public import GitOps
public import Kubernetes
import TUI

/// The tree of a stack's or an application's objects, on top of the deck.
public struct TreePage: Equatable, Sendable {
  /// What has the objects.
  public enum Subject: Hashable, Sendable {
    case stack(Stack.ID)
    case application(ObjectName)
  }

  /// What has the objects.
  public let subject: Subject
  /// The tree.
  public var list = TreeList<TreeNode>()
  /// What controllers made for a stack's objects.
  var owned = OwnedObjects()
  /// What the cluster has of an application's resources.
  var live = LiveResources()
  /// Whether what it shows may have changed since it was laid out.
  var isStale = true

  /// Makes a page without objects.
  public init(_ subject: Subject) { self.subject = subject }

  /// The stack, if it is the tree of one.
  public var stack: Stack.ID? {
    if case .stack(let id) = subject { id } else { nil }
  }

  /// The application, if it is the tree of one.
  public var application: ObjectName? {
    if case .application(let name) = subject { name } else { nil }
  }

  /// What the cluster has is compared by how often it has changed.
  public static func == (a: TreePage, b: TreePage) -> Bool {
    a.subject == b.subject && a.list == b.list && a.owned.revision == b.owned.revision
      && a.live == b.live && a.isStale == b.isStale
  }
}

extension ConsoleState {
  /// The rows on the screen for a tree's objects: a page's, less the lines above them and the
  /// headings.
  func rows(of page: TreePage) -> Int { max(1, pageRows - head(of: page).count - 1) }

  func render(_ page: TreePage, layout: DeckLayout, on canvas: inout Canvas) {
    let area = Rect(y: layout.tabs.y, width: size.width, height: layout.footer.y - layout.tabs.y)
    canvas.fill(area, style: Style())
    let list = page.list
    canvas.frame(
      area, style: Style(.focusedBorder), title: title(of: page),
      trailing: StyledText(
        " \(min(list.rows.count, list.view.selected + 1))/\(list.rows.count) ", Role.counter))
    var inside = area.inset(left: 1, top: 1, right: 1, bottom: 1)
    let head = head(of: page)
    for (row, line) in head.enumerated() where row < inside.height {
      canvas.write(line, x: inside.x + 1, y: inside.y + row, maxWidth: inside.width - 2)
    }
    inside = inside.inset(top: head.count)
    TreeView(
      list: list, standingTitle: page.stack == nil ? "SYNC" : "DRIFT",
      homeNamespace: page.application.flatMap { applications[$0]?.destination.namespace },
      now: now.seconds
    ).render(in: inside, on: &canvas)
    guard list.rows.isEmpty, inside.height > 1 else { return }
    canvas.write(
      note(of: page), x: inside.x + 1, y: inside.y + 1, maxWidth: inside.width - 2)
  }

  private func title(of page: TreePage) -> StyledText {
    var text: StyledText
    switch page.subject {
    case .stack(let id):
      let row = stackRow(id)
      text = StyledText(" \(row?.stack.name ?? id.path) ", Style(.title).with(.bold))
      text.append("\(page.list.total) ", .counter)
      if let row {
        text.append(" \(row.driftText) ", row.driftRole)
        if let health = row.drift?.health {
          text.append(" \(health.glyph) \(health) ", health.role)
        }
      }
    case .application(let name):
      text = StyledText(" \(name) ", Style(.title).with(.bold))
      text.append("\(page.list.total) ", .counter)
    }
    if page.list.faultCount > 0 {
      text.append(
        " \(page.list.faultCount) \(page.list.faultCount == 1 ? "fault" : "faults") ", .warning)
    }
    if isStale(page) { text.append("▲ stale ", .stale) }
    if page.list.showsFaultsOnly { text.append("faults only ", .filter) }
    if page.list.filter != .none { text.append("/\(page.list.filter.typed) ", .filter) }
    return text
  }

  private func isStale(_ page: TreePage) -> Bool {
    if page.stack != nil { return hasStaleStacks }
    return page.live.isStale || applications.interruption != nil
  }

  /// What a tree without rows says.
  private func note(of page: TreePage) -> StyledText {
    if page.list.showsFaultsOnly, page.list.faultCount == 0 {
      return StyledText("● nothing is wrong; f shows everything", Role.healthy)
    }
    if page.list.isNarrowed { return StyledText("no object passes the filter", Role.muted) }
    if let problem = cluster.problem { return StyledText("▲ \(problem)", Role.stale) }
    guard let name = page.application else {
      return StyledText("waiting for the stack's objects …", Role.muted)
    }
    if applications[name] == nil {
      return StyledText("the application isn't there any more", Role.muted)
    }
    return StyledText("Argo CD names no resources of it", Role.muted)
  }
}
