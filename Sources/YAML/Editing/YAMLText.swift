public import Documents

/// A YAML or JSON text that is changed place by place, every other byte staying what it is.
///
/// Comments, the order of keys, indentation, quotes and line ends are kept; what is added is laid out
/// like what is around it. After every change the text is read again, and has to say just what it
/// said before with that one change, in all its documents: where it doesn't, nothing is changed and
/// an error says what is in the way, such as an anchor that other places use.
///
/// A comment stays when what it is about is taken out, unless it stands on the same line or within.
public struct YAMLText: Sendable {
  /// The file, as the caller named it.
  public let file: String?
  /// The text.
  public private(set) var bytes: [UInt8]
  /// What it says.
  public private(set) var documents: [YAMLDocument]

  private let dialect: YAMLParser.Dialect

  /// So many steps lead from a document to another at most.
  private static let mostSteps = 10_000

  /// Reads a text.
  public init(
    _ bytes: [UInt8], file: String? = nil, dialect: YAMLParser.Dialect = .kubernetes
  ) throws(YAMLEditError) {
    self.bytes = bytes
    self.file = file
    self.dialect = dialect
    documents = try Self.parse(bytes, file: file, dialect: dialect)
  }

  /// The value at a place of a document; nil where there is none.
  public func value(at pointer: Pointer, inDocument index: Int = 0) -> Value? {
    documents.indices.contains(index) ? documents[index].value[pointer] : nil
  }

  /// The line of a place, or else of the innermost place around it that is there.
  public func line(of pointer: Pointer, inDocument index: Int = 0) -> Int? {
    guard documents.indices.contains(index) else { return nil }
    var pointer = pointer
    while true {
      if let position = documents[index].keyPosition(of: pointer)
        ?? documents[index].position(of: pointer)
      {
        return position.line
      }
      guard let parent = pointer.parent else { return nil }
      pointer = parent
    }
  }

  /// Gives a place of a document another value; nil takes it out.
  ///
  /// Mappings on the way that are missing are made; `-`, or the index behind the last element, adds
  /// to a list.
  public mutating func set(
    _ pointer: Pointer, to value: Value?, inDocument index: Int = 0
  ) throws(YAMLEditError) {
    let present = try present(index)
    var wanted = present
    wanted[pointer] = value
    var place = pointer
    if place.tokens.last == "-", let parent = place.parent,
      let count = wanted[parent]?.array?.count
    {
      place = parent.appending(count - 1)
    }
    let isElement = place.parent.map { present[$0]?.array != nil } ?? false
    guard value == nil && isElement || wanted[place] == value else {
      throw YAMLEditError(
        .unreachable("\(pointer)"), file: file, line: line(of: pointer, inDocument: index))
    }
    try change(document: index, to: wanted)
  }

  /// Makes a document say something else, with as few changes as that takes.
  public mutating func change(
    document index: Int, to wanted: Value
  ) throws(YAMLEditError) {
    guard try present(index) != wanted else { return }
    guard !documents.isEmpty else { return try begin(wanted) }
    var text = self
    for _ in 0..<Self.mostSteps {
      let present = text.documents[index].value
      guard present != wanted else {
        self = text
        return
      }
      let source = SourceBytes(bytes: text.content)
      let syntax = try Self.syntax(of: source, file: file)
      guard syntax.indices.contains(index) else {
        throw YAMLEditError(.noDocument(index), file: file)
      }
      guard
        let step = TextStep.first(from: present, to: wanted, syntax[index].root)
      else { break }
      let editor = StepEditor(text: source, root: syntax[index].root, value: present, file: file)
      let replacements = try editor.replacements(for: step)
      let isTaken = text.take(
        source.applying(replacements), saying: step.applied(to: present), inDocument: index,
        lineBreak: source.lineBreak(around: source.count))
      guard isTaken else {
        let anchor = editor.sharedAnchor(around: step.pointer)
        throw YAMLEditError(
          anchor.map { .anchor($0) } ?? .notAsMeant, file: file,
          line: text.line(of: step.pointer, inDocument: index))
      }
    }
    throw YAMLEditError(.notAsMeant, file: file)
  }

  /// What a document says; a text without any says nothing in its first.
  private func present(_ index: Int) throws(YAMLEditError) -> Value {
    if documents.indices.contains(index) { return documents[index].value }
    guard documents.isEmpty, index == 0 else {
      throw YAMLEditError(.noDocument(index), file: file)
    }
    return .null
  }

  /// Puts the first document below the comments that are all there is.
  private mutating func begin(_ wanted: Value) throws(YAMLEditError) {
    let isOpen = bytes.last.map { !SourceBytes.isBreak($0) } ?? false
    let changed = bytes + (isOpen ? [UInt8(ascii: "\n")] : []) + Array(wanted.yaml.utf8)
    let after = try Self.parse(changed, file: file, dialect: dialect)
    guard after.count == 1, after[0].value == wanted else {
      throw YAMLEditError(.notAsMeant, file: file)
    }
    (bytes, documents) = (changed, after)
  }

  /// Takes a document out of a text that has others.
  public mutating func removeDocument(_ index: Int) throws(YAMLEditError) {
    let source = SourceBytes(bytes: content)
    let syntax = try Self.syntax(of: source, file: file)
    guard syntax.indices.contains(index) else {
      throw YAMLEditError(.noDocument(index), file: file)
    }
    var start = source.lineStart(syntax[index].start)
    var end = source.count
    if index + 1 < syntax.count {
      end = source.lineStart(syntax[index + 1].start)
      // Without a mark in front of it, the mark behind it is what divided the two.
      if !syntax[index].isExplicit { end = source.nextLine(end) }
    } else if index > 0, !syntax[index].isExplicit {
      start = source.lineStart(syntax[index].start)
    }
    var wanted = documents.map(\.value)
    wanted.remove(at: index)
    let changed = source.applying([Replacement(start..<end, "")])
    let after = try Self.parse(changed, file: file, dialect: dialect)
    let isLeft = after.map(\.value) == wanted || wanted.isEmpty && after.allSatisfy(\.isEmpty)
    guard isLeft else {
      throw YAMLEditError(.notAsMeant, file: file, line: source.line(start))
    }
    bytes = mark + changed
    documents = after
  }

  // MARK: - Reading again

  /// Takes over a changed text, if it says just this in that document and the same in all others.
  private mutating func take(
    _ changed: [UInt8], saying value: Value, inDocument index: Int, lineBreak: String
  ) -> Bool {
    var wanted = documents.map(\.value)
    wanted[index] = value
    // A block of text at the very end may need a line break behind it.
    let isOpen = changed.last.map { !SourceBytes.isBreak($0) } ?? false
    for changed in [changed] + (isOpen ? [changed + Array(lineBreak.utf8)] : []) {
      guard let after = try? Self.parse(changed, file: file, dialect: dialect),
        after.map(\.value) == wanted
      else { continue }
      bytes = mark + changed
      documents = after
      return true
    }
    return false
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private var mark: [UInt8] {
    bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark : []
  }

  /// The text without a byte order mark, from which places are counted.
  private var content: [UInt8] { Array(bytes.dropFirst(mark.count)) }

  private static func parse(
    _ bytes: [UInt8], file: String?, dialect: YAMLParser.Dialect
  ) throws(YAMLEditError) -> [YAMLDocument] {
    do throws(YAMLError) {
      return try YAMLParser(dialect: dialect).parse(bytes, file: file)
    } catch {
      throw YAMLEditError(.unreadable(error.reason), file: file, line: error.position.line)
    }
  }

  private static func syntax(
    of text: SourceBytes, file: String?
  ) throws(YAMLEditError) -> [SyntaxDocument] {
    do throws(YAMLError) {
      return try SyntaxReader.documents(of: text)
    } catch {
      throw YAMLEditError(.unreadable(error.reason), file: file, line: error.position.line)
    }
  }
}

/// Bytes that take the place of others.
struct Replacement {
  var range: Range<Int>
  var text: String

  init(_ range: Range<Int>, _ text: String) {
    self.range = range
    self.text = text
  }

  /// Something put between what is there.
  init(at offset: Int, _ text: String) {
    self.init(offset..<offset, text)
  }
}

extension SourceBytes {
  /// The text with replacements, which mustn't overlap; of those at one place the first comes first.
  func applying(_ replacements: [Replacement]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count + 64)
    var position = 0
    let ordered = replacements.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }
    for (_, replacement) in ordered {
      if replacement.range.lowerBound > position {
        result += bytes[position..<replacement.range.lowerBound]
      }
      result += replacement.text.utf8
      position = max(position, replacement.range.upperBound)
    }
    return result + bytes[min(position, count)...]
  }
}
