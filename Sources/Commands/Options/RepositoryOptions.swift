import ArgumentParser

/// Which repository is meant, and which of its environments.
struct RepositoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The infrastructure repository; otherwise the configuration's, or else the one around the \
      current folder.
      """,
      valueName: "path"))
  var repo: String?

  @Option(
    help: ArgumentHelp(
      """
      The environment whose stacks are meant; otherwise the one that the configuration has for the \
      context.
      """,
      valueName: "name"))
  var env: String?

  @Flag(help: "Fetch what kustomizations and charts take from elsewhere, with git and helm.")
  var allowRemote = false
}

/// In which form something is printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case json
  case yaml
  case wide
}
