@preconcurrency import Dispatch
import Glibc

/// Signals that ask the program to end.
enum Interruptions {
  /// An element for each that comes; from now on they don't end the program by themselves.
  static func stream(_ numbers: [Int32] = [SIGINT, SIGTERM, SIGHUP]) -> AsyncStream<Int32> {
    AsyncStream { continuation in
      let sources = numbers.map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { continuation.yield(number) }
        source.resume()
        return source
      }
      continuation.onTermination = { _ in
        for source in sources { source.cancel() }
        for number in numbers { signal(number, SIG_DFL) }
      }
    }
  }
}
