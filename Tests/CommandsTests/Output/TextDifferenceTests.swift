import Testing

@testable import Commands

@Suite struct TextDifferenceTests {
  func marks(_ old: String, _ new: String) -> String {
    func lines(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
    return TextDifference.lines(from: lines(old), to: lines(new)).map { line in
      switch line {
      case .removed(let text): "-\(text)"
      case .added(let text): "+\(text)"
      case .same(let text): text
      case .skipped(let count): "…\(count)"
      }
    }.joined(separator: " ")
  }

  @Test(arguments: [
    ("a", "b", "-a +b"), ("", "a b", "+a +b"), ("a b", "", "-a -b"),
    ("a b c", "a x c", "a -b +x c"), ("a b", "a b c", "a b +c"), ("b c", "a b c", "+a b c"),
    ("1 2 3 4 5 6 7", "1 2 3 4 x 6 7", "…2 3 4 -5 +x 6 7"),
    ("1 2 3 4 5 6 7", "0 2 3 4 5 6 7", "-1 +0 2 3 …4"),
  ])
  func onlyWhatDiffersAndALittleAroundIt(old: String, new: String, expected: String) {
    #expect(marks(old, new) == expected)
  }
}
