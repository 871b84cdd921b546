import Synchronization

@testable import Commands

/// What a command printed.
final class Printed: Sendable {
  private let texts = Mutex((output: "", remarks: ""))

  /// What was asked for.
  var output: String { texts.withLock { $0.output } }
  /// What was said about it.
  var remarks: String { texts.withLock { $0.remarks } }

  /// An output that ends here.
  func output(isTerminal: Bool = false, hasColors: Bool = false, columns: Int = 80) -> Output {
    Output(
      isTerminal: isTerminal, hasColors: hasColors, columns: columns,
      write: { text in self.texts.withLock { $0.output += text } },
      remark: { text in self.texts.withLock { $0.remarks += text } })
  }
}

/// An output that nobody reads.
let plain = Printed().output()
