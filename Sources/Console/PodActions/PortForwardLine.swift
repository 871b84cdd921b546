/// What a line of `kubectl port-forward` says.
enum PortForwardLine: Equatable {
  /// It listens, and where that leads.
  case listening(local: Int, remote: Int)
  /// Somebody has connected.
  case connection
  /// Something is wrong, in its words.
  case problem(String)

  /// Reads a line; nil where it says nothing.
  ///
  /// Its words are those of kubectl's `tools/portforward` since 1.10, less the marks of its log:
  /// `E1123 14:05:00.000000    4242 portforward.go:409] `.
  init?(_ line: String) {
    let line = line.trimmingSpaces
    if let places = Self.places(of: line) {
      self = places
    } else if line.hasPrefix("Handling connection for ") {
      self = .connection
    } else if line.isEmpty {
      return nil
    } else {
      self = .problem(Self.words(of: line))
    }
  }

  /// `Forwarding from 127.0.0.1:8080 -> 80`.
  private static func places(of line: String) -> PortForwardLine? {
    guard line.hasPrefix("Forwarding from "), let arrow = line.firstRange(of: " -> "),
      let remote = Int(line[arrow.upperBound...]),
      let local = line[..<arrow.lowerBound].split(separator: ":").last.flatMap({ Int($0) })
    else { return nil }
    return .listening(local: local, remote: remote)
  }

  private static func words(of line: String) -> String {
    var words = Substring(line)
    if let mark = words.firstIndex(of: "]"), "EWIF".contains(words.first ?? " "),
      words.dropFirst().first?.isNumber == true
    {
      words = words[words.index(after: mark)...]
    }
    var text = String(words).trimmingSpaces
    for mark in ["error: ", "Error: "] where text.hasPrefix(mark) {
      text.removeFirst(mark.count)
    }
    return text.contains("address already in use") || text.hasPrefix("unable to listen on any")
      ? "the port is in use here: \(text)" : text
  }
}
