import ArgumentParser
import GitOps
import Kubernetes

/// Has Argo CD sync applications.
struct SyncCommand: ApplicationVerb {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Have Argo CD sync applications.",
    discussion: """
      Argo CD's own server isn't needed: the operation is written to the application as that server \
      would write it, with the application's own sync options and retries. First it is checked that \
      no operation is running, that no sync window is in the way, that the project is there and that \
      you may; what is in the way is said, and the other applications are synced all the same. It is \
      never sent twice. With --wait it is followed until it is over and the application is healthy; \
      ctrl-c leaves it to Argo CD. The exit code is 0, and 1 where one was refused or has failed, or \
      the time was up.
      """)

  @OptionGroup var options: ApplicationOptions
  @OptionGroup var choice: ApplicationChoice
  @OptionGroup var consent: ApplicationConsent
  @OptionGroup var waiting: WaitingOptions

  @Option(
    help: "The branch, tag, commit or chart version; of several sources, of the first.")
  var revision: String?

  @Option(
    help: ArgumentHelp(
      "The same for another source, by its number from 1: 2=v1.4; may be repeated.",
      valueName: "number=revision"))
  var sourceRevision: [SourceRevision] = []

  @Flag(help: "Delete what isn't in Git any more.")
  var prune = false

  @Flag(help: "Only try it: Argo CD says what it would do, and changes nothing. It is waited for.")
  var dryRun = false

  @Flag(help: "Delete and make anew what can't be changed.")
  var force = false

  @Flag(help: "Leave hooks out.")
  var applyOnly = false

  @Flag(help: "Replace objects instead of changing them.")
  var replace = false

  @Flag(help: "Apply on the server's side.")
  var serverSide = false

  @Option(
    help: ArgumentHelp(
      "Sync that resource alone, apps:Deployment:shop/web or :Service:web; may be repeated.",
      valueName: "group:kind:name"))
  var resource: [ResourceChoice] = []

  @Option(name: [.short, .long], help: "How to print what came of it: json or yaml.")
  var output: DocumentFormat?

  func run(in world: VerbWorld) async throws {
    try world.refuseIfReadOnly(unless: false)
    let cluster = try await ApplicationCluster(world, namespace: options.namespace)
    let applications = try await choice.applications(of: cluster)
    for application in applications { try checkResources(of: application) }
    let request = request
    var change = ApplicationChange(
      verb: dryRun ? "try to sync" : "sync",
      done: dryRun ? "trial of a sync asked for" : "sync asked for", asks: !dryRun,
      ending: .requested,
      check: { operate, application throws(OperationError) in
        try await operate.check(application.name, request)
      },
      perform: { operate, application throws(OperationError) in
        try await operate.sync(application.name, request)
      })
    if prune {
      change.remarks = { application in
        application.status.resources.filter(\.requiresPruning).map {
          "deletes \(ResourceIdentity($0)), which isn't in Git"
        }
      }
    }
    if dryRun {
      change.goal = .operation
    } else if waiting.wait {
      // Of a part, no more can be expected than that it is synced.
      change.goal = resource.isEmpty ? .health : .operation
    }
    change.limit = waiting.timeout.duration
    try await ApplicationChanger(cluster: cluster, consent: consent, format: output)
      .run(change, on: applications)
  }

  private var request: SyncRequest {
    SyncRequest(
      revision: revision ?? "",
      revisions: Dictionary(
        sourceRevision.map { ($0.index, $0.revision) }, uniquingKeysWith: { $1 }), prunes: prune,
      isDryRun: dryRun, skipsHooks: applyOnly,
      isForced: force,
      options: (replace ? ["Replace=true"] : []) + (serverSide ? ["ServerSideApply=true"] : []),
      resources: resource.map(\.resource))
  }

  /// Argo CD syncs nothing, and calls that a success, where no resource is meant.
  private func checkResources(of application: Application) throws {
    for choice in resource
    where !application.status.resources.contains(where: { choice.matches($0) }) {
      throw Problem(
        "\(SafeText.line("\(application.name) has no resource \(choice.text)"))",
        advice: "`duet app \(SafeText.line("\(application.name)"))` lists them")
    }
  }
}

/// A resource as `--resource` names it: `apps:Deployment:shop/web`; `*` stands for anything.
struct ResourceChoice: ExpressibleByArgument, Hashable {
  /// What was said.
  var text: String
  /// What it means.
  var resource: SyncResource

  init?(argument: String) {
    // Names may have colons.
    let parts = argument.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      .map(String.init)
    guard parts.count == 3, !parts[1].isEmpty else { return nil }
    let names = parts[2].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(names.count), names.allSatisfy({ !$0.isEmpty }) else { return nil }
    text = argument
    resource = SyncResource(
      group: parts[0], kind: parts[1], namespace: names.count == 2 ? names[0] : "",
      name: names[names.count - 1])
  }

  /// Whether a resource of an application is meant.
  func matches(_ other: ApplicationResource) -> Bool {
    func fits(_ pattern: String, _ text: String) -> Bool { pattern == "*" || pattern == text }
    return fits(resource.group, other.group) && fits(resource.kind, other.kind)
      && fits(resource.name, other.name.name)
      && (resource.namespace.isEmpty || fits(resource.namespace, other.name.namespace))
  }
}

/// A revision of one source, as `--source-revision` names it: `2=v1.4`.
struct SourceRevision: ExpressibleByArgument, Hashable {
  /// Which source, from 0.
  var index: Int
  /// Its revision.
  var revision: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let number = Int(parts[0]), number > 0 else { return nil }
    index = number - 1
    revision = String(parts[1])
  }
}
