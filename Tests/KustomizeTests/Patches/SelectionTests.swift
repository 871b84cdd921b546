import Testing

@testable import Kustomize

@Suite struct SelectionTests {
  @Test(arguments: [
    ("web", "web", true), ("we", "web", false), ("web.*", "web-two", true),
    ("web|db", "db", true), ("web|db", "webx", false), ("ap.s", "apps", true),
    ("", "anything", true), ("^web$", "web", true), ("(?i)WEB", "web", true),
    ("we\\w", "web", true), ("a.b", "a\u{e4}b", true),
  ])
  func aPatternIsForTheWhole(_ pattern: String, _ text: String, _ isMatch: Bool) {
    #expect(AnchoredPattern(pattern)?.matches(text) == isMatch)
  }

  @Test func whatIsNoExpressionIsNoPattern() {
    #expect(AnchoredPattern("[") == nil)
  }

  @Test(arguments: [
    ("", true), ("app=web", true), ("app==web,tier=front", true), ("app!=web", false),
    ("app in (web, db)", true), ("app notin (web)", false), ("app in ()", false), ("app", true),
    ("!app", false), ("!canary", true), ("canary!=x", true), (" app = web ", true),
    ("app==", false), ("rank>3", true), ("rank<3", false), ("app>1", false),
  ])
  func aSelectorIsForAllItsConditions(_ selector: String, _ isMatch: Bool) throws {
    let labels = ["app": "web", "tier": "front", "rank": "5"]
    #expect(try LabelSelector(selector).matches(labels) == isMatch)
  }

  @Test(arguments: [
    "app web", "app=web,", ",app=web", "app=b c", "app in web", "app in (a", "a>b", "=a",
  ])
  func whatIsMalformedIsNoSelector(_ selector: String) {
    #expect(throws: LabelSelector.Malformed.self) { try LabelSelector(selector) }
  }
}
