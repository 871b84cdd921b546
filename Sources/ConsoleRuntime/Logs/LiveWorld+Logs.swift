import Console
import Kubernetes

extension LiveWorld {
  /// A selection that moves on within this time doesn't open a stream.
  private static let hesitation = Duration.milliseconds(120)

  /// Follows one container's log.
  func runLogs(
    _ query: LogQuery, _ client: Client, send: @escaping @Sendable (ClusterEvent) async -> Void
  ) async {
    guard (try? await sleep(Self.hesitation)) != nil else { return }
    await LogStream(client, sleep: sleep, now: now).follow(query) { await send(.logs(query, $0)) }
  }
}
