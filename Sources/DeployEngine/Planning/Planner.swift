internal import Documents
public import Files
public import GitOps
public import Kubernetes

/// Finds out what deploying a stack would do.
///
/// Every object is applied as a dry run and compared with the live one, several at a time; nothing
/// in the cluster is changed. What the server says about one object is that object's verdict; a plan
/// is only refused where there is nothing to ask about.
public struct Planner: Sendable {
  /// How to plan.
  public struct Options: Hashable, Sendable {
    /// How many objects are asked about at a time.
    public var concurrency: Int
    /// Where objects go that say no namespace: the context's.
    public var defaultNamespace: String

    /// Makes options.
    public init(concurrency: Int = 16, defaultNamespace: String = "default") {
      self.concurrency = concurrency
      self.defaultNamespace = defaultNamespace
    }
  }

  /// In whose name Duet applies.
  static let fieldManager = "duet"

  let client: Client
  let options: Options
  private let discovery: Discovery?

  /// Makes a planner.
  ///
  /// `discovery` is what is known of the server's kinds; it is asked again where a kind isn't among
  /// them.
  public init(_ client: Client, discovery: Discovery? = nil, options: Options = Options()) {
    self.client = client
    self.discovery = discovery
    self.options = options
  }

  /// Plans a stack as its files are now.
  public func plan(
    _ stack: Stack, in tree: any FileTree, git: GitStatus = .noRepository
  ) async throws(DeployError) -> Plan {
    guard stack.source == .plain else { throw .notBuilt(stack.source) }
    let contents = PlainStack.read(stack.path, in: tree)
    guard contents.problems.isEmpty else { throw .broken(contents.problems) }
    guard !contents.manifests.isEmpty else { throw .empty }

    let subjects = try await subjects(contents.manifests)
    let surroundings = Surroundings(subjects)
    let verdicts = await concurrentMap(subjects, limit: options.concurrency) { subject in
      await judge(subject, surroundings)
    }
    guard !Task.isCancelled else { throw .cancelled }
    return Plan(
      stack: stack.id, name: stack.name, environment: stack.environment,
      git: git.narrowed(to: stack.path), items: verdicts.map(\.item),
      consequences: verdicts.compactMap(\.restart))
  }

  // MARK: Subjects

  /// The objects in the order of applying, each with its kind and its namespace.
  private func subjects(_ manifests: [Manifest]) async throws(DeployError) -> [Subject] {
    var kinds = try await knownKinds()
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
    if discovery != nil, subjects.contains(where: { $0.1 == nil }) {
      kinds = try await discover()
      subjects = manifests.map { ($0, resolve($0)) }
    }
    let resolved = subjects.map { manifest, subject in
      subject ?? Subject(unknown: manifest, options.defaultNamespace)
    }
    try refuseDoubles(resolved)
    return resolved.sorted(by: Subject.precedes)
  }

  private func knownKinds() async throws(DeployError) -> Discovery {
    if let discovery { return discovery }
    return try await discover()
  }

  private func discover() async throws(DeployError) -> Discovery {
    do throws(KubernetesError) {
      return try await client.discover()
    } catch {
      throw .server(error)
    }
  }

  /// Two documents may turn out to be the same object once both have a namespace.
  private func refuseDoubles(_ subjects: [Subject]) throws(DeployError) {
    var seen: [ObjectKey: StackObject] = [:]
    var problems: [StackProblem] = []
    for subject in subjects {
      let object = subject.object
      guard let other = seen.updateValue(object, forKey: subject.key) else { continue }
      problems.append(
        StackProblem(
          file: object.file, line: object.line,
          reason: "\(object) is already there, in \(other.file):\(other.line)"))
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
