import DeployEngine
import Documents
import Files
import GitOps
import Kubernetes

/// One plain stack in memory, `infrastructure/base/web`, and a fake server to plan it against.
struct Fixture {
  let server = FakeServer()
  let tree: Files
  let stack = Stack(path: "infrastructure/base/web", name: "web", source: .plain)

  /// The stack's files, names from its folder.
  init(_ files: [String: String]) {
    tree = Files(files)
  }

  var client: Client { Client(transport: server, pacing: .immediate) }

  func plan(
    git: GitStatus = .noRepository, _ options: Planner.Options = Planner.Options()
  ) async throws(DeployError) -> Plan {
    try await Planner(client, discovery: .small, options: options)
      .plan(stack, in: tree, git: git)
  }

  /// Applies a plan; returns the change set and the events.
  func apply(
    _ plan: Plan, _ options: Applier.Options = Applier.Options()
  ) async -> (ChangeSet, [DeployEvent]) {
    let (events, continuation) = AsyncStream.makeStream(of: DeployEvent.self)
    let changes = await Applier(client, options: options, pacing: .immediate).apply(plan) {
      continuation.yield($0)
    }
    continuation.finish()
    return (changes, await events.reduce(into: []) { $0.append($1) })
  }

  /// The files of the stack.
  struct Files: FileTree {
    private let files: [String: String]

    init(_ files: [String: String]) { self.files = files }

    func list(_ path: String) throws(FileTreeError) -> [FileEntry] {
      files.keys.sorted().map { FileEntry(name: $0, kind: .file) }
    }

    func kind(of path: String) -> FileEntry.Kind? { .file }

    func read(_ path: String, limit: Int) throws(FileTreeError) -> [UInt8] {
      guard let text = files[String(path.split(separator: "/").last ?? "")] else {
        throw .missing(path)
      }
      return Array(text.utf8)
    }
  }
}

extension Discovery {
  /// The kinds the fake server knows.
  static let small = Discovery(kinds: [
    .namespaces, .configMaps, .secrets, .services, .serviceAccounts, .deployments,
    .customResourceDefinitions,
  ])
}

extension Pacing {
  /// Waits are over at once, and time passes a second at a time.
  static var immediate: Pacing {
    Pacing(
      sleep: { _ in try Task.checkCancellation() }, random: { 0.5 }, now: { ContinuousClock.now })
  }
}

extension Plan {
  /// Each object with its verdict, in one line.
  var lines: [String] {
    items.map { item in
      let verdict =
        switch item.verdict {
        case .create: "create"
        case .change: "change"
        case .unchanged: "unchanged"
        case .conflict(let conflicts):
          "conflict "
            + conflicts.map { "\($0.manager) \($0.fields.joined(separator: " "))" }
            .joined(separator: ", ")
        case .recreate(let fields): "recreate " + fields.joined(separator: " ")
        case .prune: "prune"
        case .error(let error): "error: \(error.summary)"
        }
      return "\(item.object.kind) \(item.key.name): \(verdict)"
    }
  }
}

extension ChangeSet {
  /// Each object with what became of it, in one line.
  var lines: [String] {
    entries.map { entry in
      let outcome =
        switch entry.outcome {
        case .created: "created"
        case .configured: "configured"
        case .adopted: "adopted"
        case .unchanged: "unchanged"
        case .recreated: "recreated"
        case .pruned: "pruned"
        case .lost(let error): "lost: \(error.summary)"
        case .failed(let error): "failed: \(error.summary)"
        case .uncertain(let error): "uncertain: \(error.summary)"
        case .notApplied: "not applied"
        }
      return "\(entry.key.kind.kind) \(entry.key.name): \(outcome)"
    }
  }
}

/// The text of a manifest.
func manifest(
  _ kind: String, _ name: String, in namespace: String? = nil, apiVersion: String = "v1",
  _ rest: String = ""
) -> String {
  let place = namespace.map { "\n  namespace: \($0)" } ?? ""
  return
    "---\napiVersion: \(apiVersion)\nkind: \(kind)\nmetadata:\n  name: \(name)\(place)\n\(rest)\n"
}
