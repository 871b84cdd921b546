import ArgumentParser
import Documents
import GitOps
import Kubernetes

/// Switches applications' automation off.
struct PauseCommand: ApplicationVerb {
  static let configuration = CommandConfiguration(
    commandName: "pause", abstract: "Switch the automation of applications off.",
    discussion: """
      Argo CD goes on comparing, and syncs only when asked. The settings of the automation are kept, \
      and `duet resume` switches it on again. Who paused it, when, why and for how long is noted on \
      the application, with the kubectl command that resumes it. Once the time is over, any deck \
      that runs resumes it, or the next one that starts, or `duet emergencies`. An application set \
      or another application that would switch it on again is named. The exit code is 0; 2 where \
      somebody does undo it; and 1 where there is no automation to pause, or it failed.
      """)

  @OptionGroup var options: ApplicationOptions
  @OptionGroup var choice: ApplicationChoice
  @OptionGroup var consent: ApplicationConsent

  @Option(help: "Why, for whoever wonders.")
  var reason: String?

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "For how long: 30m, 2h; without it, until somebody resumes it.", valueName: "duration"))
  var duration: Timeout?

  @Option(name: [.short, .long], help: "How to print what came of it: json or yaml.")
  var output: DocumentFormat?

  mutating func validate() throws {
    // Later than that no date can be written that others read.
    if let duration = duration?.duration, duration > .seconds(10 * 365 * 86_400) {
      throw ValidationError("--for takes at most ten years; leave it out for no end")
    }
  }

  func run(in world: VerbWorld) async throws {
    try world.refuseIfReadOnly(unless: false)
    let cluster = try await ApplicationCluster(world, namespace: options.namespace)
    let until = duration?.duration.map { world.now().seconds + $0.components.seconds }
    let reason = reason ?? ""
    try await ApplicationChanger(cluster: cluster, consent: consent, format: output).run(
      ApplicationChange(
        verb: "pause",
        done: "paused" + (until.map { " until \(Timestamp(seconds: $0).rfc3339)" } ?? ""),
        asks: false,
        perform: { operate, application throws(OperationError) in
          try await operate.pause(application.name, reason: reason, until: until)
        }, field: .automationSwitch),
      on: choice.applications(of: cluster))
  }
}

/// Switches applications' automation on again.
struct ResumeCommand: ApplicationVerb {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Switch the automation of applications on again.",
    discussion: """
      With the settings that it had before `duet pause`, or before somebody else switched it off. \
      Argo CD then syncs what isn't as Git says. The exit code is 0, and 1 where automation isn't \
      paused, or it failed.
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
        verb: "resume", done: "resumed", asks: false,
        perform: { operate, application throws(OperationError) in
          try await operate.resume(application.name)
        }),
      on: choice.applications(of: cluster))
  }
}

extension Pointer {
  /// What switches automation on and off.
  fileprivate static let automationSwitch: Pointer = ["spec", "syncPolicy", "automated", "enabled"]
}
