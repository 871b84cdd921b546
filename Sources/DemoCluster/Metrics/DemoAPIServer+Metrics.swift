import HTTP

/// How a cluster stands with its metrics server.
public enum MetricsService: Hashable, Sendable {
  /// It is there and answers.
  case serving
  /// It is registered, and doesn't answer: its group is known, what is in it isn't.
  case unavailable
  /// There is none; nothing speaks of the group.
  case absent
}

extension DemoAPIServer {
  static let metricsGroup = "metrics.k8s.io"

  /// Sets how the cluster stands with its metrics server.
  public func setMetrics(_ service: MetricsService) { metricsService = service }

  /// Whether a group is one that another server answers for, and that one is down.
  func isUnavailable(_ group: String) -> Bool {
    group == Self.metricsGroup && metricsService == .unavailable
  }

  /// What an API server says in the place of a server that it can't reach.
  nonisolated func unavailable() -> Response { text(503, "service unavailable\n") }
}
