internal import Documents
internal import GitOps
internal import Kubernetes

/// How all stacks differ from the cluster, kept up by what watches say; asks for nothing itself.
///
/// It is told what Git says, what the watches say and what came of questions, and says what to watch,
/// what to ask and whose drift has changed. An object whose live form was compared is only asked
/// about again when another live form is.
struct DriftModel: Sendable {
  /// What is known of a watch.
  private struct ScopeState: Sendable {
    /// Whether anything was read of it, and compared with what Git said then.
    var hasBegun = false
    var isComplete = false
    var trouble: KubernetesError?
    /// The names that a new list has had so far.
    var listed: Set<ObjectName> = []
  }

  private struct Answered: Sendable {
    var digest: UInt64
    var answer: DriftAnswer
  }

  private struct Question: Hashable, Sendable {
    var key: ObjectKey
    var shape: UInt64
  }

  private(set) var stacks: [Stack.ID: ResolvedStack] = [:]
  private var users: [ObjectKey: Set<Stack.ID>] = [:]
  private var shapes: [ObjectKey: Set<UInt64>] = [:]
  private var stackOfInventory: [String: Stack.ID] = [:]
  /// The kinds that inventories may have members of, by the inventory's identity.
  private var memberKinds: [String: Set<ResourceKind>] = [:]
  private var areInventoriesKnown = false

  private var scopes: [DriftScope: ScopeState] = [:]
  /// Kinds that can't be watched in all namespaces at once.
  private var narrow: Set<ResourceKind> = []
  private var rows: [ObjectKey: DriftRow] = [:]
  private var unreadable: [ObjectKey: String] = [:]
  private var members: [String: Set<ObjectKey>] = [:]
  private var answers: [Question: Answered] = [:]
  private var asked: [Question: UInt64] = [:]
  private var reading: Set<ObjectKey> = []

  private var work = DriftWork()

  /// What is to be done since the last time that was asked.
  mutating func takeWork() -> DriftWork {
    defer { work = DriftWork() }
    return work
  }

  // MARK: What Git says

  /// Takes in what Git says of a stack now.
  mutating func set(_ stack: ResolvedStack) {
    let old = stacks.updateValue(stack, forKey: stack.id)
    var touched: Set<ObjectKey> = []
    for object in old?.objects ?? [] {
      users[object.key]?.remove(stack.id)
      touched.insert(object.key)
    }
    if let old { stackOfInventory[old.inventory] = nil }
    stackOfInventory[stack.inventory] = stack.id
    for object in stack.objects where object.obstacle == nil {
      users[object.key, default: []].insert(stack.id)
      touched.insert(object.key)
    }
    refreshShapes(of: touched)
    work.changed.insert(stack.id)
    replan()
  }

  /// Forgets a stack.
  mutating func remove(_ id: Stack.ID) {
    guard let old = stacks.removeValue(forKey: id) else { return }
    stackOfInventory[old.inventory] = nil
    for object in old.objects { users[object.key]?.remove(id) }
    refreshShapes(of: Set(old.objects.map(\.key)))
    replan()
  }

  /// What is said of objects; each has to be compared anew where that is something else.
  private mutating func refreshShapes(of keys: Set<ObjectKey>) {
    for key in keys {
      let said = Set(wanted(key).map(\.digest))
      if users[key]?.isEmpty == true { users[key] = nil }
      let before = shapes[key] ?? []
      guard said != before else { continue }
      shapes[key] = said.isEmpty ? nil : said
      for gone in before.subtracting(said) {
        answers[Question(key: key, shape: gone)] = nil
        asked[Question(key: key, shape: gone)] = nil
      }
      if said.isEmpty {
        if rows[key]?.inventory.isEmpty != false { forget(key) }
      } else if scope(of: key).flatMap({ scopes[$0] })?.hasBegun == true,
        !said.isSubset(of: before)
      {
        // What the watch has read so far was compared with what was said then.
        if reading.insert(key).inserted { work.reads.append(key) }
      }
    }
  }

  /// The different shapes of an object that stacks say.
  func wanted(_ key: ObjectKey) -> [DesiredShape] {
    var found: [DesiredShape] = []
    for id in (users[key] ?? []).sorted() {
      guard let shape = stacks[id]?.shapes[key], !found.contains(shape) else { continue }
      found.append(shape)
    }
    return found
  }

  /// Takes in of which kinds the members of inventories are, by identity; nil where that can't be
  /// found out.
  mutating func set(memberKinds kinds: [String: Set<ResourceKind>]?) {
    if let kinds { memberKinds = kinds }
    if !areInventoriesKnown { work.changed.formUnion(stacks.keys) }
    areInventoriesKnown = true
    replan()
  }

  // MARK: What to watch

  private mutating func replan() {
    var needed: Set<DriftScope> = []
    var groups: Set<String> = []
    for key in users.keys {
      needed.insert(DriftScope(kind: key.kind, namespace: narrowNamespace(key)))
      groups.insert(key.kind.qualifiedName)
    }
    for (inventory, kinds) in memberKinds where stackOfInventory[inventory] != nil {
      for kind in kinds where !groups.contains(kind.qualifiedName) {
        needed.insert(DriftScope(kind: kind, membersOnly: true))
      }
    }
    for scope in scopes.keys where !needed.contains(scope) {
      scopes[scope] = nil
      work.stop.append(scope)
      for key in rows.keys where self.scope(of: key) == nil && key.kind == scope.kind {
        forget(key)
      }
    }
    for scope in needed where scopes[scope] == nil {
      scopes[scope] = ScopeState()
      work.start.append(scope)
    }
  }

  private func narrowNamespace(_ key: ObjectKey) -> String? {
    narrow.contains(key.kind) ? key.name.namespace : nil
  }

  /// The watch that an object is in.
  private func scope(of key: ObjectKey) -> DriftScope? {
    let scope = DriftScope(kind: key.kind, namespace: narrowNamespace(key))
    if scopes[scope] != nil { return scope }
    let members = DriftScope(kind: key.kind, membersOnly: true)
    return scopes[members] == nil ? nil : members
  }

  // MARK: What watches say

  mutating func apply(_ change: Change<DriftRow>, from scope: DriftScope) {
    guard var state = scopes.removeValue(forKey: scope) else { return }
    defer { if !narrow.contains(scope.kind) || scope.namespace != nil { scopes[scope] = state } }
    switch change {
    case .began:
      state.hasBegun = true
      state.listed = []
    case .page(let page, _):
      for row in page {
        state.listed.insert(row.name)
        note(row, scope.kind)
      }
    case .listed:
      for key in rows.keys where key.kind == scope.kind && !state.listed.contains(key.name) {
        if scope.namespace == nil || scope.namespace == key.name.namespace { forget(key) }
      }
      state = ScopeState(hasBegun: true, isComplete: true)
      touchAll(scope)
    case .applied(let rows):
      state.trouble = nil
      for row in rows { note(row, scope.kind) }
    case .deleted(let names):
      state.trouble = nil
      for name in names { forget(ObjectKey(scope.kind, name)) }
    case .alive: state.trouble = nil
    case .interrupted(let interruption):
      state.trouble = interruption.error
      guard !state.isComplete else { return }
      touchAll(scope)
      if case .forbidden = interruption.error, scope.namespace == nil, scope.kind.isNamespaced,
        !scope.membersOnly
      {
        // Perhaps not everywhere: each namespace by itself, then.
        narrow.insert(scope.kind)
        work.stop.append(scope)
        replan()
      }
    case .unreadable(let name, let reason):
      guard let name else { return }
      let key = ObjectKey(scope.kind, name)
      state.listed.insert(name)
      unreadable[key] = reason
      touch(key)
    }
  }

  private mutating func note(_ row: DriftRow, _ kind: ResourceKind) {
    let key = ObjectKey(kind, row.name)
    if !unreadable.isEmpty { unreadable[key] = nil }
    if row.isForeign {
      if rows[key] != nil { forget(key) }
      return
    }
    guard rows[key] != row else { return }
    if let old = rows[key], old.inventory != row.inventory { unlist(key, old.inventory) }
    rows[key] = row
    if !row.inventory.isEmpty { members[row.inventory, default: []].insert(key) }
    reading.remove(key)
    for verdict in row.verdicts { ask(verdict, key, row.inventory) }
    touch(key)
  }

  private mutating func ask(_ verdict: DriftVerdict, _ key: ObjectKey, _ inventory: String) {
    let question = Question(key: key, shape: verdict.shape)
    guard let suspicion = verdict.suspicion else {
      answers[question] = nil
      return
    }
    guard answers[question]?.digest != suspicion.digest, asked[question] != suspicion.digest
    else { return }
    asked[question] = suspicion.digest
    work.checks.append(
      DriftCheck(
        key: key, shape: verdict.shape, digest: suspicion.digest, inventory: inventory))
  }

  private mutating func forget(_ key: ObjectKey) {
    touch(key)
    unreadable[key] = nil
    guard let row = rows.removeValue(forKey: key) else { return }
    unlist(key, row.inventory)
    for verdict in row.verdicts {
      answers[Question(key: key, shape: verdict.shape)] = nil
      asked[Question(key: key, shape: verdict.shape)] = nil
    }
  }

  private mutating func unlist(_ key: ObjectKey, _ inventory: String) {
    guard !inventory.isEmpty else { return }
    touch(inventory)
    members[inventory]?.remove(key)
    if members[inventory]?.isEmpty == true { members[inventory] = nil }
  }

  // MARK: What came of questions

  mutating func answer(_ check: DriftCheck, _ answer: DriftAnswer) {
    let question = Question(key: check.key, shape: check.shape)
    guard asked[question] == check.digest else { return }
    asked[question] = nil
    answers[question] = Answered(digest: check.digest, answer: answer)
    touch(check.key)
  }

  /// Asks again what couldn't be found out.
  mutating func retry(_ check: DriftCheck) {
    let question = Question(key: check.key, shape: check.shape)
    guard let answered = answers[question], answered.digest == check.digest else { return }
    answers[question] = nil
    asked[question] = check.digest
    work.checks.append(check)
  }

  /// Takes in an object that was read by itself; nil where it isn't there.
  mutating func read(_ key: ObjectKey, _ row: DriftRow?) {
    guard reading.remove(key) != nil else { return }
    if let row { note(row, key.kind) } else { forget(key) }
    touch(key)
  }

  /// Takes in that an object couldn't be read.
  mutating func read(_ key: ObjectKey, failed error: KubernetesError) {
    guard reading.remove(key) != nil else { return }
    unreadable[key] = error.summary
    touch(key)
  }

  // MARK: Touching

  private mutating func touch(_ key: ObjectKey) {
    if let ids = users[key] { work.changed.formUnion(ids) }
    if let inventory = rows[key]?.inventory { touch(inventory) }
  }

  private mutating func touch(_ inventory: String) {
    if let id = stackOfInventory[inventory] { work.changed.insert(id) }
  }

  private mutating func touchAll(_ scope: DriftScope) {
    for (key, ids) in users where key.kind == scope.kind { work.changed.formUnion(ids) }
    for (inventory, kinds) in memberKinds where kinds.contains(scope.kind) { touch(inventory) }
  }

  // MARK: Drift

  /// How a stack differs; nil for one that isn't known.
  func drift(of id: Stack.ID) -> StackDrift? {
    guard let stack = stacks[id] else { return nil }
    var drift = StackDrift(id: id, problem: stack.problem)
    guard stack.problem == nil else {
      drift.isComplete = true
      return drift
    }
    var rollUp = HealthRollUp()
    drift.isComplete = areInventoriesKnown
    for object in stack.objects { drift.objects.append(self.drift(of: object)) }
    let own = Set(stack.objects.map { Identity($0.key) })
    let extras = (members[stack.inventory] ?? []).filter { !own.contains(Identity($0)) }
    for key in extras.sorted(by: { "\($0)" < "\($1)" }) {
      guard let row = rows[key] else { continue }
      drift.objects.append(
        ObjectDrift(
          key: key, uid: row.uid, created: row.created, state: .extra, health: row.health,
          message: row.message))
    }
    for kind in memberKinds[stack.inventory] ?? [] where !isAnswered(kind) {
      drift.isComplete = false
    }
    for object in drift.objects {
      switch object.state {
      case .inSync: break
      case .changed: drift.changed += 1
      case .missing:
        drift.missing += 1
        rollUp.add(.missing)
        continue
      case .extra: drift.extra += 1
      case .checking, .pending:
        drift.unknown += 1
        drift.isComplete = false
      case .unknown: drift.unknown += 1
      }
      if object.state != .pending { rollUp.add(object.health) }
    }
    drift.health = rollUp.health
    return drift
  }

  private struct Identity: Hashable {
    var kind: String
    var name: ObjectName

    init(_ key: ObjectKey) {
      kind = key.kind.qualifiedName
      name = key.name
    }
  }

  private func isAnswered(_ kind: ResourceKind) -> Bool {
    scopes.allSatisfy { $0.key.kind != kind || $0.value.isComplete || $0.value.trouble != nil }
  }

  private func drift(of object: ResolvedStack.Object) -> ObjectDrift {
    let key = object.key
    switch object.obstacle {
    case .notServed?:
      return ObjectDrift(key: key, state: .missing, message: "the server doesn't know the kind")
    case .unknown(let reason)?:
      return ObjectDrift(
        key: key,
        state: .unknown(.unknownKind(apiVersion: key.kind.apiVersion, kind: key.kind.kind)),
        message: reason)
    case nil: break
    }
    if let reason = unreadable[key] {
      let error = KubernetesError.undecodable(
        Undecodable(code: 200, contentType: "", beginning: "", reason: reason))
      return ObjectDrift(key: key, state: .unknown(.server(error)), message: reason)
    }
    guard let row = rows[key] else { return ObjectDrift(key: key, state: absence(of: key)) }
    var drift = ObjectDrift(
      key: key, uid: row.uid, created: row.created, state: .pending, health: row.health,
      message: row.message)
    guard let verdict = row.verdicts.first(where: { $0.shape == object.shape.digest }) else {
      return drift
    }
    guard let suspicion = verdict.suspicion else {
      drift.state = .inSync
      return drift
    }
    (drift.fields, drift.fieldCount) = (suspicion.fields, suspicion.count)
    let question = Question(key: key, shape: verdict.shape)
    guard let answered = answers[question], answered.digest == suspicion.digest else {
      drift.state = .checking
      return drift
    }
    switch answered.answer {
    case .same:
      drift.state = .inSync
      (drift.fields, drift.fieldCount) = ([], 0)
    case .differs(let fields, let count):
      drift.state = .changed
      (drift.fields, drift.fieldCount) = (fields, count)
    case .refused: drift.state = .changed
    case .failed(let error, _): drift.state = .unknown(error)
    }
    return drift
  }

  private func absence(of key: ObjectKey) -> ObjectDrift.State {
    guard !reading.contains(key), let state = scope(of: key).flatMap({ scopes[$0] }) else {
      return .pending
    }
    if state.isComplete { return .missing }
    return state.trouble.map { .unknown(.server($0)) } ?? .pending
  }
}
