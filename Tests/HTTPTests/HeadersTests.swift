import HTTP
import Testing

/// Header fields.
@Suite struct HeadersTests {
  @Test func namesCompareWithoutCase() {
    var headers: Headers = ["Content-Type": "a"]
    #expect(headers["content-TYPE"] == "a")
    headers["CONTENT-type"] = "b"
    #expect(headers.fields.map(\.value) == ["b"])
    headers["content-type"] = nil
    #expect(headers.fields.isEmpty)
  }

  @Test func bracketsAndBracesAreDifferent() {
    // They differ in the bit that tells upper from lower case, without being letters.
    #expect(Headers(dictionaryLiteral: ("a[", "1"))["a{"] == nil)
  }

  @Test func credentialsAreNotDescribed() {
    let request = Request(.get, "/", headers: ["authorization": "Bearer abc", "Accept": "x/y"])
    var dumped = ""
    dump(request, to: &dumped)
    for text in ["\(request)", String(reflecting: request), dumped] {
      #expect(!text.contains("abc"))
      #expect(text.contains("Accept: x/y"))
    }
  }

  @Test func repeatsAreKeptInOrder() {
    var headers = Headers()
    headers.add("A", "1")
    headers.add("B", "2")
    headers.add("a", "3")
    #expect(headers["a"] == "1")
    #expect(headers.fields.map(\.value) == ["1", "2", "3"])
  }
}
