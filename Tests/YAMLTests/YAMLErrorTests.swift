import Testing
import YAML

struct YAMLErrorTests {
  @Test(arguments: [
    ("a: 1\na: 2\n", "f.yaml:2:1: key \"a\" is already set at 1:1; keep one of the two"),
    ("a: *b\n", "f.yaml:1:4: alias *b has no anchor &b before it in this document"),
    ("a: .inf\n", "f.yaml:1:4: .inf is no number in JSON; put it in quotes if it is text"),
    (
      "a: !!int x\n",
      "f.yaml:1:4: \"x\" is not a valid !!int; remove the tag or correct the value"
    ),
    (
      "a: \u{1B}[31m\n",
      "f.yaml:1:4: control character U+001B; remove it, or write it as an escape in double quotes"
    ),
    (
      "a: b: c\n",
      "f.yaml:1:5: mapping values are not allowed in this context; "
        + "quote text that has a colon and a space in it, and check the indentation"
    ),
    (
      "a:\n\tb: 1\n",
      "f.yaml:2:1: while scanning for the next token from 2:1: found character that cannot start any token; "
        + "indent with spaces, and quote text that begins with a tab, @, ` or %"
    ),
    (
      "a: \"x\n",
      "f.yaml:2:1: while scanning a quoted scalar from 1:4: found unexpected end of stream; "
        + "a quote is not closed"
    ),
    (
      "? [a]\n: 1\n",
      "f.yaml:1:3: a key must be text, a number or a truth value; put it in quotes"
    ),
  ])
  func errorsSayWhereWhatAndWhatToDo(text: String, description: String) {
    let error = #expect(throws: YAMLError.self) { try YAMLParser().parse(text, file: "f.yaml") }
    #expect(error?.description == description)
  }

  @Test func errorsWithoutAFileSayTheLine() {
    let error = #expect(throws: YAMLError.self) { try YAMLParser().parse("a: [b\nc: d") }
    #expect(
      error?.description
        == "line 2:2: while parsing a flow sequence from 1:4: did not find expected ',' or ']'")
  }
}
