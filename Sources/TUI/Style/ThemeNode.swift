/// What a theme file says, whatever format it was written in.
///
/// This module reads no YAML; whoever does turns a document into this. Every scalar is its text,
/// a key whose value is null is left out.
public indirect enum ThemeNode: Equatable, Sendable {
  case scalar(String)
  case map([String: ThemeNode])
  case list([ThemeNode])

  /// The value of a key; nil where this is no map or has no such key.
  public subscript(key: String) -> ThemeNode? {
    guard case .map(let entries) = self else { return nil }
    return entries[key]
  }

  /// The text of a scalar.
  public var text: String? {
    guard case .scalar(let text) = self else { return nil }
    return text
  }
}

extension ThemeNode: ExpressibleByStringLiteral {
  /// Makes a scalar.
  public init(stringLiteral value: String) { self = .scalar(value) }
}

/// Why a theme file cannot be used.
public enum ThemeError: Error, Equatable, Sendable {
  /// It is neither a theme (no `roles`) nor a k9s skin (no `k9s`).
  case unknownFormat
  /// The part of that name isn't of the expected form.
  case malformed(String)
  /// There is no role of that name.
  case unknownRole(String)
  /// A role asks for a colour that neither the palette nor the W3C's names have.
  case unknownColor(String, role: String)
}

extension Theme {
  /// A theme and what there is to say about its file.
  public struct Loaded: Equatable, Sendable {
    /// The theme.
    public var theme: Theme
    /// What was ignored or replaced, one sentence each.
    public var notes: [String]
  }

  /// Reads a theme file of either format; `name` is that of the file, for those without their own.
  public static func load(_ node: ThemeNode, name: String) throws(ThemeError) -> Loaded {
    if node["k9s"] != nil {
      let skin = K9sSkin(node)
      return Loaded(theme: skin.theme(named: name), notes: skin.notes)
    }
    guard node["roles"] != nil else { throw .unknownFormat }
    return Loaded(theme: try Theme(duet: node, name: name), notes: [])
  }
}
