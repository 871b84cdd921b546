import ArgumentParser
import GitOps
import Kubernetes

/// What the verbs of emergencies have in common: which cluster, and which namespace.
struct EmergencyOptions: ParsableArguments {
  @OptionGroup var repository: RepositoryOptions
  @OptionGroup var cluster: ClusterOptions

  @Option(
    name: [.customShort("n"), .long],
    help: "The namespace of the objects, instead of the context's.")
  var namespace: String?

  @Option(name: [.short, .long], help: "How to print it: json, yaml or wide; text otherwise.")
  var output: OutputFormat?

  /// The world that these describe.
  func world() throws -> VerbWorld {
    try .current(repository, cluster.choice(namespace: namespace))
  }
}

/// What a person says beforehand to a change past Git.
struct EmergencyConsent: ParsableArguments {
  @Flag(name: [.customShort("y"), .long], help: "Answer the ordinary question with yes.")
  var yes = false

  @Option(
    help: ArgumentHelp(
      "Agree to a change in a protected context, by the object's name; may be repeated.",
      valueName: "name"))
  var confirm: [String] = []

  @Flag(help: "Only show what it comes to: change nothing.")
  var dryRun = false

  @Option(help: "Why, for the record.")
  var reason: String?

  @Option(
    help: ArgumentHelp(
      "Pause the automation that would put it back: 15m, 1h, or forever, until you resume it.",
      valueName: "duration"))
  var pause: PauseLength?
}

/// How long automation is paused: a time as kubectl takes it, or `forever`.
struct PauseLength: ExpressibleByArgument, Hashable {
  /// For how many seconds; nil for until somebody resumes it.
  var seconds: Int64?

  init?(argument: String) {
    if argument == "forever" { return }
    guard let duration = Timeout(argument: argument)?.duration, duration >= .seconds(1),
      duration <= .seconds(10 * 365 * 86_400)
    else { return nil }
    seconds = duration.components.seconds
  }
}
