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

  /// What an application's finalizers come to.
  public init(_ finalizers: [String]) {
    let own = finalizers.filter { $0 == Self.prefix || $0.hasPrefix("\(Self.prefix)/") }
    self =
      own.isEmpty ? .none : own.contains("\(Self.prefix)/background") ? .background : .foreground
  }
}

extension Application {
  /// What becomes of its resources when it is deleted as it is.
  public var cascade: DeletionCascade { DeletionCascade(finalizers) }

  /// Checks a deletion, and says what to change before it; the finalizers of hooks stay.
  ///
  /// The patch is guarded, and to be sent only where `cascade` isn't as wished already.
  public func deletion(_ cascade: DeletionCascade, _ context: OperationContext) -> OperationCheck {
    var refusals = [context.refusal(verb: "delete")].compactMap { $0 }
    if isBeingDeleted { refusals.append(.beingDeleted) }
    var wanted = finalizers.filter {
      $0 != DeletionCascade.prefix && !$0.hasPrefix("\(DeletionCascade.prefix)/")
    }
    if let finalizer = cascade.finalizer { wanted.append(finalizer) }
    return OperationCheck(
      refusals, [], guarded(["metadata": ["finalizers": .array(wanted.map { .string($0) })]]))
  }
}
