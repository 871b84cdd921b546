/// What a piece of text is for; a theme says what that looks like.
///
/// Panes speak of roles only, so goldens don't depend on a theme and a theme can be changed while
/// the program runs.
public enum Role: UInt8, Hashable, Sendable, CaseIterable {
  // Text
  case text, muted, strong, title, counter, filter
  // Frames
  case border, focusedBorder
  // Header and footer
  case header, headerLabel, key, keyLabel, tab, activeTab
  // Tables and trees
  case columnHeader, sortedColumn, selection, inactiveSelection, mark
  // Argo CD's words for health and sync
  case healthy, progressing, degraded, suspended, missing, unknown, synced, outOfSync
  // Life cycle of a row, and differences
  case completed, terminating, added, removed, changed
  // Messages
  case info, success, warning, error, stale
  // Documents and logs
  case match, yamlKey, yamlPunctuation, yamlValue, yamlString, yamlNumber, yamlComment, timestamp
  // Palette and dialogs
  case prompt, promptSuggestion, dialog, dialogButton, dialogFocusedButton, dialogDanger
  // A palette of eight to tell sources apart, such as the pods of one log
  case accent0, accent1, accent2, accent3, accent4, accent5, accent6, accent7
}

/// A colour as asked for by a style: by role, or as text from the cluster gave it.
public enum Ink: Hashable, Sendable {
  /// What the theme says for that role.
  case role(Role)
  /// A colour of the terminal's palette (0 to 255): only where a log line itself asks for it.
  case palette(UInt8)
  /// A 24-bit colour: only where a log line itself asks for it.
  case rgb(UInt8, UInt8, UInt8)
}

/// Weight and decoration, on top of what the theme gives a role.
public struct Attributes: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt8
  /// Makes a set from bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// Heavier.
  public static let bold = Attributes(rawValue: 1)
  /// Fainter.
  public static let dim = Attributes(rawValue: 2)
  /// Underlined.
  public static let underline = Attributes(rawValue: 4)
  /// Foreground and background swapped.
  public static let reverse = Attributes(rawValue: 8)
  /// Slanted.
  public static let italic = Attributes(rawValue: 16)
}

/// How a cell looks: foreground and background inks, and attributes.
public struct Style: Hashable, Sendable {
  /// The ink of the text.
  public var foreground: Ink
  /// The ink behind it; a role here means that role's *background* in the theme.
  public var background: Ink
  /// Weight and decoration.
  public var attributes: Attributes

  /// Text of a role on the background of another; plain text's by default.
  public init(_ role: Role = .text, on background: Role = .text, _ attributes: Attributes = []) {
    self.foreground = .role(role)
    self.background = .role(background)
    self.attributes = attributes
  }

  /// Text in any ink.
  public init(foreground: Ink, background: Ink = .role(.text), attributes: Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The same with the background of another role.
  public func on(_ role: Role) -> Style {
    var copy = self
    copy.background = .role(role)
    return copy
  }

  /// The same with more attributes.
  public func with(_ attributes: Attributes) -> Style {
    var copy = self
    copy.attributes.formUnion(attributes)
    return copy
  }
}
