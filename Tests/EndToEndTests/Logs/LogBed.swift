import Console
import ConsoleRuntime
import CurlHTTP
import KubeletSupport
import Kubernetes
import Logs
import TestSupport
import Testing

/// A namespace of a real API server with one pod on a stand-in node, and somebody who follows its log.
struct LogBed {
  let server: ControlPlane
  let kubelet: StandInKubelet
  let namespace: String
  let main: StandInKubelet.Container

  static func run(
    _ namespace: String, on server: ControlPlane, _ body: (LogBed, LogReader) async throws -> Void
  ) async throws {
    try await server.kubectl()("create", "namespace", namespace)
    let kubelet = try await StandInKubelet.start(for: server)
    try await kubelet.run("web", in: namespace)
    let bed = LogBed(
      server: server, kubelet: kubelet, namespace: namespace,
      main: StandInKubelet.Container("web", in: namespace))
    let reader = LogReader()
    let client = try bed.client()
    let following = Task {
      // A server that is away is asked again at once: what isn't lost by then isn't lost later.
      let stream = LogStream(
        client, sleep: { _ in try await Task.sleep(for: .milliseconds(50)) }, now: { .current() })
      let query = LogQuery(namespace: namespace, pod: "web", container: "main", follow: true)
      await stream.follow(query) { await reader.take($0) }
    }
    do {
      try await kubelet.waitForRequests(1, for: bed.main)
      try await body(bed, reader)
    } catch {
      following.cancel()
      throw error
    }
    following.cancel()
    await following.value
    await kubelet.stop()
  }

  private func client() throws -> Client {
    let transport = try CurlTransport(
      CurlConfiguration(
        baseURL: server.address, caPEM: Array(server.authority.utf8),
        clientCertificatePEM: Array(try server.adminCertificate.utf8),
        clientKeyPEM: Array(try server.adminKey.utf8)), on: TransferLoop())
    return Client(transport: transport)
  }

  /// Has the container write lines that are their numbers.
  func count(_ numbers: Range<Int>) {
    for number in numbers { kubelet.write("\(number)\n", to: main) }
  }
}

/// What a stream has told so far.
actor LogReader {
  private(set) var texts: [[UInt8]] = []
  private(set) var gaps = 0
  private(set) var restarts = 0
  private(set) var interruptions = 0
  private var isWithinLine = false
  private var waiters: [(count: Int, CheckedContinuation<Void, Never>)] = []

  func take(_ change: LogChange) {
    switch change {
    case .lines(let lines):
      for entry in lines.entries {
        let text = Array(lines.slice(entry))
        if isWithinLine { texts[texts.count - 1] += text } else { texts.append(text) }
        isWithinLine = entry.isCut
      }
    case .gap: gaps += 1
    case .restarted: restarts += 1
    case .interrupted: interruptions += 1
    case .opened, .ended: break
    }
    guard !isWithinLine else { return }
    let done = waiters.filter { $0.count <= texts.count }
    waiters.removeAll { $0.count <= texts.count }
    for waiter in done { waiter.1.resume() }
  }

  /// Returns once that many lines were told.
  func wait(for count: Int) async {
    guard texts.count < count else { return }
    await withCheckedContinuation { waiters.append((count, $0)) }
  }

  /// The lines that are numbers.
  var numbers: [Int] { texts.compactMap { Int(String(decoding: $0, as: UTF8.self)) } }
}
