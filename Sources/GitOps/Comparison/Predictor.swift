internal import Documents
internal import Kustomize

/// Says what applying an object would make of the one that is there, without a server.
///
/// Three ways: what is wanted is put on top of what is there, and what was applied last and isn't
/// wanted any more is taken away. Lists of kinds that the schema knows are merged element by element;
/// all others are replaced as a whole, once what the server has filled in is set aside.
struct Predictor {
  private let schema: MergeSchema

  init(_ schema: MergeSchema) { self.schema = schema }

  /// The object that is there, as it is compared, and what would become of it.
  func predict(
    _ wanted: Value, _ live: Value, applied: Value
  ) -> (live: Value, predicted: Value) {
    let apiVersion = wanted.text("apiVersion")
    let node = schema.node(apiVersion: apiVersion, kind: wanted.text("kind"))
    // The kinds of Kubernetes itself are read into their types and written again before they are
    // compared, and by that lose what is empty; those of others are compared as they are.
    let group = apiVersion.contains("/") ? String(apiVersion.prefix { $0 != "/" }) : ""
    let isBuiltIn = node != nil || !group.contains(".") || group.hasSuffix(".k8s.io")
    let merge = ThreeWayMerge(isBuiltIn: isBuiltIn)
    return (live, merge.merge(wanted, live, applied, node, .plain))
  }
}

/// One merge under way.
struct ThreeWayMerge {
  /// What a value is read as: amounts may be written in many ways.
  enum Meaning {
    case plain
    case amount
    /// Each of its fields is an amount.
    case amounts

    /// What a field is read as.
    func field(_ name: String) -> Meaning {
      if case .amounts = self { return .amount }
      return switch name {
      case "requests", "limits", "hard", "capacity", "overhead", "default", "defaultRequest",
        "min", "max", "maxLimitRequestRatio", "allocatable":
        .amounts
      case "sizeLimit", "divisor", "averageValue": .amount
      default: .plain
      }
    }
  }

  let isBuiltIn: Bool

  func merge(
    _ wanted: Value, _ live: Value, _ applied: Value?, _ node: MergeSchema.Node?,
    _ meaning: Meaning
  ) -> Value {
    switch (wanted, live) {
    case (.object(let new), .object(let there)):
      return .object(merge(new, there, applied?.object ?? [:], node, meaning))
    case (.array(let new), .array(let there)):
      return .array(merge(new, there, applied?.array ?? [], node))
    default:
      return isSame(wanted, live, meaning) ? live : wanted
    }
  }

  private func merge(
    _ wanted: [String: Value], _ live: [String: Value], _ applied: [String: Value],
    _ node: MergeSchema.Node?, _ meaning: Meaning
  ) -> [String: Value] {
    var result = live
    for (key, value) in wanted {
      if let there = live[key] {
        result[key] = merge(
          value, there, applied[key], node?.field(key), meaning.field(key))
      } else if !value.isNull, !(isBuiltIn && value.isEmptyAsWritten) {
        result[key] = value
      }
    }
    for key in applied.keys where wanted[key] == nil { result[key] = nil }
    // Written out, a null takes away what is there.
    for (key, value) in wanted where value.isNull && !isBuiltIn { result[key] = nil }
    return result
  }

  private func merge(
    _ wanted: [Value], _ live: [Value], _ applied: [Value], _ node: MergeSchema.Node?
  ) -> [Value] {
    guard let keys = node?.mergeKeys else { return replace(wanted, live, applied) }
    if keys.isEmpty {
      let gone = applied.filter { !wanted.contains($0) }
      return live.filter { !gone.contains($0) } + wanted.filter { !live.contains($0) }
    }
    func key(_ element: Value) -> [Value?] {
      // Of several keys those that neither names are equal by what they are filled in with.
      keys.map { element[$0] ?? Self.filledIn[$0] }
    }
    let index = Dictionary(
      live.enumerated().map { (key($1), $0) }, uniquingKeysWith: { first, _ in first })
    let appliedByKey = Dictionary(
      applied.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    var merged: [Int: Value] = [:]
    var added: [Value] = []
    var order: [Int] = []
    for element in wanted {
      if let position = index[key(element)] {
        merged[position] = merge(
          element, live[position], appliedByKey[key(element)], node?.element, .plain)
        order.append(position)
      } else {
        added.append(element)
      }
    }
    let names = Set(wanted.map(key))
    var result: [Value] = []
    // Elements keep the places that they have, unless Git has another order.
    var places = order.sorted()[...]
    let hasOrder = order == Array(places)
    var next = order[...]
    for (position, element) in live.enumerated() {
      if merged[position] != nil {
        let source = hasOrder ? position : next.popFirst() ?? position
        result.append(merged[source] ?? element)
        _ = places.popFirst()
      } else if appliedByKey[key(element)] == nil || names.contains(key(element)) {
        result.append(element)
      }
    }
    return result + added
  }

  /// A list that is replaced: as it is there if that is what is wanted, filled in.
  private func replace(
    _ wanted: [Value], _ live: [Value], _ applied: [Value]
  ) -> [Value] {
    guard wanted.count == live.count else { return wanted }
    for (index, element) in wanted.enumerated() {
      let last = applied.indices.contains(index) ? applied[index] : nil
      guard isCovered(element, by: live[index], applied: last, .plain) else { return wanted }
    }
    return live
  }

  /// Whether what is there is what is wanted, with nothing beside it but what was filled in.
  private func isCovered(
    _ wanted: Value, by live: Value, applied: Value?, _ meaning: Meaning
  ) -> Bool {
    switch (wanted, live) {
    case (.object(let new), .object(let there)):
      for (key, value) in new {
        guard let existing = there[key] else {
          guard value.isNull || isBuiltIn && value.isEmptyAsWritten else { return false }
          continue
        }
        guard isCovered(value, by: existing, applied: applied?[key], meaning.field(key)) else {
          return false
        }
      }
      for (key, value) in there where new[key] == nil {
        // What was applied and isn't wanted any more would go.
        if applied?[key] != nil { return false }
        // Of others' kinds, all that was never applied was filled in by somebody.
        if isBuiltIn, Self.filledIn[key] != value, !Self.alwaysFilledIn.contains(key) {
          return false
        }
      }
      return true
    case (.array(let new), .array(let there)):
      return new.count == there.count
        && zip(new, there).enumerated().allSatisfy { index, pair in
          isCovered(pair.0, by: pair.1, applied: applied?[index], .plain)
        }
    default: return isSame(wanted, live, meaning)
    }
  }

  /// What the API server writes into elements of lists where nothing is said.
  private static let filledIn: [String: Value] = [
    "protocol": "TCP", "apiVersion": "v1", "scope": "*", "defaultMode": 420,
    "apiGroup": "rbac.authorization.k8s.io", "optional": false, "readOnly": false,
    "pathType": "ImplementationSpecific", "expirationSeconds": 3607,
    "kind": "PersistentVolumeClaim", "nodeAffinityPolicy": "Honor",
    "nodeTaintsPolicy": "Ignore", "weight": 1,
  ]

  /// What it writes into them whatever it is: a claim's template gets a status.
  private static let alwaysFilledIn: Set<String> = [
    "status", "creationTimestamp", "volumeMode", "storageClassName",
  ]

  /// Whether two values mean the same.
  private func isSame(_ wanted: Value, _ live: Value, _ meaning: Meaning) -> Bool {
    if wanted == live { return true }
    guard isBuiltIn else { return false }
    if wanted.isEmptyAsWritten, live.isEmptyAsWritten { return true }
    guard case .amount = meaning, let one = ResourceQuantity(wanted),
      let other = ResourceQuantity(live)
    else { return false }
    return one == other
  }
}

extension Value {
  /// Whether Go's encoders leave it out.
  var isEmptyAsWritten: Bool {
    switch self {
    case .null, .bool(false), .integer(0), .string(""): true
    case .array(let elements): elements.isEmpty
    case .object(let fields): fields.isEmpty
    default: false
    }
  }
}
