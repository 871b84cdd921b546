import ArgumentParser

/// How the deck looks and what it may do.
struct DeckOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The theme: \(ThemeLibrary.standard) unless you or the configuration say otherwise.",
      valueName: "name"))
  var theme: String?

  @Flag(help: "Change nothing: no deploys, no deletions.")
  var readOnly = false
}
