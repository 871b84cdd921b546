import Patterns
import Testing

@Suite struct PatternTests {
  @Test(arguments: [
    ("error", "an ERROR here", true), ("Error", "an error here", false),
    ("err.r", "error", true), ("^err", "an error", false), ("err$", "err", true),
    ("a|b", "xbx", true), ("[0-9]{3}", "12", false), (#"\bweb\b"#, "the web ui", true),
    ("größe", "GRÖSSE GRÖẞE GRÖßE", true), ("", "anything", true), ("", "", true),
    ("x", "", false), ("^$", "", true), (#"\S+=\S+"#, "A=b", true), (#"\d+"#, "٣", false),
    ("(", "f(x)", true), ("a(?=b)", "ab", true), ("a.c", "a\nc", false),
  ])
  func isFoundWhereItStands(_ pattern: String, _ text: String, _ isFound: Bool) {
    #expect(Pattern(pattern).matcher()(text) == isFound)
  }

  @Test(arguments: [
    ("(", "missing closing parenthesis at character 2"), ("ä[", "at character 3"),
    ("*a", "quantifier does not follow a repeatable item at character 1"), (#"\C"#, "disabled"),
  ])
  func whatIsNoExpressionSaysWhy(_ pattern: String, _ reason: String) throws {
    let problem = try #require(Pattern(pattern).problem)
    #expect(problem.contains(reason))
  }

  @Test func anExpressionHasNoProblem() {
    #expect(Pattern("^a+(b|c)?$").problem == nil)
  }

  @Test(arguments: [
    ("o", "foo", ["o", "o"]), ("fo*", "foo f", ["foo", "f"]), ("x*", "axxb", ["xx"]),
    ("ä", "ÄäA", ["Ä", "ä"]), ("b*", "é", []), ("(?=a)", "aa", []), ("c", "", []),
  ])
  func allPlacesAreFoundInOrder(_ pattern: String, _ text: String, _ found: [String]) {
    #expect(Pattern(pattern).ranges(in: text).map { String(text[$0]) } == found)
  }

  @Test func whatIsNotUTF8DoesNotHideTheRest() {
    let bytes: [UInt8] = [0xFF, 0xC3] + Array("error".utf8) + [0x80]
    let isFound = bytes.withUnsafeBufferPointer { Pattern("error$|error").matcher().matches($0) }
    #expect(isFound)
  }

  @Test func anExpressionThatLosesItselfGivesUp() {
    let text = String(repeating: "a", count: 40)
    #expect(Pattern("^(a|aa)+b$").matcher()(text) == false)
  }

  @Test func theSameTextIsTheSamePattern() {
    #expect(Pattern("a+") == Pattern("a+"))
    #expect(Set([Pattern("a"), Pattern("a"), Pattern("b")]).count == 2)
  }
}
