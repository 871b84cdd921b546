extension Theme {
  /// Reads Duet's own format: `name`, `palette` (names for colours) and `roles`.
  ///
  /// A role is a map of `fg`, `bg` and `attributes`, or the same in words: `mauve`,
  /// `text on surface`, `red bold`, `on overlay`, `underline`. A role that isn't named, and a
  /// colour that is left out, are plain text's.
  public init(duet node: ThemeNode, name: String = "theme") throws(ThemeError) {
    self.init(name: node["name"]?.text ?? name)
    guard case .map(let roles) = node["roles"] else { throw .malformed("roles") }
    let palette = try Self.palette(node["palette"])
    for (roleName, description) in roles.sorted(by: { $0.key < $1.key }) {
      guard let role = Role(name: roleName) else { throw .unknownRole(roleName) }
      let reader = PaintReader(role: roleName, palette: palette)
      self[role] = try reader.paint(description)
    }
  }

  private static func palette(_ node: ThemeNode?) throws(ThemeError) -> [String: Color] {
    guard let node else { return [:] }
    guard case .map(let entries) = node else { throw .malformed("palette") }
    var palette: [String: Color] = [:]
    for (name, value) in entries.sorted(by: { $0.key < $1.key }) {
      guard let text = value.text else { throw .malformed("palette.\(name)") }
      guard let color = Color(text) else { throw .unknownColor(text, role: "palette.\(name)") }
      palette[name] = color
    }
    return palette
  }
}

extension Role {
  /// The role that a theme file calls by that name.
  public init?(name: String) {
    guard let role = Role.allCases.first(where: { "\($0)" == name }) else { return nil }
    self = role
  }
}

/// Reads what one role looks like.
private struct PaintReader {
  let role: String
  let palette: [String: Color]

  func paint(_ node: ThemeNode) throws(ThemeError) -> Paint {
    switch node {
    case .scalar(let words): return try paint(words: words)
    case .list: throw .malformed("roles.\(role)")
    case .map(let entries):
      var paint = Paint()
      for (key, value) in entries {
        switch key {
        case "fg": paint.foreground = try color(value)
        case "bg": paint.background = try color(value)
        case "attributes": paint.attributes = try attributes(value)
        default: throw .malformed("roles.\(role).\(key)")
        }
      }
      return paint
    }
  }

  private func paint(words: String) throws(ThemeError) -> Paint {
    var paint = Paint()
    var isBackground = false
    for word in words.split(separator: " ").map(String.init) {
      if word == "on", !isBackground {
        isBackground = true
      } else if isBackground {
        paint.background = try color(.scalar(word))
        isBackground = false
      } else if let attribute = Attributes(name: word) {
        paint.attributes.formUnion(attribute)
      } else {
        guard paint.foreground == nil else { throw .malformed("roles.\(role)") }
        paint.foreground = try color(.scalar(word))
      }
    }
    guard !isBackground else { throw .malformed("roles.\(role)") }
    return paint
  }

  private func color(_ node: ThemeNode) throws(ThemeError) -> Color {
    guard let text = node.text else { throw .malformed("roles.\(role)") }
    guard let color = palette[text] ?? Color(text) else { throw .unknownColor(text, role: role) }
    return color
  }

  private func attributes(_ node: ThemeNode) throws(ThemeError) -> Attributes {
    let names =
      switch node {
      case .scalar(let words): words.split(separator: " ").map(String.init)
      case .list(let items): items.compactMap(\.text)
      case .map: [""]
      }
    var attributes: Attributes = []
    for name in names {
      guard let attribute = Attributes(name: name) else { throw .malformed("roles.\(role)") }
      attributes.formUnion(attribute)
    }
    return attributes
  }
}
