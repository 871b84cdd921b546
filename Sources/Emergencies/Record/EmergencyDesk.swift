public import DeployEngine
internal import Documents
internal import GitOps
public import Kubernetes

/// Does what was prepared and agreed to, and keeps the record of it.
///
/// First it is put on the record, then it is sent, for the very version of the object that was tried;
/// where that has changed, it is prepared anew, and sent only if it comes to the same.
public struct EmergencyDesk: Sendable {
  let client: Client
  let preparer: EditPreparer
  /// The record in the cluster.
  public let ledger: EmergencyLedger
  let journal: EmergencyJournal?
  let context: String
  let surroundings: EditSurroundings
  let user: Operator
  let now: @Sendable () -> Timestamp
  let chance: @Sendable () -> Double

  /// Makes a desk.
  ///
  /// `context` is what the cluster is called on this machine, where its emergencies are noted by that
  /// in the journal.
  public init(
    _ client: Client, surroundings: EditSurroundings = EditSurroundings(),
    ledger: EmergencyLedger, journal: EmergencyJournal? = nil, context: String = "",
    user: Operator,
    now: @escaping @Sendable () -> Timestamp,
    chance: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) {
    self.client = client
    preparer = EditPreparer(client)
    self.surroundings = surroundings
    self.ledger = ledger
    self.journal = journal
    self.context = context
    self.user = user
    self.now = now
    self.chance = chance
  }

  /// Finds out what drafts come to, who looks after their objects, what becomes of the changes, and
  /// whether they can be put on the record; in their order, several at a time.
  public func prepare(_ drafts: [EditDraft]) async -> [PreparedEdit] {
    let outlook = await outlook()
    return await withTaskGroup(of: (Int, PreparedEdit).self) { group in
      var answers: [Int: PreparedEdit] = [:]
      for (index, draft) in drafts.enumerated() {
        if index >= Self.mostAtOnce, let (done, answer) = await group.next() {
          answers[done] = answer
        }
        group.addTask { (index, await prepare(draft, outlook)) }
      }
      for await (done, answer) in group { answers[done] = answer }
      return drafts.indices.compactMap { answers[$0] }
    }
  }

  /// The same for one.
  public func prepare(_ draft: EditDraft) async -> PreparedEdit {
    await prepare(draft, await outlook())
  }

  static let mostAtOnce = 8

  private func prepare(_ draft: EditDraft, _ outlook: EditOutlook) async -> PreparedEdit {
    var prepared = await preparer.prepare(draft)
    let canBeApplied = prepared.canBeApplied
    async let problem = canBeApplied ? recordProblem(draft) : nil
    prepared = await outlook.looking(at: prepared)
    prepared.recordProblem = await problem
    if canBeApplied { prepared.pauseNotes = await pauseNotes(on: prepared, outlook) }
    return prepared
  }

  func outlook() async -> EditOutlook {
    await EditOutlook(
      client, surroundings, inventories: Inventories(client, namespace: ledger.namespace)
    ) { now().seconds }
  }

  private func recordProblem(_ draft: EditDraft) async -> String? {
    let isSecret = draft.key.kind.group.isEmpty && draft.key.kind.kind == "Secret"
    guard let problem = await ledger.problem(isAboutSecret: isSecret) else { return nil }
    return journal == nil
      ? "it can't be put on any record: \(problem)"
      : isSecret
        ? "the record is kept on this machine alone, and undoing it isn't possible: \(problem)"
        : "the record is kept on this machine alone: \(problem)"
  }

  // MARK: Applying

  /// Does what was prepared, as it was shown, or says why it didn't.
  public func apply(_ prepared: PreparedEdit, _ grounds: EditGrounds = EditGrounds()) async
    -> EditOutcome
  {
    guard prepared.canBeApplied else { return .changed(prepared) }
    var record: Record?
    var edit = prepared
    for attempt in 1... {
      if record == nil {
        var begun = Record(emergency(edit, grounds), keepsake(edit))
        if let problem = await begin(&begun) { return .notRecorded(problem) }
        record = begun
      }
      guard let begun = record else { break }
      do throws(KubernetesError) {
        let written = try await preparer.send(edit)
        return await finish(begun, edit, written)
      } catch {
        if case .conflict = error, attempt < EditPreparer.attempts {
          let again = await preparer.prepare(prepared.draft)
          if again.comes(toTheSameAs: prepared) {
            edit = again
            continue
          }
          await end(begun, .failed("it would have come to something else meanwhile"))
          return .changed(again)
        }
        return await fail(begun, edit, error)
      }
    }
    return .changed(edit)
  }

  private func finish(
    _ record: Record, _ edit: PreparedEdit, _ written: Written
  ) async -> EditOutcome {
    var record = record
    record.settle(edit, written.object)
    await note(&record)
    if let id = record.emergency.undoes { await change(id) { $0.state = .undone } }
    do throws(KubernetesError) {
      let note = EmergencyNote(emergency: record.emergency)
      _ = try await client.create(.events, namespace: note.namespace, note.object)
    } catch {
      // The record has it; an Event besides is a courtesy that not everybody may do.
    }
    return .applied(
      record.emergency, result: written.object, remarks: record.remarks + written.warnings)
  }

  private func fail(
    _ record: Record, _ edit: PreparedEdit, _ error: KubernetesError
  ) async -> EditOutcome {
    guard error.leavesDoubt else {
      await end(record, .failed(error.summary))
      return .failed(error)
    }
    // The answer is lost, the object isn't: it says whether the request arrived.
    var live: Value?
    do throws(KubernetesError) {
      live = try await client.get(edit.key).naming(edit.key.kind)
    } catch .notFound {
      live = nil
    } catch {
      return .uncertain(record.emergency, error)
    }
    switch edit.arrival(live) {
    case .arrived:
      return await finish(record, edit, Written(object: live ?? .null, isCreated: false))
    case .missing:
      await end(record, .failed(error.summary))
      return .failed(error)
    case .unknown: return .uncertain(record.emergency, error)
    }
  }
}
