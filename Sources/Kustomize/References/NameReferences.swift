import Documents

/// Corrects the names by which objects mention others whose names have changed.
struct NameReferences {
  /// Fields that mention objects of a type.
  private struct Rule {
    var target: ResourceType
    var field: FieldSpec
  }

  private var rulesByKind: [String: [Rule]] = [:]
  private var rulesForAll: [Rule] = []

  init(_ references: [FieldRules.NameReference]) {
    for reference in references {
      for field in reference.referrers {
        let rule = Rule(target: reference.target, field: field)
        if field.type.kind.isEmpty {
          rulesForAll.append(rule)
        } else {
          rulesByKind[field.type.kind, default: []].append(rule)
        }
      }
    }
  }

  /// Corrects all names; returns what can't be corrected.
  func apply(to set: inout ResourceSet) -> [KustomizeError.Problem] {
    var problems: [KustomizeError.Problem] = []
    guard set.contains(where: { !$0.formerNames.isEmpty }) else { return [] }
    let candidates = ReferenceCandidates(set)
    for index in set.indices {
      let type = set[index].originalID.type
      let rules = (rulesByKind[type.kind] ?? []) + rulesForAll
      guard !rules.isEmpty else { continue }
      var corrector = ReferenceCorrector(
        candidates: candidates, set[index], at: index)
      for rule in rules where type.isSelected(by: rule.field.type) {
        corrector.correct(&set[index], rule.field, target: rule.target)
      }
      problems += corrector.problems(in: set)
    }
    return problems
  }
}

/// Corrects the names that one object mentions.
private struct ReferenceCorrector {
  let candidates: ReferenceCandidates
  let index: Int
  let reachable: Set<String>
  var ambiguous: [ReferenceCandidates.AmbiguousReference] = []
  var invalid: [FieldPathError] = []

  init(candidates: ReferenceCandidates, _ resource: Resource, at index: Int) {
    self.candidates = candidates
    self.index = index
    guard resource.kind == "RoleBinding" else {
      reachable = []
      return
    }
    let accounts = (resource.value["subjects"]?.array ?? [])
      .filter { $0["kind"] == "ServiceAccount" }
    reachable = Set(accounts.compactMap { $0["namespace"]?.string })
  }

  mutating func correct(_ resource: inout Resource, _ field: FieldSpec, target: ResourceType) {
    guard resource.value.contains(field.steps[...], where: mayMention) else { return }
    var mention = ReferenceCandidates.Mention(
      referrer: index, reachable: reachable, target: target)
    if field.path.hasSuffix("roleRef/name"), let role = resource.value["roleRef"],
      let group = role["apiGroup"]?.string, let kind = role["kind"]?.string
    {
      mention.roleType = ResourceType(group: group, kind: kind)
    }
    do throws(FieldPathError) {
      try resource.value.change(field) { value throws(FieldPathError) in
        try correct(&value, mention, field)
      }
    } catch {
      invalid.append(error)
    }
  }

  private func mayMention(_ value: Value) -> Bool {
    switch value {
    case .string(let name): candidates.knows(name)
    case .object(let fields):
      fields["name"].map { candidates.knows($0.scalarText) } ?? true
    case .array(let elements): elements.contains(where: mayMention)
    default: false
    }
  }

  private mutating func correct(
    _ value: inout Value, _ mention: ReferenceCandidates.Mention, _ field: FieldSpec
  ) throws(FieldPathError) {
    switch value {
    case .string(let name):
      if let chosen = choose(name, mention) { value = .string(candidates.all[chosen].id.name) }
    case .array(var elements):
      value = .null
      defer { value = .array(elements) }
      for index in elements.indices where mayMention(elements[index]) {
        try correct(&elements[index], mention, field)
      }
    case .object(let fields):
      guard let name = fields["name"]?.scalarText else {
        throw FieldPathError(path: field.path, reason: "mentions an object without its name")
      }
      guard
        let chosen = choose(
          name, namespace: fields["namespace"].map(\.scalarText), mattersWhere: true, mention)
      else { return }
      let id = candidates.all[chosen].id
      value["name"] = .string(id.name)
      if !id.namespace.isEmpty { value["namespace"] = .string(id.namespace) }
    default: return
    }
  }

  private mutating func choose(
    _ name: String, namespace: String? = nil, mattersWhere: Bool = false,
    _ mention: ReferenceCandidates.Mention
  ) -> Int? {
    do throws(ReferenceCandidates.AmbiguousReference) {
      return try candidates.choose(
        name, namespace: namespace, mattersWhere: mattersWhere, for: mention)
    } catch {
      ambiguous.append(error)
      return nil
    }
  }

  func problems(in set: ResourceSet) -> [KustomizeError.Problem] {
    let resource = set[index]
    return ambiguous.map { reference in
      let places = reference.candidates.map { "\(set[$0].id) of \(set[$0].place)" }
      return KustomizeError.Problem(
        file: resource.file, line: resource.line,
        reason: "\(resource.id) mentions \(reference.name), which may be "
          + places.joined(separator: " or "))
    }
      + invalid.map {
        KustomizeError.Problem(
          file: resource.file, line: resource.line, reason: "\(resource.id): \($0)")
      }
  }
}
