public import Files
internal import Synchronization

/// Builds kustomizations as `kustomize build` does: the same objects, in the same order.
///
/// Files are read from the tree alone, and each one once however many kustomizations share it; so a
/// builder is for one state of the tree. Several tasks may use it at once.
public struct KustomizeBuilder: Sendable {
  private let tree: any FileTree
  private let options: KustomizeOptions
  private let memory = Memory()

  /// What was read, for the next build.
  private final class Memory: Sendable {
    let cache = Mutex(SourceFiles.Cache())
  }

  /// Makes a builder for the kustomizations of a tree.
  public init(tree: any FileTree, options: KustomizeOptions = KustomizeOptions()) {
    self.tree = tree
    self.options = options
  }

  /// Builds the kustomization of a folder; fetches what it needs from elsewhere, where that is
  /// allowed.
  public func build(
    _ folder: String, overriding overrides: KustomizeOverrides = .none
  ) async throws(KustomizeError) -> KustomizeResult {
    var fetched = FetchedRemotes(
      hasTools: options.tools != nil, allowsFetching: options.fetchesRemotes,
      advice: options.fetchingAdvice)
    while true {
      switch try run(Build(folder: folder, overrides: overrides, fetched: fetched)) {
      case .built(let result): return result
      case .needs(let needs):
        for need in needs { await fetch(need, into: &fetched) }
      }
    }
  }

  /// Builds the kustomization of a folder out of the tree alone; what is elsewhere is refused by
  /// name.
  public func buildLocally(
    _ folder: String, overriding overrides: KustomizeOverrides = .none
  ) throws(KustomizeError) -> KustomizeResult {
    let nothing = FetchedRemotes(hasTools: false, allowsFetching: false)
    switch try run(Build(folder: folder, overrides: overrides, fetched: nothing)) {
    case .built(let result): return result
    case .needs(let needs):
      // What is refused isn't asked for.
      throw KustomizeError(
        needs.map { .init(file: folder, reason: "something \(nothing.refusal(of: $0) ?? "")") })
    }
  }

  private func run(_ build: Build) throws(KustomizeError) -> Build.Outcome {
    let sources = SourceFiles(tree, cache: memory.cache.withLock { $0 })
    defer { memory.cache.withLock { $0.merge(sources.cache) } }
    return try build.run(sources)
  }

  /// Fetches something, or takes note of why it can't be.
  private func fetch(_ need: RemoteNeed, into fetched: inout FetchedRemotes) async {
    guard let tools = options.tools else { return }
    switch need {
    case .repository(let repository):
      do {
        fetched.repositories[repository] = .success(try await tools.checkOut(repository))
      } catch {
        fetched.repositories[repository] = .failure(RemoteFailure(reason: "\(error)"))
      }
    case .file(let address):
      do {
        fetched.files[address] = .success(try await tools.download(address))
      } catch {
        fetched.files[address] = .failure(RemoteFailure(reason: "\(error)"))
      }
    case .chart(let chart):
      do {
        fetched.charts[chart] = .success(try await tools.renderChart(chart))
      } catch {
        fetched.charts[chart] = .failure(RemoteFailure(reason: "\(error)"))
      }
    }
  }
}
