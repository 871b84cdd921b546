import Documents
import Emergencies
import GitOps
import Kubernetes

/// What there is to say of an object's owners, as text and as JSON.
struct OwnerReport: Sendable {
  let key: ObjectKey
  let object: Value
  let ownership: Ownership
  let known: KnownOwners
  let now: Timestamp

  /// Whether the root couldn't be looked at.
  var isUncertain: Bool {
    if case .unknown = ownership.lastWord { true } else { false }
  }

  // MARK: Text

  func lines(_ output: Output, isWide: Bool) -> [String] {
    var lines = [output.paint(key.words, .strong)]
    lines.append("  owner     \(SafeText.line(ownership.words(known)))")
    if let tracking { lines.append("  tracked   \(SafeText.line(tracking))") }
    if !ownership.others.isEmpty {
      let others = ownership.others.map { "\($0.kind) \($0.name.name)" }
      lines.append("  also of   \(SafeText.line(others.joined(separator: ", ")))")
    }
    if ownership.chain.count > 1 {
      lines.append("  chain")
      for (depth, member) in ownership.chain.enumerated() {
        let indent = String(repeating: "  ", count: depth)
        lines.append("    \(indent)\(SafeText.line(words(of: member)))")
      }
    }
    let managers = FieldManagerSummary.all(of: object)
    if !managers.isEmpty {
      lines.append("  managers of its fields")
      var table = TextTable([], hasHeader: false)
      for manager in managers {
        table.add([
          .init("    " + SafeText.line(manager.name)), .init(manager.operation),
          .init(count(manager.fields.count, "field")),
          .init(manager.time.map { "\(Age.text(since: $0, now: now.seconds)) ago" } ?? ""),
          .init(
            isWide || manager.fields.count <= 3
              ? SafeText.line(manager.fields.prefix(40).joined(separator: ", ")) : ""),
        ])
      }
      lines += table.lines(output)
    }
    return lines
  }

  private func words(of member: Ownership.Member) -> String {
    var text = "\(member.identity.kind) \(member.identity.name)"
    switch member.relation {
    case .itself: break
    case .controller: text += ", whose controller made it"
    case .dependency: text += ", with which it is deleted"
    case .convention: text += ", for which it is made"
    }
    if let reason = reason(member.standing) { text += ": \(reason)" }
    let appliers = member.appliers.map { $0.words(known) }
    if !appliers.isEmpty { text += " — applied by \(appliers.joined(separator: " and "))" }
    let former = member.formerAppliers.map { $0.words(known) }
    if !former.isEmpty { text += " — once of \(former.joined(separator: " and "))" }
    return text
  }

  private func reason(_ standing: Ownership.Member.Standing) -> String? {
    switch standing {
    case .live: nil
    case .gone: "isn't there any more"
    case .replaced: "there is another one of that name now"
    case .misplaced: "can't own what has no namespace"
    case .hidden(let reason): reason
    }
  }

  /// How the application knows the object, where one has the last word.
  private var tracking: String? {
    guard case .owner(.application(let name)) = ownership.lastWord,
      let installation = known.installations.first(where: { $0.serves(name.namespace) })
    else { return nil }
    let settings = installation.settings
    var words =
      switch settings.tracking {
      case .annotation: "by annotation"
      case .annotationAndLabel: "by annotation, with the label \(settings.instanceLabel)"
      case .label: "by the label \(settings.instanceLabel)"
      }
    if !settings.installation.isEmpty { words += ", as installation \(settings.installation)" }
    words += ", by the Argo CD in \(installation.namespace)"
    if installation.problem != nil { words += " (as usual: its settings can't be read)" }
    return words
  }

  // MARK: JSON

  var json: Value {
    var value: Value = [
      "object": key.json, "owner": .string(ownership.words(known)),
      "orphan": .bool(ownership.isOrphan), "lastWord": lastWord,
      "owners": .array(ownership.owners.map { $0.json(known) }),
      "chain": .array(ownership.chain.map(json)),
      "managers": .array(FieldManagerSummary.all(of: object).map(\.json)),
    ]
    value["tracking"] = tracking.map { .string($0) }
    if !ownership.others.isEmpty {
      value["alsoOf"] = .array(ownership.others.map { $0.json })
    }
    return value
  }

  private var lastWord: Value {
    switch ownership.lastWord {
    case .owner(let owner): owner.json(known)
    case .cluster(let maker): ["type": "cluster", "reason": .string(maker)]
    case .gone(let identity): ["type": "gone", "object": identity.json]
    case .unknown(let identity, let reason):
      ["type": "unknown", "object": identity.json, "reason": .string(reason)]
    case .nobody: ["type": "nobody"]
    }
  }

  private func json(_ member: Ownership.Member) -> Value {
    var value = member.identity.json
    if !member.uid.isEmpty { value["uid"] = .string(member.uid) }
    value["relation"] = .string("\(member.relation)")
    value["live"] = .bool(member.standing == .live)
    value["reason"] = reason(member.standing).map { .string($0) }
    if !member.appliers.isEmpty {
      value["appliedBy"] = .array(member.appliers.map { $0.json(known) })
    }
    if !member.formerAppliers.isEmpty {
      value["onceOf"] = .array(member.formerAppliers.map { $0.json(known) })
    }
    return value
  }
}

extension ResourceIdentity {
  /// The object as JSON.
  var json: Value {
    var value: Value = [
      "group": .string(group), "kind": .string(kind), "name": .string(name.name),
    ]
    if !name.namespace.isEmpty { value["namespace"] = .string(name.namespace) }
    return value
  }
}

extension ObjectOwner {
  /// The owner as JSON: what it is, and which.
  func json(_ known: KnownOwners) -> Value {
    var value: Value = ["words": .string(words(known)), "type": .string(type)]
    switch self {
    case .controller(let identity, let uid):
      value["object"] = identity.json
      if !uid.isEmpty { value["uid"] = .string(uid) }
    case .application(let name), .fluxKustomization(let name), .fluxRelease(let name),
      .helmRelease(let name):
      value["name"] = .string(name.name)
      if !name.namespace.isEmpty { value["namespace"] = .string(name.namespace) }
    case .applySet(let id):
      value["id"] = .string(id)
      value["name"] = known.setNames[id].map { .string($0) }
    case .stack(let id):
      value["path"] = .string(id.path)
      value["name"] = known.stackNames[id].map { .string($0) }
    }
    return value
  }

  private var type: String {
    switch self {
    case .controller: "controller"
    case .application: "application"
    case .fluxKustomization: "kustomization"
    case .fluxRelease: "helmrelease"
    case .helmRelease: "helm"
    case .applySet: "applyset"
    case .stack: "stack"
    }
  }
}
