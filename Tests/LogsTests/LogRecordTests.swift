import Logs
import Testing

@Suite struct LogRecordTests {
  private func names(_ record: LogRecord) -> [String] { record.fields.map(\.name) }

  @Test func jsonIsTakenApart() {
    let record = LogRecord(
      #"{"z":1,"level":"error","ts":1.5,"msg":"it \"broke\"\nhere","logger":"db","a":{"b":[1,null]}}"#
    )
    #expect(record.form == .json && record.isComplete)
    #expect(record.level == .error)
    #expect(record.time == "1.5")
    #expect(record.message == "it \"broke\"\nhere")
    #expect(record.logger == LogField("logger", .text("db")))
    #expect(names(record) == ["z", "a"])
    #expect(record["a"] == #"{"b":[1,null]}"#)
    #expect(record.all.map(\.name) == ["z", "level", "ts", "msg", "logger", "a"])
  }

  @Test(arguments: [
    (#"{"msg":"half a sent"#, "half a sent"), (#"{"msg":"x","#, "x"),
    (#"{"msg":"x","a":{"b":[1"#, "x"),
    (#"{"msg":"x\"#, "x\\"),
  ]) func jsonThatWasCutGivesWhatThereIs(line: String, message: String) {
    let record = LogRecord(line)
    #expect(record.form == .json)
    #expect(record.message == message)
    #expect(!record.isComplete)
  }

  @Test(arguments: [
    "{not json", "{}", "{", "{\"a\"}", "{\"a\":1} and more", "[1,2]",
    String(repeating: "{\"a\":", count: 1000),
  ]) func whatOnlyLooksLikeJSONIsAText(line: String) {
    let record = LogRecord(line)
    #expect(record.form == .text)
    #expect(record.message == line)
  }

  @Test func namesMayComeTwiceAndWordsMayBeBare() {
    let record = LogRecord(#"{"a":NaN,"a":1.10,"message":"x"}"#)
    #expect(record.fields == [LogField("a", .literal("NaN")), LogField("a", .literal("1.10"))])
  }

  @Test func charactersWrittenAsNumbersAreRead() {
    let record = LogRecord(#"{"msg":"\u00e9\ud83d\ude00\ud800\u001b[31m\q"}"#)
    #expect(record.message == "é😀\u{FFFD}\u{1B}[31m\\q")
  }

  @Test func logfmtIsTakenApart() {
    let record = LogRecord(
      #"time="2026-03-04T09:00:00Z" level=warning msg="a \"b\"" empty= url=http://x?a=b"#)
    #expect(record.form == .logfmt)
    #expect(record.level == .warning)
    #expect(record.message == "a \"b\"")
    #expect(names(record) == ["empty", "url"])
    #expect(record["url"] == "http://x?a=b")
  }

  @Test func aMessageIsNoLogfmtBecauseOfAnEqualsSign() {
    #expect(LogRecord("retries=3 were not enough").form == .text)
    #expect(LogRecord("he said \"a=b\" and left").message == "he said \"a=b\" and left")
  }

  @Test func klogIsTakenApart() {
    let record = LogRecord(
      #"W0304 09:00:00.123456       1 reflector.go:561] "It broke" pod="shop/web" err="no \"x\"""#)
    #expect(record.form == .klog)
    #expect(record.level == .warning)
    #expect(record.time == "0304 09:00:00.123456")
    #expect(record.logger?.value.text == "reflector.go:561")
    #expect(record.message == "It broke")
    #expect(record["pod"] == "shop/web")
    #expect(record["err"] == "no \"x\"")
    let plain = LogRecord("I0304 09:00:00.123456       1 main.go:1] \"quoted\" and on")
    #expect(plain.message == "\"quoted\" and on")
  }

  @Test(
    arguments: [
      ("2026-07-01 12:30:00,123 ERROR [main] com.example.Main - it broke", "com.example.Main"),
      ("12:30:00.123 [exec-1] ERROR com.example.Main - it broke", "com.example.Main"),
      ("2026-07-01T12:30:00.123Z ERROR 1 --- [main] c.e.Main : it broke", "c.e.Main"),
      ("2026-07-01 12:30:00,123 - app.worker - ERROR - it broke", "app.worker"),
      ("[2026-07-01 12:30:00.123][1][error][config] [source/a.cc:12] it broke", "source/a.cc:12"),
      ("2026-07-01T12:30:00Z ERROR app::db: it broke", "app::db"),
      ("2026-07-01T12:30:00.123Z\tERROR\tsetup\tit broke\t{\"a\": 1}", "setup"),
      ("2026-07-01T12:30:00.123Z\tERROR\tit broke", nil),
      ("[2026-07-01 12:30:00 +0000] [7] [ERROR] it broke", nil),
      ("2026-07-01 12:30:00.123 UTC [1] ERROR:  it broke", nil), ("ERROR: it broke", nil),
      ("[error] it broke", nil), ("it broke", nil),
    ] as [(String, String?)]) func theMessageOfATextIsFound(line: String, logger: String?)
  {
    let record = LogRecord(line)
    #expect(record.message == "it broke")
    #expect(record.logger?.value.text == logger)
  }

  @Test func pairsAfterATextAreFields() {
    let zerolog = LogRecord("2026-07-01T12:30:00Z INF started port=80 name=\"a b\"")
    #expect(zerolog.message == "started")
    #expect(zerolog["name"] == "a b")
    #expect(LogRecord("INFO done                                port=80")["port"] == "80")
    #expect(LogRecord("the answer is x=3").fields.isEmpty)
  }

  @Test(arguments: [
    "", " ", "x", "[", "[[[[", "12:30:00", "2026-07-01", "ERROR", "E0304 ", "\u{0}",
  ])
  func oddLinesAreTexts(line: String) {
    #expect(LogRecord(line).form == .text)
  }

  @Test func anyBytesAreTaken() {
    for seed in 0..<2000 {
      var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
      let pieces = Array("{}[]\":,=\\ \t\u{1B}mE0711 12:30:00.1] ERROR -u00x\u{FF}".utf8)
      let bytes = (0..<40).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        return pieces[Int(state >> 33) % pieces.count]
      }
      #expect(LogRecord(bytes).message.utf8.count <= 200)
    }
  }
}
