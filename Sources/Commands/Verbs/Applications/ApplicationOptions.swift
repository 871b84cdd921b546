import ArgumentParser

/// What the verbs of applications have in common: which cluster, and which namespace.
struct ApplicationOptions: ParsableArguments {
  @OptionGroup var cluster: ClusterOptions

  @Option(
    name: [.short, .long],
    help: "The namespace of applications that are named without one; all unless one is named.")
  var namespace: String?
}

/// A verb of applications: all it needs besides its own arguments is the world.
protocol ApplicationVerb: AsyncParsableCommand {
  /// Which cluster, and which namespace.
  var options: ApplicationOptions { get }

  /// Does it.
  func run(in world: VerbWorld) async throws
}

extension ApplicationVerb {
  func run() async throws {
    try await run(
      in: .current(
        RepositoryOptions.parse([]), options.cluster.choice(namespace: options.namespace)))
  }
}
