public import Files

/// How kustomizations are built.
public struct KustomizeOptions: Sendable {
  /// Whether remote resources and charts may be fetched; where not, they are refused by name.
  ///
  /// Charts that are in the tree don't have to be, and are rendered as soon as there are tools.
  public var fetchesRemotes: Bool
  /// What a person does to allow fetching, put behind what is refused; empty to say nothing of it.
  public var fetchingAdvice: String
  /// What fetches repositories and renders charts; nil refuses them by name.
  public var tools: (any KustomizeTools)?

  /// Makes options.
  public init(
    fetchesRemotes: Bool = false, fetchingAdvice: String = "", tools: (any KustomizeTools)? = nil
  ) {
    self.fetchesRemotes = fetchesRemotes
    self.fetchingAdvice = fetchingAdvice
    self.tools = tools
  }
}

/// The programs that a kustomization may need: git, helm, and something that downloads.
///
/// What these throw is shown behind the file and the line that asked for it, so its description
/// should be one line for a person.
public protocol KustomizeTools: Sendable {
  /// The files of a repository at a revision.
  func checkOut(_ repository: RemoteRepository) async throws -> any FileTree
  /// The bytes behind a web address.
  func download(_ address: String) async throws -> [UInt8]
  /// What `helm template` prints for a chart.
  func renderChart(_ chart: ChartRendering) async throws -> [UInt8]
}

/// A Git repository that a kustomization names.
public struct RemoteRepository: Hashable, Sendable {
  /// What `git clone` takes.
  public var address: String
  /// The branch, tag or commit; nil for the default branch.
  public var revision: String?
  /// Whether submodules belong to it.
  public var includesSubmodules: Bool

  /// Describes a repository.
  public init(address: String, revision: String? = nil, includesSubmodules: Bool = true) {
    self.address = address
    self.revision = revision
    self.includesSubmodules = includesSubmodules
  }
}

/// One run of helm: arguments, and the files they name.
public struct ChartRendering: Hashable, Sendable {
  /// The arguments behind `helm`, beginning with `template`; paths are relative to the files' root.
  public var arguments: [String]
  /// The files that have to be there, by their paths from the working folder.
  public var files: [String: [UInt8]]

  /// Describes a run.
  public init(arguments: [String], files: [String: [UInt8]]) {
    self.arguments = arguments
    self.files = files
  }
}
