import Documents

/// One small change on the way from what a document says to what it should say.
enum TextStep: Hashable {
  /// Gives a place another value as a whole.
  case set(Pointer, Value)
  /// Adds a key to a mapping.
  case addKey(Pointer, key: String, Value)
  /// Takes a key out of a mapping, which has others.
  case removeKey(Pointer, key: String)
  /// Adds an element to a list that has others, in front of the one with that index.
  case addElement(Pointer, index: Int, Value)
  /// Takes an element out of a list, which has others.
  case removeElement(Pointer, index: Int)
}

extension TextStep {
  /// What a document says after the step.
  func applied(to value: Value) -> Value {
    var value = value
    switch self {
    case .set(let pointer, let new): value[pointer] = new
    case .addKey(let pointer, let key, let new): value[pointer.appending(key)] = new
    case .removeKey(let pointer, let key): value[pointer.appending(key)] = nil
    case .addElement(let pointer, let index, let new):
      guard var elements = value[pointer]?.array else { break }
      elements.insert(new, at: min(index, elements.count))
      value[pointer] = .array(elements)
    case .removeElement(let pointer, let index): value[pointer.appending(index)] = nil
    }
    return value
  }

  /// The place whose layout the step changes.
  var pointer: Pointer {
    switch self {
    case .set(let pointer, _), .addKey(let pointer, _, _), .removeKey(let pointer, _),
      .addElement(let pointer, _, _), .removeElement(let pointer, _):
      pointer
    }
  }

  /// The first step from one value to another; nil where they are equal.
  ///
  /// What is in both is changed where it stands, then what is missing is added, and then what is too
  /// much taken out; so nothing is emptied that gets something new. Elements of lists are told apart
  /// by a key that all of them have, or else by what they are.
  static func first(
    from old: Value, to new: Value, _ node: SyntaxNode?, at pointer: Pointer = Pointer()
  ) -> TextStep? {
    guard old != new else { return nil }
    switch (old, new) {
    case (.object(let old), .object(let new)) where !old.isEmpty && !new.isEmpty:
      return first(from: old, to: new, node, at: pointer)
    case (.array(let old), .array(let new)) where !old.isEmpty && !new.isEmpty:
      return first(from: old, to: new, node, at: pointer)
    default: return .set(pointer, new)
    }
  }

  private static func first(
    from old: [String: Value], to new: [String: Value], _ node: SyntaxNode?, at pointer: Pointer
  ) -> TextStep? {
    let entries = node?.entries ?? []
    let written = entries.compactMap(\.name)
    for key in written + old.keys.filter({ !written.contains($0) }).sorted() {
      guard let before = old[key], let after = new[key] else { continue }
      // What an alias or `<<` brings has no layout here.
      let child = entries.first { $0.name == key }?.value
      guard child != nil || entries.isEmpty || before == after else {
        return .addKey(pointer, key: key, after)
      }
      if let step = first(from: before, to: after, child, at: pointer.appending(key)) {
        return step
      }
    }
    for (key, value) in ValueText.ordered(new) where old[key] == nil {
      return .addKey(pointer, key: key, value)
    }
    for key in old.keys.sorted() where new[key] == nil { return .removeKey(pointer, key: key) }
    return nil
  }

  private static func first(
    from old: [Value], to new: [Value], _ node: SyntaxNode?, at pointer: Pointer
  ) -> TextStep? {
    let pairs = ListAlignment(old, new).pairs
    for (before, after) in pairs {
      guard let before, let after else { continue }
      if let step = first(
        from: old[before], to: new[after], node?.elements.dropFirst(before).first,
        at: pointer.appending(before))
      {
        return step
      }
    }
    var position = 0
    for (before, after) in pairs {
      if before == nil, let after {
        return .addElement(pointer, index: position, new[after])
      }
      if let before { position = before + 1 }
    }
    for (before, after) in pairs where after == nil {
      if let before { return .removeElement(pointer, index: before) }
    }
    return nil
  }
}

/// Which elements of two lists are the same ones.
struct ListAlignment {
  /// The indices of elements in the old and in the new list, in the order of both; nil on the side
  /// where there is none.
  private(set) var pairs: [(Int?, Int?)] = []

  /// More pairs of elements than this aren't compared: all of the old ones go, all of the new ones come.
  private static let mostCompared = 4_000_000

  /// Fields that tell elements of lists apart, the likeliest first.
  private static let keys = [
    "name", "key", "mountPath", "devicePath", "containerPort", "port", "ip", "path", "host",
    "topologyKey", "type", "target", "id",
  ]

  init(_ old: [Value], _ new: [Value]) {
    let key = Self.keys.first { key in Self.tellsApart(key, old) && Self.tellsApart(key, new) }
    var before = old.map { Self.identity($0, by: key) }[...]
    var after = new.map { Self.identity($0, by: key) }[...]
    // Long lists mostly differ in one place.
    while let a = before.first, let b = after.first, a == b {
      pairs.append((before.startIndex, after.startIndex))
      (before, after) = (before.dropFirst(), after.dropFirst())
    }
    var tail: [(Int?, Int?)] = []
    while let a = before.last, let b = after.last, a == b {
      (before, after) = (before.dropLast(), after.dropLast())
      tail.append((before.endIndex, after.endIndex))
    }
    alignRest(Array(before), Array(after), from: (before.startIndex, after.startIndex), key != nil)
    pairs += tail.reversed()
  }

  /// Aligns what is between, by the longest sequence that both have in common.
  private mutating func alignRest(
    _ before: [Value], _ after: [Value], from start: (Int, Int), _ hasNames: Bool
  ) {
    guard before.count * after.count <= Self.mostCompared else {
      pairs +=
        before.indices.map { (start.0 + $0, nil) } + after.indices.map { (nil, start.1 + $0) }
      return
    }
    var lengths = [[Int]](
      repeating: [Int](repeating: 0, count: after.count + 1), count: before.count + 1)
    for i in before.indices.reversed() {
      for j in after.indices.reversed() {
        lengths[i][j] =
          before[i] == after[j]
          ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
      }
    }
    var (i, j) = (0, 0)
    var removed: [Int] = []
    var added: [Int] = []
    func flush() {
      // What stands in the place of another is that one, changed; where there are names, only if
      // as many came as went.
      let common =
        hasNames && removed.count != added.count ? 0 : min(removed.count, added.count)
      for index in 0..<common {
        pairs.append((start.0 + removed[index], start.1 + added[index]))
      }
      for index in removed.dropFirst(common) { pairs.append((start.0 + index, nil)) }
      for index in added.dropFirst(common) { pairs.append((nil, start.1 + index)) }
      (removed, added) = ([], [])
    }
    while i < before.count || j < after.count {
      if i < before.count, j < after.count, before[i] == after[j] {
        flush()
        pairs.append((start.0 + i, start.1 + j))
        (i, j) = (i + 1, j + 1)
      } else if j == after.count || i < before.count && lengths[i + 1][j] >= lengths[i][j + 1] {
        removed.append(i)
        i += 1
      } else {
        added.append(j)
        j += 1
      }
    }
    flush()
  }

  private static func tellsApart(_ key: String, _ elements: [Value]) -> Bool {
    var seen: Set<Value> = []
    return elements.allSatisfy { element in
      guard let value = element[key], value.array == nil, value.object == nil else { return false }
      return seen.insert(value).inserted
    }
  }

  private static func identity(_ element: Value, by key: String?) -> Value {
    key.flatMap { element[$0] } ?? element
  }
}
