import Logs
import Testing

@Suite struct LogLevelTests {
  @Test(arguments: [
    (#"{"level":"error","msg":"x"}"#, LogLevel.error),
    (#"{"msg":"level","lvl": "WARN"}"#, .warning),
    (#"{"time":1,"level":50,"msg":"x"}"#, .error), (#"{"severity":"CRITICAL"}"#, .fatal),
    (#"{"@level":"debug"}"#, .debug), (#"{"msg":"no level here"}"#, .unknown),
    (#"{"level":"odd","severity":"info"}"#, .info), (#"{"level":"#, .unknown),
    (#"time="2026-07-01T12:30:00Z" level=warning msg="level=error""#, .warning),
    ("ts=1 lvl=dbug msg=x", .unknown), ("caller=main.go:1 level=info x=y", .info),
    (#"level="error""#, .error), ("sublevel=error", .unknown),
    ("I0711 12:30:00.123456       1 main.go:7] started", .info),
    ("E0711 12:30:00.123456       1 main.go:7] failed", .error), ("E071 12:30", .unknown),
    ("[error] 7#7: *1 open() failed", .error), ("2026/07/01 12:30:00 [warn] 7#7", .warning),
    ("2026-07-01 12:30:00,123 ERROR com.example.Main - x", .error), ("ERROR: x", .error),
    ("FATAL x", .fatal), ("an error that is no level", .unknown), ("<info> x", .info),
    ("2026-07-01 INFO  main: no ERROR", .info), ("", .unknown), ("x", .unknown),
    ("WARNINGS are on", .unknown),
  ])
  func isRecognised(_ line: String, _ level: LogLevel) {
    let found = Array(line.utf8).withUnsafeBufferPointer { LogLevel(recognizing: $0) }
    #expect(found == level)
  }

  @Test func aWordFarFromTheBeginningIsNone() {
    let line = String(repeating: "x ", count: 100) + "ERROR"
    let found = Array(line.utf8).withUnsafeBufferPointer { LogLevel(recognizing: $0) }
    #expect(found == .unknown)
  }
}
