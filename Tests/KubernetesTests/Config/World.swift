import Kubernetes
import Synchronization

/// One file and a clock, both set by the test.
final class World: Sendable {
  private let state: Mutex<(file: String?, seconds: Int64)>

  init(file: String? = nil) { state = Mutex((file, 0)) }

  func set(file: String?) { state.withLock { $0.file = file } }

  func advance(_ seconds: Int64) { state.withLock { $0.seconds += seconds } }

  func store(
    _ source: CredentialSource, _ runner: (any ProcessRunner)? = nil
  ) -> CredentialStore {
    CredentialStore(
      source, runner: runner,
      readFile: { path throws(FileError) in
        guard let file = self.state.withLock({ $0.file }) else {
          throw FileError(path: path, reason: "No such file or directory", isMissing: true)
        }
        return Array(file.utf8)
      },
      now: { Timestamp(seconds: self.state.withLock { $0.seconds }) })
  }
}
