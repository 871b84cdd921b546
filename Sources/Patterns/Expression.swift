internal import CPCRE2

/// A compiled regular expression, and what matching needs besides.
final class Expression {
  /// Why a text isn't a regular expression.
  struct Problem: Error {
    /// In PCRE's words.
    var reason: String
    /// Where, counted in characters from the beginning.
    var position: Int
  }

  private let code: OpaquePointer
  private let data: OpaquePointer
  private let context: OpaquePointer

  // So many steps are under a tenth of a second; an expression that takes more for one text has
  // lost itself in its own repetitions.
  private static let mostSteps: UInt32 = 1_000_000

  init(_ source: String, options: UInt32) throws(Problem) {
    var error: Int32 = 0
    var offset = 0
    let bytes = Array(source.utf8)
    // A character cut in half by \C would be no text any more.
    let compiled = bytes.withUnsafeBufferPointer { bytes in
      duet_pcre2_compile(
        bytes.baseAddress, bytes.count,
        options & duet_pcre2_literal == 0 ? options | duet_pcre2_never_backslash_c : options,
        &error, &offset)
    }
    guard let compiled, let data = duet_pcre2_match_data_create(),
      let context = duet_pcre2_match_context_create()
    else {
      throw Problem(
        reason: Self.message(error),
        position: String(decoding: bytes.prefix(offset), as: UTF8.self).count)
    }
    // Where there is no just-in-time compiler, matching is slower and otherwise the same.
    _ = duet_pcre2_jit_compile(compiled)
    duet_pcre2_set_match_limit(context, Self.mostSteps)
    (code, self.data, self.context) = (compiled, data, context)
  }

  deinit {
    duet_pcre2_match_context_free(context)
    duet_pcre2_match_data_free(data)
    duet_pcre2_code_free(code)
  }

  /// The first place at or after `start` where it matches; nil for none.
  func firstMatch(in bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Range<Int>? {
    // An empty text has no address, and PCRE wants one.
    guard let address = bytes.baseAddress else { return matchesNothing ? 0..<0 : nil }
    let count = duet_pcre2_match(code, address, bytes.count, start, 0, data, context)
    guard count >= 0, let ends = duet_pcre2_ovector(data) else { return nil }
    // \K in an assertion can put the beginning after the end.
    return ends[0] <= ends[1] ? ends[0]..<ends[1] : ends[1]..<ends[1]
  }

  private lazy var matchesNothing: Bool = withUnsafeTemporaryAllocation(
    of: UInt8.self, capacity: 1
  ) { space in
    duet_pcre2_match(code, space.baseAddress, 0, 0, 0, data, context) >= 0
  }

  private static func message(_ error: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = duet_pcre2_error_message(error, &buffer, buffer.count)
    return count < 0 ? "error \(error)" : String(decoding: buffer.prefix(Int(count)), as: UTF8.self)
  }
}
