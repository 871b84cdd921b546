import DeployEngine
import Documents
import GitOps
import Kubernetes

extension Plan {
  /// The plan as JSON: what `duet plan -o json` prints for each stack.
  func json(context: String?, prunes: Bool, forcesConflicts: Bool) -> Value {
    let counts = counts
    var value: Value = [
      "stack": .string(name), "path": .string(stack.path), "git": git.json,
      "upToDate": .bool(isUpToDate(pruning: prunes)),
      "deployable": .bool(canBeApplied(forcingConflicts: forcesConflicts, recreating: true)),
      "dangerous": .bool(isDangerous(pruning: prunes)),
      "counts": [
        "create": .integer(Int64(counts.create)), "change": .integer(Int64(counts.change)),
        "unchanged": .integer(Int64(counts.unchanged)),
        "conflict": .integer(Int64(counts.conflict)),
        "recreate": .integer(Int64(counts.recreate)), "prune": .integer(Int64(counts.prune)),
        "error": .integer(Int64(counts.error)), "adopt": .integer(Int64(counts.adopt)),
      ],
      "objects": .array(items.map(\.json)),
      "consequences": .array(consequences(pruning: prunes).map(\.json)),
      "kept": .array(kept.map { ["object": $0.key.json, "reason": .string($0.words)] }),
      "warnings": .array(warnings.map { .string($0) }),
      "inventory": .string("\(inventory.name)"),
    ]
    value["environment"] = environment.map { .string($0) }
    value["context"] = context.map { .string($0) }
    value["rollbackOf"] = rollbackOf.map { .string($0.text) }
    return value
  }
}

extension PlannedObject {
  /// The object as JSON.
  var json: Value {
    var value = key.json
    if !object.file.isEmpty {
      value["file"] = .string(object.file)
      value["line"] = .integer(Int64(object.line))
    }
    value["verdict"] = .string(verdict.word)
    switch verdict {
    case .conflict(let conflicts): value["conflicts"] = .array(conflicts.map(\.json))
    case .recreate(let fields): value["immutableFields"] = .array(fields.map { .string($0) })
    case .error(let error): value["error"] = error.json
    case .create, .change, .unchanged, .prune: break
    }
    if !fields.isEmpty { value["fields"] = .array(fields.map(\.json)) }
    switch prerequisite {
    case .namespace(let name)?: value["after"] = ["kind": "Namespace", "name": .string(name)]
    case .definition(let name)?:
      value["after"] = ["kind": "CustomResourceDefinition", "name": .string(name)]
    case nil: break
    }
    if let adoption {
      value["adoption"] = [
        "managers": .array(adoption.managers.map { .string($0) }),
        "joinsInventory": .bool(adoption.joinsInventory),
      ]
    }
    if !warnings.isEmpty { value["warnings"] = .array(warnings.map { .string($0) }) }
    return value
  }
}

extension PlannedObject.Verdict {
  /// The verdict in one word.
  var word: String {
    switch self {
    case .create: "create"
    case .change: "change"
    case .unchanged: "unchanged"
    case .conflict: "conflict"
    case .recreate: "recreate"
    case .prune: "prune"
    case .error: "error"
    }
  }
}

extension FieldChange {
  /// The change as JSON; what isn't there is left out.
  fileprivate var json: Value {
    var value: Value = ["pointer": .string("\(pointer)"), "field": .string(label)]
    value["live"] = live
    value["git"] = git
    value["result"] = result
    return value
  }
}

extension DeployError {
  /// The error as JSON.
  var json: Value {
    var value: Value = ["message": .string(summary)]
    value["advice"] = advice.map { .string($0) }
    return value
  }
}
