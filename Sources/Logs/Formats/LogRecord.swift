/// A line of a log, taken apart: how grave it is, what it says, who says it, and the rest.
public struct LogRecord: Hashable, Sendable {
  /// How a line is written.
  public enum Form: Hashable, Sendable {
    /// A JSON object.
    case json
    /// `name=value` pairs.
    case logfmt
    /// As Kubernetes' own programs do: `E0711 12:30:00.123456       1 main.go:7] text`.
    case klog
    /// A text, with or without a time, a level and a place before it.
    case text
  }

  /// How it is written.
  public internal(set) var form: Form
  /// How grave it is.
  public internal(set) var level: LogLevel
  /// When it was written by its own account, as it stands there; nil where it doesn't say.
  public internal(set) var time: String?
  /// What it says; the whole line where nothing else is recognised in it.
  public internal(set) var message: String
  /// Which part of the program says it, under the name that it has there; nil where it isn't said.
  public internal(set) var logger: LogField?
  /// Everything else that has a name, in its order.
  public internal(set) var fields: [LogField]
  /// Everything that has a name, in its order; empty for texts.
  public internal(set) var all: [LogField]
  /// Whether it ended where its form says that it ends.
  public internal(set) var isComplete = true

  /// Whether it is made of names and values.
  public var isStructured: Bool { form == .json || form == .logfmt }

  /// The value of a field.
  public subscript(name: String) -> String? { fields.first { $0.name == name }?.value.text }

  /// Takes a line apart.
  public init(_ line: some Collection<UInt8>) {
    self.init(bytes: Array(line))
  }

  /// Takes a line apart.
  public init(_ line: String) { self.init(bytes: Array(line.utf8)) }

  private init(bytes: [UInt8]) {
    var bytes = bytes
    while let last = bytes.last, last == 0x0D || last == 0x0A { bytes.removeLast() }
    let level = bytes.withUnsafeBufferPointer { LogLevel(recognizing: $0) }
    let start = bytes.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? bytes.count
    if let object = LogJSON.object(in: bytes, at: start), !object.fields.isEmpty,
      bytes[object.end...].allSatisfy({ $0 == 0x20 || $0 == 0x09 })
    {
      self.init(.json, level, object.fields)
      isComplete = object.isComplete
    } else if let fields = Logfmt.fields(in: bytes, at: start) {
      self.init(.logfmt, level, fields)
    } else {
      self.init(.text, level, [])
      var reader = LogTextReader(bytes: bytes, start: start, level: level)
      reader.read(into: &self)
    }
  }

  private init(_ form: Form, _ level: LogLevel, _ all: [LogField]) {
    self.form = form
    self.level = level
    self.all = all
    fields = all
    message = ""
    guard form != .text else { return }
    time = take(Self.times)?.value.text
    // Levels that aren't understood stay to be seen.
    if level != .unknown { _ = take(Self.levels) }
    message = take(Self.messages)?.value.text ?? ""
    logger = take(Self.loggers)
  }

  /// Removes the first field of one of these names, those that come first in the list preferred.
  private mutating func take(_ names: [String]) -> LogField? {
    for name in names {
      if let index = fields.firstIndex(where: { $0.name == name && !$0.value.isCompound }) {
        return fields.remove(at: index)
      }
    }
    return nil
  }

  private static let times = [
    "time", "ts", "timestamp", "@timestamp", "@t", "Timestamp", "asctime", "datetime", "date",
  ]
  private static let levels = [
    "level", "lvl", "severity", "@level", "@l", "levelname", "level_name", "log.level", "loglevel",
    "Level", "LogLevel", "severityText",
  ]
  private static let messages = [
    "msg", "message", "@message", "@m", "@mt", "Message", "short_message", "event", "body", "log",
  ]
  private static let loggers = [
    "logger", "logger_name", "log.logger", "SourceContext", "Category", "category", "target",
    "component", "module", "@module", "name", "caller", "source",
  ]
}

extension LogValue {
  /// Whether there are values within it.
  public var isCompound: Bool {
    switch self {
    case .text, .literal: false
    case .list, .object: true
    }
  }
}
