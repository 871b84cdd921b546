import Documents
import Emergencies
import GitOps
import Kubernetes

extension PreparedEdit {
  /// What an edit comes to, as JSON; values of Secrets are hidden.
  var json: Value {
    var value = key.json
    value["action"] = .string(draft.action)
    value["edits"] = .array(shownEdits.map(\.json))
    var server: Value = ["verdict": .string(verdict.word), "message": .string(verdict.words)]
    let causes = verdict.error?.status?.causes ?? []
    if !causes.isEmpty {
      server["causes"] = .array(
        causes.map { ["field": .string($0.field), "message": .string($0.message)] })
    }
    value["server"] = server
    if !also.isEmpty { value["also"] = .array(shownAlso.map(\.json)) }
    if !meanwhile.isEmpty { value["meanwhile"] = .array(shownMeanwhile.map(\.json)) }
    if !conflicts.isEmpty { value["conflicts"] = .array(shownConflicts.map(\.json)) }
    if !ownerWords.isEmpty { value["owner"] = .string(ownerWords) }
    value["forecast"] = forecast?.document
    let remarks = warnings + notes + [recordProblem].compactMap { $0 }
    if !remarks.isEmpty { value["notes"] = .array(remarks.map { .string($0) }) }
    return value
  }
}

extension FieldEdit {
  fileprivate var json: Value {
    var value: Value = ["field": .string(path.description)]
    value["before"] = before
    value["after"] = after
    return value
  }
}

extension EditConflict {
  fileprivate var json: Value {
    var value: Value = ["field": .string(path.description)]
    value["opened"] = opened
    value["yours"] = yours
    value["theirs"] = theirs
    return value
  }
}

extension EditResult {
  /// What became of an edit, as JSON.
  var json: Value {
    var value: Value
    switch outcome {
    case .applied(let emergency, _, let remarks):
      value = ["word": "applied", "emergency": emergency.json]
      if !remarks.isEmpty { value["remarks"] = .array(remarks.map { .string($0) }) }
    case .changed(let prepared): value = ["word": "changed", "now": prepared.json]
    case .notRecorded(let reason): value = ["word": "notRecorded", "message": .string(reason)]
    case .failed(let error): value = ["word": "failed", "message": .string(error.summary)]
    case .uncertain(let emergency, let error):
      value = [
        "word": "uncertain", "message": .string(error.summary), "emergency": emergency.json,
      ]
    }
    if !notes.isEmpty { value["notes"] = .array(notes.map { .string($0) }) }
    return value
  }
}
