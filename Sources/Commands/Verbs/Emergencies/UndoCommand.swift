import ArgumentParser
import Emergencies
import Kubernetes

/// Takes a change past Git back.
struct UndoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take a change past Git back, exactly.",
    discussion: """
      The fields get back what they had before; an object that was deleted is made anew from what \
      was kept of it. Where a field isn't as the change left it, it is named, and nothing is done. \
      `duet emergencies` lists the changes; the beginning of an ID is enough. The exit codes are \
      those of `duet edit`.
      """)

  @OptionGroup var options: EmergencyOptions
  @OptionGroup var consent: EmergencyConsent

  @Argument(help: "The change, by its ID.")
  var id: String

  func run() async throws { try await run(in: options.world()) }

  func run(in world: VerbWorld) async throws {
    try world.refuseIfReadOnly(unless: consent.dryRun)
    let cluster = try await EmergencyCluster(world, options.repository)
    let (entries, problem) = await cluster.desk.entries()
    if entries.isEmpty, let problem { throw Problem(problem) }
    let emergency = try entries.one(named: id)
    let answer: Result<EditDraft, UndoRefusal>
    do throws(KubernetesError) {
      answer = try await cluster.desk.undoing(emergency)
    } catch {
      throw Problem(error)
    }
    guard case .success(let draft) = answer else {
      if case .failure(let refusal) = answer { throw Problem(refusal, of: emergency) }
      return
    }
    var session = EditSession(
      cluster: cluster, consent: consent, format: options.output, verb: "undo")
    try await session.run([draft])
  }
}

extension Problem {
  init(_ refusal: UndoRefusal, of emergency: Emergency) {
    let name = "\(emergency.id) can't be taken back"
    self.init("\(name): \(SafeText.line(refusal.summary))")
  }
}
