import ArgumentParser
import Console
import ConsoleRuntime
import DemoCluster
import DeployEngine
import Documents
import Foundation
import GitOps
import Kubernetes
import Synchronization
import Testing

@testable import Commands

/// Verbs on a cluster, with a repository on disk and a person who answers.
struct VerbBench: Sendable {
  /// What came out of a verb.
  struct Result: Sendable {
    /// The exit code.
    var code: Int32
    /// What was asked for.
    var output: String
    /// What was said about it.
    var remarks: String

    /// What was asked for, as JSON.
    var json: Value { get throws { try Value(json: Array(output.utf8)) } }
  }

  let client: Client
  /// The folder of the repository.
  let folder: String
  var context = "demo"
  /// What a person makes of a text in their editor; nil for no terminal.
  var editing: (@Sendable (EditorText) async -> EditorEnding)?
  /// The edits that wait.
  var keptEdits: EditStore?
  /// Whether the configuration beside the repository is read.
  var now = Timestamp.current()

  /// Runs a verb as the command line would.
  func callAsFunction(
    _ arguments: String..., answering answers: [String]? = nil, from current: String? = nil,
    input: String = ""
  ) async throws -> Result {
    try await self(arguments, answering: answers, from: current, input: input)
  }

  /// Runs a verb as the command line would; ctrl-c is pressed once `until` says so of what has been
  /// printed.
  func callAsFunction(
    _ arguments: [String], answering answers: [String]? = nil, from current: String? = nil,
    input: String = "", signal: Int32? = nil,
    until isEnough: (@Sendable (_ output: String, _ remarks: String) -> Bool)? = nil
  ) async throws -> Result {
    let texts = Mutex((output: "", remarks: ""))
    let (signals, signalFeed) = AsyncStream.makeStream(of: Int32.self)
    let add: @Sendable (_ output: String, _ remarks: String) -> Void = { output, remarks in
      let (output, remarks) = texts.withLock { texts in
        texts.output += output
        texts.remarks += remarks
        return texts
      }
      if isEnough?(output, remarks) ?? false { signalFeed.yield(2) }
    }
    let waiting = Mutex(answers ?? [])
    let (client, context) = (client, context)
    let own = try PersonalConfiguration(environment: [:])
    var world = VerbWorld(
      output: Output(
        isTerminal: false, hasColors: false, columns: 80,
        write: { add($0, "") }, remark: { add("", $0) }),
      currentFolder: current ?? folder,
      place: try .find(named: nil, own, currentFolder: current ?? folder), context: context,
      connect: { LiveWorld.Cluster(client: client, address: "here") },
      user: { Operator(user: "mira", host: "laptop") })
    if let signal { signalFeed.yield(signal) }
    if isEnough == nil { signalFeed.finish() }
    world.interruptions = { signals }
    world.write = { bytes in
      add(String(decoding: bytes, as: UTF8.self), "")
      return true
    }
    world.input = { Array(input.utf8) }
    world.edit = editing
    world.keptEdits = keptEdits
    if answers != nil {
      world.ask = { question in
        texts.withLock { $0.remarks += question + "\n" }
        return waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
      }
    }
    var code: Int32 = 0
    do {
      try await Self.run(Duet.parseAsRoot(arguments), in: world)
    } catch let exit as ExitCode {
      code = exit.rawValue
    } catch let problem as Problem {
      world.output.note("duet: \(problem)")
      code = problem.exitCode
    }
    let (output, remarks) = texts.withLock { $0 }
    return Result(code: code, output: output, remarks: remarks)
  }

  private static func run(_ command: any ParsableCommand, in world: VerbWorld) async throws {
    switch command {
    case let command as StacksCommand: try await command.run(in: world)
    case let command as RenderCommand: try await command.run(in: world)
    case let command as PlanCommand: try await command.run(in: world)
    case let command as DeployCommand: try await command.run(in: world)
    case let command as RollbackCommand: try await command.run(in: world)
    case let command as LedgerCommand: try await command.run(in: world)
    case let command as DriftCommand: try await command.run(in: world)
    case let command as HealthCommand: try await command.run(in: world)
    case let command as LogsCommand: try await command.run(in: world)
    case let command as OwnerCommand: try await command.run(in: world)
    case let command as EditCommand: try await command.run(in: world)
    case let command as EmergenciesCommand: try await command.run(in: world)
    case let command as UndoCommand: try await command.run(in: world)
    case let command as any ApplicationVerb: try await command.run(in: world)
    default: Issue.record("\(command) is no verb")
    }
  }

  /// Writes a file of the repository.
  func write(_ path: String, _ text: String) throws {
    let file = URL(fileURLWithPath: "\(folder)/\(path)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Commits everything that there is.
  func commit(_ message: String) async throws {
    _ = try await DemoCommand.git(["add", "-A"], folder, [])
    _ = try await DemoCommand.git(
      [
        "-c", "user.name=Mira", "-c", "user.email=mira@example.com", "-c", "commit.gpgsign=false",
        "commit", "-qm", message,
      ], folder, [])
  }

  /// Runs tests on a demo cluster with its repository.
  static func demo(
    _ scenario: Scenario = .standard, _ body: (VerbBench) async throws -> Void
  ) async throws {
    let demo = try Demo(scenario, git: DemoCommand.git)
    defer { demo.remove() }
    try await demo.writeRepositories()
    let folder = try #require(demo.infrastructure)
    try await body(VerbBench(client: Client(transport: demo.server), folder: folder))
  }

  /// Runs tests on a cluster with a repository of their own, in which there is nothing.
  static func empty(
    on client: Client, context: String = "demo", _ body: (VerbBench) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("duet-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.resolvingSymlinksInPath().path
    _ = try await DemoCommand.git(["init", "-q", "-b", "main"], path, [])
    try await body(VerbBench(client: client, folder: path, context: context))
  }
}
