internal import DeployEngine
public import GitOps
public import Kubernetes

/// For how long the automation is paused that would put a change back.
public struct PauseRequest: Hashable, Sendable {
  /// For how many seconds; nil for until somebody resumes it.
  public var seconds: Int64?

  /// Makes a request.
  public init(seconds: Int64?) { self.seconds = seconds }
}

/// What became of one of several edits that were agreed to together.
public struct EditResult: Hashable, Sendable {
  /// The object.
  public var key: ObjectKey
  /// What became of it.
  public var outcome: EditOutcome
  /// What went wrong beside it, a sentence each: a pause that couldn't be set.
  public var notes: [String]

  /// Describes what became of an edit.
  public init(_ key: ObjectKey, _ outcome: EditOutcome, notes: [String] = []) {
    self.key = key
    self.outcome = outcome
    self.notes = notes
  }
}

extension PreparedEdit {
  /// Those who look after the object and whose automation can be paused for it.
  public var pausable: [ObjectOwner] {
    (ownership?.owners ?? []).filter { OwnerPauser.obstacle(to: $0) == nil }
  }
}

extension EmergencyDesk {
  /// Does what was prepared, one after another, with the automation paused before the first that would
  /// put it back; returns what became of each.
  ///
  /// Where nothing comes of any edit of an owner, its pause is taken back.
  public func apply(
    _ edits: [PreparedEdit], reason: String, pause: PauseRequest?
  ) async -> [EditResult] {
    guard let pause else {
      var results: [EditResult] = []
      for edit in edits {
        results.append(EditResult(edit.key, await apply(edit, EditGrounds(reason: reason))))
      }
      return results
    }
    let outlook = await outlook()
    let pauser = await pauser(outlook)
    // A pause that was there before is somebody else's to end.
    let before = Set(await pauser.pausedOwners().map(\.owner))
    let until = pause.seconds.map { now().seconds + $0 }
    var paused: Set<ObjectOwner> = []
    var refused: [ObjectOwner: String] = [:]
    var inEffect: Set<ObjectOwner> = []
    var results: [EditResult] = []
    for edit in edits {
      var notes: [String] = []
      var names: [String] = []
      for owner in edit.pausable {
        let name = owner.words(outlook.known)
        if !paused.contains(owner), refused[owner] == nil {
          do {
            try await pauser.pause(owner, reason: reason, until: until)
            paused.insert(owner)
          } catch {
            refused[owner] = error.words
          }
        }
        if let words = refused[owner] {
          notes.append("\(name) isn't paused: \(words)")
        } else {
          names.append(name)
        }
      }
      let note = Emergency.Pause(
        whose: names.joined(separator: ", "), until: until.map { Timestamp(seconds: $0) })
      let judged =
        names.isEmpty ? edit : edit.pausing(by: user.user, reason: reason, until: until)
      let outcome = await apply(
        judged, EditGrounds(reason: reason, pause: names.isEmpty ? nil : note))
      if outcome.mayBeInEffect { inEffect.formUnion(edit.pausable) }
      results.append(EditResult(edit.key, outcome, notes: notes))
    }
    for owner in paused.subtracting(inEffect).subtracting(before) {
      do {
        try await pauser.resume(owner)
      } catch {
        let words = "\(owner.words(outlook.known)) stays paused: \(error.words)"
        if let last = results.indices.last { results[last].notes.append(words) }
      }
    }
    return results
  }

  /// Resumes everybody whose pause is over: whoever comes by does, since the program that paused them
  /// may be gone.
  public func resumeExpiredPauses() async -> [OwnerPauser.Resumption] {
    await pauser(await outlook()).resumeExpired()
  }

  /// Who would undo a pause of those who look after an object, in sentences.
  func pauseNotes(on prepared: PreparedEdit, _ outlook: EditOutlook) async -> [String] {
    guard !prepared.pausable.isEmpty else { return [] }
    let pauser = await pauser(outlook)
    var notes: [String] = []
    for owner in prepared.pausable {
      let name = owner.words(outlook.known)
      notes += await pauser.check(owner).overseers.map { "a pause of \(name): \($0)" }
    }
    return notes
  }

  private func pauser(_ outlook: EditOutlook) async -> OwnerPauser {
    let kinds: Discovery
    if let known = surroundings.discovery {
      kinds = known
    } else {
      kinds = (try? await client.discover()) ?? Discovery(kinds: [])
    }
    return OwnerPauser(client, known: outlook.known, discovery: kinds, user: user.user) {
      now().seconds
    }
  }
}

extension EditOutcome {
  /// Whether the change was made, as far as can be told.
  fileprivate var mayBeInEffect: Bool {
    switch self {
    case .applied, .uncertain: true
    case .changed, .notRecorded, .failed: false
    }
  }
}
