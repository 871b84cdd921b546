import ArgumentParser
import GitOps
import Kubernetes

/// Has Argo CD compare applications anew.
struct RefreshCommand: ApplicationVerb {
  static let configuration = CommandConfiguration(
    commandName: "refresh", abstract: "Have Argo CD compare applications with Git anew.",
    discussion: """
      Nothing is synced by it, unless Argo CD finds a difference and the application is automated. \
      The exit code is 0, and 1 where one couldn't be asked for, or with --wait the time was up.
      """)

  @OptionGroup var options: ApplicationOptions
  @OptionGroup var choice: ApplicationChoice

  @Flag(help: "Forget the manifests that are remembered, and make them anew.")
  var hard = false

  @Flag(help: "Wait until it is compared.")
  var wait = false

  @Option(help: "How long to wait: 90s, 5m, 1h; 0 for as long as it takes.")
  var timeout = Timeout(duration: .seconds(300))

  @Option(name: [.short, .long], help: "How to print what came of it: json or yaml.")
  var output: DocumentFormat?

  func run(in world: VerbWorld) async throws {
    try world.refuseIfReadOnly(unless: false)
    let cluster = try await ApplicationCluster(world, namespace: options.namespace)
    let isHard = hard
    try await ApplicationChanger(cluster: cluster, consent: nil, format: output).run(
      ApplicationChange(
        verb: "refresh", done: isHard ? "hard refresh asked for" : "refresh asked for", asks: false,
        ending: .requested,
        perform: { operate, application throws(OperationError) in
          try await operate.refresh(application.name, isHard: isHard)
        }, goal: wait ? .comparison : nil, limit: timeout.duration),
      on: choice.applications(of: cluster))
  }
}
