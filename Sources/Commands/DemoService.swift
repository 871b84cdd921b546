import ConsoleRuntime
import DemoCluster
@preconcurrency import Dispatch
import Glibc

/// The demo cluster on a loopback port, until somebody ends the program.
struct DemoService {
  let demo: Demo
  let port: UInt16

  /// Serves; prints the path of a kubeconfig once connections are taken.
  ///
  /// The kubeconfig goes away with the program.
  func run() async throws {
    let kubeconfig = try KubeconfigFile(in: demo.folder?.path)
    defer { kubeconfig.remove() }
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await demo.run() }
        group.addTask { await writeRepositories() }
        group.addTask {
          try await demo.server.serve(port: port) { port in
            kubeconfig.write(DemoAPIServer.kubeconfig(port: port))
            print(kubeconfig.path)
            // A pipe isn't flushed by a line's end.
            fflush(nil)
          }
          throw CancellationError()
        }
        group.addTask {
          for await _ in Self.endings() { throw CancellationError() }
        }
        for try await _ in group {}
      }
    } catch is CancellationError {
      return
    } catch let error as ServeError {
      switch error {
      case .portInUse(let port):
        throw Problem(
          "port \(port) is in use", advice: "choose another with --port, or leave it out")
      case .refused(let reason): throw Problem("the cluster can't be served: \(reason)")
      }
    }
  }

  /// Writes the repositories and says where; the cluster is of use without them.
  private func writeRepositories() async {
    guard let repository = demo.infrastructure else { return }
    do {
      try await demo.writeRepositories()
      StandardError.write("the infrastructure repository: \(repository)\n")
    } catch is CancellationError {
      return
    } catch {
      StandardError.write("there are no repositories: git isn't installed, or failed\n")
    }
  }

  /// An element when a signal asks the program to end.
  private static func endings() -> AsyncStream<Int32> {
    AsyncStream { continuation in
      let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { continuation.yield(number) }
        source.resume()
        return source
      }
      continuation.onTermination = { _ in for source in sources { source.cancel() } }
    }
  }
}

/// A kubeconfig that is there as long as the program.
private struct KubeconfigFile: Sendable {
  let path: String
  private let ownFolder: String?

  /// Chooses a place for it: the folder given, or one of its own.
  init(in folder: String?) throws {
    if let folder {
      path = "\(folder)/kubeconfig"
      ownFolder = nil
      return
    }
    var template = Array("/tmp/duet-kubeconfig-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Problem("no temporary folder can be made: \(String(cString: strerror(errno)))")
    }
    let made = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    ownFolder = made
    path = "\(made)/kubeconfig"
  }

  func write(_ text: String) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    _ = Array(text.utf8).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }

  func remove() {
    unlink(path)
    if let ownFolder { rmdir(ownFolder) }
  }
}
