import Documents
import SeedSupport
import Testing
import YAML

/// Random documents, laid out at random, with random changes.
struct RandomEditTests {
  /// Lines that aren't about what changed stay as they are, each where it was.
  @Test(arguments: 0..<40)
  func randomEditsTouchNothingElse(round: Int) throws {
    var random = SeededGenerator(seed: UInt64(round) &* 7919 &+ 17)
    for _ in 0..<25 {
      var layout = RandomLayout(random: random)
      let value = layout.document()
      let source = layout.text(value)
      random = layout.random
      var text = try YAMLText(Array(source.utf8))
      // A block that the end of the text cuts off says something else.
      guard text.documents[0].value == value else { continue }
      let (place, new) = Self.edit(of: value, &random)
      do {
        try text.set(place, to: new)
      } catch {
        Issue.record("\(error): \(place) to \(String(describing: new)) in\n\(source)")
        continue
      }
      var wanted = value
      wanted[place] = new
      #expect(text.documents[0].value == wanted)
      let after = String(decoding: text.bytes, as: UTF8.self)
      Self.expectUntouched(source, after, around: place, new)
      // There and back again is the very text, where something only had its value changed.
      if let old = value[place], let new, Self.isScalar(old), Self.isScalar(new) {
        try text.set(place, to: old)
        #expect(text.documents[0].value == value)
      }
    }
  }

  /// Every comment is still there, save those on lines that went; and all lines that stay are in
  /// their order.
  private static func expectUntouched(
    _ before: String, _ after: String, around place: Pointer, _ new: Value?
  ) {
    let old = before.split(separator: "\n", omittingEmptySubsequences: false)
    let lines = after.split(separator: "\n", omittingEmptySubsequences: false)
    let change = lines.difference(from: old)
    let removed = change.removals.count
    let comments = old.filter { $0.contains("# keep") }
    let gone = comments.filter { !after.contains($0.drop { $0 != "#" }) }
    #expect(
      new == nil || gone.isEmpty || removed > 0,
      "comments \(gone) went from\n\(before)\nto\n\(after)\nat \(place)")
    var positions: [Int] = []
    for change in change.removals {
      if case .remove(let offset, _, _) = change { positions.append(offset) }
    }
    positions.sort()
    if let first = positions.first, let last = positions.last {
      let untouched = old.prefix(first)
      #expect(
        Array(lines.prefix(first)) == Array(untouched),
        "from\n\(before)\nto\n\(after)\nat \(place): \(String(describing: new))")
      let tail = old.dropFirst(last + 1)
      #expect(
        Array(lines.suffix(tail.count)) == Array(tail),
        "from\n\(before)\nto\n\(after)\nat \(place): \(String(describing: new))")
    }
  }

  private static func isScalar(_ value: Value) -> Bool {
    value.array == nil && value.object == nil
  }

  private static func edit(
    of value: Value, _ random: inout SeededGenerator
  ) -> (Pointer, Value?) {
    var pointer = Pointer()
    var current = value
    while true {
      let next: [String]
      switch current {
      case .object(let fields): next = fields.keys.sorted()
      case .array(let elements): next = elements.indices.map(String.init)
      default: next = []
      }
      guard let token = next.randomElement(using: &random),
        pointer.isRoot || Int.random(in: 0..<4, using: &random) > 0
      else { break }
      pointer = pointer.appending(token)
      current = current[Pointer([token])] ?? .null
    }
    switch Int.random(in: 0..<5, using: &random) {
    case 0 where !pointer.isRoot: return (pointer, nil)
    case 1 where current.array != nil:
      return (pointer.appending("-"), RandomLayout.scalar(&random))
    case 1 where current.object != nil: return (pointer.appending("new"), ["x": [1, "two"]])
    case 2: return (pointer, ["p": "q", "r": [["s": 1, "t": "u"]]])
    default: return (pointer, RandomLayout.scalar(&random))
    }
  }
}

/// Writes values as a person might: with comments, blank lines, quotes and brackets here and there.
private struct RandomLayout {
  var random: SeededGenerator

  static func scalar(_ random: inout SeededGenerator) -> Value {
    let values: [Value] = [
      1, 0, -7, true, false, .null, 1.5, "text", "two words", "yes", "1e3", "0o7", "~", "",
      "2001-01-01", "a: b", "# no", "it's", "say \"so\"", "ä€", "x\ny\n", "one\n\n  two", "- a",
      "*a", "<<", "tab\there", "http://x:80/y?z", "$(A)", "{{ x }}", "trailing ",
    ]
    return values.randomElement(using: &random) ?? .null
  }

  mutating func document() -> Value {
    var fields: [String: Value] = [:]
    for key in ["metadata", "spec", "data", "on", "a b"] where chance(3) {
      fields[key] = value(depth: 0)
    }
    fields["kind"] = "Thing"
    return .object(fields)
  }

  private mutating func value(depth: Int) -> Value {
    switch Int.random(in: 0..<(depth > 3 ? 2 : 6), using: &random) {
    case 2, 3:
      var fields: [String: Value] = [:]
      for key in ["name", "image", "x", "8080", "yes", "é"] where chance(2) {
        fields[key] = value(depth: depth + 1)
      }
      return .object(fields)
    case 4, 5:
      return .array(
        (0..<Int.random(in: 0..<4, using: &random)).map { _ in value(depth: depth + 1) })
    default: return Self.scalar(&random)
    }
  }

  private mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) > 0 }
  private mutating func rarely() -> Bool { Int.random(in: 0..<5, using: &random) == 0 }

  mutating func text(_ value: Value) -> String {
    var lines: [String] = rarely() ? ["# keep the head", "---"] : []
    write(value, indentation: 0, &lines)
    if rarely() { lines.append("# keep the end") }
    return lines.joined(separator: "\n") + (rarely() ? "" : "\n")
  }

  private mutating func write(_ value: Value, indentation: Int, _ lines: inout [String]) {
    let space = String(repeating: " ", count: indentation)
    switch value {
    case .object(let fields) where !fields.isEmpty:
      for key in fields.keys.sorted().shuffled(using: &random) {
        if rarely() { lines.append("\(space)# keep, about \(key)") }
        if rarely() { lines.append("") }
        let name = Value.object([key: 1]).yaml.dropLast(4)
        put(fields[key] ?? .null, behind: "\(space)\(name):", indentation, isKey: true, &lines)
      }
    case .array(let elements):
      for element in elements {
        if rarely() { lines.append("\(space)# keep, about an element") }
        put(element, behind: "\(space)-", indentation, isKey: false, &lines)
      }
    default: lines.append(space + inline(value))
    }
  }

  private mutating func put(
    _ value: Value, behind start: String, _ indentation: Int, isKey: Bool, _ lines: inout [String]
  ) {
    let comment = rarely() ? "  # keep, inline" : ""
    switch value {
    case .object(let fields) where !fields.isEmpty && !rarely():
      guard isKey else {
        var inner: [String] = []
        write(value, indentation: indentation + 2, &inner)
        if let first = inner.first,
          first.drop(while: { $0 == " " }).first.map({ $0 != "#" }) == true
        {
          inner[0] = start + " " + first.dropFirst(indentation + 2)
          lines += inner
        } else {
          lines += [start + comment] + inner
        }
        return
      }
      lines.append(start + comment)
      write(value, indentation: indentation + (chance(2) ? 2 : 4), &lines)
    case .array(let elements) where !elements.isEmpty && !rarely():
      lines.append(start + comment)
      write(value, indentation: indentation + (isKey && rarely() ? 0 : 2), &lines)
    case .string(let text) where text.hasSuffix("\n") && !text.hasPrefix(" ") && !rarely():
      lines.append(start + " |" + comment)
      for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
        lines.append(line.isEmpty ? "" : String(repeating: " ", count: indentation + 2) + line)
      }
    default: lines.append(start + " " + inline(value) + comment)
    }
  }

  private mutating func inline(_ value: Value) -> String {
    switch value {
    case .string(let text) where rarely() && !text.contains("\n") && !text.contains("\t"):
      "'" + text.replacing("'", with: "''") + "'"
    case .string(let text) where text.contains("\n"): value.json
    case .object, .array: value.json
    default: String(value.yaml.dropLast())
    }
  }
}
