import ArgumentParser
import GitOps
import Kubernetes

/// Has Argo CD end operations.
struct TerminateCommand: ApplicationVerb {
  static let configuration = CommandConfiguration(
    commandName: "terminate", abstract: "Have Argo CD end the operations of applications.",
    discussion: """
      What is applied by then stays; hooks that run are deleted. The exit code is 0, and 1 where \
      there was no operation to end, or it couldn't be asked for.
      """)

  @OptionGroup var options: ApplicationOptions
  @OptionGroup var choice: ApplicationChoice
  @OptionGroup var consent: ApplicationConsent

  @Option(name: [.short, .long], help: "How to print what came of it: json or yaml.")
  var output: DocumentFormat?

  func run(in world: VerbWorld) async throws {
    try world.refuseIfReadOnly(unless: false)
    let cluster = try await ApplicationCluster(world, namespace: options.namespace)
    try await ApplicationChanger(cluster: cluster, consent: consent, format: output).run(
      ApplicationChange(
        verb: "terminate", done: "end of the operation asked for", asks: false, ending: .requested,
        perform: { operate, application throws(OperationError) in
          try await operate.terminate(application.name)
        }),
      on: choice.applications(of: cluster))
  }
}
