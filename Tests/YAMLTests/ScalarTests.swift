import Documents
import Testing
import YAML

struct ScalarTests {
  @Test(arguments: ScalarTable.values)
  func scalarsMeanWhatTheyMeanToKubernetes(text: String, value: Value) throws {
    #expect(try Value(yaml: "v: \(text)\n") == ["v": value])
  }

  @Test(arguments: ScalarTable.refused)
  func scalarsWithoutMeaningAreRefused(text: String, reason: YAMLReason) throws {
    let error = #expect(throws: YAMLError.self) { try Value(yaml: "v: \(text)\n") }
    let matches =
      switch (try #require(error).reason, reason) {
      case (.syntax, .syntax), (.notInJSON, .notInJSON), (.wrongTag, .wrongTag),
        (.unknownAnchor, .unknownAnchor), (.recursiveAnchor, .recursiveAnchor):
        true
      default: false
      }
    #expect(matches, "\(String(describing: error))")
  }

  @Test(arguments: ScalarTable.keys)
  func keysBecomeTheStringsTheyAreToKubernetes(text: String, key: String) throws {
    #expect(try Value(yaml: "\(text): 1\n") == .object([key: 1]))
  }

  @Test(arguments: [
    "null: 1", "~: 1", "? \n: 1", "[a]: 1", "{a: 1}: 1", "? [a]\n: 1", "9223372036854775808: 1",
    "12345678901234567890123: 1", "a: &x [1]\n*x : 1",
  ])
  func keysThatNoStringStandsForAreRefused(text: String) {
    let error = #expect(throws: YAMLError.self) { try Value(yaml: text) }
    #expect(error?.reason == .unsupportedKey)
  }

  // Without integers beyond 64 bits, whose digits kubectl drops and we keep.
  @Test(.enabled(if: Kubectl.isInstalled, "kubectl is not installed"))
  func theTableAgreesWithKubectl() throws {
    let rows = ScalarTable.values.filter { row in
      if case .largeInteger = row.value { false } else { true }
    }
    let answers = try Kubectl.read(spec: "\n" + rows.map { "- \($0.text)\n" }.joined())
    let values = try #require(answers.array)
    try #require(values.count == rows.count)
    for (row, answer) in zip(rows, values) {
      #expect(row.value.json == answer.json, "\(row.text)")
    }
  }
}
