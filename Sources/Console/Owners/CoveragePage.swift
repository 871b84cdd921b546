import Emergencies
import GitOps
import Kubernetes
import TUI

/// Who owns how much, as a page: orphans first.
struct CoveragePage {
  let report: CoverageReport?
  /// The namespaces that are counted; empty for all.
  let namespaces: Set<String>
  let now: Timestamp
  let width: Int

  private static let anchor = "owner:"
  private static let mostKinds = 4

  /// The holder that a line is about, by its place among the shares.
  static func place(at anchor: String) -> Int? {
    anchor.hasPrefix(Self.anchor) ? Int(anchor.dropFirst(Self.anchor.count)) : nil
  }

  var lines: [DocumentLine] {
    var page = Page(width: width)
    switch report {
    case nil: page.add(StyledText("asking what the server has …", Role.muted))
    case .counting(let done, let all)?:
      page.add(StyledText("counting: \(done) of \(all) lists …", Role.muted))
    case .failed(let error)?: page.addSentence(StyledText("✖ \(error.summary)", Role.error))
    case .counted(let coverage, let time)?: add(coverage, time, to: &page)
    }
    return page.lines
  }

  private func add(_ coverage: Coverage, _ time: Timestamp, to page: inout Page) {
    let orphans = coverage.orphanCount
    var text = StyledText("\(coverage.count) objects", Role.strong)
    text.append(
      namespaces.isEmpty ? "" : " of \(namespaces.sorted().joined(separator: ", "))", .text)
    text.append(
      orphans == 0 ? ", none of them nobody's" : ", \(orphans) of them nobody's",
      orphans == 0 ? .success : .warning)
    text.append("   counted \(Age.text(since: time.seconds, now: now.seconds)) ago", .muted)
    page.addSentence(text)
    for gap in coverage.gaps {
      page.addSentence(StyledText("▲ not looked at: \(gap)", Role.warning))
    }
    page.addSpace()
    let rows = coverage.shares.map { row($0, coverage) }
    let widths = (0..<3).map { column in rows.map { $0[column].width }.max() ?? 0 }
    page.add(
      StyledText(
        "   \("OWNER".padded(to: max(20, widths[0] - 1)))OBJECTS  APPLIED  KINDS", Role.columnHeader
      ))
    for (index, cells) in rows.enumerated() {
      var line = cells[0]
      line.append(String(repeating: " ", count: max(21, widths[0] + 2) - cells[0].width), .text)
      line.append(String(repeating: " ", count: max(0, 7 - cells[1].width)), .text)
      line.append(cells[1])
      line.append(String(repeating: " ", count: max(0, 9 - cells[2].width)), .text)
      line.append(cells[2])
      line.append("  ", .text)
      line.append(cells[3])
      page.add(line, anchor: "\(Self.anchor)\(index)")
    }
  }

  private func row(_ share: Coverage.Share, _ coverage: Coverage) -> [StyledText] {
    let kinds = coverage.kindCounts(of: share)
    var words = kinds.prefix(Self.mostKinds).map { "\($0.count) \($0.kind.kind)" }
      .joined(separator: ", ")
    if kinds.count > Self.mostKinds { words += ", …" }
    return [
      StyledText(
        " \(share.holder.glyph) \(coverage.words(share.holder).clipped(to: max(24, width / 2 - 8)))",
        share.holder.role),
      StyledText("\(share.objects.count)"),
      StyledText(share.appliedCount == share.objects.count ? "all" : "\(share.appliedCount)"),
      StyledText(words, Role.muted),
    ]
  }
}

/// What somebody owns, as a page; of orphans, those first that somebody could take over.
struct HoldingsPage {
  let coverage: Coverage
  let holder: Coverage.Holder
  let width: Int

  /// More would make a page that nobody reads.
  private static let most = 2000

  var title: String { "What is \(holder == .nobody ? "nobody's" : "of \(coverage.words(holder))")" }

  var lines: [DocumentLine] {
    var page = Page(width: width)
    guard let share = coverage[holder] else {
      page.add(StyledText("nothing any more", Role.muted))
      return page.lines
    }
    if holder == .nobody {
      page.addSentence(
        StyledText(
          "Nobody puts these back, changes or prunes them. Whoever could take one over is named.",
          Role.muted))
      page.addSpace()
    }
    let shown = share.objects.prefix(Self.most)
    let names = shown.map { name($0) }
    let column = min(max(24, (names.map(\.width).max() ?? 0) + 2), max(24, width * 2 / 3))
    for (object, name) in zip(shown, names) {
      var line = name
      line.append(String(repeating: " ", count: max(2, column - name.width)), .text)
      line.append(note(object))
      page.add(line, object: coverage.key(of: object))
    }
    if share.objects.count > shown.count {
      page.add(
        StyledText(
          "… and \(share.objects.count - shown.count) more; choose namespaces with n", Role.muted))
    }
    return page.lines
  }

  private func name(_ object: Coverage.Object) -> StyledText {
    var text = StyledText(" \(coverage.kinds[object.kind].kind)".padded(to: 24), Role.muted)
    text.append(object.name.description, object.isApplied ? .strong : .text)
    return text
  }

  private func note(_ object: Coverage.Object) -> StyledText {
    var text = StyledText(object.note, Role.warning)
    if holder != .nobody { return StyledText(object.note, Role.muted) }
    guard !object.adopters.isEmpty else { return text }
    if !object.note.isEmpty { text.append("; ", .muted) }
    text.append(
      "→ \(object.adopters.map { $0.words(coverage.known) }.joined(separator: ", "))", .key)
    return text
  }
}

extension Coverage.Holder {
  fileprivate var glyph: String {
    switch self {
    case .nobody: "✖"
    case .unknown: "?"
    case .cluster: "·"
    case .owner(let owner): owner.isController ? "○" : "●"
    }
  }

  fileprivate var role: Role {
    switch self {
    case .nobody: .error
    case .unknown: .warning
    case .cluster: .muted
    case .owner(let owner): owner.isController ? .text : .strong
    }
  }
}

extension String {
  /// The text, cut to a width with a sign that it was.
  fileprivate func clipped(to width: Int) -> String {
    count <= width ? self : prefix(width - 1) + "…"
  }
}
