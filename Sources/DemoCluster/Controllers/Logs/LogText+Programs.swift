// The words of programs whose lines aren't one like the other: colours, tracebacks, counters.
extension LogText {
  /// A line of a program that colours what it writes, as many do when nobody tells them not to.
  static func coloured(
    _ program: String, at time: DemoTime, random: inout RandomSource
  ) -> String {
    let stamp = "\u{1b}[2m\(time.rfc3339Micro)\u{1b}[0m"
    let place = "\u{1b}[2m\(program)::http\u{1b}[0m\u{1b}[2m:\u{1b}[0m"
    let milliseconds = 1 + random.next() % 90
    switch random.next() % 16 {
    case 0:
      return "\(stamp) \u{1b}[33m WARN\u{1b}[0m \(place) retrying \u{1b}[3mattempt\u{1b}[0m="
        + "\(1 + random.next() % 4)"
    case 1:
      return "\(stamp) \u{1b}[31mERROR\u{1b}[0m \(place) upstream closed the connection "
        + "\u{1b}[3mafter\u{1b}[0m=\(milliseconds * 40)ms"
    default:
      return "\(stamp) \u{1b}[32m INFO\u{1b}[0m \(place) request "
        + "\u{1b}[3mstatus\u{1b}[0m=200 \u{1b}[3mlatency\u{1b}[0m=\(milliseconds)ms"
    }
  }

  /// What a Python program writes, in one line or, where something went wrong, in several.
  static func python(
    _ program: String, at time: DemoTime, random: inout RandomSource
  ) -> String {
    let stamp =
      time.rfc3339Micro.prefix(10) + " " + time.rfc3339Micro.dropFirst(11).prefix(8) + ","
      + time.rfc3339Micro.dropFirst(20).prefix(3)
    let name = program.replacing("-", with: "_")
    switch random.next() % 24 {
    case 0:
      return """
        \(stamp) [ERROR] \(name).worker: job \(random.next() % 10_000) failed
        Traceback (most recent call last):
          File "/app/\(name)/worker.py", line 118, in run
            reading = self.source.read(timeout=5)
          File "/app/\(name)/source.py", line 41, in read
            raise TimeoutError(f"no answer from {self.address}")
        TimeoutError: no answer from 192.168.10.\(20 + random.next() % 9)
        """
    case 1, 2:
      return "\(stamp) [WARNING] \(name).worker: queue is \(40 + random.next() % 60) % full"
    case 3: return "\(stamp) [DEBUG] \(name).cache: \(random.next() % 900) entries"
    default: return "\(stamp) [INFO] \(name).worker: job \(random.next() % 10_000) done"
    }
  }

  /// What a release of the front end that waits too long for its back end writes among the rest.
  static func upstreamTimeout(at time: DemoTime, random: inout RandomSource) -> String {
    "\(slashed(time)) [error] 31#31: *\(random.next() % 90_000) upstream timed out (110: Operation "
      + "timed out) while reading response header from upstream, client: "
      + "10.244.\(1 + random.next() % 3).\(2 + random.next() % 250), request: \"GET /api/items "
      + "HTTP/1.1\", upstream: \"http://10.96.12.8:8080/api/items\""
  }
}
