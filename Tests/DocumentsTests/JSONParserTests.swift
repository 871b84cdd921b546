import Documents
import Testing

struct JSONParserTests {
  @Test(
    arguments: [
      ("null", Value.null), ("true", true), (" false ", false), ("0", 0), ("-0", 0), ("-7", -7),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .largeInteger("9223372036854775808")),
      ("-12345678901234567890123", .largeInteger("-12345678901234567890123")),
      ("1.0", 1.0), ("-1.5", -1.5), ("1e3", 1000.0), ("1E+3", 1000.0), ("25e-1", 2.5),
      ("1e-400", 0.0), ("5e-324", .double(.leastNonzeroMagnitude)), ("[]", []), ("{}", [:]),
      ("\"\"", ""),
      ("[1,[2,[3]]]", [1, [2, [3]]]), (#"{"a":{"b":[]}}"#, ["a": ["b": []]]),
      (#"{"a":1,"a":2}"#, ["a": 2]), (#"{"":0}"#, ["": 0]),
      (#""\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC""#, "\"\\/\u{8}\u{C}\n\r\tAé€"),
      (#""\ud83d\ude00\u0000""#, "😀\u{0}"), ("\"\u{7F}é😀\"", "\u{7F}é😀"),
    ] as [(String, Value)])
  func validTextIsRead(text: String, value: Value) throws {
    #expect(try JSONParser().parse(text) == value)
  }

  @Test(arguments: [
    "", " ", "nul", "nulll", "True", "truefalse", "1 2", "01", "-", "-01", "1.", ".5", "+1", "1e",
    "1e+", "0x1", "1_000", "NaN", "Infinity", "1e400", "-1e400", "[", "]", "[1", "[1,", "[1,]",
    "[,1]", "[1 2]", "[1:2]", "{", "}", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}",
    "{a:1}", "{1:1}", "{\"a\" 1}", "{\"a\",1}", "{,}", "[}", "{]", "\"", "\"\\", "\"\\\"", "'a'",
    "\"\\x41\"", "\"\\u12\"", "\"\\u12g4\"", "\"\n\"", "\"\t\"", "\"\u{0}\"", "[1]x", "// c\n1",
    "\u{FEFF}1", "\u{A0}1", "[1]\u{0}", "\u{0}",
  ])
  func invalidTextIsRefused(text: String) {
    #expect(throws: JSONError.self) { try JSONParser().parse(text) }
    // What skips a value must be as strict as what reads it, but for the size of numbers.
    if !text.contains("e400") {
      #expect(throws: JSONError.self) {
        var reader = JSONReader(text)
        try reader.skipValue()
        try reader.finish()
      }
    }
  }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], "a\u{FFFD}b"), ([0xC3], "\u{FFFD}"), ([0xED, 0xA0, 0x80, 0x78], nil),
      ([0xF0, 0x9F, 0x98], nil), ([0xC0, 0x80], nil),
    ] as [([UInt8], String?)])
  func invalidUTF8IsReplaced(bytes: [UInt8], text: String?) throws {
    let value = try JSONParser().parse([0x22] + bytes + [0x22])
    let read = try #require(value.string)
    #expect(read.unicodeScalars.contains("\u{FFFD}"))
    if let text { #expect(read == text) }
  }

  @Test(arguments: [
    (#""\ud800""#, "\u{FFFD}"), (#""\udc00x""#, "\u{FFFD}x"),
    (#""\ud800\ud800""#, "\u{FFFD}\u{FFFD}"),
    (#""\ud800\u0041""#, "\u{FFFD}A"), (#""\ud83dx\ude00""#, "\u{FFFD}x\u{FFFD}"),
  ])
  func loneSurrogatesAreReplaced(text: String, expected: String) throws {
    #expect(try JSONParser().parse(text) == .string(expected))
  }

  @Test func duplicateKeysCanBeRefused() throws {
    let text = #"{"a":{"b":1,"b":2}}"#
    #expect(try JSONParser().parse(text) == ["a": ["b": 2]])
    #expect(throws: JSONError(.duplicateKey("b"), at: 16)) {
      try JSONParser(duplicateKeys: .refused).parse(text)
    }
  }

  @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
  func nestingHasALimit(opening: String) {
    let text = String(repeating: opening, count: 100_000)
    let parsing = #expect(throws: JSONError.self) { try JSONParser().parse(text) }
    #expect(parsing?.reason == .tooDeep(limit: 512))
    let skipping = #expect(throws: JSONError.self) {
      var reader = JSONReader(text)
      try reader.skipValue()
    }
    #expect(skipping?.reason == .tooDeep(limit: 512))
  }

  @Test func nestingUpToTheLimitIsRead() throws {
    let text = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(try JSONWriter().string(JSONParser().parse(text)) == text)
  }

  @Test func textCutOffAnywhereIsRefused() throws {
    let text = #"{"a":[1,-2.5e3,true,null,{"k\u00e9":"va\"lue","😀":[[]]}],"b":{}}"#
    let bytes = Array(text.utf8)
    for end in 0..<bytes.count {
      #expect(throws: JSONError.self) { try JSONParser().parse(bytes[..<end]) }
      #expect(throws: JSONError.self) {
        var reader = JSONReader(bytes[..<end])
        try reader.skipValue()
        try reader.finish()
      }
    }
    _ = try JSONParser().parse(bytes)
  }

  @Test func anyChangedByteIsReadOrRefused() {
    // Nothing to expect but that it comes back: a crash or a hang is the failure.
    let bytes = Array(#"{"a":[1,-2.5e3,true,null,{"k\u00e9":"v"}]}"#.utf8)
    for index in bytes.indices {
      for byte in UInt8.min ... .max {
        var changed = bytes
        changed[index] = byte
        _ = try? JSONParser().parse(changed)
      }
    }
  }
}
