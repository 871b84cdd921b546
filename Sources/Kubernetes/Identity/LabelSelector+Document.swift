public import Documents

extension LabelSelector {
  /// What an object selects its pods by, its `spec.selector`; nil where it has none, or one that
  /// can't be read.
  ///
  /// Services and replication controllers have labels there, everything else has conditions.
  public init?(of document: Value) {
    guard let selector = document["spec"]?["selector"]?.object else { return nil }
    let isStructured = selector["matchLabels"] != nil || selector["matchExpressions"] != nil
    let labels = isStructured ? selector["matchLabels"]?.object ?? [:] : selector
    var requirements = labels.sorted { $0.key < $1.key }.map { key, value in
      Requirement.isIn(key, [value.string ?? ""])
    }
    for expression in selector["matchExpressions"]?.array ?? [] {
      guard let requirement = Requirement(expression) else { return nil }
      requirements.append(requirement)
    }
    // An empty selector would select everything there is.
    guard !requirements.isEmpty else { return nil }
    self.init(requirements)
  }
}

extension LabelSelector.Requirement {
  /// Reads an element of `matchExpressions`.
  fileprivate init?(_ expression: Value) {
    guard let key = expression["key"]?.string else { return nil }
    let values = Set((expression["values"]?.array ?? []).compactMap(\.string))
    switch expression["operator"]?.string {
    case "In": self = .isIn(key, values)
    case "NotIn": self = .isNotIn(key, values)
    case "Exists": self = .exists(key)
    case "DoesNotExist": self = .isAbsent(key)
    default: return nil
    }
  }
}

extension LabelSelector: CustomStringConvertible {
  /// The selector in kubectl's words: `app=web,tier in (a,b),!canary`.
  public var description: String { requirements.map(\.description).joined(separator: ",") }
}

extension LabelSelector.Requirement: CustomStringConvertible {
  /// The condition in kubectl's words.
  public var description: String {
    switch self {
    case .isIn(let key, let values) where values.count == 1: "\(key)=\(values.first ?? "")"
    case .isIn(let key, let values): "\(key) in (\(values.sorted().joined(separator: ",")))"
    case .isNotIn(let key, let values): "\(key) notin (\(values.sorted().joined(separator: ",")))"
    case .exists(let key): key
    case .isAbsent(let key): "!\(key)"
    case .isGreater(let key, let bound): "\(key)>\(bound)"
    case .isLess(let key, let bound): "\(key)<\(bound)"
    }
  }
}
