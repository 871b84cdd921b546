/// Why a YAML text could not be read, and where.
public struct YAMLError: Error, Hashable, Sendable {
  /// What was wrong.
  public enum Reason: Hashable, Sendable {
    /// The text isn't YAML; the problem in libyaml's words, and what it was in, if it says.
    case syntax(problem: String, context: Context?)
    /// Bytes that aren't UTF-8.
    case invalidUTF8
    /// The text is UTF-16, by its byte order mark.
    case utf16
    /// A character that YAML does not allow in the open, such as a NUL or an escape.
    case controlCharacter(UInt32)
    /// More bytes than the parser's limit.
    case tooLarge(limit: Int)
    /// Collections nested deeper than the parser's limit.
    case tooDeep(limit: Int)
    /// Aliases that expand to far more than the document says itself: a bomb.
    case excessiveAliases
    /// An alias to an anchor that isn't defined before it in the document.
    case unknownAnchor(String)
    /// An alias inside of the very node it stands for.
    case recursiveAnchor(String)
    /// The same key twice in one mapping, and where it was first.
    case duplicateKey(String, first: SourcePosition)
    /// A key that JSON has no string for: a collection, `null`, or an integer beyond 64 bits.
    case unsupportedKey
    /// A key that isn't text where kustomize takes nothing else: a number, truth value or date.
    case untextualKey(String)
    /// `<<` with something that is neither a mapping nor a list of mappings.
    case invalidMerge
    /// A number that JSON doesn't have: an infinity, or not a number.
    case notInJSON(String)
    /// A scalar that isn't of the type its tag says.
    case wrongTag(String, text: String)
    /// Not one document where one was asked for, but this many.
    case documentCount(Int)
  }

  /// What the parser was in the middle of.
  public struct Context: Hashable, Sendable {
    /// In libyaml's words, "while parsing a flow sequence".
    public var text: String
    /// Where that began.
    public var position: SourcePosition

    /// Makes a context.
    public init(text: String, position: SourcePosition) {
      self.text = text
      self.position = position
    }
  }

  /// What was wrong.
  public var reason: Reason
  /// The file, as the caller named it.
  public var file: String?
  /// Where in the file.
  public var position: SourcePosition

  /// Makes an error.
  public init(_ reason: Reason, file: String?, at position: SourcePosition) {
    self.reason = reason
    self.file = file
    self.position = position
  }

  /// The line, counted from 1.
  public var line: Int { position.line }
  /// The column, counted from 1.
  public var column: Int { position.column }
}

extension YAMLError: CustomStringConvertible {
  /// One line that says where, what, and what to do: `app.yaml:3:7: …`.
  public var description: String {
    (file.map { "\($0):" } ?? "line ") + "\(position): \(reason)"
  }
}

extension YAMLError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .syntax(let problem, let context):
      Self.explain(problem, context)
    case .invalidUTF8:
      "bytes that are not UTF-8; save the file as UTF-8"
    case .utf16:
      "the file is UTF-16; save it as UTF-8"
    case .controlCharacter(let code):
      "control character U+\(Self.hexadecimal(code)); "
        + "remove it, or write it as an escape in double quotes"
    case .tooLarge(let limit):
      "more than \(limit) bytes, which is the limit; split the file"
    case .tooDeep(let limit):
      "nested deeper than \(limit) levels, which is the limit"
    case .excessiveAliases:
      "aliases expand to far more than the document itself; write the values out"
    case .unknownAnchor(let name):
      "alias *\(name) has no anchor &\(name) before it in this document"
    case .recursiveAnchor(let name):
      "alias *\(name) stands inside of its own anchor &\(name)"
    case .duplicateKey(let key, let first):
      "key \"\(key)\" is already set at \(first); keep one of the two"
    case .unsupportedKey:
      "a key must be text, a number or a truth value; put it in quotes"
    case .untextualKey(let text):
      "key \(text) is not text, which kustomize refuses; put it in quotes"
    case .invalidMerge:
      "<< takes a mapping or a list of mappings"
    case .notInJSON(let text):
      "\(text) is no number in JSON; put it in quotes if it is text"
    case .wrongTag(let tag, let text):
      "\"\(text)\" is not a valid \(tag); remove the tag or correct the value"
    case .documentCount(let count):
      "the file holds \(count) documents where one is wanted"
    }
  }

  private static func explain(_ problem: String, _ context: YAMLError.Context?) -> String {
    let advice =
      switch problem {
      case "found character that cannot start any token":
        "; indent with spaces, and quote text that begins with a tab, @, ` or %"
      case "found a tab character where an indentation space is expected",
        "found a tab character that violates indentation":
        "; indent with spaces"
      case "mapping values are not allowed in this context":
        "; quote text that has a colon and a space in it, and check the indentation"
      case "found unexpected end of stream":
        "; a quote is not closed"
      case "did not find expected key", "did not find expected '-' indicator":
        "; check the indentation of this line and of those before it"
      case "could not find expected ':'":
        "; a key needs a colon and a space behind it"
      default: ""
      }
    return (context.map { "\($0.text) from \($0.position): " } ?? "") + problem + advice
  }

  private static func hexadecimal(_ code: UInt32) -> String {
    let digits = String(code, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
