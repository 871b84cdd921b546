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
  private let journal: EmergencyJournal?
  private let context: String
  private let surroundings: EditSurroundings
  private let user: Operator
  private let now: @Sendable () -> Timestamp
  private let chance: @Sendable () -> Double

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

  private static let mostAtOnce = 8

  private func prepare(_ draft: EditDraft, _ outlook: EditOutlook) async -> PreparedEdit {
    var prepared = await preparer.prepare(draft)
    let canBeApplied = prepared.canBeApplied
    async let problem = canBeApplied ? recordProblem(draft) : nil
    prepared = await outlook.looking(at: prepared)
    prepared.recordProblem = await problem
    return prepared
  }

  private func outlook() async -> EditOutlook {
    await EditOutlook(client, surroundings) { now().seconds }
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

  // MARK: The record

  /// One emergency on its way to the record.
  private struct Record {
    var emergency: Emergency
    var keepsake: EmergencyKeepsake
    /// Whether the cluster has no record of it.
    var isOnlyHere = false
    var remarks: [String] = []

    init(_ emergency: Emergency, _ keepsake: EmergencyKeepsake) {
      self.emergency = emergency
      self.keepsake = keepsake
    }

    /// Takes down what the server has made of it.
    mutating func settle(_ edit: PreparedEdit, _ object: Value) {
      emergency.state = .live
      if emergency.kind == .creation { emergency.uid = object.uid }
      guard emergency.kind == .change, !object.isNull else { return }
      keepsake.edits = edit.edits.left(in: object)
      emergency.edits = keepsake.edits.map { $0.masked(in: object) }
    }
  }

  private func emergency(_ edit: PreparedEdit, _ grounds: EditGrounds) -> Emergency {
    let time = now()
    return Emergency(
      id: LedgerEntry.ID(at: time, chance: chance()), key: edit.key,
      uid: edit.live?.uid ?? "", kind: edit.draft.kind, action: edit.draft.action,
      edits: edit.draft.kind == .change
        ? edit.edits.left(in: edit.result ?? .null).map { $0.masked(in: edit.live ?? .null) } : [],
      user: user, time: time, reason: grounds.reason, owners: edit.appliers,
      forecast: edit.forecast?.lines.map(\.words) ?? [], pause: grounds.pause,
      isPassing: edit.draft.isPassing,
      undoes: edit.draft.undoes)
  }

  private func keepsake(_ edit: PreparedEdit) -> EmergencyKeepsake {
    EmergencyKeepsake(
      edits: edit.draft.kind == .change ? edit.edits.left(in: edit.result ?? .null) : [],
      object: edit.draft.kind == .deletion ? edit.live.map(EditDraft.anew) : nil)
  }

  /// Puts it on the record as begun; returns why it couldn't be put on any.
  private func begin(_ record: inout Record) async -> String? {
    do throws(KubernetesError) {
      try await ledger.add(record.emergency, record.keepsake)
    } catch {
      guard journal != nil else { return error.summary }
      record.isOnlyHere = true
      record.remarks.append("the record is kept on this machine alone: \(error.summary)")
    }
    guard let problem = await journalize(record) else { return nil }
    if record.isOnlyHere { return problem }
    record.remarks.append("the journal couldn't be written: \(problem)")
    return nil
  }

  private func journalize(_ record: Record) async -> String? {
    guard let journal else { return nil }
    do {
      try await journal.note(
        record.emergency, context: context, isOnlyHere: record.isOnlyHere, record.keepsake)
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// Notes how it is now, wherever it is on the record.
  private func note(_ record: inout Record) async {
    if !record.isOnlyHere {
      do throws(KubernetesError) {
        try await ledger.update(record.emergency, record.keepsake)
      } catch {
        record.remarks.append("its record in the cluster is behind: \(error.summary)")
      }
    }
    if let problem = await journalize(record) {
      record.remarks.append("the journal couldn't be written: \(problem)")
    }
  }

  private func end(_ record: Record, _ state: EmergencyState) async {
    var record = record
    record.emergency.state = state
    await note(&record)
  }

  /// Changes what is on the record of an emergency, wherever it is; returns why it couldn't, if so.
  @discardableResult
  public func change(
    _ id: Emergency.ID, _ change: @Sendable (inout Emergency) -> Void
  ) async -> String? {
    var problem = "\(id) isn't on the record"
    do throws(KubernetesError) {
      if try await ledger.change(id, change) != nil { return nil }
    } catch {
      problem = error.summary
    }
    let here = await journal?.entries(context: context)
    guard var found = here?.first(where: { $0.emergency.id == id }) else { return problem }
    change(&found.emergency)
    var record = Record(found.emergency, found.keepsake)
    record.isOnlyHere = true
    return await journalize(record)
  }

  /// All emergencies on the record, the latest first: those of the cluster, and those that only this
  /// machine knows; with why the cluster's couldn't be read, if so.
  public func entries() async -> (emergencies: [Emergency], problem: KubernetesError?) {
    var entries = await journal?.entries(context: context).map(\.emergency) ?? []
    do throws(KubernetesError) {
      let known = try await ledger.entries()
      let ids = Set(known.map(\.id))
      entries = known + entries.filter { !ids.contains($0.id) }
      return (entries.sorted { $0.id > $1.id }, nil)
    } catch {
      return (entries, error)
    }
  }

  /// What was kept for taking an emergency back; nil where nothing was.
  public func keepsake(of emergency: Emergency) async -> EmergencyKeepsake? {
    if let kept = try? await ledger.keepsake(of: emergency) { return kept }
    guard !emergency.isAboutSecret else { return nil }
    let here = await journal?.entries(context: context)
    return here?.first { $0.emergency.id == emergency.id }?.keepsake
  }

  /// The draft that takes an emergency back, for the object as it is now.
  public func undoing(
    _ emergency: Emergency
  ) async throws(KubernetesError) -> Result<EditDraft, UndoRefusal> {
    var live: Value?
    do throws(KubernetesError) {
      live = try await client.get(emergency.key).naming(emergency.key.kind)
    } catch .notFound {
      live = nil
    }
    return emergency.undoing(live: live, keepsake: await keepsake(of: emergency))
  }

  /// What has become of an emergency, by its object as it is now; what is on the record where that
  /// can't be read.
  public func state(of emergency: Emergency) async -> EmergencyState {
    guard emergency.isOpen else { return emergency.state }
    let kept = emergency.isAboutSecret ? await keepsake(of: emergency) : nil
    do throws(KubernetesError) {
      let live = try await client.get(emergency.key).naming(emergency.key.kind)
      return emergency.state(live: live, keepsake: kept)
    } catch .notFound {
      return emergency.state(live: nil, keepsake: kept)
    } catch {
      return emergency.state
    }
  }
}
