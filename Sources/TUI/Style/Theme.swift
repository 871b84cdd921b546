/// What a role looks like: colours where the theme names them, and attributes.
public struct Paint: Hashable, Sendable {
  /// The colour of the text; nil leaves it at plain text's.
  public var foreground: Color?
  /// The colour behind it; nil leaves it at plain text's.
  public var background: Color?
  /// Weight and decoration.
  public var attributes: Attributes

  /// Makes a paint.
  public init(
    _ foreground: Color? = nil, on background: Color? = nil, _ attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}

/// What every role looks like.
public struct Theme: Equatable, Sendable {
  /// What a terminal is to show for a style, nothing left open.
  public struct Appearance: Hashable, Sendable {
    /// The colour of the text.
    public var foreground: Color
    /// The colour behind it.
    public var background: Color
    /// Weight and decoration.
    public var attributes: Attributes

    /// Makes an appearance.
    public init(foreground: Color, background: Color, attributes: Attributes) {
      self.foreground = foreground
      self.background = background
      self.attributes = attributes
    }
  }

  /// What the palette lists it as.
  public var name: String
  private var paints: [Paint]

  /// Makes a theme; roles that aren't named look like plain text.
  public init(name: String, _ paints: [Role: Paint] = [:]) {
    self.name = name
    self.paints = Role.allCases.map { paints[$0] ?? Paint() }
  }

  /// Makes a theme from another by replacing what some roles look like.
  public init(name: String? = nil, merging paints: [Role: Paint], into other: Theme) {
    self = other
    self.name = name ?? other.name
    for (role, paint) in paints { self[role] = paint }
  }

  /// What a role looks like.
  public subscript(role: Role) -> Paint {
    get { paints[Int(role.rawValue)] }
    set { paints[Int(role.rawValue)] = newValue }
  }

  /// What a style looks like.
  ///
  /// A selection whose paint names a colour for its text gives it to all the roles on it: a theme
  /// with a bright cursor bar cannot show status colours upon it.
  public func appearance(of style: Style) -> Appearance {
    var appearance = Appearance(
      foreground: self[.text].foreground ?? .default,
      background: self[.text].background ?? .default,
      attributes: style.attributes)
    switch style.background {
    case .palette(let number): appearance.background = .palette(number)
    case .rgb(let red, let green, let blue): appearance.background = .rgb(red, green, blue)
    case .role(let role):
      let paint = self[role]
      if let color = paint.background { appearance.background = color }
      appearance.attributes.formUnion(paint.attributes)
    }
    switch style.foreground {
    case .palette(let number): appearance.foreground = .palette(number)
    case .rgb(let red, let green, let blue): appearance.foreground = .rgb(red, green, blue)
    case .role(let role):
      let paint = self[role]
      if let color = selectedForeground(on: style.background) ?? paint.foreground {
        appearance.foreground = color
      }
      appearance.attributes.formUnion(paint.attributes)
    }
    return appearance
  }

  /// The theme as a terminal of so many colours can show it.
  ///
  /// Where a bar would then be of the ground's colour, it is shown by its attributes; without any
  /// colour all roles look as they do in ``mono``.
  public func reduced(to depth: ColorDepth) -> Theme {
    if depth == .trueColor { return self }
    if depth == .none { return Theme(name: name, merging: [:], into: .mono) }
    var reduced = self
    for role in Role.allCases {
      reduced[role].foreground = self[role].foreground.map(depth.nearest)
      reduced[role].background = self[role].background.map(depth.nearest)
    }
    let ground = reduced[.text].background ?? .default
    let bars: [(Role, Attributes)] = [
      (.selection, .reverse), (.inactiveSelection, .underline), (.match, .reverse),
      (.activeTab, .reverse), (.dialogFocusedButton, .reverse), (.dialogButton, .underline),
    ]
    for (role, attribute) in bars {
      guard let background = self[role].background, background != self[.text].background,
        reduced[role].background == ground
      else { continue }
      reduced[role] = Paint(nil, on: nil, self[role].attributes.union(attribute))
    }
    return reduced
  }

  private func selectedForeground(on background: Ink) -> Color? {
    switch background {
    case .role(.selection): self[.selection].foreground
    case .role(.inactiveSelection): self[.inactiveSelection].foreground
    default: nil
    }
  }
}

extension Theme {
  /// The terminal's own two colours and attributes alone: for `NO_COLOR` and for terminals without.
  public static let mono = Theme(
    name: "Mono",
    [
      .muted: Paint(nil, on: nil, .dim),
      .strong: Paint(nil, on: nil, .bold),
      .title: Paint(nil, on: nil, .bold),
      .focusedBorder: Paint(nil, on: nil, .bold),
      .headerLabel: Paint(nil, on: nil, .bold),
      .key: Paint(nil, on: nil, .bold),
      .keyLabel: Paint(nil, on: nil, .dim),
      .activeTab: Paint(nil, on: nil, .reverse),
      .columnHeader: Paint(nil, on: nil, .bold),
      .sortedColumn: Paint(nil, on: nil, [.bold, .underline]),
      .selection: Paint(nil, on: nil, .reverse),
      .inactiveSelection: Paint(nil, on: nil, .underline),
      .mark: Paint(nil, on: nil, .bold),
      .degraded: Paint(nil, on: nil, .bold),
      .missing: Paint(nil, on: nil, .bold),
      .outOfSync: Paint(nil, on: nil, .bold),
      .completed: Paint(nil, on: nil, .dim),
      .terminating: Paint(nil, on: nil, .dim),
      .added: Paint(nil, on: nil, .bold),
      .removed: Paint(nil, on: nil, .dim),
      .changed: Paint(nil, on: nil, .underline),
      .warning: Paint(nil, on: nil, .bold),
      .error: Paint(nil, on: nil, [.bold, .underline]),
      .stale: Paint(nil, on: nil, [.dim, .italic]),
      .match: Paint(nil, on: nil, .reverse),
      .yamlKey: Paint(nil, on: nil, .bold),
      .yamlComment: Paint(nil, on: nil, .dim),
      .timestamp: Paint(nil, on: nil, .dim),
      .prompt: Paint(nil, on: nil, .bold),
      .promptSuggestion: Paint(nil, on: nil, .dim),
      .dialogButton: Paint(nil, on: nil, .underline),
      .dialogFocusedButton: Paint(nil, on: nil, .reverse),
      .dialogDanger: Paint(nil, on: nil, [.bold, .underline]),
    ])
}
