import ArgumentParser

/// What the verbs that talk to a cluster have in common.
struct VerbOptions: ParsableArguments {
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var cluster: ClusterOptions

  @Option(
    name: [.customShort("n"), .long],
    help: "Where objects go that say no namespace, instead of the context's.")
  var namespace: String?

  @Option(name: [.short, .long], help: "How to print it: json, yaml or wide; a table otherwise.")
  var output: OutputFormat?
}
