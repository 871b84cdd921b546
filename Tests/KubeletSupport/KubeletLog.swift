import Kubernetes

/// What one container has written, as a node keeps it in a file.
struct KubeletLog {
  /// A line, or a piece of one that was written in pieces.
  struct Line {
    var time: Timestamp
    var text: [UInt8]
    /// Whether the line before it goes on here.
    var continues: Bool
    /// Whether it goes on in the next.
    var isOpen: Bool

    func shown(withTime: Bool) -> [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(text.count + 32)
      if withTime, !continues { bytes += (time.inLog + " ").utf8 }
      bytes += text
      if !isOpen { bytes.append(10) }
      return bytes
    }
  }

  /// Which run of the container wrote it, from 0.
  let run: Int
  /// All that was written; who reads a file to its end goes on with the next.
  private(set) var lines: [Line] = []
  /// How many lines are in files that nobody can ask for.
  private var rotated = 0
  var hasEnded = false
  /// Counts the times that its readers were thrown out.
  var cuts = 0
  /// What is sent before that: half of the last line, by the bytes.
  var sendsHalf = false

  init(run: Int = 0) { self.run = run }

  /// How many lines there have been.
  var count: Int { lines.count }

  mutating func write(_ bytes: [UInt8], at time: Timestamp) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 10)
      lines.append(
        Line(
          time: time, text: Array(rest[..<(end ?? rest.endIndex)]),
          continues: lines.last?.isOpen ?? false, isOpen: end == nil))
      rest = end.map { rest[($0 + 1)...] } ?? []
    }
  }

  mutating func rotate() { rotated = lines.count }

  /// What a reader begins with: of the last so many lines those that aren't older.
  func start(_ query: KubeletQuery) -> [Line] {
    lines[rotated...].suffix(query.tail ?? .max).filter { line in
      query.since.map { line.time >= $0 } ?? true
    }
  }
}

/// What a request for a log asks for.
struct KubeletQuery {
  var container: StandInKubelet.Container
  var follows = false
  var previous = false
  var withTimes = false
  var since: Timestamp?
  var tail: Int?
  var limit: Int?

  /// Reads `/containerLogs/NAMESPACE/POD/CONTAINER?…`; nil for any other target.
  init?(_ target: String, at now: Timestamp) {
    let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
    let path = parts[0].split(separator: "/").map(String.init)
    guard path.count == 4, path[0] == "containerLogs" else { return nil }
    container = StandInKubelet.Container(path[2], path[3], in: path[1])
    for field in (parts.dropFirst().first ?? "").split(separator: "&") {
      let pair = field.split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2 else { continue }
      switch pair[0] {
      case "follow": follows = pair[1] == "true"
      case "previous": previous = pair[1] == "true"
      case "timestamps": withTimes = pair[1] == "true"
      case "tailLines": tail = Int(pair[1])
      case "limitBytes": limit = Int(pair[1])
      case "sinceTime":
        since = Timestamp(pair[1].replacing("%3A", with: ":").replacing("%2B", with: "+"))
      case "sinceSeconds":
        since = Int64(pair[1]).map {
          Timestamp(seconds: now.seconds - $0, nanoseconds: now.nanoseconds)
        }
      default: break
      }
    }
  }
}

extension Timestamp {
  /// As nodes write times in front of lines: always with nine digits behind the point.
  var inLog: String {
    let digits = String(nanoseconds)
    let fraction = String(repeating: "0", count: 9 - digits.utf8.count) + digits
    return Timestamp(seconds: seconds).rfc3339.prefix(19) + "." + fraction + "Z"
  }
}
