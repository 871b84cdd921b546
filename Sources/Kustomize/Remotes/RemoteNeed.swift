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
  /// Why nothing is fetched; nil where it is.
  var refusal: String?
}

/// Why something couldn't be fetched, as a person should read it.
struct RemoteFailure: Error, Hashable {
  var reason: String
}
