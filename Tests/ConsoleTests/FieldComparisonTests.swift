import Documents
import TUI
import Testing

@testable import Console

@Suite struct LineAlignmentTests {
  private func text(_ old: String, _ new: String) -> String {
    LineAlignment(old.map(String.init), new.map(String.init)).rows.map { row in
      switch row {
      case .same(let line): line
      case .changed(let old, let new): "(\(old ?? "")|\(new ?? ""))"
      case .skipped(let count): "[\(count)]"
      }
    }.joined()
  }

  @Test(arguments: [
    ("abc", "abc", "[3]"), ("abc", "axc", "a(b|x)c"), ("abc", "abxc", "ab(|x)c"),
    ("abc", "ac", "a(b|)c"), ("", "ab", "(|a)(|b)"), ("abcdefghi", "abcdXfghi", "[2]cd(e|X)fg[2]"),
  ])
  func whatIsTheSameStandsBesideEachOther(old: String, new: String, expected: String) {
    #expect(text(old, new) == expected)
  }
}

@Suite struct FieldComparisonTests {
  private func lines(_ width: Int, _ field: FieldComparison.Field) -> [String] {
    FieldComparison(width: width).lines(field).map(\.plain)
  }

  @Test func whatGitSaysOtherwiseIsTold() {
    let field = FieldComparison.Field(label: "/a", live: 1, git: "2", result: 2)
    #expect(lines(60, field) == ["/a", "  - 1", "  + 2", "  g 2"])
  }

  @Test func nothingIsADash() {
    let line = lines(120, .init(label: "/a", live: nil, git: 2, result: 2)).first ?? ""
    #expect(line.split(separator: " ") == ["/a", "—", "2", "2"])
  }

  @Test func longValuesTakeSeveralRows() {
    let long = String(repeating: "x", count: 60)
    let rows = lines(120, .init(label: "/a", live: .string(long), git: 2, result: 2))
    #expect(rows.count > 1)
    #expect(rows.allSatisfy { $0.count <= 120 })
  }

  @Test func objectsAreShownAsYAML() {
    let rows = lines(60, .init(label: "/a", live: ["x": 1], git: nil, result: nil))
    #expect(rows.first == "/a")
    #expect(rows.contains("  - x: 1"))
  }
}
