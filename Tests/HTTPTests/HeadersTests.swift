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

  @Test func repeatsAreKeptInOrder() {
    var headers = Headers()
    headers.add("A", "1")
    headers.add("B", "2")
    headers.add("a", "3")
    #expect(headers["a"] == "1")
    #expect(headers.fields.map(\.value) == ["1", "2", "3"])
  }
}
