public import Documents

/// Reads YAML text the way Kubernetes does: into values that JSON could say, with their places.
///
/// Scalars mean what they mean to kubectl, which is YAML 1.1 with differences: `yes` and `on` are
/// truth values, `0o14` and `014` are twelve, a date is text. Integers beyond 64 bits keep their
/// digits. Unlike kubectl this refuses a key that is there twice, and in a mapping with `<<` the
/// keys written out always win, wherever they stand.
///
/// One difference remains: the bare tag `!`, as in `! 5`, is ignored.
public struct YAMLParser: Sendable {
  /// Whose reading of scalars counts.
  public enum Dialect: Hashable, Sendable {
    /// That of kubectl and the API server.
    case kubernetes
    /// That of kustomize for manifests: `yes`, `on` and the like are text, dates become times, and
    /// integers beyond 64 bits lose digits.
    case kustomize
  }

  /// How many bytes a text may have.
  public var maximumSize: Int
  /// How deeply collections may be nested.
  public var maximumDepth: Int
  /// Whose reading of scalars counts.
  public var dialect: Dialect
  /// Whether the last of several values for one key counts, where they are otherwise refused.
  public var takesLastOfDuplicates = false

  /// Makes a parser.
  public init(
    maximumSize: Int = 64 << 20, maximumDepth: Int = 512, dialect: Dialect = .kubernetes
  ) {
    self.maximumSize = maximumSize
    self.maximumDepth = maximumDepth
    self.dialect = dialect
  }

  /// Reads all documents of a text, empty ones included.
  ///
  /// The file's name is for the positions and errors only; nothing is opened.
  public func parse(
    _ bytes: some Collection<UInt8>, file: String? = nil
  ) throws(YAMLError) -> [YAMLDocument] {
    guard bytes.count <= maximumSize else {
      throw YAMLError(
        .tooLarge(limit: maximumSize), file: file, at: SourcePosition(line: 1, column: 1))
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw YAMLError(.utf16, file: file, at: SourcePosition(line: 1, column: 1))
    }
    // A byte order mark isn't part of the first line, whose indentation counts.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return try parse(Array(bytes.dropFirst(3)), file: file)
    }
    var composer = Composer(
      bytes, file: file, maximumDepth: maximumDepth, dialect: dialect,
      takesLastOfDuplicates: takesLastOfDuplicates)
    do throws(YAMLError) {
      return try composer.documents()
    } catch {
      // JSON is YAML but for details, such as a character escaped as two surrogates.
      guard case .syntax = error.reason,
        let document = try JSONComposer(bytes, file: file, maximumDepth: maximumDepth)?.document()
      else { throw error }
      return [document]
    }
  }

  /// Reads all documents of a text, empty ones included.
  public func parse(_ text: String, file: String? = nil) throws(YAMLError) -> [YAMLDocument] {
    try parse(text.utf8, file: file)
  }

  /// Reads the one document of a text; empty documents don't count.
  public func parseOne(
    _ bytes: some Collection<UInt8>, file: String? = nil
  ) throws(YAMLError) -> YAMLDocument {
    let documents = try parse(bytes, file: file)
    let full = documents.filter { !$0.isEmpty }
    guard full.count <= 1, let document = full.first ?? documents.first else {
      let place = full.count > 1 ? full[1].root.position : SourcePosition(line: 1, column: 1)
      throw YAMLError(.documentCount(full.count), file: file, at: place)
    }
    return document
  }

  /// Reads the one document of a text; empty documents don't count.
  public func parseOne(_ text: String, file: String? = nil) throws(YAMLError) -> YAMLDocument {
    try parseOne(text.utf8, file: file)
  }
}

extension Value {
  /// Reads the one YAML document of a text, with the parser's defaults.
  public init(yaml text: String) throws(YAMLError) {
    self = try YAMLParser().parseOne(text).value
  }
}
