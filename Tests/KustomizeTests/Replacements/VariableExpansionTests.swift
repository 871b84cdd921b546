import Documents
import Testing

@testable import Kustomize

@Suite struct VariableExpansionTests {
  private let expansion = VariableExpansion(values: [
    "NAME": "web", "PORT": 80, "ON": true, "MAP": ["a": "b"],
  ])

  @Test(
    arguments: [
      ("$(NAME)", "web"), ("a$(NAME)b$(NAME)", "awebbweb"), ("$(PORT)", 80), (":$(PORT)", ":80"),
      ("$(ON)", true), ("$$(NAME)", "$(NAME)"), ("$(OTHER)", "$(OTHER)"), ("$(MAP)", "$(MAP)"),
      ("$(", "$("), ("$x", "$x"), ("$", "$"), ("a$$$(NAME)", "a$web"),
    ] as [(String, Value)])
  func expandsTexts(_ text: String, _ result: Value) {
    var value = Value.string(text)
    #expect(expansion.expand(&value))
    #expect(value == result)
  }

  @Test func expandsWhatListsAndMappingsHold() {
    var list: Value = ["$(NAME)", "x"]
    #expect(expansion.expand(&list))
    #expect(list == ["web", "x"])
    var map: Value = ["a": "$(NAME)", "b": 5]
    #expect(expansion.expand(&map))
    #expect(map == ["a": "web", "b": 5])
  }

  @Test func takesNoListsOfAnythingElse() {
    var list: Value = ["$(NAME)", 1]
    #expect(!expansion.expand(&list))
  }
}
