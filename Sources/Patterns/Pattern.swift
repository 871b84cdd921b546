internal import CPCRE2

/// A text to look for, as typed after `/`: a regular expression as Perl has them.
///
/// Letter case doesn't matter unless the text has a capital. `\d`, `\w`, `\s` and `\b` know ASCII
/// alone, as in Go's expressions, which k9s takes.
public struct Pattern: Hashable, Sendable {
  /// The text as typed.
  public let source: String
  /// Why it isn't a regular expression, for a person; nil where it is fine.
  public let problem: String?

  /// Reads a text as typed.
  ///
  /// A text that isn't a regular expression is looked for as it stands, and `problem` says why.
  public init(_ source: String) {
    self.source = source
    do throws(Expression.Problem) {
      _ = try Expression(source, options: Self.options(source))
      problem = nil
    } catch {
      problem = "not a regular expression: \(error.reason) at character \(error.position + 1)"
    }
  }

  /// Something that finds the pattern in many texts, compiled once.
  ///
  /// Not Sendable: each task makes its own.
  public func matcher() -> Matcher {
    let options = Self.options(source)
    let expression =
      (problem == nil ? try? Expression(source, options: options) : nil)
      ?? (try? Expression(source, options: options | duet_pcre2_literal))
    return Matcher(expression)
  }

  /// Where the pattern stands in a text, in order, none empty.
  public func ranges(in text: String) -> [Range<String.Index>] { matcher().ranges(in: text) }

  private static func options(_ source: String) -> UInt32 {
    duet_pcre2_utf | (hasCapital(source) ? 0 : duet_pcre2_caseless)
  }

  /// Whether there is a capital that stands for itself: those of `\S` and `\p{Lu}` don't.
  private static func hasCapital(_ source: String) -> Bool {
    var isEscaped = false
    for character in source {
      if character == "\\" {
        isEscaped.toggle()
        continue
      }
      if !isEscaped, character.isUppercase { return true }
      isEscaped = false
    }
    return false
  }
}
