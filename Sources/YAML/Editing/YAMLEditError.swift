/// Why a change can't be made to a YAML text without touching what isn't meant.
public struct YAMLEditError: Error, Hashable, Sendable {
  /// What is in the way.
  public enum Reason: Hashable, Sendable {
    /// The text can't be read.
    case unreadable(YAMLError.Reason)
    /// There is no such document.
    case noDocument(Int)
    /// There is nothing that could hold such a place.
    case unreachable(String)
    /// The place is within what an alias stands for, which other places share.
    case alias(String)
    /// The place is within what has an anchor that other places use.
    case anchor(String)
    /// The field comes through `<<` from another mapping.
    case merged(String)
    /// The text, changed and read again, doesn't say what it should.
    case notAsMeant
  }

  /// What is in the way.
  public var reason: Reason
  /// The file, as the caller named it.
  public var file: String?
  /// The line, from 1; nil for the text as a whole.
  public var line: Int?

  /// Makes an error.
  public init(_ reason: Reason, file: String?, line: Int? = nil) {
    self.reason = reason
    self.file = file
    self.line = line
  }
}

extension YAMLEditError: CustomStringConvertible {
  /// One line that says where and what.
  public var description: String {
    let place = [file, line.map(String.init)].compactMap(\.self).joined(separator: ":")
    return (place.isEmpty ? "" : "\(place): ") + "\(reason)"
  }
}

extension YAMLEditError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let reason): "\(reason)"
    case .noDocument(let index): "there is no document \(index + 1)"
    case .unreachable(let place): "there is nothing that could hold \(place)"
    case .alias(let name): "the alias *\(name) stands here, and what it stands for is shared"
    case .anchor(let name): "other places use this by the anchor &\(name), and would change too"
    case .merged(let key): "\(key) comes through <<, and can't be taken out here alone"
    case .notAsMeant:
      "the text is laid out in a way that can't be changed here without touching more of it"
    }
  }
}
