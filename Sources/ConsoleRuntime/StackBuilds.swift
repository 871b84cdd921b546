import Emergencies
import Files
import GitOps
import Kubernetes

/// The stacks as they were built last, for whoever needs their objects.
///
/// Building is the costly part of reading a repository: what hasn't changed isn't built again.
actor StackBuilds {
  /// What a build came to.
  typealias Outcome = Result<RenderedStack, StackBuildError>

  /// All builds of an environment.
  struct Content: Sendable {
    var environment: String?
    /// All stacks, as they were found.
    var stacks: [Stack] = []
    var outcomes: [Stack.ID: Outcome] = [:]
    /// Whether all stacks have been built.
    var isComplete = false
  }

  private struct Entry {
    var stack: Stack
    var outcome: Outcome
    /// What the files were like that it was built from.
    var marks: [String: Int]
  }

  private var entries: [Stack.ID: Entry] = [:]
  private var content = Content()
  private var readers: [Int: AsyncStream<[Stack]>.Continuation] = [:]
  private var followers: [Int: AsyncStream<Content>.Continuation] = [:]
  private var lastListener = 0
  private var found: [Stack]?
  private var isCommitted = false

  /// So many stacks are told of at once.
  private static let batch = 16

  // MARK: Who listens

  /// Says that the repository was read, which stacks were found, and whether all its files are as
  /// they were committed.
  func noteRead(_ stacks: [Stack], isCommitted: Bool) {
    found = stacks
    self.isCommitted = isCommitted
    for reader in readers.values { reader.yield(stacks) }
  }

  /// The stacks that were found whenever the repository was read, and at once if it has been.
  func reads() -> AsyncStream<[Stack]> {
    lastListener += 1
    let id = lastListener
    let (stream, continuation) = AsyncStream.makeStream(
      of: [Stack].self, bufferingPolicy: .bufferingNewest(1))
    readers[id] = continuation
    continuation.onTermination = { _ in Task { await self.dropReader(id) } }
    if let found { continuation.yield(found) }
    return stream
  }

  /// The builds as they are, and again whenever they change.
  func changes() -> AsyncStream<Content> {
    lastListener += 1
    let id = lastListener
    let (stream, continuation) = AsyncStream.makeStream(
      of: Content.self, bufferingPolicy: .bufferingNewest(1))
    followers[id] = continuation
    continuation.onTermination = { _ in Task { await self.dropFollower(id) } }
    if content.isComplete { continuation.yield(content) }
    return stream
  }

  /// All stacks as they are known now: with all their objects, where they have been built.
  var latest: [Stack] {
    (found ?? []).map { stack in
      guard case .success(let rendered)? = entries[stack.id]?.outcome else { return stack }
      return rendered.stack
    }
  }

  /// The stacks of the environment that is built for, with all their objects where they could be
  /// built.
  var selected: [Stack] {
    StackSelection(content.stacks, environment: content.environment).stacks.map { stack in
      content.outcomes[stack.id].map { stack.built($0) } ?? stack
    }
  }

  /// What a stack says of an object; objects that say no namespace are in the one given.
  func desired(_ key: ObjectKey, defaultNamespace: String) -> DesiredObject? {
    let rendered = StackSelection(content.stacks, environment: content.environment).stacks
      .compactMap { try? content.outcomes[$0.id]?.get() }
    return rendered.desired(key, defaultNamespace).map {
      DesiredObject($0, isCommitted: isCommitted)
    }
  }

  private func dropReader(_ id: Int) { readers[id] = nil }
  private func dropFollower(_ id: Int) { followers[id] = nil }

  // MARK: Building

  /// Builds those of the stacks that have changed, a few at a time; `send` hears of them as they are
  /// done.
  func build(
    _ stacks: [Stack], environment: String?, with renderer: StackRenderer, files: FileMarks,
    send: @Sendable ([Stack]) async -> Void
  ) async {
    if content.environment != environment { entries = [:] }
    let known = entries
    let ids = Set(stacks.map(\.id))
    entries = entries.filter { ids.contains($0.key) }
    let due = await Self.due(among: stacks, known, files)
    for start in stride(from: 0, to: due.count, by: Self.batch) {
      let batch = Array(due[start..<min(due.count, start + Self.batch)])
      let results = await renderer.render(all: batch)
      guard !Task.isCancelled else { return }
      for (stack, outcome) in results {
        entries[stack.id] = Entry(
          stack: stack, outcome: outcome, marks: await Self.marks(of: outcome, stack, files))
      }
      await send(results.map { $0.stack.built($0.result) })
    }
    content = Content(
      environment: environment, stacks: stacks, outcomes: entries.mapValues(\.outcome),
      isComplete: true)
    for follower in followers.values { follower.yield(content) }
  }

  @concurrent private static func due(
    among stacks: [Stack], _ known: [Stack.ID: Entry], _ files: FileMarks
  ) async -> [Stack] {
    stacks.filter { stack in
      // What is broken may be mended by a file that it doesn't know of.
      guard let entry = known[stack.id], entry.stack == stack, case .success = entry.outcome
      else { return true }
      return entry.marks.contains { files.mark(of: $0.key) != $0.value }
    }
  }

  @concurrent private static func marks(
    of outcome: Outcome, _ stack: Stack, _ files: FileMarks
  ) async -> [String: Int] {
    guard case .success(let rendered) = outcome else { return [:] }
    var marks: [String: Int] = [:]
    for file in rendered.files.union([stack.path]) { marks[file] = files.mark(of: file) }
    return marks
  }
}

/// Tells whether files have changed, by what is in them.
struct FileMarks: Sendable {
  private let tree: any FileTree

  init(_ tree: any FileTree) { self.tree = tree }

  /// A number that is another one when the file's bytes are, or the folder's entries.
  func mark(of path: String) -> Int {
    var hasher = Hasher()
    if tree.kind(of: path) == .folder {
      for entry in (try? tree.list(path)) ?? [] {
        hasher.combine(entry.name)
        hasher.combine(entry.kind)
      }
    } else if let bytes = try? tree.read(path, limit: 64 << 20) {
      bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    } else {
      return 0
    }
    return hasher.finalize()
  }
}
