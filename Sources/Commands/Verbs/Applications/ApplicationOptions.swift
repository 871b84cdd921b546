import ArgumentParser
import GitOps
import Kubernetes

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

/// Which applications something is done to.
struct ApplicationChoice: ParsableArguments {
  @Option(
    name: [.customShort("l"), .long],
    help: ArgumentHelp("Those with these labels: team=web,tier!=test.", valueName: "labels"))
  var selector: String?

  @Argument(help: "The applications: name, or namespace/name.")
  var names: [String] = []

  mutating func validate() throws {
    switch (names.isEmpty, selector) {
    case (true, nil):
      throw ValidationError(
        "name an application, or select some by labels with -l; `duet apps` lists them")
    case (false, .some):
      throw ValidationError("name applications, or select them by labels with -l, not both")
    case (true, let selector?): try LabelSelector.check(selector)
    case (false, nil): break
    }
  }

  /// The applications; throws a `Problem` where there are none.
  func applications(of cluster: ApplicationCluster) async throws -> [Application] {
    guard let selector else { return try await cluster.applications(named: names) }
    let applications = try await cluster.applications(labelSelector: selector)
    guard !applications.isEmpty else {
      throw Problem(
        "there are no applications with labels \(SafeText.line(selector))",
        advice: "`duet apps -o json` shows the labels that there are")
    }
    return applications.sorted { $0.name < $1.name }
  }
}

extension LabelSelector {
  /// Throws where a text selects no labels.
  static func check(_ text: String) throws {
    do {
      _ = try LabelSelector(parsing: text)
    } catch {
      throw ValidationError("\(SafeText.line(text)) selects no labels: \(error.reason)")
    }
  }
}

/// What a person says beforehand to a change of applications.
struct ApplicationConsent: ParsableArguments {
  @Flag(name: [.customShort("y"), .long], help: "Answer the ordinary question with yes.")
  var yes = false

  @Option(
    help: ArgumentHelp(
      "Agree to a change in a protected context, by the application's name; may be repeated.",
      valueName: "application"))
  var confirm: [String] = []

  /// Whether they have named that application.
  func names(_ name: ObjectName) -> Bool {
    confirm.contains(name.name) || confirm.contains("\(name)")
  }
}

/// Whether, and how long, to wait for what Argo CD makes of it.
struct WaitingOptions: ParsableArguments {
  @Flag(help: "Follow it until it is over and the application is healthy.")
  var wait = false

  @Option(help: "How long to wait: 90s, 5m, 1h; 0 for as long as it takes.")
  var timeout = Timeout(duration: .seconds(300))
}
