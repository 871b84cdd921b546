public import TUI

/// Where everything stands on a screen of a given size: a pure function of size, focus and zoom.
///
/// Two by two on a wide terminal; two panes, one above the other, on a narrow one; a single pane
/// with tabs where there is no room for two.
public struct DeckLayout: Hashable, Sendable {
  /// Below this, there is only a polite word.
  public static let smallest = Size(40, 10)

  /// How many panes are seen at once.
  public enum Arrangement: Hashable, Sendable {
    case tooSmall
    case single
    case stacked
    case grid
  }

  /// How many panes are seen at once.
  public let arrangement: Arrangement
  /// The top: context, repository, counts, freshness.
  public let header: Rect
  /// The tabs; empty in a grid, where every pane is seen.
  public let tabs: Rect
  /// Everything between header (or tabs) and footer.
  public let body: Rect
  /// The bottom line: keys, or what is being typed.
  public let footer: Rect
  /// Where each pane is that is seen.
  public let panes: [PaneID: Rect]

  /// Lays out a screen.
  public init(size: Size, focus: PaneID, isZoomed: Bool) {
    guard size.width >= Self.smallest.width, size.height >= Self.smallest.height else {
      arrangement = .tooSmall
      header = Rect(width: 0, height: 0)
      tabs = header
      body = Rect(width: size.width, height: size.height)
      footer = header
      panes = [:]
      return
    }
    let isWide = size.width >= 120 && size.height >= 24
    let isTall = size.width >= 60 && size.height >= 18
    arrangement = isZoomed ? .single : isWide ? .grid : isTall ? .stacked : .single
    let headerHeight = size.height >= 20 ? 2 : 1
    header = Rect(width: size.width, height: headerHeight)
    let hasTabs = arrangement != .grid
    tabs = Rect(y: headerHeight, width: size.width, height: hasTabs ? 1 : 0)
    footer = Rect(y: size.height - 1, width: size.width, height: 1)
    body = Rect(
      y: tabs.maxY, width: size.width, height: size.height - tabs.maxY - footer.height)
    switch arrangement {
    case .tooSmall: panes = [:]
    case .single: panes = [focus: body]
    case .stacked: panes = Self.stacked(body, focus: focus)
    case .grid: panes = Self.grid(body)
    }
  }

  /// The focused list above, and below it what its selection points at.
  private static func stacked(_ body: Rect, focus: PaneID) -> [PaneID: Rect] {
    let upper = focus == .logs ? .resources : focus
    let lower: PaneID = upper == .resources ? .logs : .resources
    let height = focus == .logs ? body.height * 2 / 5 : (body.height + 1) / 2
    return [
      upper: Rect(x: body.x, y: body.y, width: body.width, height: height),
      lower: Rect(x: body.x, y: body.y + height, width: body.width, height: body.height - height),
    ]
  }

  private static func grid(_ body: Rect) -> [PaneID: Rect] {
    let top = body.height * 2 / 5
    let left = body.width * 45 / 100
    let lowerLeft = body.width * 55 / 100
    let lower = body.y + top
    return [
      .stacks: Rect(x: body.x, y: body.y, width: left, height: top),
      .applications: Rect(x: body.x + left, y: body.y, width: body.width - left, height: top),
      .resources: Rect(x: body.x, y: lower, width: lowerLeft, height: body.height - top),
      .logs: Rect(
        x: body.x + lowerLeft, y: lower, width: body.width - lowerLeft, height: body.height - top),
    ]
  }

  /// The pane at a cell, if there is one.
  public func pane(x: Int, y: Int) -> PaneID? {
    panes.first { $0.value.contains(x: x, y: y) }?.key
  }

  /// The rows of a list pane's frame that hold rows: without frame and headings.
  public func listRows(_ pane: PaneID) -> Int {
    max(0, (panes[pane]?.height ?? 0) - 3)
  }

  /// The rows of the log pane that hold lines.
  public var logRows: Int { max(0, (panes[.logs]?.height ?? 0) - 2) }
}
