public import Files
public import Kustomize

/// Builds stacks to the objects they consist of: plain folders, kustomizations, charts.
///
/// It reads one state of one tree: the working tree as it is, or that of a commit. What a stack is
/// made from is looked up in that tree, since a folder may have been of another kind back then.
/// Nothing is run unless there are tools, and nothing is fetched unless that is allowed.
public struct StackRenderer: Sendable {
  /// How to render.
  public struct Options: Hashable, Sendable {
    /// Whether what lies elsewhere may be fetched: bases in other repositories, charts.
    public var fetchesRemotes: Bool
    /// What a person does to allow that, behind what is refused for want of it.
    public var fetchingAdvice = "`allowRemote: true` in .duet.yaml allows it"
    /// The environment that stacks are rendered for, where they don't say one themselves.
    public var environment: String?
    /// What is said about Helm stacks, by their names or folders.
    public var charts: [String: ChartSettings]
    /// Whether an object may leave its name to the server, by `generateName`: such a thing can be
    /// created, and never applied.
    public var allowsGeneratedNames = false

    /// Makes options.
    public init(
      fetchesRemotes: Bool = false, environment: String? = nil,
      charts: [String: ChartSettings] = [:]
    ) {
      self.fetchesRemotes = fetchesRemotes
      self.environment = environment
      self.charts = charts
    }

    /// What a configuration says, for an environment.
    public init(_ configuration: RepositoryConfiguration, environment: String? = nil) {
      self.init(
        fetchesRemotes: configuration.fetchesRemotes == true, environment: environment,
        charts: configuration.charts)
    }
  }

  let tree: any FileTree
  /// How it renders.
  public let options: Options
  let tools: (any KustomizeTools)?
  let kustomizations: KustomizeBuilder

  /// How many stacks are built at a time.
  private static let concurrency = 4

  /// Makes a renderer for the tree as it is now; without tools, what needs a program is refused by
  /// name.
  public init(
    _ tree: any FileTree, options: Options = Options(), tools: (any KustomizeTools)? = nil
  ) {
    self.tree = tree
    self.options = options
    self.tools = tools
    kustomizations = KustomizeBuilder(
      tree: tree,
      options: KustomizeOptions(
        fetchesRemotes: options.fetchesRemotes, fetchingAdvice: options.fetchingAdvice,
        tools: tools))
  }

  /// The same for another tree.
  public func of(_ tree: any FileTree) -> StackRenderer {
    StackRenderer(tree, options: options, tools: tools)
  }

  /// The same, where objects may leave their names to the server.
  public var allowingGeneratedNames: StackRenderer {
    var options = options
    options.allowsGeneratedNames = true
    return StackRenderer(tree, options: options, tools: tools)
  }

  /// Renders a stack.
  public func render(_ stack: Stack) async throws(StackBuildError) -> RenderedStack {
    var stack = stack
    stack.source = try source(ofFolder: stack.path)
    return switch stack.source {
    case .plain: try plain(stack)
    case .kustomize: try await kustomize(stack)
    case .helm: try await helm(stack)
    }
  }

  /// Renders whatever is at a path: a folder, stack or not, or a file of manifests.
  public func render(path: String) async throws(StackBuildError) -> RenderedStack {
    guard let normal = Paths.normalize(path) else {
      throw StackBuildError([FileTreeError.outside(path).problem(path)])
    }
    var folder = normal
    if tree.kind(of: normal) == .file {
      let name = Paths.name(of: normal)
      // What stands for a folder means the folder.
      guard name == "Chart.yaml" || KustomizationFile.names.contains(name) else {
        return try file(normal)
      }
      folder = Paths.folder(of: normal)
    }
    return try await render(
      Stack(path: folder, name: Paths.name(of: folder), source: .plain))
  }

  /// Renders several stacks, a few at a time; results are in the order of the stacks.
  public func render(
    all stacks: [Stack]
  ) async -> [(stack: Stack, result: Result<RenderedStack, StackBuildError>)] {
    await withTaskGroup(of: (Int, Result<RenderedStack, StackBuildError>).self) { group in
      var results = [Result<RenderedStack, StackBuildError>?](repeating: nil, count: stacks.count)
      var next = 0
      func start() {
        guard next < stacks.count else { return }
        let index = next
        next += 1
        group.addTask { (index, await result(stacks[index])) }
      }
      for _ in 0..<Self.concurrency { start() }
      while let (index, result) = await group.next() {
        results[index] = result
        start()
      }
      return zip(stacks, results).compactMap { stack, result in result.map { (stack, $0) } }
    }
  }

  private func result(_ stack: Stack) async -> Result<RenderedStack, StackBuildError> {
    do throws(StackBuildError) {
      return .success(try await render(stack))
    } catch {
      return .failure(error)
    }
  }

  /// What a folder is made from, by the files in it.
  func source(ofFolder path: String) throws(StackBuildError) -> Stack.Source {
    switch tree.kind(of: path) {
    case .folder: break
    case nil: throw StackBuildError([FileTreeError.missing(path).problem(path)])
    case .outside: throw StackBuildError([FileTreeError.outside(path).problem(path)])
    case .file, .other: throw StackBuildError([StackProblem(file: path, reason: "is no folder")])
    }
    func has(_ name: String) -> Bool { tree.kind(of: Paths.join(path, name)) == .file }
    if KustomizationFile.names.contains(where: has) { return .kustomize }
    return has("Chart.yaml") ? .helm : .plain
  }
}
