import Documents
import Files
import YAML

/// What goes into a generated config map or secret: literals, files, and files of variables.
struct KeyValueSources {
  /// A key with its content, and the node that brought it.
  struct Pair {
    var key: String
    var content: [UInt8]
    var node: YAMLNode
  }

  private(set) var pairs: [Pair] = []
  private(set) var problems: [KustomizeError.Problem] = []
  private let scope: FieldScope

  init(_ generator: YAMLNode, in scope: FieldScope) {
    self.scope = scope
    // In kustomize's order; the older field comes last among the files of variables.
    for node in generator["envs"]?.elements ?? [] { addVariables(node) }
    if let node = generator["env"], node.value.string?.isEmpty == false { addVariables(node) }
    for node in generator["literals"]?.elements ?? [] { addLiteral(node) }
    for node in generator["files"]?.elements ?? [] { addFile(node) }
    var seen: Set<String> = []
    for pair in pairs where !seen.insert(pair.key).inserted {
      problems.append(scope.problem("key \"\(pair.key)\" is there twice", at: pair.node))
    }
  }

  private mutating func addVariables(_ node: YAMLNode) {
    guard let bytes = read(node.value.string ?? "", node) else { return }
    var text = bytes[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      guard let string = String(validating: line, as: UTF8.self) else {
        problems.append(
          scope.problem(
            "\(node.value.string ?? ""):\(index + 1) has bytes that are not UTF-8", at: node))
        continue
      }
      var rest = Substring(string)
      if rest.unicodeScalars.last == "\r" { rest.unicodeScalars.removeLast() }
      rest = rest.drop(while: \.isWhitespace)
      guard let first = rest.first, first != "#" else { continue }
      let parts = rest.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      pairs.append(
        Pair(
          key: String(parts[0]), content: parts.count > 1 ? Array(parts[1].utf8) : [], node: node))
    }
  }

  private mutating func addLiteral(_ node: YAMLNode) {
    let text = node.value.string ?? ""
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      problems.append(scope.problem("\(text) is no literal; expected key=value", at: node))
      return
    }
    var value = text[text.index(after: equals)...].utf8
    if value.count > 1, let first = value.first, first == value.last,
      first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
    {
      value = value.dropFirst().dropLast()
    }
    pairs.append(Pair(key: String(text[..<equals]), content: Array(value), node: node))
  }

  private mutating func addFile(_ node: YAMLNode) {
    let text = node.value.string ?? ""
    let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, !parts.contains("") else {
      problems.append(
        scope.problem("\"\(text)\" is neither a file nor key=file", at: node))
      return
    }
    let path = parts[parts.count - 1]
    guard let bytes = read(path, node) else { return }
    let key = parts.count == 2 ? parts[0] : Paths.name(of: path)
    pairs.append(Pair(key: key, content: bytes, node: node))
  }

  private mutating func read(_ path: String, _ node: YAMLNode) -> [UInt8]? {
    do throws(KustomizeError) {
      return try scope.sources.bytes(scope.locate(path, namedBy: node))
    } catch {
      problems += error.problems
      return nil
    }
  }
}
