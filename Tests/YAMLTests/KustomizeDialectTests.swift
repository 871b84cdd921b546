import Documents
import Testing
import YAML

/// What `kubectl kustomize` makes of scalars without quotes.
@Suite struct KustomizeDialectTests {
  @Test(
    arguments: [
      ("yes", "yes"), ("No", "No"), ("on", "on"), ("OFF", "OFF"), ("y", "y"), ("True", true),
      ("false", false), ("~", .null), ("2020-01-01", "2020-01-01T00:00:00Z"),
      ("2001-12-14T21:59:43.10Z", "2001-12-14T21:59:43.1Z"),
      ("2001-12-14t21:59:43-05:00", "2001-12-14T21:59:43-05:00"),
      ("2001-12-14 21:59:43.5", "2001-12-14T21:59:43.5Z"), ("2001-1-1", "2001-01-01T00:00:00Z"),
      ("18446744073709551615", .largeInteger("18446744073709551615")),
      ("0o17", 15), ("-017", -15),
    ] as [(String, Value)])
  func scalarsReadAsKustomizeDoes(_ text: String, _ value: Value) throws {
    let document = try YAMLParser(dialect: .kustomize).parseOne("a: \(text)")
    #expect(document.value["a"] == value || document.value["a"]?.yaml == value.yaml)
  }

  @Test func quotedScalarsStayText() throws {
    let document = try YAMLParser(dialect: .kustomize).parseOne("'2020-01-01': '2020-01-01'")
    #expect(document.value == ["2020-01-01": "2020-01-01"])
  }

  @Test func keysThatLookLikeTruthValuesAreText() throws {
    let document = try YAMLParser(dialect: .kustomize).parseOne("on: 1\nno: 2")
    #expect(document.value == ["on": 1, "no": 2])
  }

  @Test(arguments: ["1", "true", "2020-01-01", "1.5", "0x1F"])
  func keysThatAreNotTextAreRefusedBelowTheTop(_ key: String) throws {
    let error = #expect(throws: YAMLError.self) {
      try YAMLParser(dialect: .kustomize).parseOne("a: {\(key): b}")
    }
    #expect(error?.reason == .untextualKey(key))
    #expect(throws: Never.self) {
      try YAMLParser(dialect: .kustomize).parseOne("\(key): b\na: {'\(key)': b}")
    }
  }

  @Test func theLastOfDuplicatesCountsIfAskedFor() throws {
    var parser = YAMLParser()
    parser.takesLastOfDuplicates = true
    #expect(try parser.parseOne("a: 1\nb: 2\na: 3").value == ["a": 3, "b": 2])
  }
}
