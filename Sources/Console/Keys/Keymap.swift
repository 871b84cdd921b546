public import TUI

/// The table of keys: what each does where.
///
/// Looking a key up, the footer, the help and docs/keys.md are readings of the same table.
public struct Keymap: Sendable {
  /// The bindings of each context, in the order in which help shows them.
  public let bindings: [BindingContext: [Binding]]

  private let byKey: [BindingContext: [Key: Binding]]

  /// Makes a table.
  ///
  /// A key bound twice in one context is a mistake that tests look for; the first binding counts.
  public init(bindings: [BindingContext: [Binding]]) {
    self.bindings = bindings
    byKey = bindings.mapValues { rows in
      var keys: [Key: Binding] = [:]
      for row in rows {
        for name in row.keys {
          guard let key = Key(name), keys[key] == nil else { continue }
          keys[key] = row
        }
      }
      return keys
    }
  }

  /// What a key does, given the contexts that hold now, the one in front first.
  public func binding(for key: Key, in contexts: [BindingContext]) -> Binding? {
    for context in contexts {
      if let binding = byKey[context]?[key] { return binding }
    }
    return nil
  }

  /// The binding of an action, in the first of these contexts that has one.
  public func binding(of action: Action, in contexts: [BindingContext]) -> Binding? {
    for context in contexts {
      if let binding = bindings[context]?.first(where: { $0.action == action }) { return binding }
    }
    return nil
  }

  /// The table as a Markdown document: docs/keys.md.
  public var markdown: String {
    var text = "# Keys\n\n"
    text += "Made from the table of keys that the program itself uses (`make docs`).\n"
    text += "In the deck, `?` shows those that work where you are.\n"
    for context in BindingContext.allCases {
      guard let rows = bindings[context], !rows.isEmpty else { continue }
      text += "\n## \(context.rawValue)\n\n| key | what it does |\n|---|---|\n"
      for row in rows {
        let keys = row.keys.map { "`\($0 == "|" ? "\\|" : $0)`" }.joined(separator: " ")
        text += "| \(keys) | \(row.explanation) |\n"
      }
    }
    return text
  }
}
