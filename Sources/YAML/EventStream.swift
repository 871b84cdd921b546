import CYAML

/// libyaml's events for one text, one at a time.
///
/// libyaml's parser points into itself once it has its input, so it must not move: it lives on the
/// heap, owned here, together with the text it reads.
struct EventStream: ~Copyable {
  /// One event, with its place.
  struct Event {
    enum Kind {
      case streamStart, streamEnd, documentStart, documentEnd
      case alias(String)
      case scalar(Scalar)
      case sequenceStart(CollectionStart)
      case sequenceEnd
      case mappingStart(CollectionStart)
      case mappingEnd
    }

    var kind: Kind
    var start: SourcePosition
    var end: SourcePosition
    /// The place in the text, in Unicode scalars from its beginning.
    var indices: Range<Int>
  }

  /// How a sequence or mapping begins.
  struct CollectionStart {
    var anchor: String?
    /// Whether it has a tag.
    var isTagged: Bool
    /// Whether it is in brackets.
    var isFlow: Bool
  }

  /// How a scalar is written.
  enum Style {
    case plain, singleQuoted, doubleQuoted, literal, folded
  }

  /// A scalar as written.
  struct Scalar {
    var text: String
    var anchor: String?
    /// The tag, if it has one, in full.
    var tag: String?
    /// Whether it has neither quotes nor a tag, so that its text decides what it is.
    var isPlain: Bool
    /// How it is written.
    var style: Style
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let text: UnsafeMutableBufferPointer<UInt8>
  private let file: String?

  init(_ bytes: some Collection<UInt8>, file: String?) {
    self.file = file
    text = .allocate(capacity: bytes.count)
    _ = text.initialize(from: bytes)
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    // Fails only for want of memory, which Swift's own allocations don't survive either.
    precondition(yaml_parser_initialize(parser) == 1, "out of memory")
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    text.deallocate()
  }

  /// The next event; there is none after the end of the stream.
  mutating func next() throws(YAMLError) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { yaml_event_delete(&event) }
    let kind: Event.Kind =
      switch event.type {
      case YAML_STREAM_START_EVENT: .streamStart
      case YAML_DOCUMENT_START_EVENT: .documentStart
      case YAML_DOCUMENT_END_EVENT: .documentEnd
      case YAML_ALIAS_EVENT: .alias(Self.string(event.data.alias.anchor) ?? "")
      case YAML_SCALAR_EVENT: .scalar(Self.scalar(event))
      case YAML_SEQUENCE_START_EVENT:
        .sequenceStart(
          CollectionStart(
            anchor: Self.string(event.data.sequence_start.anchor),
            isTagged: event.data.sequence_start.tag != nil,
            isFlow: event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE))
      case YAML_SEQUENCE_END_EVENT: .sequenceEnd
      case YAML_MAPPING_START_EVENT:
        .mappingStart(
          CollectionStart(
            anchor: Self.string(event.data.mapping_start.anchor),
            isTagged: event.data.mapping_start.tag != nil,
            isFlow: event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE))
      case YAML_MAPPING_END_EVENT: .mappingEnd
      default: .streamEnd
      }
    return Event(
      kind: kind, start: SourcePosition(event.start_mark), end: SourcePosition(event.end_mark),
      indices: event.start_mark.index..<max(event.start_mark.index, event.end_mark.index))
  }

  private static func scalar(_ event: yaml_event_t) -> Scalar {
    let scalar = event.data.scalar
    return Scalar(
      text: String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self),
      anchor: string(scalar.anchor), tag: string(scalar.tag), isPlain: scalar.plain_implicit == 1,
      style: style(scalar.style))
  }

  private static func style(_ style: yaml_scalar_style_t) -> Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }

  private static func string(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    text.map { String(cString: $0) }
  }

  private func failure() -> YAMLError {
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "out of memory"
    guard parser.pointee.error != YAML_READER_ERROR else { return readerFailure(problem) }
    let context = parser.pointee.context.map {
      YAMLError.Context(
        text: String(cString: $0), position: SourcePosition(parser.pointee.context_mark))
    }
    return YAMLError(
      .syntax(problem: problem, context: context), file: file,
      at: SourcePosition(parser.pointee.problem_mark))
  }

  /// What the reader complains of, which it places by bytes.
  private func readerFailure(_ problem: String) -> YAMLError {
    var offset = min(parser.pointee.problem_offset, text.count)
    if problem == "control characters are not allowed" {
      let code = UInt32(max(0, parser.pointee.problem_value))
      return YAMLError(.controlCharacter(code), file: file, at: position(ofByte: offset))
    }
    if problem == "invalid trailing UTF-8 octet" {
      // The complaint is about the byte that should have gone on; the character began before it.
      repeat { offset -= 1 } while offset > 0 && text[offset] & 0xC0 == 0x80
    }
    return YAMLError(.invalidUTF8, file: file, at: position(ofByte: max(0, offset)))
  }

  private func position(ofByte offset: Int) -> SourcePosition {
    var position = SourcePosition(line: 1, column: 1)
    for byte in text.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        position = SourcePosition(line: position.line + 1, column: 1)
      } else if byte & 0xC0 != 0x80 {
        position.column += 1
      }
    }
    return position
  }
}

extension SourcePosition {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: mark.line + 1, column: mark.column + 1)
  }
}
