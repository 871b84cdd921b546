import Documents

/// A condition on labels: every requirement has to hold.
struct LabelSelector: Hashable, Sendable {
  struct Requirement: Hashable, Sendable {
    enum Operator: Hashable, Sendable {
      case oneOf(Set<String>)
      case noneOf(Set<String>)
      case exists
      case doesNotExist
      case greaterThan(Int64)
      case lessThan(Int64)
    }

    var key: String
    var condition: Operator

    func matches(_ labels: [String: String]) -> Bool {
      let value = labels[key]
      switch condition {
      case .oneOf(let values): return value.map(values.contains) ?? false
      // As Kubernetes has it, an object without the label is not among the values either.
      case .noneOf(let values): return value.map { !values.contains($0) } ?? true
      case .exists: return value != nil
      case .doesNotExist: return value == nil
      case .greaterThan(let bound): return value.flatMap { Int64($0) }.map { $0 > bound } ?? false
      case .lessThan(let bound): return value.flatMap { Int64($0) }.map { $0 < bound } ?? false
      }
    }
  }

  var requirements: [Requirement]

  /// Matches every object.
  static let everything = LabelSelector(requirements: [])

  init(requirements: [Requirement]) { self.requirements = requirements }

  /// Matches objects that have all of these labels.
  init(_ labels: [String: String]) {
    requirements = labels.map { Requirement(key: $0.key, condition: .oneOf([$0.value])) }
  }

  /// Reads a `LabelSelector` object (`matchLabels`, `matchExpressions`) as workloads carry it; nil
  /// if an operator is unknown.
  init?(selector: Value) {
    self.init((selector["matchLabels"]?.object ?? [:]).compactMapValues(\.string))
    for expression in selector["matchExpressions"]?.array ?? [] {
      guard let key = expression["key"]?.string else { return nil }
      let values = Set((expression["values"]?.array ?? []).compactMap(\.string))
      switch expression["operator"]?.string {
      case "In": requirements.append(Requirement(key: key, condition: .oneOf(values)))
      case "NotIn": requirements.append(Requirement(key: key, condition: .noneOf(values)))
      case "Exists": requirements.append(Requirement(key: key, condition: .exists))
      case "DoesNotExist": requirements.append(Requirement(key: key, condition: .doesNotExist))
      default: return nil
      }
    }
  }

  func matches(_ labels: [String: String]) -> Bool {
    requirements.allSatisfy { $0.matches(labels) }
  }

  /// Whether an object's own labels match.
  func matches(_ object: Value) -> Bool {
    if requirements.isEmpty { return true }
    let labels = (object["metadata"]?["labels"]?.object ?? [:]).compactMapValues(\.string)
    return matches(labels)
  }
}
