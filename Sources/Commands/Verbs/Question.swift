@preconcurrency import Dispatch
import Glibc

/// A question to whoever sits at the terminal.
enum Question {
  /// Asks, and reads one line; nil where the input ends.
  static func ask(_ question: String) async -> String? {
    StandardError.write(question)
    let answer: String? = await withCheckedContinuation { continuation in
      // Reading a terminal blocks, for as long as a person thinks.
      DispatchQueue.global().async { continuation.resume(returning: readLine()) }
    }
    if answer == nil { StandardError.write("\n") }
    return answer
  }
}

/// What the program is given to read.
enum StandardInput {
  /// All of it.
  static func all() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }
}
