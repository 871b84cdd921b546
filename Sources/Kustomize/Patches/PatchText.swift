import Documents
import YAML

/// A patch as it is written, in a file or in the kustomization itself.
struct PatchText {
  /// What a patch turns out to be.
  enum Content {
    /// Objects to merge into those that are there, at least one.
    case objects([Resource])
    /// Operations of a JSON patch, and where they stand.
    case operations(OperationList, lines: [Int])
  }

  private let bytes: [UInt8]
  /// The file that holds it.
  let file: String
  /// The line in front of its first.
  private let lineOffset: Int

  /// The patch in a file that a node of the kustomization names.
  init(fileAt path: YAMLNode, in scope: FieldScope) throws(KustomizeError) {
    file = scope.sources.name(try scope.locate(path))
    bytes = try scope.bytes(at: path)
    lineOffset = 0
  }

  /// The patch that is the text of a node.
  init(inline node: YAMLNode, in scope: FieldScope) {
    file = scope.file
    let text = node.value.string ?? ""
    let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
    bytes = Array(text[start...].utf8)
    // The text of a block begins on the line below its indicator.
    let isBlock = node.end.line > node.position.line
    let skipped = text[..<start].count { $0.isNewline }
    lineOffset = node.position.line - (isBlock ? 0 : 1) + skipped
  }

  /// The line of the patch's beginning.
  var line: Int { lineOffset + 1 }

  /// Reads the patch.
  func read() throws(KustomizeError) -> Content {
    // What begins with a bracket is JSON to kustomize, which YAML's own brackets aren't.
    if bytes.first == UInt8(ascii: "[") {
      guard (try? Value(json: bytes)) != nil else {
        throw error("begins with [ and isn't JSON; write operations as a YAML list, or as JSON")
      }
    }
    let documents = try parse(.kustomize)
    if case .array = documents.first?.value { return try operations() }
    let objects = try resources(documents)
    guard !objects.isEmpty else {
      throw error("an empty patch: there is neither an object nor a JSON patch's operation")
    }
    return .objects(objects)
  }

  /// Reads the operations of a JSON patch, which is nothing else.
  func readOperations() throws(KustomizeError) -> (OperationList, lines: [Int]) {
    guard case .operations(let list, let lines) = try read() else {
      throw error("not a JSON patch, which is a list of operations")
    }
    return (list, lines)
  }

  /// Reads objects to merge, and nothing else.
  func readObjects() throws(KustomizeError) -> [Resource] {
    guard case .objects(let objects) = try read() else {
      throw error("a JSON patch, where objects to merge are wanted; it goes to patches")
    }
    return objects
  }

  private func operations() throws(KustomizeError) -> Content {
    guard let document = try parse(.kubernetes).first,
      let list = OperationList(document.value)
    else {
      throw error(
        "neither an object to merge nor a JSON patch, which is a list of operations and not empty")
    }
    let lines = document.root.elements.map { lineOffset + $0.position.line }
    return .operations(list, lines: lines)
  }

  private func resources(_ documents: [YAMLDocument]) throws(KustomizeError) -> [Resource] {
    do {
      return try ResourceReader.read(documents, file: file).map { resource in
        var resource = resource
        resource.line += lineOffset
        return resource
      }
    } catch {
      throw KustomizeError(
        error.problems.map { problem in
          KustomizeError.Problem(
            file: problem.file, line: problem.line.map { $0 + lineOffset },
            reason: "not a patch: \(problem.reason)")
        })
    }
  }

  private func parse(_ dialect: YAMLParser.Dialect) throws(KustomizeError) -> [YAMLDocument] {
    do throws(YAMLError) {
      return try YAMLParser(dialect: dialect).parse(bytes, file: file)
    } catch {
      throw KustomizeError([
        .init(file: file, line: lineOffset + error.position.line, reason: "\(error.reason)")
      ])
    }
  }

  /// An error about the patch as a whole.
  func error(_ reason: String) -> KustomizeError {
    KustomizeError([.init(file: file, line: line, reason: reason)])
  }
}
