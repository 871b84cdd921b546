import GitOps
import Kubernetes
import TUI

/// Operations as a page, a line each: those asked for here, and those under way; the latter first.
struct OperationsPage {
  let rows: [ApplicationRow]
  let followed: [ObjectName: FollowedOperation]
  let now: Int64
  let width: Int

  var lines: [DocumentLine] {
    var page = Page(width: width)
    let shown = shown.sorted { a, b in
      rank(a) == rank(b) ? a.name < b.name : rank(a) < rank(b)
    }
    guard !shown.isEmpty else {
      page.add(StyledText("no operation is under way, and none was asked for here", Role.muted))
      return page.lines
    }
    for row in shown {
      page.add(
        line(of: row), anchor: Self.anchor(of: row.name), object: ObjectKey(.applications, row.name)
      )
    }
    return page.lines
  }

  /// What stands above it.
  var title: String {
    let (shown, over) = (shown, shown.count { !isUnderWay($0) })
    return shown.isEmpty ? "Operations" : "Operations — \(over) of \(shown.count) over"
  }

  private var shown: [ApplicationRow] {
    rows.filter { followed[$0.name] != nil || $0.isOperating }
  }

  /// The application that a line is about.
  static func application(at anchor: String) -> ObjectName? {
    guard anchor.hasPrefix("operation "), let slash = anchor.firstIndex(of: "/") else { return nil }
    return ObjectName(
      namespace: String(anchor[..<slash].dropFirst(10)),
      name: String(anchor[anchor.index(after: slash)...]))
  }

  private static func anchor(of name: ObjectName) -> String {
    "operation \(name.namespace)/\(name.name)"
  }

  private func isUnderWay(_ row: ApplicationRow) -> Bool {
    row.isOperating || followed[row.name]?.isAwaited == true
  }

  private func rank(_ row: ApplicationRow) -> Int {
    isUnderWay(row) ? .min : -(followed[row.name]?.number ?? 0)
  }

  private func line(of row: ApplicationRow) -> StyledText {
    let operation = row.operation
    let isAwaited = followed[row.name]?.isAwaited == true
    let (glyph, role, word): (String, Role, String) =
      isAwaited
      ? ("◐", .progressing, "being asked for")
      : row.isOperating
        ? ("◐", row.operation?.finished == nil ? .progressing : .warning, row.liveMessage)
        : operation.map { ($0.phase.glyph, $0.phase.role, $0.message) } ?? ("·", .muted, "")
    var text = StyledText(" \(glyph) ", role)
    text.append(row.name.name.padded(to: 26), .strong)
    let phase = isAwaited ? "" : operation.map { "\($0.phase)" } ?? "Requested"
    text.append(phase.padded(to: 13), role)
    text.append(took(row).padded(to: 8), .muted)
    text.append(word.firstLine, role == .success ? .muted : role)
    return text
  }

  private func took(_ row: ApplicationRow) -> String {
    guard followed[row.name]?.isAwaited != true, let start = row.operation?.started else {
      return ""
    }
    let end = row.isOperating ? now : row.operation?.finished ?? now
    return Age.text(seconds: max(0, end - start))
  }
}

extension OperationPhase {
  /// One character that stands for it.
  var glyph: String {
    switch self {
    case .running: "◐"
    case .terminating: "‖"
    case .succeeded: "✓"
    case .failed, .error: "✖"
    case .unknown: "?"
    }
  }

  var role: Role {
    switch self {
    case .running: .progressing
    case .terminating: .warning
    case .succeeded: .success
    case .failed, .error: .error
    case .unknown: .unknown
    }
  }
}
