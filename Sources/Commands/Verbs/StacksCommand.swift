import ArgumentParser
import Documents
import GitOps
import Kubernetes

/// Lists the stacks of the repository.
struct StacksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stacks", abstract: "List the stacks of the repository.",
    discussion: """
      Every stack is built, so that broken ones show. No cluster is asked. With an environment, \
      by --env or by the context's, the stacks that are meant for it are listed.
      """)

  @OptionGroup var repository: RepositoryOptions

  @Option(help: "The context whose environment is meant.")
  var context: String?

  @Flag(name: [.customShort("A"), .long], help: "List the stacks of all environments.")
  var all = false

  @Option(name: [.short, .long], help: "How to print it: json, yaml or wide; a table otherwise.")
  var output: OutputFormat?

  func run() async throws {
    try await run(in: .current(repository, ConnectionChoice(context: context)))
  }

  func run(in world: VerbWorld) async throws {
    let checkout = try Checkout(world, repository)
    async let status = checkout.reader.git()
    let stacks = await checkout.renderer.render(
      all: all ? checkout.all : checkout.selection.stacks
    ).map { $0.stack.built($0.result) }
    let git = await status
    switch output {
    case .json?, .yaml?:
      let items = stacks.map { value($0, git, checkout) }
      world.output.value(["items": .array(items)], as: output ?? .json)
    case .wide?, nil:
      if stacks.isEmpty { return world.output.note("no stacks are found in \(checkout.folder)") }
      world.output.lines(table(stacks, git).lines(world.output))
      for stack in stacks {
        for problem in stack.problems {
          world.output.note(SafeText.line("\(stack.name): \(problem)"))
        }
      }
    }
  }

  private func table(_ stacks: [Stack], _ git: GitStatus) -> TextTable {
    let isWide = output == .wide
    var table = TextTable(
      ["NAME", "ENVIRONMENT", "SOURCE", "OBJECTS", "GIT", "STATE"]
        + (isWide ? ["LEFT OUT", "PATH"] : []))
    for stack in stacks {
      let changes = git.state?.changes(below: stack.path).count
      var row: [TextTable.Cell] = [
        .init(stack.name), .init(stack.environment ?? ""), .init("\(stack.source)"),
        .init(stack.isBroken ? "" : "\(stack.objects.count)"),
        changes.map { $0 == 0 ? .init("clean") : .init("\($0) changed", .changed) } ?? .init(""),
        stack.isBroken ? .init("broken", .bad) : .init("ok", .good),
      ]
      if isWide { row += [.init("\(stack.leftOut.count)"), .init(stack.path)] }
      table.add(row)
    }
    return table
  }

  private func value(_ stack: Stack, _ git: GitStatus, _ checkout: Checkout) -> Value {
    var value: Value = [
      "name": .string(stack.name), "path": .string(stack.path),
      "source": .string("\(stack.source)"), "broken": .bool(stack.isBroken),
      "objects": .array(stack.isBroken ? [] : stack.objects.map { $0.json }),
      "leftOut": .array(
        stack.leftOut.map {
          ["file": .string($0.file), "reason": .string($0.reason.word)]
        }),
      "problems": .array(stack.problems.map(\.json)),
    ]
    value["environment"] = stack.environment.map { .string($0) }
    if let state = git.state {
      value["changes"] = .array(state.changes(below: stack.path).map { .string($0.path) })
    }
    if case .replaced(let overlay)? = checkout.selection.hidden[stack.id] {
      value["replacedBy"] = .string(overlay.path)
    }
    return value
  }
}

extension StackObject {
  /// The object as JSON: what it is, and where it is written.
  var json: Value {
    var value: Value = [
      "apiVersion": .string(apiVersion), "kind": .string(kind), "name": .string(name),
    ]
    if !namespace.isEmpty { value["namespace"] = .string(namespace) }
    if !file.isEmpty {
      value["file"] = .string(file)
      value["line"] = .integer(Int64(line))
    }
    return value
  }
}

extension StackProblem {
  /// The problem as JSON.
  var json: Value {
    var value: Value = ["file": .string(file), "reason": .string(reason)]
    value["line"] = line.map { .integer(Int64($0)) }
    return value
  }
}

extension LeftOutFile.Reason {
  /// The reason in one word, as JSON has it.
  var word: String {
    switch self {
    case .noObject: "noObject"
    case .talosConfiguration: "talosConfiguration"
    case .kustomizeConfiguration: "kustomizeConfiguration"
    case .notNamed: "notNamed"
    case .localConfiguration: "localConfiguration"
    case .leadsOutside: "leadsOutside"
    }
  }
}
