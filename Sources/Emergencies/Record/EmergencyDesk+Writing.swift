internal import DeployEngine
internal import Documents
internal import GitOps
internal import Kubernetes

extension EmergencyDesk {
  /// One emergency on its way to the record.
  struct Record {
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

  func emergency(_ edit: PreparedEdit, _ grounds: EditGrounds) -> Emergency {
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

  func keepsake(_ edit: PreparedEdit) -> EmergencyKeepsake {
    EmergencyKeepsake(
      edits: edit.draft.kind == .change ? edit.edits.left(in: edit.result ?? .null) : [],
      object: edit.draft.kind == .deletion ? edit.live.map(EditDraft.anew) : nil)
  }

  /// Puts it on the record as begun; returns why it couldn't be put on any.
  func begin(_ record: inout Record) async -> String? {
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

  func journalize(_ record: Record) async -> String? {
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
  func note(_ record: inout Record) async {
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

  func end(_ record: Record, _ state: EmergencyState) async {
    var record = record
    record.emergency.state = state
    await note(&record)
  }
}
