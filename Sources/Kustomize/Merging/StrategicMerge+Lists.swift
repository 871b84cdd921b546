import Documents
import YAML

/// Lists that are merged element by element.
///
/// Kustomize goes about this in its own way, which shows where elements lack a key or come up
/// twice: so the steps are the same here, one for one.
extension StrategicMerge {
  func walkList(
    _ target: inout Value?, _ source: Source, _ patch: Value?, _ keys: [String],
    _ element: MergeSchema.Node?, _ written: YAMLNode?, _ place: Pointer
  ) throws(MergeError) -> Value? {
    let added = patch?.array ?? []
    guard case .array(var old) = target else {
      var list = added
      return try .array(merge(&list, .itself, keys, element, nil, place))
    }
    guard let patch else {
      let merged = try merge(&old, .none, keys, element, written, place)
      target = .array(old)
      return .array(merged)
    }
    if patch.isNull { return nil }
    var new = added
    let directive = try takeDirective(from: &new, place)
    if case .itself = source { old = new }
    switch directive {
    case .unknown(let word): throw MergeError(reason: .unknownDirective(word), place: place)
    case .delete: return nil
    case .replace:
      let merged = try merge(&new, .itself, keys, element, nil, place)
      if case .itself = source { target = .array(new) }
      return .array(merged)
    case .merge, nil:
      let merged: [Value]
      if case .itself = source {
        merged = try merge(&old, .itself, keys, element, nil, place)
      } else {
        merged = try merge(&old, .other(new), keys, element, written, place)
      }
      target = .array(old)
      return .array(merged)
    }
  }

  private enum ListSource {
    case none
    case other([Value])
    case itself
  }

  /// The directive that stands alone in an element and is about the whole list.
  private func takeDirective(
    from list: inout [Value], _ place: Pointer
  ) throws(MergeError) -> Directive? {
    guard let element = list.first(where: { $0["$patch"] != nil }), element.object?.count == 1,
      let directive = Directive(element)
    else { return nil }
    if case .unknown = directive { return directive }
    let word = element["$patch"]?.scalarText ?? ""
    try set(nil, in: &list, keys: ["$patch"], values: [word], place)
    return directive
  }

  private func merge(
    _ old: inout [Value], _ source: ListSource, _ schemaKeys: [String],
    _ element: MergeSchema.Node?, _ written: YAMLNode?, _ place: Pointer
  ) throws(MergeError) -> [Value] {
    var new: [Value] =
      switch source {
      case .none: []
      case .other(let list): list
      case .itself: old
      }
    // The patch's elements come first.
    let all = new + old
    let isPrimitive = schemaKeys.isEmpty
    let keys = isPrimitive ? [""] : schemaKeys
    var values = Self.distinct(
      all.map { element in keys.map { isPrimitive ? element.scalarText : element.key($0) } })
    if keys.count > 1 { Self.complete(&values) }

    var result: [Value] = []
    var lastKeys: [String] = []
    for wanted in values {
      let (validKeys, validValues) = Self.validKeys(keys, wanted, among: values)
      lastKeys = validKeys
      let (keysHere, valuesHere) = Self.validKeys(validKeys, validValues, among: [validValues])
      let index = old.firstIndex { $0.isElement(keysHere, valuesHere) }
      var target = index.map { old[$0] }
      var inner = Source.none
      var patchIndex: Int?
      switch source {
      case .none: break
      case .itself: inner = .itself
      case .other:
        patchIndex = new.firstIndex { $0.isElement(keysHere, valuesHere) }
        if let patchIndex { inner = .other(new[patchIndex]) }
      }
      let merged = try walk(
        &target, inner, element, index.flatMap { written?[$0] },
        place.appending(wanted.joined(separator: ",")))
      if let index, let target { old[index] = target }
      if let patchIndex {
        // A directive counts once, even if the element is come upon again.
        if index == nil, let merged { new[patchIndex] = merged }
        new[patchIndex].removeDirective()
      }
      guard var merged, !merged.isNull, merged != .object([:]) else {
        try set(nil, in: &old, keys: validKeys, values: validValues, place)
        continue
      }
      if !isPrimitive {
        for (key, value) in zip(validKeys, validValues) where !value.isEmpty && merged[key] == nil {
          merged[key] = Int64(value).map { .integer($0) } ?? .string(value)
        }
      }
      try set(merged, in: &result, keys: validKeys, values: validValues, place)
    }
    if !values.isEmpty { try append(old, to: &result, keys: lastKeys, place) }
    return result
  }

  /// Adds elements to a list, each in the place of one with the same keys.
  private func append(
    _ elements: [Value], to list: inout [Value], keys: [String], _ place: Pointer
  ) throws(MergeError) {
    for element in elements {
      if keys.first == "" {
        try set(element, in: &list, keys: [""], values: [element.scalarText], place)
        continue
      }
      guard element.object != nil || element.isNull else {
        throw MergeError(reason: .notAnElement(element.kindInWords), place: place)
      }
      var values: [String] = []
      for key in keys {
        if let value = element[key] {
          values.append(value.scalarText)
        } else {
          list.append(element)
        }
      }
      if keys.count > 1 { try set(nil, in: &list, keys: keys, values: values, place) }
      try set(element, in: &list, keys: keys, values: values, place)
    }
  }

  /// Replaces the elements with these keys, or adds one where there is none; removes them for nil.
  private func set(
    _ new: Value?, in list: inout [Value], keys: [String], values: [String], _ place: Pointer
  ) throws(MergeError) {
    let isAboutMappings = keys.first != "" && !(values.first ?? "").isEmpty
    var isFound = false
    var result: [Value] = []
    result.reserveCapacity(list.count + 1)
    for element in list where !element.isNull && element != .object([:]) {
      if element.object == nil, isAboutMappings {
        result.append(element)
        continue
      }
      // Keys without a value count as matched if those before them are.
      var isMatch = !values.isEmpty
      for (key, value) in zip(keys, values) where isMatch {
        if key.isEmpty == (element.object != nil) || element.array != nil {
          throw MergeError(reason: .notAnElement(element.kindInWords), place: place)
        }
        isMatch = key.isEmpty ? element.scalarText == value : element.hasField(key, value)
      }
      if !isMatch {
        if !values.isEmpty { result.append(element) }
        continue
      }
      isFound = true
      if let new { result.append(new) }
    }
    list = result
    if let new, !new.isNull, !isFound { list.append(new) }
  }

  private static func distinct(_ values: [[String]]) -> [[String]] {
    var seen: Set<[String]> = []
    return values.filter { seen.insert($0).inserted }
  }

  /// Fills in keys that one element leaves out and another, which agrees in one key at least, has.
  private static func complete(_ values: inout [[String]]) {
    for i in values.indices {
      // The outer element is the one there was before its round, as kustomize has it.
      let outer = values[i]
      for j in values.indices {
        guard let common = common(outer, values[j]) else { continue }
        values[i] = common
        values[j] = common
      }
    }
  }

  private static func common(_ a: [String], _ b: [String]) -> [String]? {
    guard zip(a, b).allSatisfy({ $0 == $1 || $0.isEmpty || $1.isEmpty }),
      zip(a, b).contains(where: { $0 == $1 })
    else { return nil }
    return zip(a, b).map { $0.isEmpty ? $1 : $0 }
  }

  /// The keys that any of the elements has, with this element's values of them.
  private static func validKeys(
    _ keys: [String], _ values: [String], among all: [[String]]
  ) -> ([String], [String]) {
    let isValid = keys.indices.map { index in all.contains { !$0[index].isEmpty } }
    guard isValid.contains(true) else { return (keys, values) }
    let indices = keys.indices.filter { isValid[$0] }
    return (indices.map { keys[$0] }, indices.map { values[$0] })
  }
}

extension Value {
  /// The text of a field that elements are told apart by; empty where it isn't there.
  fileprivate func key(_ name: String) -> String {
    guard let value = self[name], !value.isNull else { return "" }
    return value.scalarText
  }

  /// Whether this has such a field; with any value, if the text is empty.
  fileprivate func hasField(_ name: String, _ text: String) -> Bool {
    self[name].map { text.isEmpty || $0.scalarText == text } ?? false
  }

  /// Removes what `$patch` says, if it says something that is known.
  fileprivate mutating func removeDirective() {
    switch StrategicMerge.Directive(self) {
    case .delete, .replace, .merge: self["$patch"] = nil
    case .unknown, nil: break
    }
  }

  fileprivate func isElement(_ keys: [String], _ values: [String]) -> Bool {
    if keys.first == "" { return scalarText == values.first }
    guard case .object(let fields) = self else { return false }
    return zip(keys, values).allSatisfy { fields[$0]?.scalarText == $1 }
  }
}
