import ArgumentParser
import GitOps
import Kubernetes

/// Has Argo CD go back to what an application was before.
struct RollbackAppCommand: ApplicationVerb {
  static let configuration = CommandConfiguration(
    commandName: "rollback-app", abstract: "Have Argo CD sync an application as it was before.",
    discussion: """
      To the entry of the application's history with that number, as `duet app` lists them; without \
      one, to the entry before the last. Hooks are left out, as Argo CD does it. While automation is \
      on it would be undone at once, and is refused: pause it first. The exit code is 0, and 1 where \
      it was refused or has failed, or the time was up.
      """)

  @OptionGroup var options: ApplicationOptions
  @OptionGroup var consent: ApplicationConsent
  @OptionGroup var waiting: WaitingOptions

  @Flag(help: "Delete what wasn't in Git then.")
  var prune = false

  @Flag(help: "Only try it: Argo CD says what it would do, and changes nothing. It is waited for.")
  var dryRun = false

  @Option(name: [.short, .long], help: "How to print what came of it: json or yaml.")
  var output: DocumentFormat?

  @Argument(help: "The application: name, or namespace/name.")
  var name: String

  @Argument(help: "The number of the history's entry; the one before the last unless named.")
  var id: Int64?

  func run(in world: VerbWorld) async throws {
    try world.refuseIfReadOnly(unless: false)
    let cluster = try await ApplicationCluster(world, namespace: options.namespace)
    let application = try await cluster.application(named: name)
    let id = try id ?? Self.previous(of: application)
    let request = RollbackRequest(id: id, prunes: prune, isDryRun: dryRun)
    let entry = application.status.history.first { $0.id == id }
    let subjects = await world.subjects(of: application)
    let isTrial = dryRun
    try await ApplicationChanger(cluster: cluster, consent: consent, format: output).run(
      ApplicationChange(
        verb: "roll back",
        done: (isTrial ? "trial of a " : "") + "rollback to entry \(id) asked for",
        asks: !isTrial, ending: .requested,
        check: { operate, application throws(OperationError) in
          try await operate.check(application.name, request)
        },
        remarks: { _ in entry.map { ["entry \($0.words(subjects))"] } ?? [] },
        perform: { operate, application throws(OperationError) in
          try await operate.rollBack(application.name, request)
        }, goal: isTrial ? .operation : waiting.wait ? .health : nil,
        limit: waiting.timeout.duration),
      on: [application])
  }

  /// The entry before the last.
  static func previous(of application: Application) throws -> Int64 {
    let history = application.status.history
    guard history.count > 1 else {
      throw Problem(
        "\(SafeText.line("\(application.name)")) has no earlier sync to go back to",
        advice: "it remembers \(history.count == 1 ? "one" : "none")")
    }
    return history[history.count - 2].id
  }
}

extension HistoryEntry {
  /// What its commit is about: of several, the first that is known.
  func subject(_ subjects: [String: String]) -> String? {
    revisions.lazy.compactMap { subjects[$0] }.first
  }

  /// The entry in one line.
  func words(_ subjects: [String: String]) -> String {
    let when = deployed.map { " of \(Timestamp(seconds: $0).rfc3339)" } ?? ""
    let revisions = revisions.map(shortRevision).joined(separator: ", ")
    let places = sources.map(\.words).joined(separator: ", ")
    let about = subject(subjects).map { ": \($0)" } ?? ""
    return "\(id)\(when): \(revisions)\(places.isEmpty ? "" : " of \(places)")\(about)"
  }
}
