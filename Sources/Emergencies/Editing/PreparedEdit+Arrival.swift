internal import Documents
internal import GitOps

extension PreparedEdit {
  /// What an object says of a request whose answer was lost.
  enum Arrival {
    case arrived, missing, unknown
  }

  /// Whether the object shows that the request arrived.
  func arrival(_ now: Value?) -> Arrival {
    switch draft.aim {
    case .creation: return now == nil ? .missing : .arrived
    case .deletion:
      guard let now, now.uid == live?.uid else { return .arrived }
      return now["metadata"]?["deletionTimestamp"] == nil ? .missing : .arrived
    case .change, .scale:
      guard let now, let result else { return .unknown }
      if edits.allSatisfy({ $0.path.value(in: now) == $0.path.value(in: result) }) {
        return .arrived
      }
      let version = now["metadata"]?["resourceVersion"]
      return version == live?["metadata"]?["resourceVersion"] ? .missing : .unknown
    }
  }

  /// Whether another look comes to what was shown: the same fields, and the same verdict.
  func comes(toTheSameAs shown: PreparedEdit) -> Bool {
    guard canBeApplied, edits == shown.edits, warnings == shown.warnings, notes == shown.notes
    else { return false }
    switch (verdict, shown.verdict) {
    case (.accepted(_, let also), .accepted(_, let before)): return also == before
    case (.untried, .untried): return true
    default: return false
    }
  }
}

extension [FieldEdit] {
  /// The changes as an object shows them: defaults and other spellings are the server's, and what it
  /// didn't change at all is none.
  func left(in object: Value) -> [FieldEdit] {
    compactMap { edit in
      var left = edit
      left.after = edit.path.value(in: object)
      return left.after == left.before ? nil : left
    }
  }
}
