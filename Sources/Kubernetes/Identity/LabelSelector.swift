/// Which labels objects are to have, in kubectl's words: `a=b,c!=d,e in (x,y),f,!g`.
public struct LabelSelector: Hashable, Sendable {
  /// One condition; all of them have to hold.
  public enum Requirement: Hashable, Sendable {
    /// The label has one of the values.
    case isIn(String, Set<String>)
    /// The label has none of the values, or isn't there.
    case isNotIn(String, Set<String>)
    /// The label is there.
    case exists(String)
    /// The label isn't there.
    case isAbsent(String)
    /// The label is a number greater than that.
    case isGreater(String, Int64)
    /// The label is a number less than that.
    case isLess(String, Int64)
  }

  /// Why a text isn't a selector, and where.
  public struct ParseError: Error, Hashable, Sendable {
    /// What is wrong, for a person.
    public var reason: String
    /// How many characters precede the place.
    public var offset: Int

    /// Makes an error.
    public init(_ reason: String, at offset: Int) {
      self.reason = reason
      self.offset = offset
    }
  }

  /// All conditions.
  public var requirements: [Requirement]

  /// Makes a selector; of no conditions, one that everything matches.
  public init(_ requirements: [Requirement] = []) { self.requirements = requirements }

  /// Whether an object with these labels is meant.
  public func matches(_ labels: Labels) -> Bool {
    requirements.allSatisfy { $0.matches(labels) }
  }
}

extension LabelSelector.Requirement {
  func matches(_ labels: Labels) -> Bool {
    switch self {
    case .isIn(let key, let values): labels[key].map(values.contains) ?? false
    case .isNotIn(let key, let values): labels[key].map { !values.contains($0) } ?? true
    case .exists(let key): labels[key] != nil
    case .isAbsent(let key): labels[key] == nil
    case .isGreater(let key, let bound):
      labels[key].flatMap { Int64($0) }.map { $0 > bound } ?? false
    case .isLess(let key, let bound): labels[key].flatMap { Int64($0) }.map { $0 < bound } ?? false
    }
  }
}
