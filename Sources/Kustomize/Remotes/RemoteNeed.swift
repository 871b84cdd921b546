import Files

/// Something outside of the tree that a build can't do without.
enum RemoteNeed: Hashable, Sendable {
  case repository(RemoteRepository)
  case file(String)
  case chart(ChartRendering)
}

/// What was fetched for a build, or why it can't be.
struct FetchedRemotes: Sendable {
  var repositories: [RemoteRepository: Result<any FileTree, RemoteFailure>] = [:]
  var files: [String: Result<[UInt8], RemoteFailure>] = [:]
  var charts: [ChartRendering: Result<[UInt8], RemoteFailure>] = [:]
  /// Whether there are tools to fetch with and to run charts through.
  var hasTools: Bool
  /// Whether anything outside of the tree may be asked for.
  var allowsFetching: Bool
  /// What a person does to allow it.
  var advice = ""

  /// Why something isn't to be had, as it goes on behind its name; nil where it is.
  func refusal(of need: RemoteNeed) -> String? {
    if case .chart(let chart) = need, chart.isLocal {
      return hasTools ? nil : "needs helm, and nothing is there to run it"
    }
    if !hasTools { return "isn't in the tree, and nothing is there to fetch it" }
    guard !allowsFetching else { return nil }
    return "isn't in the tree, and fetching isn't allowed" + (advice.isEmpty ? "" : "; \(advice)")
  }
}

extension ChartRendering {
  /// Whether the chart itself is among the files.
  var isLocal: Bool { files.keys.contains { $0.hasPrefix("chart/") } }
}

/// Why something couldn't be fetched, as a person should read it.
struct RemoteFailure: Error, Hashable {
  var reason: String
}
