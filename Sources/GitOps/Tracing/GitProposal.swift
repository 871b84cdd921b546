/// How a change can be written to Git: files as they would be, and what that comes to.
///
/// Everything said here was found by rendering: with the files changed, the object comes out with
/// just these fields, and what else comes out differently is in `effects`.
public struct GitProposal: Hashable, Sendable {
  /// The repository, for a person and for finding it again.
  public enum Repository: Hashable, Sendable {
    /// The infrastructure repository.
    case infrastructure
    /// The local checkout that is configured for an application of that name, whose source is at that
    /// address.
    case checkout(of: String, from: String)
  }

  /// Where one of the fields comes from.
  public struct Trace: Hashable, Sendable {
    /// The field; nil for the object as a whole.
    public var path: FieldPath?
    /// The file, from the repository's folder.
    public var file: String
    /// The line in it before the change, from 1; nil in a new file.
    public var line: Int?
    /// The layer in words: "the patch in overlays/dev/kustomization.yaml".
    public var layer: String

    /// Describes where a field comes from.
    public init(path: FieldPath?, file: String, line: Int?, layer: String) {
      self.path = path
      self.file = file
      self.line = line
      self.layer = layer
    }

    /// The file and the line, `app.yaml:3`.
    public var place: String { file + (line.map { ":\($0)" } ?? "") }
  }

  /// Something else that comes out differently.
  public struct Effect: Hashable, Sendable {
    /// The stack, or the folder of a kustomization.
    public var stack: String
    /// Its environment, where it has one.
    public var environment: String?
    /// The object: `Deployment shop/web`.
    public var object: String
    /// The fields, or what happens to the object: "is added", "goes".
    public var fields: [String]

    /// Describes an effect.
    public init(stack: String, environment: String? = nil, object: String, fields: [String]) {
      self.stack = stack
      self.environment = environment
      self.object = object
      self.fields = fields
    }
  }

  /// The repository.
  public var repository: Repository
  /// The repository's folder, as an absolute path; files are named from there.
  public var folder: String
  /// The commit on which it is based, in full.
  public var base: String
  /// The branch that is checked out; nil while HEAD is detached.
  public var branch: String?
  /// What renders it: the stack's name, or the application's.
  public var source: String
  /// The fields that it is about; none for a deletion.
  public var edits: [FieldEdit]
  /// The files, in the order of their paths.
  public var files: [FileChange]
  /// Where the fields come from.
  public var traces: [Trace]
  /// Whether fields couldn't be traced, or not without changing more, and a patch sets them.
  public var addsPatch: Bool
  /// What else comes out differently.
  public var effects: [Effect]
  /// What a person must know before.
  public var warnings: [String]
  /// Whether text of a Secret would be in the repository for all to read.
  public var exposesSecret: Bool
  /// What Secrets among the files hold, which `diff` leaves out.
  public var secrets: SecretTexts

  /// Makes a proposal.
  public init(
    repository: Repository, folder: String, base: String, branch: String?, source: String,
    edits: [FieldEdit], files: [FileChange], traces: [Trace], addsPatch: Bool = false,
    effects: [Effect] = [], warnings: [String] = [], exposesSecret: Bool = false,
    secrets: SecretTexts = SecretTexts()
  ) {
    self.repository = repository
    self.folder = folder
    self.base = base
    self.branch = branch
    self.source = source
    self.edits = edits
    self.files = files
    self.traces = traces
    self.addsPatch = addsPatch
    self.effects = effects
    self.warnings = warnings
    self.exposesSecret = exposesSecret
    self.secrets = secrets
  }

  /// The whole as a unified diff, line by line, as `git diff` shows it; what Secrets hold is left out.
  public var diff: [String] { files.flatMap(\.diff).map(secrets.masked) }
}

/// What can be done to have a change in Git.
public struct GitProposals: Hashable, Sendable {
  /// What isn't proposed, and why.
  public struct Refusal: Hashable, Sendable {
    /// The field; nil for all of it.
    public var path: FieldPath?
    /// Why, for a person.
    public var reason: String

    /// Makes a refusal.
    public init(_ path: FieldPath? = nil, _ reason: String) {
      self.path = path
      self.reason = reason
    }
  }

  /// The ways, the closest to where the fields come from first; each by itself is enough for the
  /// fields that it names.
  public var proposals: [GitProposal]
  /// What isn't proposed, and why.
  public var refusals: [Refusal]
  /// The fields that are so in Git already.
  public var inGit: [FieldPath]

  /// Makes an answer.
  public init(
    proposals: [GitProposal] = [], refusals: [Refusal] = [], inGit: [FieldPath] = []
  ) {
    self.proposals = proposals
    self.refusals = refusals
    self.inGit = inGit
  }

  /// The proposals that together make the most of the fields so, each field by one of them: usually
  /// one, and several where fields come from several repositories.
  public var best: [GitProposal] {
    guard let first = proposals.first else { return [] }
    var chosen = [first]
    for proposal in proposals.dropFirst() where !proposal.edits.isEmpty {
      let paths = Set(proposal.edits.map(\.path))
      if chosen.allSatisfy({ !$0.edits.isEmpty && paths.isDisjoint(with: $0.edits.map(\.path)) }) {
        chosen.append(proposal)
      }
    }
    return chosen
  }

  /// Whether `best`, and what is so already, is all that was asked for.
  public func covers(_ request: GitRequest) -> Bool {
    guard case .fields(let edits) = request.change else { return !proposals.isEmpty }
    let done = Set(best.flatMap { $0.edits.map(\.path) }).union(inGit)
    return edits.allSatisfy { done.contains($0.path) }
  }
}
