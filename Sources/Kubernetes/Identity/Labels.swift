/// The labels of an object: few, sorted by key, and shared between objects that have the same.
///
/// An array of pairs rather than a dictionary, because there is one for each row of a list and a
/// pod has about five labels; looking one up is a short search.
public struct Labels: Hashable, Sendable {
  /// One label.
  public struct Label: Hashable, Sendable {
    /// The key, with its prefix if it has one.
    public var key: String
    /// The value, which may be empty.
    public var value: String

    /// Makes a label.
    public init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  /// All labels, sorted by key, each key once.
  public let sorted: [Label]

  /// Makes a set of labels; of several with one key the last counts, as in JSON.
  public init(_ labels: [Label] = []) {
    var isSorted = true
    for index in labels.indices.dropFirst() where labels[index - 1].key >= labels[index].key {
      isSorted = false
      break
    }
    // The server sends them sorted.
    if isSorted {
      sorted = labels
    } else {
      let byKey = Dictionary(labels.map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
      sorted = byKey.values.sorted { $0.key < $1.key }
    }
  }

  /// The value of that label, or nil without one.
  public subscript(key: String) -> String? {
    for label in sorted where label.key == key { return label.value }
    return nil
  }

  /// Whether there are none.
  public var isEmpty: Bool { sorted.isEmpty }
}

extension Labels: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { Label($0.0, $0.1) })
  }
}

extension Labels: CustomStringConvertible {
  /// As kubectl shows them: `app=web,tier=front`.
  public var description: String {
    sorted.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
  }
}
