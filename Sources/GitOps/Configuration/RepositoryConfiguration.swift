public import Documents

/// What a configuration file says: `.duet.yaml` of a repository, or a person's own.
///
/// Everything is optional; what isn't said is nil or empty.
public struct RepositoryConfiguration: Hashable, Sendable {
  /// One environment: the cluster it is, and the overlay that is for it.
  public struct Environment: Hashable, Sendable {
    /// The kubeconfig's context; nil if it isn't said.
    public var context: String?
    /// The folder of its overlay, from the root of the repository; nil if it isn't said.
    public var overlay: String?
    /// Whether deploying to it wants the stack's name typed.
    public var isProtected: Bool

    /// Makes an environment.
    public init(context: String? = nil, overlay: String? = nil, isProtected: Bool = false) {
      self.context = context
      self.overlay = overlay
      self.isProtected = isProtected
    }
  }

  /// The infrastructure repository, as a path from the folder of the file; for a person's own file.
  public var repository: String?
  /// Where stacks are looked for; nil for the usual places.
  public var stackRoots: StackRoots?
  /// Environments by name.
  public var environments: [String: Environment] = [:]
  /// Contexts in which a deploy wants the stack's name typed, besides those of protected
  /// environments.
  public var protectedContexts: Set<String> = []
  /// The local checkouts of applications' repositories, by the application's name: absolute, from
  /// home, or from the folder of the file.
  public var checkouts: [String: String] = [:]
  /// The theme's name.
  public var theme: String?
  /// Whether nothing may be changed.
  public var isReadOnly: Bool?
  /// The rules that are on, off or changed; for whoever checks them.
  public var policies: [String: Value] = [:]
  /// Keys by action; for whoever reads keys.
  public var keys: [String: String] = [:]
  /// The cluster's namespace for inventories, ledgers and leases; nil for the usual one.
  public var inventoryNamespace: String?
  /// The script that deploys a stack in the repository's own way; nil for the usual one.
  public var script: StackScript?
  /// What is said about Helm stacks, by their names or folders.
  public var charts: [String: ChartSettings] = [:]
  /// Whether what lies elsewhere may be fetched to build a stack; nil if it isn't said.
  public var fetchesRemotes: Bool?

  /// The namespace for inventories where nothing is said.
  public static let usualInventoryNamespace = "duet"

  /// Makes a configuration that says nothing.
  public init() {}

  /// The environment of a context, with its name; the first by name if there are several.
  public func environment(ofContext context: String) -> (name: String, Environment)? {
    environments.filter { $0.value.context == context }.min { $0.key < $1.key }
      .map { ($0.key, $0.value) }
  }

  /// All contexts in which a deploy wants the stack's name typed.
  ///
  /// A protected environment without a context means the one of its own name: rather one protected
  /// too many than one too few.
  public var allProtectedContexts: Set<String> {
    let ofEnvironments = environments.filter { $0.value.isProtected }.map { name, environment in
      environment.context ?? name
    }
    return protectedContexts.union(ofEnvironments)
  }

  /// The same with the paths of its checkouts made absolute: from home, or from the folder of the file
  /// that says them.
  public func locatingCheckouts(from folder: String, home: String?) -> RepositoryConfiguration {
    var located = self
    located.checkouts = checkouts.mapValues { path in
      if path.hasPrefix("/") { return path }
      if path.hasPrefix("~/"), let home { return "\(home)/\(path.dropFirst(2))" }
      return "\(folder)/\(path)"
    }
    return located
  }

  /// This configuration, a repository's, together with a person's own.
  ///
  /// The repository knows about stacks and environments, the person about themselves: theme and
  /// keys. What only one of them says counts; what either forbids is forbidden.
  public func merged(withPersonal own: RepositoryConfiguration) -> RepositoryConfiguration {
    var merged = self
    merged.repository = own.repository ?? repository
    merged.stackRoots = stackRoots ?? own.stackRoots
    merged.environments.merge(own.environments) { shared, personal in
      var environment = shared
      // Contexts have other names in other people's kubeconfigs.
      environment.context = personal.context ?? shared.context
      environment.overlay = shared.overlay ?? personal.overlay
      environment.isProtected = shared.isProtected || personal.isProtected
      return environment
    }
    merged.protectedContexts.formUnion(own.protectedContexts)
    merged.checkouts.merge(own.checkouts) { _, personal in personal }
    merged.theme = own.theme ?? theme
    merged.keys.merge(own.keys) { _, personal in personal }
    merged.policies.merge(own.policies) { shared, _ in shared }
    // All who deploy to a cluster have to find the same records there.
    merged.inventoryNamespace = inventoryNamespace ?? own.inventoryNamespace
    merged.script = script ?? own.script
    merged.charts.merge(own.charts) { shared, _ in shared }
    // What is fetched runs through one's own machine.
    merged.fetchesRemotes = own.fetchesRemotes ?? fetchesRemotes
    merged.isReadOnly =
      isReadOnly == nil && own.isReadOnly == nil
      ? nil : isReadOnly == true || own.isReadOnly == true
    return merged
  }
}

/// Why a configuration can't be used: everything that is wrong with it.
public struct RepositoryConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One thing that is wrong.
  public struct Problem: Hashable, Sendable, CustomStringConvertible {
    /// The file, as it was named.
    public var file: String
    /// The line, from 1; nil where it is about the whole file.
    public var line: Int?
    /// What is wrong, in one line for a person.
    public var reason: String

    /// Describes a problem.
    public init(file: String, line: Int? = nil, reason: String) {
      self.file = file
      self.line = line
      self.reason = reason
    }

    public var description: String {
      line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)"
    }
  }

  /// All of it, in the order of lines; at least one.
  public var problems: [Problem]

  /// Makes an error.
  public init(_ problems: [Problem]) {
    self.problems = problems
  }

  public var description: String {
    problems.map(\.description).joined(separator: "\n")
  }
}
