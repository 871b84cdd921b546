/// The words of logs.
enum LogText {
  /// What a program says while it starts.
  static func opening(
    _ style: LogStyle, program: String, version: String, at time: DemoTime
  ) -> [String] {
    let stamp = time.rfc3339
    switch style {
    case .nginx:
      return [
        "/docker-entrypoint.sh: Configuration complete; ready for start up",
        "\(slashed(time)) [notice] 1#1: using the \"epoll\" event method",
        "\(slashed(time)) [notice] 1#1: nginx/1.29.0",
        "\(slashed(time)) [notice] 1#1: start worker processes",
      ]
    case .go:
      return [
        "time=\(stamp) level=INFO msg=\"starting \(program)\" version=\(version)",
        "time=\(stamp) level=INFO msg=\"configuration loaded\" file=/etc/\(program)/config.yaml",
        "time=\(stamp) level=INFO msg=listening addr=:8080",
      ]
    case .json:
      return [
        #"{"level":"info","ts":"\#(stamp)","logger":"\#(program)","msg":"starting","version":"\#(version)"}"#,
        #"{"level":"info","ts":"\#(stamp)","logger":"\#(program)","msg":"connected","backend":"postgres"}"#,
        #"{"level":"info","ts":"\#(stamp)","logger":"\#(program)","msg":"listening","port":8080}"#,
      ]
    case .klog:
      return [
        "\(klogHead("I", time)) main.go:58] \"Starting\" component=\"\(program)\" version=\"\(version)\"",
        "\(klogHead("I", time)) leaderelection.go:257] attempting to acquire leader lease...",
        "\(klogHead("I", time)) leaderelection.go:271] successfully acquired lease",
      ]
    case .java:
      return springStart(program, time) + [
        springLine(
          "INFO", program, "Started Application in 6.412 seconds (process running for 7.1)", time)
      ]
    case .javaCrash: return springStart(program, time) + javaTrace(program, time)
    case .task: return ["\(program) \(version): begin", "reading configuration"]
    case .database:
      return [
        "\(stamp) LOG:  starting server, version \(version)",
        "\(stamp) LOG:  listening on IPv4 address \"0.0.0.0\", port 5432",
        "\(stamp) LOG:  database system is ready to accept connections",
      ]
    case .quiet: return ["\(program) \(version) started"]
    case .python: return ["Starting \(program) \(version) on Python 3.14.0"]
    case .coloured:
      return [
        "\u{1b}[1m\(program)\u{1b}[0m \(version)",
        "\u{1b}[32mlistening\u{1b}[0m on \u{1b}[4mhttp://0.0.0.0:8080\u{1b}[0m",
      ]
    case .counter: return []
    case .recorded: return []
    }
  }

  /// One of the lines that a program goes on writing, or several that belong together.
  static func steady(
    _ writer: LogWriter, number: Int, at time: DemoTime, random: inout RandomSource
  ) -> String {
    let program = writer.program
    let stamp = time.rfc3339
    let milliseconds = 1 + random.next() % 180
    switch writer.style {
    case .nginx:
      let waitsTooLong = writer.version == slowRelease && random.next() % 18 == 0
      return waitsTooLong
        ? upstreamTimeout(at: time, random: &random) : access(time, &random)
    case .go:
      switch random.next() % 12 {
      case 0:
        return "time=\(stamp) level=WARN msg=\"slow request\" path=\(path(&random)) "
          + "duration=\(milliseconds * 9)ms"
      case 1:
        return "time=\(stamp) level=INFO msg=\"cache refreshed\" entries=\(random.next() % 900)"
      default:
        return "time=\(stamp) level=INFO msg=request method=GET path=\(path(&random)) status=200 "
          + "duration=\(milliseconds)ms"
      }
    case .json:
      let isSlow = random.next() % 15 == 0
      return #"{"level":"\#(isSlow ? "warn" : "info")","ts":"\#(stamp)","logger":"\#(program)","#
        + #""msg":"\#(isSlow ? "slow query" : "handled")","path":"\#(path(&random))","status":200,"#
        + #""duration_ms":\#(isSlow ? milliseconds * 11 : milliseconds),"trace":"\#(trace(&random))"}"#
    case .klog:
      let lines = [
        "reflector.go:389] \"Watch closed\" type=\"*v1.Node\" items=\(random.next() % 40)",
        "controller.go:231] \"Reconciled\" duration=\"\(milliseconds)ms\"",
        "shared_informer.go:320] Caches are synced for \(program)",
      ]
      return klogHead("I", time) + " " + lines[Int(random.next() % 3)]
    case .java, .javaCrash:
      return springLine(
        "INFO", program, "\(path(&random)) answered in \(milliseconds) ms", time)
    case .task: return "\(milliseconds) items done, \(random.next() % 4) skipped"
    case .database:
      return random.next() % 3 == 0
        ? "\(stamp) LOG:  checkpoint starting: time"
        : "\(stamp) LOG:  checkpoint complete: wrote \(milliseconds) buffers (0.\(random.next() % 9)%)"
    case .quiet: return "still here"
    case .python: return python(program, at: time, random: &random)
    case .coloured: return coloured(program, at: time, random: &random)
    case .counter: return "pod=\(writer.pod) counter=\(number)"
    case .recorded: return ""
    }
  }

  /// The release of the front end that is slower than the one before.
  private static let slowRelease = "91d5e02"

  /// What a program says at its end.
  static func closing(
    _ style: LogStyle, program: String, _ termination: ContainerState.Termination
  ) -> [String] {
    let stamp = termination.finished.rfc3339
    switch (style, termination.exitCode) {
    case (.javaCrash, _): return []
    case (.task, 0): return ["all done"]
    case (.task, let code): return ["error: \(program) failed with status \(code)"]
    case (_, 0): return style == .go ? ["time=\(stamp) level=INFO msg=\"shutting down\""] : []
    case (_, 137): return []
    case (.go, _):
      return [
        "time=\(stamp) level=ERROR msg=\"cannot reach backend\" "
          + "err=\"dial tcp 10.96.14.3:5432: connect: connection refused\"",
        "panic: runtime error: invalid memory address or nil pointer dereference",
        "goroutine 1 [running]:", "main.main()", "\t/src/main.go:87 +0x1d4",
      ]
    case (.json, _):
      return [
        #"{"level":"fatal","ts":"\#(stamp)","logger":"\#(program)","msg":"configuration invalid","error":"unknown field \"retries\""}"#
      ]
    case (_, let code): return ["\(program): exit status \(code)"]
    }
  }

  // MARK: Pieces

  private static func access(_ time: DemoTime, _ random: inout RandomSource) -> String {
    let address = "10.244.\(1 + random.next() % 3).\(2 + random.next() % 250)"
    let isMissing = random.next() % 25 == 0
    let target = isMissing ? "/favicon.ico" : path(&random)
    let agents = [
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "kube-probe/1.34",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15",
    ]
    let agent = agents[Int(random.next() % 3)]
    return
      "\(address) - - [\(commonLog(time))] \"GET \(target) HTTP/1.1\" \(isMissing ? 404 : 200) "
      + "\(200 + random.next() % 9000) \"-\" \"\(agent)\""
  }

  private static func path(_ random: inout RandomSource) -> String {
    let paths = [
      "/", "/health.json", "/api/items", "/api/items/\(random.next() % 500)", "/assets/main.js",
      "/api/users/me", "/api/search?q=lamp", "/metrics",
    ]
    return paths[Int(random.next() % UInt64(paths.count))]
  }

  private static func trace(_ random: inout RandomSource) -> String {
    let digits = String(random.next(), radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  private static func klogHead(_ severity: String, _ time: DemoTime) -> String {
    let text = time.rfc3339Micro
    let month = text.dropFirst(5).prefix(2)
    let day = text.dropFirst(8).prefix(2)
    return "\(severity)\(month)\(day) \(text.dropFirst(11).prefix(15))       1"
  }

  static func slashed(_ time: DemoTime) -> String {
    let text = time.rfc3339
    return text.prefix(10).map { $0 == "-" ? "/" : String($0) }.joined() + " "
      + text.dropFirst(11).prefix(8)
  }

  private static func commonLog(_ time: DemoTime) -> String {
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let text = time.rfc3339
    let month = Int(text.dropFirst(5).prefix(2)) ?? 1
    return "\(text.dropFirst(8).prefix(2))/\(months[month - 1])/\(text.prefix(4)):"
      + "\(text.dropFirst(11).prefix(8)) +0000"
  }

  private static func springLine(
    _ level: String, _ program: String, _ message: String, _ time: DemoTime
  ) -> String {
    let stamp = time.rfc3339Micro.prefix(23)
    return
      "\(stamp)Z  \(level) 1 --- [\(program)] [main] net.talos.catalyst.Application : \(message)"
  }

  private static func springStart(_ program: String, _ time: DemoTime) -> [String] {
    [
      springLine("INFO", program, "Starting Application using Java 21.0.7 with PID 1", time),
      springLine("INFO", program, "The following 1 profile is active: \"talos\"", time),
      springLine("INFO", program, "Tomcat initialized with port 8080 (http)", time),
      springLine("INFO", program, "HikariPool-1 - Starting...", time),
    ]
  }

  private static func javaTrace(_ program: String, _ time: DemoTime) -> [String] {
    [
      springLine("ERROR", program, "Application run failed", time),
      "",
      "org.springframework.beans.factory.BeanCreationException: Error creating bean with name "
        + "'entityManagerFactory': Unable to determine the pool size",
      "\tat org.springframework.beans.factory.support.AbstractAutowireCapableBeanFactory.initializeBean(AbstractAutowireCapableBeanFactory.java:1826)",
      "\tat org.springframework.beans.factory.support.AbstractBeanFactory.doGetBean(AbstractBeanFactory.java:339)",
      "\tat org.springframework.context.support.AbstractApplicationContext.refresh(AbstractApplicationContext.java:627)",
      "\tat org.springframework.boot.SpringApplication.run(SpringApplication.java:335)",
      "\tat net.talos.catalyst.Application.main(Application.java:14)",
      "Caused by: java.lang.IllegalArgumentException: maximumPoolSize cannot be less than 1",
      "\tat com.zaxxer.hikari.HikariConfig.setMaximumPoolSize(HikariConfig.java:264)",
      "\tat net.talos.catalyst.data.PoolConfiguration.dataSource(PoolConfiguration.java:41)",
      "\t... 22 common frames omitted",
    ]
  }
}
