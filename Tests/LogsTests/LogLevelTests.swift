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
    ("ts=1 lvl=dbug msg=x", .debug), ("ts=1 lvl=odd msg=x", .unknown),
    ("caller=main.go:1 level=info x=y", .info),
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

  // As these programs and libraries write them.
  @Test(arguments: [
    ("2026-07-01T12:30:00.123Z\tINFO\tsetup\tstarting manager\t{\"a\":1}", LogLevel.info),
    ("2026-07-01T12:30:00.123456Z\terror\tklog\tcannot list", .error),
    (#"{"level":"error","ts":1751373000.12,"logger":"x","caller":"m.go:1","msg":"m"}"#, .error),
    (#"time="2026-07-01T12:30:00Z" level=fatal msg="no""#, .fatal),
    ("\u{1B}[36mINFO\u{1B}[0m[0000] Starting                 port=80", .info),
    ("\u{1B}[31mlevel\u{1B}[0m=error \u{1B}[31mmsg\u{1B}[0m=x", .error),
    ("time=2026-07-01T12:30:00.000Z level=WARN msg=slow", .warning),
    (#"{"time":"2026-07-01T12:30:00Z","level":"ERROR","msg":"x"}"#, .error),
    (#"{"level":50,"time":1751373000123,"pid":1,"hostname":"a","msg":"x"}"#, .error),
    (#"{"name":"app","hostname":"h","pid":1,"level":40,"msg":"x","time":"t","v":0}"#, .warning),
    ("2026-07-01 12:30:00,123 ERROR [main] com.example.Main - x", .error),
    ("12:30:00.123 [http-nio-8080-exec-1] WARN  c.e.Main - x", .warning),
    ("2026-07-01T12:30:00.123Z ERROR 1 --- [main] c.e.Main : x", .error),
    ("Jul 01, 2026 12:30:00 PM com.example.Main main\nSEVERE: x", .unknown),
    ("SEVERE: it failed", .error),
    ("2026-07-01 12:30:00,123 - app.worker - WARNING - x", .warning),
    ("WARNING:root:x", .warning), ("INFO:     Started server process [1]", .info),
    ("[2026-07-01 12:30:00 +0000] [7] [CRITICAL] WORKER TIMEOUT", .fatal),
    ("2026/07/01 12:30:00 [emerg] 1#1: bind() failed", .fatal),
    (#"10.0.0.1 - - [01/Jul/2026:12:30:00 +0000] "GET /ERROR HTTP/1.1" 200 7"#, .unknown),
    ("[2026-07-01 12:30:00.123][1][warning][config] [source/a.cc:12] x", .warning),
    (#"{"@t":"2026-07-01T12:30:00Z","@m":"x"}"#, .info),
    (#"{"@t":"2026-07-01T12:30:00Z","@mt":"x {Level}","@l":"Warning"}"#, .warning),
    (#"{"Timestamp":"t","Level":"Information","MessageTemplate":"x"}"#, .info),
    ("info: Microsoft.Hosting.Lifetime[14]", .info), ("fail: Program[0]", .error),
    ("2026-07-01T12:30:00Z INF Traefik version 3.0.0 built on 2026", .info),
    (#"time="2026-07-01T12:30:00Z" level=debug msg="Added route" routerName=a@file"#, .debug),
    (#"time="2026-07-01T12:30:00Z" level=warning msg="No HTTP secret" go.version=go1.2"#, .warning),
    ("2026-07-01 12:30:00.123 UTC [1] LOG:  database system is ready", .info),
    ("2026-07-01 12:30:00.123 UTC [42] FATAL:  role \"x\" does not exist", .fatal),
    ("2026-07-01 12:30:00.123 UTC [42] STATEMENT:  SELECT 1", .unknown),
    ("1:M 01 Jul 2026 12:30:00.123 * Ready to accept connections", .info),
    ("1:C 01 Jul 2026 12:30:00.123 # WARNING: overcommit", .warning),
    ("2026-07-01T12:30:00.123Z 0 [Warning] [MY-010068] [Server] CA", .warning),
    ("2026/07/01 12:30:00 cmd/web.go:223:run() [E] Failed", .error),
    ("E, [2026-07-01T12:30:00.123 #1] ERROR -- : x", .error),
    ("\u{1B}[2m2026-07-01T12:30:00Z\u{1B}[0m \u{1B}[33m WARN\u{1B}[0m app::db: x", .warning),
    ("2026-07-01 12:30:00.123 | SUCCESS  | app:main:3 - x", .info),
    (#"{"message":"x","level":400,"level_name":"ERROR","channel":"app"}"#, .error),
    (#"{"asctime":"t","levelname":"ERROR","message":"x"}"#, .error),
    (#"{"@timestamp":"t","log.level":"WARN","message":"x"}"#, .warning),
    (#"{"@timestamp":"t","log":{"level":"error"},"message":"x"}"#, .error),
    (#"{"request":{"level":"error"},"level":"info"}"#, .info),
    (#"{"msg":"say \"level\":\"error\"","level":"info"}"#, .info),
    (#"msg="x level=error" level=info"#, .info), ("NO_ERROR here", .unknown),
    ("panic: runtime error: index out of range", .fatal),
    ("Traceback (most recent call last):", .error),
    ("Error: INSTALLATION FAILED: x", .error), ("   Error: indented", .error),
    (#"{"level":0,"msg":"of logr"}"#, .unknown),
  ])
  func ofRealProgramsIsRecognised(_ line: String, _ level: LogLevel) {
    let found = Array(line.utf8).withUnsafeBufferPointer { LogLevel(recognizing: $0) }
    #expect(found == level)
  }

  @Test func aWordFarFromTheBeginningIsNone() {
    let line = String(repeating: "x ", count: 100) + "ERROR"
    let found = Array(line.utf8).withUnsafeBufferPointer { LogLevel(recognizing: $0) }
    #expect(found == .unknown)
  }
}
