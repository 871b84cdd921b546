import Documents
import YAML

/// The way to a field as replacements write it: `spec.containers.[name=web].image`.
struct FieldPath: Hashable {
  /// Why a path leads nowhere.
  struct Failure: Error, Hashable {
    var reason: String
  }

  /// One part of the way.
  enum Step: Hashable {
    case field(String)
    case element(Int)
    /// The last element; only where a value is looked up.
    case last
    /// The elements whose field matches, or which match themselves where the name is empty.
    case matching(name: String, value: String)
    case all
    /// Brackets that say nothing.
    case malformed(String)
  }

  /// As it was written.
  let text: String
  /// The parts, from the outside in.
  private(set) var steps: [Step]

  /// Reads a path.
  init(_ text: String) {
    self.text = text
    steps = Self.parts(of: text).map(Self.step)
  }

  /// Reads a path of a variable, in which `ports[0]` is `ports.0`, too.
  init(ofVariable text: String) {
    self.text = text
    steps = Self.parts(of: text).flatMap { part -> [Step] in
      guard part.hasSuffix("]"), let bracket = part.lastIndex(of: "["),
        let index = Int(part[part.index(after: bracket)...].dropLast()), index >= 0
      else { return [Self.step(part)] }
      let name = String(part[..<bracket])
      return (name.isEmpty ? [] : [Self.step(name)]) + [.element(index)]
    }
  }

  private static func step(_ part: String) -> Step {
    if let index = Int(part), index >= 0 { return .element(index) }
    if part == "*" { return .all }
    if part == "-" { return .last }
    guard part.hasPrefix("["), part.hasSuffix("]") else { return .field(part) }
    let content = part.dropFirst().dropLast()
    guard let sign = content.firstIndex(of: "=") else { return .malformed(part) }
    return .matching(
      name: String(content[..<sign]), value: String(content[content.index(after: sign)...]))
  }

  /// The parts between dots, but for dots behind a backslash or in brackets; one in front is
  /// allowed.
  private static func parts(of text: String) -> [String] {
    var split: [String] = []
    let inner = text.hasPrefix(".") ? text.dropFirst() : text[...]
    for part in inner.split(separator: ".", omittingEmptySubsequences: false) {
      if let last = split.last, last.hasSuffix("\\") {
        split[split.count - 1] = last.dropLast() + "." + part
      } else {
        split.append(String(part))
      }
    }
    var parts: [String] = []
    var rest = split[...]
    while let part = rest.popFirst() {
      guard part.hasPrefix("["), !part.hasSuffix("]") else {
        parts.append(part)
        continue
      }
      var joined = part
      while let next = rest.popFirst() {
        joined += "." + next
        if next.hasSuffix("]") { break }
      }
      // Without an equals sign, brackets only hold a name together.
      parts.append(joined.contains("=") ? joined : joined.trimming("[", "]"))
    }
    return parts
  }

  /// The one value at the end of the path, and how it is written if that is known; nil where there
  /// is none.
  func lookUp(
    in value: Value, written source: YAMLNode? = nil
  ) throws(Failure) -> (value: Value, written: YAMLNode?)? {
    var value = value
    var written = source
    for step in steps {
      if case .field("") = step { continue }
      guard let next = try Self.child(step, of: value) else { return nil }
      switch step {
      case .field(let name): written = written?[name]
      default: written = written?.elements.first { $0.value == next }
      }
      value = next
    }
    return (value, written)
  }

  private static func child(_ step: Step, of value: Value) throws(Failure) -> Value? {
    if value.isNull { return nil }
    switch step {
    case .field(let name):
      guard case .object(let fields) = value else { throw .notAMapping(value, name) }
      return fields[name]
    case .element(let index):
      let elements = try value.elements(for: "element \(index)")
      return index < elements.count ? elements[index] : nil
    case .last:
      return try value.elements(for: "the last element").last
    case .matching(let name, let wanted):
      return try value.elements(for: "an element").first {
        name.isEmpty ? $0.scalarText == wanted : $0[name]?.scalarText == wanted
      }
    case .all: throw Failure(reason: "* is for targets; a source has one value")
    case .malformed(let part): throw .malformed(part)
    }
  }
}

extension FieldPath.Failure {
  static func notAMapping(_ value: Value, _ name: String) -> Self {
    Self(reason: "\"\(name)\" is looked for in \(value.kindInWords)")
  }

  static func malformed(_ part: String) -> Self {
    Self(reason: "\(part) doesn't say which element; write [field=value]")
  }
}

extension Value {
  /// The elements of a list; none where there is nothing.
  func elements(for what: String) throws(FieldPath.Failure) -> [Value] {
    switch self {
    case .array(let elements): return elements
    case .null: return []
    default: throw FieldPath.Failure(reason: "\(what) is looked for in \(kindInWords)")
    }
  }
}

extension String {
  fileprivate func trimming(_ characters: Character...) -> String {
    var rest = self[...]
    while let first = rest.first, characters.contains(first) { rest.removeFirst() }
    while let last = rest.last, characters.contains(last) { rest.removeLast() }
    return String(rest)
  }
}
