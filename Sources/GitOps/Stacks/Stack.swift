/// One deployable unit of an infrastructure repository: a folder with manifests.
public struct Stack: Hashable, Sendable, Identifiable {
  /// What tells stacks apart: the folder, since one name may exist in several environments.
  public struct ID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The folder, from the root of the repository: `infrastructure/base/monitoring`.
    public var path: String

    /// Makes an identity.
    public init(_ path: String) { self.path = path }

    /// By path.
    public static func < (a: ID, b: ID) -> Bool { a.path < b.path }

    public var description: String { path }
  }

  /// How the stack's objects are made from its files.
  public enum Source: Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// The manifests as they are.
    case plain
    /// A kustomization.
    case kustomize
    /// A Helm chart.
    case helm

    public var description: String {
      switch self {
      case .plain: "plain"
      case .kustomize: "kustomize"
      case .helm: "helm"
      }
    }
  }

  /// What tells it apart.
  public var id: ID
  /// Its name for people: the folder below the root of stacks, `monitoring/kube-prometheus-stack`.
  public var name: String
  /// How its objects are made.
  public var source: Source
  /// The environment it is for; nil for a base, which is for all.
  public var environment: String?
  /// The objects it consists of, as far as they are known.
  public var content: StackContent
  /// Files of its folder that are no part of it, and why.
  public var leftOut: [LeftOutFile]
  /// Why it can't be deployed as it is, in the order of files and lines; empty if it can.
  public var problems: [StackProblem]

  /// Makes a stack.
  public init(
    path: String, name: String, source: Source, environment: String? = nil,
    content: StackContent = .objects([]), leftOut: [LeftOutFile] = [],
    problems: [StackProblem] = []
  ) {
    id = ID(path)
    self.name = name
    self.source = source
    self.environment = environment
    self.content = content
    self.leftOut = leftOut
    self.problems = problems
  }

  /// The folder, from the root of the repository.
  public var path: String { id.path }

  /// Whether something keeps it from being built.
  public var isBroken: Bool { !problems.isEmpty }

  /// The objects that are known: all of them, or those that can be read without building.
  public var objects: [StackObject] {
    switch content {
    case .objects(let objects), .notBuilt(let objects): objects
    }
  }
}

/// What is known of the objects of a stack.
public enum StackContent: Hashable, Sendable {
  /// All of them.
  case objects([StackObject])
  /// The stack has to be built first. These are the objects its files name directly, with the
  /// namespace and name that the kustomization says; patches, generators, charts and remote
  /// resources may add to them. Enough to count and to find pods by, not to deploy.
  case notBuilt(readable: [StackObject])
}
