import Logs
import Testing

@Suite struct LogTemplateTests {
  @Test(arguments: [
    ("took 250ms, 1m30s or -1.5 s for 42 of 12%", "took <n>, <n> or <n> s for <n> of <n>"),
    ("dial tcp 10.0.0.1:8080: refused", "dial tcp <ip>: refused"),
    ("at fe80::1 and 0x7fff", "at <ip> and <n>"),
    ("id 3f2a9c1d-5e6f-7a8b-9c0d-1e2f3a4b5c6d", "id <uuid>"),
    ("commit 3f2a9c1d5e6f of image@sha256:0123456789abcdef", "commit <hex> of image@sha<n>:<hex>"),
    ("pod shop/web-7d9f5c6b8d-x2xcv on talos-1", "pod shop/web-<id>-<id> on talos-<n>"),
    ("user 'bob' said \"hello\" but can't", "user '<text>' said \"<text>\" but can't"),
    ("2026-07-01T12:30:00.123Z at 12:30:00", "<time> at <time>"),
    ("GET /users/17/orders/ab12cd34 failed.", "GET /users/<n>/orders/<hex> failed."),
    ("well-known words stay, even http2 and v1", "well-known words stay, even http2 and v1"),
    ("\u{1B}[31mred\u{1B}[0m 1", "red <n>"), ("", ""),
  ]) func whatDiffersBecomesAPlaceholder(message: String, template: String) {
    #expect(LogTemplate(message).text == template)
  }

  @Test func theErrorBesideTheMessageCounts() {
    let refused = LogTemplate(LogRecord(#"{"msg":"sync failed","error":"refused"}"#))
    let missing = LogTemplate(LogRecord(#"{"msg":"sync failed","error":"not found"}"#))
    #expect(refused != missing)
    #expect(refused.text == "sync failed: refused")
  }
}

@Suite struct ErrorPatternsTests {
  private func lines(_ all: [(Int64, LogLevel, String)], source: UInt16 = 0) -> PackedLines {
    var lines = PackedLines()
    for (time, level, text) in all {
      lines.append(text.utf8, time: time, source: source, level: level)
    }
    return lines
  }

  @Test func whatWasThereBeforeIsNotNew() {
    var patterns = ErrorPatterns(since: 100)
    patterns.add(
      lines([
        (1, .error, "timeout after 3s"), (100, .error, "timeout after 7s"),
        (101, .error, "disk 1 full"), (150, .error, "disk 2 full"), (160, .info, "all well"),
      ]))
    let new = patterns.findings().new
    #expect(new.map(\.template.text) == ["disk <n> full"])
    #expect(new.first?.count == 2)
    #expect(new.first?.first == 101)
    #expect(new.first?.last == 150)
    #expect(new.first?.example == "disk 1 full")
    #expect(patterns.findings().knownCount == 1)
    #expect(patterns.lineCount == 4)
  }

  @Test func piecesMayComeInAnyOrder() {
    let early = lines([(10, .error, "a 1")], source: 1)
    let late = lines([(200, .error, "a 2"), (210, .error, "b")], source: 2)
    var one = ErrorPatterns(since: 100)
    one.add(early)
    one.add(late)
    var other = ErrorPatterns(since: 100)
    other.add(late)
    other.add(early)
    #expect(one == other)
    #expect(one.findings().new.map(\.template.text) == ["b"])
    #expect(one.findings().new.first?.source == 2)
  }

  @Test func theGravestComeFirstAndThenTheMostFrequent() {
    var patterns = ErrorPatterns(since: 0)
    patterns.add(
      lines([
        (1, .warning, "w"), (2, .warning, "w"), (3, .warning, "w"), (4, .error, "rare"),
        (5, .error, "often"), (6, .error, "often"), (7, .fatal, "end"),
      ]))
    #expect(patterns.findings().new.map(\.template.text) == ["end", "often", "rare", "w"])
  }

  @Test func markersAreNoLines() {
    var patterns = ErrorPatterns(since: 0)
    var lines = PackedLines()
    lines.append(marker: "x", time: 1, level: .warning)
    patterns.add(lines)
    #expect(patterns.findings().newCount == 0)
  }

  @Test func onlySoManyAreListedAndAllAreCounted() {
    var patterns = ErrorPatterns(since: 0)
    patterns.add(lines([(1, .error, "a"), (2, .error, "b"), (3, .warning, "c")]))
    let findings = patterns.findings(limit: 1)
    #expect(findings.new.map(\.template.text) == ["a"])
    #expect(findings.newCount == 3)
    #expect(findings.newErrorCount == 2)
  }
}
