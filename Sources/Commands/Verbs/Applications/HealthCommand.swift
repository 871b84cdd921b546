import ArgumentParser
import Documents
import Kubernetes

/// Says how well the objects in files are.
struct HealthCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health", abstract: "Say how well the objects in a file are, and why.",
    discussion: """
      By Argo CD's rules and in its words: Healthy, Suspended, Progressing, Missing, Degraded, \
      Unknown. The objects are taken as they are in the file, status and all, as `kubectl get -o \
      yaml` prints them; no cluster is asked. Files hold YAML documents, JSON, or JSON after JSON; \
      lists are taken apart. Kinds without a rule have no health: a dash, and null in JSON, which \
      is an array with kind, namespace, name, health and message of each object; a namespace, \
      name or message that isn't there is an empty text. What is no object is said, with its file \
      and line, and the rest is judged all the same. The exit code is 0, and 1 where something \
      can't be read; with --exit-code it is 2 where anything is Missing, Degraded or Unknown.
      """)

  @Option(
    name: [.short, .customLong("filename")],
    help: ArgumentHelp(
      "A file of YAML or JSON, or - for the standard input; may be repeated.",
      valueName: "file"))
  var filename: [String]

  @Flag(help: "End with 2 where anything is Missing, Degraded or Unknown.")
  var exitCode = false

  @Option(name: [.short, .long], help: "How to print it: json or yaml; a table otherwise.")
  var output: DocumentFormat?

  mutating func validate() throws {
    if filename.isEmpty { throw ValidationError("name a file with -f; - is the standard input") }
  }

  func run() async throws {
    try await run(in: .current(RepositoryOptions.parse([]), ConnectionChoice()))
  }

  func run(in world: VerbWorld) async throws {
    var files = ObjectFiles(world: world)
    for name in filename { files.read(name) }
    let findings = files.objects.map { ($0, Health.assess($0)) }
    if let output {
      world.output.value(.array(findings.map(Self.json)), as: output.output)
    } else if !findings.isEmpty {
      world.output.lines(Self.table(findings).lines(world.output))
    }
    for problem in files.problems { world.output.note("duet: \(problem)") }
    if !files.problems.isEmpty { throw ExitCode(1) }
    if exitCode, findings.contains(where: { ($1?.health ?? .healthy) > .progressing }) {
      throw ExitCode(2)
    }
  }

  private static func json(_ object: Value, _ health: ObjectHealth?) -> Value {
    let metadata = object["metadata"]
    return [
      "kind": object["kind"] ?? .null,
      "namespace": .string(metadata?["namespace"]?.string ?? ""),
      "name": .string(metadata?["name"]?.string ?? ""),
      "health": health.map { .string("\($0.health)") } ?? .null,
      "message": .string(health?.message ?? ""),
    ]
  }

  private static func table(_ findings: [(Value, ObjectHealth?)]) -> TextTable {
    var table = TextTable(["KIND", "NAMESPACE", "NAME", "HEALTH", "MESSAGE"])
    for (object, health) in findings {
      let metadata = object["metadata"]
      table.add([
        .init(object["kind"]?.string ?? ""), .init(metadata?["namespace"]?.string ?? ""),
        .init(metadata?["name"]?.string ?? ""),
        .init(health.map { "\($0.health)" } ?? "", health?.health.paint),
        .init(health?.message ?? ""),
      ])
    }
    return table
  }
}
