import ArgumentParser
import Console
import ConsoleRuntime
import Documents
import GitOps
import Kubernetes

/// Shows one application.
struct AppCommand: ApplicationVerb {
  static let configuration = CommandConfiguration(
    commandName: "app", abstract: "Show an application: what it is, how it is, and its resources.",
    discussion: """
      Its sources and destination, sync and health, what is wrong with it, the operation that runs \
      or was last, its sync windows and its history, pages about it, and the tree of its resources \
      with their health, worked out here from the live objects. What you may not see is said. With \
      --diff, how it differs from what Git wants: that is rendered from the checkout that \
      `applications.NAME.checkout` of the configuration or --checkout names, at the commit that \
      Argo CD compared. The exit code is 0, and 1 where there is no such application or the cluster \
      can't be asked; with --diff it is 2 where something differs, and 1 where not everything could \
      be compared.
      """)

  @OptionGroup var options: ApplicationOptions

  @Flag(help: "Show how it differs from what Git wants instead.")
  var diff = false

  @Option(
    help: ArgumentHelp(
      "The folder of a checkout of its repository, for --diff.", valueName: "folder"))
  var checkout: String?

  @Option(name: [.short, .long], help: "How to print it: json, yaml or wide; text otherwise.")
  var output: OutputFormat?

  @Argument(help: "The application: name, or namespace/name.")
  var name: String

  mutating func validate() throws {
    if checkout != nil, !diff { throw ValidationError("--checkout is for --diff") }
  }

  func run(in world: VerbWorld) async throws {
    let cluster = try await ApplicationCluster(world, namespace: options.namespace)
    let application = try await cluster.application(named: name)
    if diff { return try await showDifference(application, cluster) }
    let details = await ApplicationDetails(application, in: cluster)
    switch output {
    case .json?, .yaml?: world.output.value(details.json, as: output ?? .json)
    case .wide?, nil:
      let text = ApplicationText(
        details: details, output: world.output, isWide: output == .wide)
      world.output.lines(text.lines)
    }
  }

  private func showDifference(
    _ application: Application, _ cluster: ApplicationCluster
  ) async throws {
    var world = cluster.world
    if let checkout {
      let folder = checkout.hasPrefix("/") ? checkout : "\(world.currentFolder ?? "")/\(checkout)"
      world.place.configuration.checkouts[application.name.name] = folder
    }
    let comparer = ApplicationComparer(
      client: cluster.client, repository: world.repository(try RepositoryOptions.parse([])))
    let comparison: ApplicationComparison
    do throws(KubernetesError) {
      comparison = try await comparer.compare(ComparisonRequest(application.name))
    } catch {
      throw cluster.problem(error)
    }
    let text = ComparisonText(comparison: comparison, output: world.output)
    switch output {
    case .json?, .yaml?: world.output.value(text.json, as: output ?? .json)
    case .wide?, nil:
      world.output.lines(text.lines)
      if comparison.origins.contains(where: \.isUnconfigured) {
        world.output.note(
          "name a checkout with --checkout, or in .duet.yaml: "
            + "applications: {\(application.name.name): {checkout: FOLDER}}")
      }
    }
    if text.exitCode != 0 { throw ExitCode(text.exitCode) }
  }
}

extension ApplicationComparison.Origin {
  fileprivate var isUnconfigured: Bool {
    if case .unconfigured = self { true } else { false }
  }
}
