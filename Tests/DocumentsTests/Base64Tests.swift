import Documents
import Testing

@Suite struct Base64Tests {
  /// The vectors of RFC 4648.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func textsAreEncodedAndDecoded(text: String, encoded: String) {
    #expect(Base64.encode(text.utf8) == encoded)
    #expect(Base64.decode(encoded) == Array(text.utf8))
    let bare = encoded.filter { $0 != "=" }
    #expect(Base64.encode(text.utf8, .url) == bare)
    #expect(Base64.decode(bare, .url) == Array(text.utf8))
  }

  @Test func theAlphabetsDifferInTwoDigits() {
    let bytes: [UInt8] = [0xFB, 0xFF]
    #expect(Base64.encode(bytes) == "+/8=")
    #expect(Base64.encode(bytes, .url) == "-_8")
    #expect(Base64.decode("-_8") == nil)
    #expect(Base64.decode("+/8", .url) == nil)
  }

  @Test(arguments: ["A", "AA", "AAA", "AA=", "A===", "=AAA", "AA==AA==", "AAAA=", "Aé=="])
  func whatIsNoBase64IsRefused(text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test func lineEndsArePassedOver() {
    #expect(Base64.decode("Zm9v\nYmFy\r\n") == Array("foobar".utf8))
  }
}
