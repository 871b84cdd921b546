import Documents
import SeedSupport
import Testing

struct JSONWriterTests {
  @Test func keysAreSortedByTheirBytes() {
    let value: Value = ["b": 1, "a": 2, "B": 3, "é": 4, "z": 5, "": 6, "aa": 7]
    #expect(value.json == #"{"":6,"B":3,"a":2,"aa":7,"b":1,"z":5,"é":4}"#)
  }

  @Test func prettyTextHasALineForEveryPart() {
    let value: Value = ["a": [1, ["b": .null]], "c": [:], "d": []]
    #expect(
      JSONWriter(.pretty(indentation: 2)).string(value) == """
        {
          "a": [
            1,
            {
              "b": null
            }
          ],
          "c": {},
          "d": []
        }
        """)
  }

  @Test func onlyWhatMustBeIsEscaped() {
    let text = "\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F}é😀\u{2028}<&>"
    #expect(
      Value.string(text).json == #""\"\\/\b\f\n\r\t\u0000\u001f"# + "\u{7F}é😀\u{2028}<&>\"")
  }

  // The expectations are what Go's encoding/json gives for the same number.
  @Test(arguments: [
    (0.0, "0"), (-0.0, "-0"), (1.0, "1"), (-1.5, "-1.5"), (1000.0, "1000"), (0.1, "0.1"),
    (0.000001, "0.000001"), (0.0000001, "1e-7"), (1.5e-9, "1.5e-9"),
    (1e20, "100000000000000000000"),
    (123_456_789.123, "123456789.123"), (1e21, "1e+21"), (1.25e22, "1.25e+22"),
    (1.7976931348623157e308, "1.7976931348623157e+308"), (.leastNonzeroMagnitude, "5e-324"),
    (9007199254740993.0, "9007199254740992"), (1.0 / 3, "0.3333333333333333"),
    (100.25, "100.25"), (-2.5e-5, "-0.000025"),
  ])
  func numbersTakeGosForm(number: Double, text: String) {
    #expect(Value.double(number).json == text)
  }

  @Test(arguments: 0..<200)
  func whatIsWrittenReadsBackTheSame(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let value = Value.random(depth: 5, using: &generator)
    #expect(try JSONParser().parse(JSONWriter().string(value)) == value)
    #expect(try JSONParser().parse(JSONWriter(.pretty()).bytes(value)) == value)
  }

  @Test(arguments: 0..<50)
  func writingIsRepeatable(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let text = Value.random(depth: 5, using: &generator).json
    #expect(try JSONParser().parse(text).json == text)
  }

  @Test(arguments: 0..<20)
  func doublesReadBackExactly(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let number = Double(bitPattern: generator.next())
      guard number.isFinite else { continue }
      var reader = JSONReader(Value.double(number).json)
      #expect(try reader.readNumber() == number)
    }
  }
}
