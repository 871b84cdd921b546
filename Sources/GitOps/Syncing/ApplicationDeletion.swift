internal import Documents

/// What becomes of an application's resources when it is deleted.
public enum DeletionCascade: Hashable, Sendable, CaseIterable {
  /// They stay, and belong to nobody.
  case none
  /// They are deleted, each after what it owns.
  case foreground
  /// They are deleted, and what they own goes later.
  case background

  /// The finalizer by which Argo CD knows.
  public var finalizer: String? {
    switch self {
    case .none: nil
    case .foreground: Self.prefix
    case .background: "\(Self.prefix)/background"
    }
  }

  static let prefix = "resources-finalizer.argocd.argoproj.io"

  /// What an application's finalizers come to: the first of Argo CD's own counts.
  public init(_ finalizers: [String]) {
    switch finalizers.first(where: Self.isOwn) {
    case nil: self = .none
    case "\(Self.prefix)/background": self = .background
    default: self = .foreground
    }
  }

  /// Whether it is a finalizer that says what becomes of the resources.
  static func isOwn(_ finalizer: String) -> Bool {
    [prefix, "\(prefix)/foreground", "\(prefix)/background"].contains(finalizer)
  }
}

extension Application {
  /// What becomes of its resources when it is deleted as it is.
  public var cascade: DeletionCascade { DeletionCascade(finalizers) }

  /// Checks a deletion, and says what to change before it; the finalizers of others stay.
  ///
  /// The patch is guarded, and to be sent only where `cascade` isn't as wished already.
  public func deletion(_ cascade: DeletionCascade, _ context: OperationContext) -> OperationCheck {
    var refusals = [context.refusal(verb: "delete")].compactMap { $0 }
    if isBeingDeleted { refusals.append(.beingDeleted) }
    var wanted = finalizers.filter { !DeletionCascade.isOwn($0) }
    if let finalizer = cascade.finalizer { wanted.append(finalizer) }
    return OperationCheck(
      refusals, [], guarded(["metadata": ["finalizers": .array(wanted.map { .string($0) })]]))
  }
}
