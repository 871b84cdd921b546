import ArgumentParser
import ConsoleRuntime
import DeployEngine
import Documents
import Emergencies
import GitOps
import Kubernetes

/// Says who owns objects, or what everybody owns.
struct OwnerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "owner", abstract: "Say who owns an object, or how the cluster is owned.",
    discussion: """
      An object is owned by an application of Argo CD (by the annotation or label that the \
      installation tracks by), by a stack (its ApplySet, or the repository that renders it), by \
      Helm, by Flux, or by a controller: owner references are followed up to the root, and whoever \
      owns the root has the last word. Without an object, everything there is gets counted: what \
      each owner has, and the orphans, with who could take them over. Events aren't counted. The \
      exit code is 0, 2 where something is nobody's, and 1 where it couldn't be found out, or not \
      of everything.
      """)

  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var cluster: ClusterOptions

  @Option(
    name: [.customShort("n"), .long],
    help: """
      The namespace of the object, instead of the context's; without one, the namespaces to count \
      in, with commas.
      """)
  var namespace: String?

  @Flag(
    name: [.customShort("A"), .customLong("all-namespaces")],
    help: "Count in all namespaces, as without -n.")
  var allNamespaces = false

  @Flag(help: "List the orphans one by one.")
  var orphans = false

  @Option(
    name: [.short, .long],
    help: "How to print it: json, yaml or wide, with every kind; text otherwise.")
  var output: OutputFormat?

  @Argument(help: ArgumentHelp("The objects, as kubectl names them.", valueName: "KIND/NAME"))
  var objects: [String] = []

  mutating func validate() throws {
    if orphans, !objects.isEmpty { throw ValidationError("--orphans is for counting everything") }
    if allNamespaces, !objects.isEmpty {
      throw ValidationError("an object is in one namespace: name it with -n")
    }
  }

  func run() async throws {
    let choice = cluster.choice(
      namespace: namespace.flatMap { $0.contains(",") ? nil : $0 })
    try await run(in: .current(repository, choice))
  }

  func run(in world: VerbWorld) async throws {
    let arguments = try ObjectArgument.parse(objects)
    let cluster = try await world.connect()
    for warning in cluster.warnings { world.output.note("warning: \(SafeText.line(warning))") }
    let reader = try await ownersReader(world, cluster)
    if arguments.isEmpty { return try await count(reader, world) }
    let known = await reader.known()
    let space = namespace ?? cluster.defaultNamespace
    var reports: [OwnerReport] = []
    for argument in arguments {
      let key = try await argument.key(cluster.client, namespace: space)
      do throws(KubernetesError) {
        let (object, ownership) = try await OwnershipReader(cluster.client, known: known).read(key)
        reports.append(
          OwnerReport(
            key: key, object: object, ownership: ownership, known: known, now: world.now()))
      } catch {
        throw Problem(error)
      }
    }
    switch output {
    case .json?, .yaml?:
      let all = reports.map(\.json)
      world.output.value(
        all.count == 1 ? all[0] : ["items": .array(all)], as: output ?? .json)
    case .wide?, nil:
      for (index, report) in reports.enumerated() {
        if index > 0 { world.output.line() }
        world.output.lines(report.lines(world.output, isWide: output == .wide))
      }
    }
    if reports.contains(where: \.isUncertain) { throw ExitCode(1) }
    if reports.contains(where: \.ownership.isOrphan) { throw ExitCode(2) }
  }

  private func count(_ owners: OwnersReader, _ world: VerbWorld) async throws {
    let namespaces =
      allNamespaces
      ? [] : Set((namespace ?? "").split(separator: ",").map(String.init))
    let coverage: Coverage
    do throws(KubernetesError) {
      coverage = try await CoverageReader(owners).read(namespaces: namespaces)
    } catch {
      throw Problem(error)
    }
    let text = CoverageText(coverage: coverage, output: world.output)
    switch output {
    case .json?, .yaml?:
      world.output.value(text.json, as: output ?? .json)
    case .wide?, nil:
      world.output.lines(orphans ? text.orphans : text.lines(isWide: output == .wide))
      for gap in coverage.gaps { world.output.note(SafeText.line("not looked at: \(gap)")) }
    }
    if !coverage.gaps.isEmpty { throw ExitCode(1) }
    if coverage.orphanCount > 0 { throw ExitCode(2) }
  }

  /// What the repository has to say, where there is one.
  private func ownersReader(
    _ world: VerbWorld, _ cluster: LiveWorld.Cluster
  ) async throws -> OwnersReader {
    guard let checkout = try Checkout.ifAny(world, repository) else {
      return OwnersReader(cluster.client, defaultNamespace: cluster.defaultNamespace)
    }
    let here = checkout.stacks(for: world.context)
    // What can't be built has at least the objects that its files name.
    let built = await checkout.renderer.render(all: here).map { stack, result in
      (try? result.get().stack) ?? stack
    }
    let ids = Set(here.map(\.id))
    return OwnersReader(
      cluster.client,
      inventoryNamespace: checkout.configuration.inventoryNamespace
        ?? RepositoryConfiguration.usualInventoryNamespace,
      stacks: built, others: checkout.all.filter { !ids.contains($0.id) },
      defaultNamespace: cluster.defaultNamespace)
  }
}
