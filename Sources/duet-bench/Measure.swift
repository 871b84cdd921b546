import Glibc

/// Times and sizes of this process, and how to write them.
enum Measure {
  /// The best of several runs, which other work on the machine disturbs least.
  static func best(of runs: Int, _ work: () -> Void) -> Duration {
    let clock = ContinuousClock()
    return (0..<runs).map { _ in clock.measure(work) }.min() ?? .zero
  }

  /// The most memory this process ever had resident, in KiB.
  ///
  /// Not from getrusage(2): there, a process begins with what the one that started it had.
  static var peakResidentKiB: Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let words = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      let text = String(decoding: words, as: UTF8.self)
      guard text.hasPrefix("VmHWM:") else { continue }
      return Int(text.filter(\.isNumber)) ?? 0
    }
    return 0
  }

  /// The processor time this process has used.
  static var processorTime: Duration {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return duration(usage.ru_utime) + duration(usage.ru_stime)
  }

  static func duration(_ time: timeval) -> Duration {
    .seconds(Int64(time.tv_sec)) + .microseconds(Int64(time.tv_usec))
  }

  static func milliseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1000
      + Double(duration.components.attoseconds) / 1e15
  }

  /// A duration with three digits that matter.
  static func text(_ duration: Duration) -> String {
    let value = milliseconds(duration)
    if value < 1 { return "\(rounded(value * 1000)) µs" }
    if value < 1000 { return "\(rounded(value)) ms" }
    return "\(rounded(value / 1000)) s"
  }

  static func mebibytes(_ kibibytes: Int) -> String { "\(rounded(Double(kibibytes) / 1024)) MiB" }

  static func rounded(_ value: Double) -> String {
    let digits = value >= 100 ? 1.0 : value >= 10 ? 10.0 : 100.0
    let number = (value * digits).rounded() / digits
    return digits == 1 ? String(Int(number)) : String(number)
  }

  /// The value below which that share of the sorted values lies.
  static func percentile(_ share: Double, of sorted: [Duration]) -> Duration {
    guard !sorted.isEmpty else { return .zero }
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }
}
