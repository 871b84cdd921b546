internal import Documents
public import Kubernetes

/// A line of a log that one of Argo CD's programs writes: in logfmt, in JSON, or as klog does.
public struct ControllerLogLine: Hashable, Sendable {
  /// How bad it is.
  public enum Level: UInt8, Hashable, Sendable, CaseIterable {
    case trace
    case debug
    case info
    case warning
    case error
    case fatal

    init?(_ word: String) {
      switch word.lowercased() {
      case "trace": self = .trace
      case "debug": self = .debug
      case "info", "information": self = .info
      case "warn", "warning": self = .warning
      case "error", "err": self = .error
      case "fatal", "panic": self = .fatal
      default: return nil
      }
    }
  }

  /// A field of the line.
  public struct Field: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: String
  }

  /// When it was written; nil where it doesn't say.
  public var time: Timestamp?
  /// How bad it is; nil where it doesn't say.
  public var level: Level?
  /// What it says; the whole line where it is in none of the forms.
  public var message: String
  /// Everything else, in its order.
  public var fields: [Field]

  /// Reads a line.
  public init(_ line: String) {
    (message, fields) = (line, [])
    var line = line
    if line.hasSuffix("\r") { line.removeLast() }
    if line.hasPrefix("{"), let value = try? Value(json: Array(line.utf8)), let all = value.object {
      fields = all.sorted { $0.key < $1.key }.map {
        Field(name: $0.key, value: Self.text($0.value))
      }
      takeStandardFields()
    } else if let pairs = Logfmt.read(line) {
      fields = pairs
      takeStandardFields()
    } else {
      readKlog(line)
    }
  }

  /// The value of a field.
  public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  private static func text(_ value: Value) -> String {
    value.string ?? String(decoding: JSONWriter().bytes(value), as: UTF8.self)
  }

  private mutating func takeStandardFields() {
    func take(_ names: [String]) -> String? {
      guard let index = fields.firstIndex(where: { names.contains($0.name) }) else { return nil }
      return fields.remove(at: index).value
    }
    if let text = take(["time", "ts", "timestamp"]) { time = Timestamp(text) ?? Self.epoch(text) }
    if let word = take(["level", "lvl", "severity"]) { level = Level(word) }
    message = take(["msg", "message"]) ?? ""
  }

  /// Seconds since 1970 with a fraction, as some loggers write them.
  private static func epoch(_ text: String) -> Timestamp? {
    guard let seconds = Double(text), seconds > 0, seconds < 1e11 else { return nil }
    let whole = seconds.rounded(.down)
    return Timestamp(
      seconds: Int64(whole), nanoseconds: Int32(min((seconds - whole) * 1e9, 999_999_999)))
  }

  /// `W0102 15:04:05.000000       1 file.go:12] text`: without a year, so without a time.
  private mutating func readKlog(_ line: String) {
    guard let letter = line.first, let bracket = line.firstRange(of: "] "),
      line.dropFirst().prefix(4).allSatisfy({ $0.isASCII && $0.isNumber }),
      line.utf8.count > 6
    else { return }
    switch letter {
    case "I": level = .info
    case "W": level = .warning
    case "E": level = .error
    case "F": level = .fatal
    default: return
    }
    if let place = line[..<bracket.lowerBound].split(separator: " ").last {
      fields = [Field(name: "source", value: String(place))]
    }
    message = String(line[bracket.upperBound...])
  }
}

extension ControllerLogLine {
  /// The application it is about, as it names it, with its namespace where it has one.
  ///
  /// Programs of Argo CD write `application=argocd/shop`, or the name alone with the namespace in
  /// `app-namespace`; tracking writes `argocd_shop`.
  public var application: ObjectName? {
    for name in ["application", "app", "app-name", "appName", "app_name"] {
      guard let value = self[name], !value.isEmpty else { continue }
      let namespace = self["app-namespace"] ?? self["appNamespace"] ?? self["app_namespace"] ?? ""
      if let slash = value.firstIndex(of: "/") {
        return ObjectName(
          namespace: String(value[..<slash]), name: String(value[value.index(after: slash)...]))
      }
      return ObjectName(namespace: namespace, name: value)
    }
    return nil
  }

  /// Whether it is about an application; `controlNamespace` is the one that Argo CD runs in.
  public func isAbout(_ application: ObjectName, controlNamespace: String) -> Bool {
    guard let named = self.application else { return isMentioned(application) }
    if named.name == application.name {
      return named.namespace.isEmpty
        ? application.namespace == controlNamespace || application.namespace.isEmpty
        : named.namespace == application.namespace || application.namespace.isEmpty
    }
    return named.namespace.isEmpty && named.name == "\(application.namespace)_\(application.name)"
  }

  /// Lines of the queue have the application in their text alone: `updated 'argocd/shop' operation`.
  private func isMentioned(_ application: ObjectName) -> Bool {
    guard !application.namespace.isEmpty else { return false }
    let name = "\(application.namespace)/\(application.name)"
    var rest = message[...]
    while let range = rest.firstRange(of: name) {
      let before =
        range.lowerBound == message.startIndex
        ? nil : message[message.index(before: range.lowerBound)]
      let after = range.upperBound == message.endIndex ? nil : message[range.upperBound]
      if before.map({ !$0.isNamePart }) ?? true, after.map({ !$0.isNamePart }) ?? true {
        return true
      }
      rest = message[range.upperBound...]
    }
    return false
  }
}

extension Character {
  /// Whether it may be a part of a name, or of a path around it.
  fileprivate var isNamePart: Bool {
    isLetter || isNumber || self == "-" || self == "/" || self == "."
  }
}
