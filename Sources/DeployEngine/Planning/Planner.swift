internal import Documents
public import Files
public import GitOps
public import Kubernetes

/// Finds out what deploying a stack would do.
///
/// Every object is applied as a dry run and compared with the live one, many at a time; nothing in
/// the cluster is changed. What the server says about one object is that object's verdict; a plan is
/// only refused where there is nothing to ask about.
public struct Planner: Sendable {
  /// How to plan.
  public struct Options: Hashable, Sendable {
    /// How many objects are asked about at a time.
    public var concurrency: Int
    /// Where objects go that say no namespace: the context's.
    public var defaultNamespace: String
    /// Where inventories are.
    public var inventoryNamespace: String

    /// Makes options.
    public init(
      concurrency: Int = 48, defaultNamespace: String = "default",
      inventoryNamespace: String = Inventory.defaultNamespace
    ) {
      self.concurrency = concurrency
      self.defaultNamespace = defaultNamespace
      self.inventoryNamespace = inventoryNamespace
    }
  }

  /// In whose name Duet applies.
  static let fieldManager = "duet"

  let client: Client
  let options: Options
  let discovery: Discovery?
  let pacing: Pacing

  /// Makes a planner.
  ///
  /// `discovery` is what is known of the server's kinds; it is asked again where a kind isn't among
  /// them. Without it, the server is asked about the kinds that are needed.
  public init(
    _ client: Client, discovery: Discovery? = nil, options: Options = Options(),
    pacing: Pacing = .real
  ) {
    self.client = client
    self.discovery = discovery
    self.options = options
    self.pacing = pacing
  }

  /// Plans a plain stack as its files are now.
  public func plan(
    _ stack: Stack, in tree: any FileTree, git: GitStatus = .noRepository
  ) async throws(DeployError) -> Plan {
    guard stack.source == .plain else { throw .notBuilt(stack.source) }
    let contents = PlainStack.read(stack.path, in: tree)
    guard contents.problems.isEmpty else { throw .broken(contents.problems) }
    return try await plan(stack, manifests: contents.manifests, git: git)
  }

  /// Plans a stack that is rendered.
  ///
  /// For a rollback, what is rendered is the commit's, and so is the state of Git.
  public func plan(
    _ rendered: RenderedStack, git: GitStatus = .noRepository,
    rollbackOf entry: LedgerEntry.ID? = nil
  ) async throws(DeployError) -> Plan {
    var plan = try await plan(
      rendered.stack, manifests: rendered.manifests, git: git, rollbackOf: entry)
    plan.warnings = rendered.warnings + plan.warnings
    return plan
  }

  /// Plans a stack that consists of these objects.
  public func plan(
    _ stack: Stack, manifests: [Manifest], git: GitStatus = .noRepository,
    rollbackOf entry: LedgerEntry.ID? = nil
  ) async throws(DeployError) -> Plan {
    guard !manifests.isEmpty else { throw .empty }
    async let found = inventory(of: stack)
    var kinds = KnownKinds(client, discovery)
    let subjects = try await subjects(manifests, &kinds)
    var (inventory, warnings) = try await found.get()
    if !inventory.path.isEmpty, inventory.path != stack.path {
      warnings.append("it was deployed from \(inventory.path) before")
    }

    let reader = try await MemberReader(client, inventory, subjects, &kinds)
    let reading = Task { await reader.read() }
    defer { reading.cancel() }
    let judge = Judge(client, inventory, reading, pacing)
    var judgements = await judge.judge(subjects, limit: options.concurrency)
    let members = await reading.value
    await name(othersOf: &judgements)
    await name(editsUndoneBy: &judgements)
    let pruning = await Pruner(client, inventory).candidates(
      among: members.objects, judgements)
    guard !Task.isCancelled else { throw .cancelled }
    return Plan(
      stack: stack.id, name: stack.name, environment: stack.environment,
      git: git.narrowed(to: stack.path), items: judgements.map(\.item) + pruning.items,
      consequences: judgements.flatMap(\.consequences) + pruning.consequences,
      kept: pruning.kept, inventory: inventory, rollbackOf: entry,
      warnings: warnings + members.warnings)
  }

  /// The stack's inventory; without the right to read it, an empty one and a warning.
  private func inventory(
    of stack: Stack
  ) async -> Result<(Inventory, warnings: [String]), DeployError> {
    let inventories = Inventories(client, namespace: options.inventoryNamespace)
    do throws(KubernetesError) {
      let inventory = try await inventories.inventory(of: stack)
      if let tool = inventory.foreignTool { return .failure(.foreignInventory(tool: tool)) }
      return .success((inventory, []))
    } catch {
      guard case .forbidden = error else { return .failure(.server(error)) }
      let name = Inventory.name(of: stack, namespace: options.inventoryNamespace)
      let warning = "the stack's inventory can't be read: \(error.summary)"
      return .success((Inventory(name: name), [warning]))
    }
  }

  /// Puts the names of other stacks in the place of their inventories' identities.
  private func name(othersOf judgements: inout [Judge.Judgement]) async {
    guard judgements.contains(where: \.belongsElsewhere) else { return }
    let inventories = Inventories(client, namespace: options.inventoryNamespace)
    guard let all = try? await inventories.all() else { return }
    let names = Dictionary(
      all.map { ($0.id, "the stack of \($0.name.name)") }, uniquingKeysWith: { a, _ in a })
    for index in judgements.indices where judgements[index].belongsElsewhere {
      judgements[index].rename(names)
    }
  }

  // MARK: Subjects

  /// The objects in the order of applying, each with its kind and its namespace.
  private func subjects(
    _ manifests: [Manifest], _ kinds: inout KnownKinds
  ) async throws(DeployError) -> [Subject] {
    try refuseMembers(manifests)
    try await kinds.find(Set(manifests.map(\.object.apiVersion)))
    let definitions = CustomDefinitions(manifests)
    func resolve(_ manifest: Manifest) -> Subject? {
      let object = manifest.object
      if let kind = kinds.kind(apiVersion: object.apiVersion, kind: object.kind) {
        return Subject(manifest, kind, options.defaultNamespace)
      }
      guard let (kind, name) = definitions.kind(of: object) else { return nil }
      return Subject(manifest, kind, options.defaultNamespace, definition: name)
    }
    var subjects = manifests.map { ($0, resolve($0)) }
    let unknown = subjects.filter { $0.1 == nil }.map(\.0.object.apiVersion)
    if discovery != nil, !unknown.isEmpty {
      try await kinds.ask(Set(unknown))
      subjects = manifests.map { ($0, resolve($0)) }
    }
    let resolved = subjects.map { manifest, subject in
      subject ?? Subject(unknown: manifest, options.defaultNamespace)
    }
    try refuseDoubles(resolved)
    return resolved.sorted(by: Subject.precedes)
  }

  /// Two documents may turn out to be the same object once both have a namespace.
  private func refuseDoubles(_ subjects: [Subject]) throws(DeployError) {
    var seen: [ObjectIdentity: StackObject] = [:]
    var problems: [StackProblem] = []
    for subject in subjects {
      let object = subject.object
      guard let other = seen.updateValue(object, forKey: ObjectIdentity(subject.key)) else {
        continue
      }
      problems.append(
        StackProblem(
          file: object.file, line: object.line,
          reason: "\(object) is already there, in \(other.file):\(other.line)"))
    }
    guard problems.isEmpty else { throw .broken(problems) }
  }

  /// The label of members is the inventory's to give, not a file's.
  private func refuseMembers(_ manifests: [Manifest]) throws(DeployError) {
    let problems = manifests.compactMap { manifest in
      manifest.value["metadata"]?["labels"]?[ApplySet.partOf].map { _ in
        StackProblem(
          file: manifest.object.file, line: manifest.object.line,
          reason: "\(manifest.object) says itself that it is in an inventory (\(ApplySet.partOf))")
      }
    }
    guard problems.isEmpty else { throw .broken(problems) }
  }
}

extension GitStatus {
  /// The same with only the changes below a path.
  fileprivate func narrowed(to path: String) -> GitStatus {
    guard case .repository(var state) = self else { return self }
    state.changes = state.changes(below: path)
    return .repository(state)
  }
}
