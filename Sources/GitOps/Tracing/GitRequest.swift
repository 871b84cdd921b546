public import Kubernetes

/// What was changed of a live object, and is to be so in Git.
public struct GitRequest: Hashable, Sendable {
  /// What was changed.
  public enum Change: Hashable, Sendable {
    /// Fields, all of which belong together.
    case fields([FieldEdit])
    /// The object is to be no more.
    case deletion
  }

  /// The object, as it is called in the cluster.
  public var object: ResourceIdentity
  /// What was changed.
  public var change: Change
  /// The application that it belongs to; nil where that is none, or not known.
  public var application: ObjectName?
  /// The stack that it belongs to; nil where any may bring it.
  public var stack: Stack.ID?
  /// The environment of the cluster, which says which overlays are meant; nil where none is known.
  public var environment: String?

  /// Makes a request.
  public init(
    _ object: ResourceIdentity, _ change: Change, application: ObjectName? = nil,
    stack: Stack.ID? = nil, environment: String? = nil
  ) {
    self.object = object
    self.change = change
    self.application = application
    self.stack = stack
    self.environment = environment
  }

  /// Makes a request for an object of the cluster.
  public init(
    _ key: ObjectKey, _ change: Change, application: ObjectName? = nil, stack: Stack.ID? = nil,
    environment: String? = nil
  ) {
    self.init(
      ResourceIdentity(group: key.kind.group, kind: key.kind.kind, name: key.name), change,
      application: application, stack: stack, environment: environment)
  }

  /// The fields; none for a deletion.
  public var edits: [FieldEdit] {
    if case .fields(let edits) = change { edits } else { [] }
  }

  /// The part of it that a proposal is about.
  public func narrowed(to proposal: GitProposal) -> GitRequest {
    guard case .fields = change else { return self }
    var request = self
    request.change = .fields(proposal.edits)
    return request
  }
}
