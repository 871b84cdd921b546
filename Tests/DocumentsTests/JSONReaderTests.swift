import Documents
import Testing

struct JSONReaderTests {
  @Test func objectGivesItsFields() throws {
    var reader = JSONReader(
      """
       { "name" : "a" , "n":-12, "skip":{"x":[1,2,{"y":"}"}]},"on":true,
        "no":null, "list":[1 , 2,3], "part": 1.5e2 }\r\n\t
      """)
    var name = ""
    var number = 0
    var isOn = false
    var list: [Int] = []
    var part = 0.0
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "name": name = try reader.readString()
      case "n": number = try reader.readInteger()
      case "on": isOn = try reader.readBool()
      case "list":
        try reader.beginArray()
        while try reader.nextElement() { list.append(try reader.readInteger()) }
      case "part": part = try reader.readNumber()
      default: break
      }
    }
    try reader.finish()
    #expect(name == "a")
    #expect(number == -12)
    #expect(isOn)
    #expect(list == [1, 2, 3])
    #expect(part == 150)
  }

  @Test func unreadValuesAreSkipped() throws {
    var reader = JSONReader(#"{"a":{"b":[1,{"c":"]}"}]},"d":"x","e":[[],{},1.5,null]}"#)
    var keys: [String] = []
    try reader.beginObject()
    while let key = try reader.nextField() { keys.append(key.string) }
    try reader.finish()
    #expect(keys == ["a", "d", "e"])
  }

  @Test func keysWithEscapesCompareByTheirText() throws {
    var reader = JSONReader(#"{"n\u0061me":1}"#)
    try reader.beginObject()
    let key = try #require(try reader.nextField())
    #expect(key == "name")
    #expect(!(key == "n\\u0061me"))
    #expect(key.string == "name")
  }

  @Test(arguments: ["name", "nam", "names", "metadata", "metadatb", "creationTimestamp", ""])
  func keysCompareWhole(name: String) throws {
    var reader = JSONReader(Value.object([name: .null]).json)
    try reader.beginObject()
    let key = try #require(try reader.nextField())
    #expect((key == "name") == (name == "name"))
    #expect((key == "metadata") == (name == "metadata"))
    #expect((key == "creationTimestamp") == (name == "creationTimestamp"))
    #expect((key == "") == name.isEmpty)
  }

  @Test func nullBeginsAsAnEmptyObjectOrArray() throws {
    var reader = JSONReader(#"{"items":null,"labels":null,"after":1}"#)
    var after = 0
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "items":
        try reader.beginArray()
        #expect(try !reader.nextElement())
      case "labels":
        try reader.beginObject()
        #expect(try reader.nextField() == nil)
      case "after": after = try reader.readInteger()
      default: break
      }
    }
    #expect(after == 1)
  }

  @Test func aStrangeElementDoesNotEndAList() throws {
    var reader = JSONReader(#"[{"n":1},{"n":{"deep":["x"]},"m":[1]},7,{"n":3}]"#)
    var numbers: [Int?] = []
    try reader.beginArray()
    while try reader.nextElement() {
      let result = try reader.attempt { reader throws(JSONError) in
        var number = 0
        try reader.beginObject()
        while let key = try reader.nextField() {
          if key == "n" { number = try reader.readInteger() }
        }
        return number
      }
      numbers.append(try? result.get())
    }
    try reader.finish()
    #expect(numbers == [1, nil, nil, 3])
  }

  @Test func aDecoderMayReturnFromTheMiddle() throws {
    var reader = JSONReader(#"[{"a":[1,{"b":2}],"c":3},{"a":[]}]"#)
    var found: [Int] = []
    try reader.beginArray()
    while try reader.nextElement() {
      let result = try reader.attempt { reader throws(JSONError) in
        try reader.beginObject()
        while try reader.nextField() != nil {
          try reader.beginArray()
          while try reader.nextElement() { return try reader.readInteger() }
        }
        return 0
      }
      found.append(try result.get())
    }
    try reader.finish()
    #expect(found == [1, 0])
  }

  @Test func attemptTellsWhatWasWrong() throws {
    var reader = JSONReader(#"  "text""#)
    let result = try reader.attempt { reader throws(JSONError) in try reader.readInteger() }
    #expect(result == .failure(JSONError(.expected(.integer, found: .value(.string)), at: 2)))
    try reader.finish()
  }

  @Test func rawBytesAreAsWritten() throws {
    var reader = JSONReader(#"{"a": {"b" : [1.0, "\u0041"]} ,"c":2}"#)
    try reader.beginObject()
    _ = try reader.nextField()
    #expect(try String(decoding: reader.readBytes(), as: UTF8.self) == #"{"b" : [1.0, "\u0041"]}"#)
    let key = try reader.nextField()
    #expect(key?.string == "c")
  }

  @Test func optionalValuesMayBeNull() throws {
    var reader = JSONReader("[null,null,null,\"x\",1,true]")
    try reader.beginArray()
    _ = try reader.nextElement()
    #expect(try reader.readStringOrNull() == nil)
    _ = try reader.nextElement()
    #expect(try reader.readIntegerOrNull() == nil)
    _ = try reader.nextElement()
    #expect(try reader.readBoolOrNull() == nil)
    _ = try reader.nextElement()
    #expect(try reader.readStringOrNull() == "x")
    _ = try reader.nextElement()
    #expect(try reader.readIntegerOrNull() == 1)
    _ = try reader.nextElement()
    #expect(try reader.readBoolOrNull() == true)
  }

  @Test(arguments: [
    ("1", JSONKind.number), ("-1", .number), (" \"", .string), ("[", .array), ("{", .object),
    ("t", .bool), ("false", .bool), ("null", .null),
  ])
  func kindIsToldByTheFirstByte(text: String, kind: JSONKind) {
    var reader = JSONReader(text)
    #expect(reader.peekKind() == kind)
  }

  @Test func slicesAndOtherCollectionsAreRead() throws {
    let bytes = Array("xx[1]yy".utf8)
    var slice = JSONReader(bytes[2..<5])
    #expect(try slice.readValue() == [1])
    var mapped = JSONReader(bytes.lazy.map { $0 }[2..<5])
    #expect(try mapped.readValue() == [1])
  }

  @Test(arguments: [0, 1, 7, 8, 9, 15, 16, 17, 63, 64, 65, 1_000_000])
  func stringsOfAnyLengthAreRead(length: Int) throws {
    let text = String(repeating: "x", count: length)
    var reader = JSONReader("\"\(text)\"")
    #expect(try reader.readString() == text)
    try reader.finish()
    var escaped = JSONReader("\"\(text)\\n\"")
    #expect(try escaped.readString() == text + "\n")
  }

  @Test(arguments: [
    ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min), ("-0", 0), ("0", 0),
  ])
  func integersReachTheirBounds(text: String, number: Int) throws {
    var reader = JSONReader(text)
    #expect(try reader.readInteger() == number)
  }

  @Test(arguments: ["9223372036854775808", "-9223372036854775809", "99999999999999999999"])
  func integersBeyond64BitsAreRefused(text: String) {
    #expect(throws: JSONError(.numberOutOfRange, at: 0)) {
      var reader = JSONReader(text)
      _ = try reader.readInteger()
    }
  }

  @Test(arguments: ["1.0", "1e3", "-0.5"])
  func fractionsAreNoIntegers(text: String) {
    #expect(throws: JSONError(.expected(.integer, found: .value(.number)), at: 0)) {
      var reader = JSONReader(text)
      _ = try reader.readInteger()
    }
  }

  @Test func kindsAreCheckedAndNamed() {
    #expect(throws: JSONError(.expected(.object, found: .value(.array)), at: 1)) {
      var reader = JSONReader(" []")
      try reader.beginObject()
    }
    #expect(throws: JSONError(.expected(.string, found: .value(.null)), at: 0)) {
      var reader = JSONReader("null")
      _ = try reader.readString()
    }
    #expect(throws: JSONError(.expected(.bool, found: .end), at: 0)) {
      var reader = JSONReader("")
      _ = try reader.readBool()
    }
  }

  @Test func errorsKnowTheirLineAndColumn() throws {
    let text = "{\n  \"é\": nil\n}"
    let error = #expect(throws: JSONError.self) { try JSONParser().parse(text) }
    let place = try #require(error).place(in: text.utf8)
    #expect(place.line == 2)
    #expect(place.column == 9)
    #expect(error?.description == "expected a value, found 'i' at byte 11")
  }
}
