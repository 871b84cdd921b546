public import Kubernetes

/// Something that a deploy brings about, beside the change of the object itself.
public struct Consequence: Hashable, Sendable {
  /// What.
  public enum Kind: Hashable, Sendable {
    /// The pods of a workload are replaced; how many, if it is known, and what makes it so.
    case restarts(pods: Int?, Cause)
    /// It is deleted and made anew, and isn't there in between, because these fields can't change.
    case recreates(fields: [String])
    /// Data is gone for good.
    case losesData(Loss)
    /// Fields are taken over from the managers that own them now.
    case takesOver([FieldConflict])
    /// It becomes the stack's, from the managers that applied it up to now; none for one that was
    /// made in other ways.
    case adopts(from: [String])
    /// Fields get back what Git says that somebody has changed by hand; whose changes these are, the
    /// latest first, as far as the record tells.
    case undoesEdits(fields: [String], [UndoneEdit])
  }

  /// What makes pods restart.
  public enum Cause: Hashable, Sendable {
    /// Their template changes.
    case template
    /// Their template changes in nothing but the names of ConfigMaps and Secrets, whose content is
    /// new; with the new names.
    case configuration([String])
    /// Their workload is made anew.
    case recreation
  }

  /// Data that is lost.
  public enum Loss: Hashable, Sendable {
    /// A claim goes, and what is on its volume with it.
    case claim
    /// A volume goes.
    case volume
    /// A namespace goes with everything in it: how many objects of each kind, the kinds that matter
    /// first, as far as they could be counted.
    case namespace([Count])
    /// A kind goes with all objects of it; how many there are, if they could be counted.
    case definition(instances: Int?)
    /// A stateful set goes; the claims of its pods may go with it.
    case statefulSet(claimsGo: Bool)
  }

  /// How many objects of a kind there are.
  public struct Count: Hashable, Sendable {
    /// The kind.
    public var kind: ResourceKind
    /// How many.
    public var count: Int

    /// Makes a count.
    public init(_ kind: ResourceKind, _ count: Int) {
      self.kind = kind
      self.count = count
    }
  }

  /// The object that it is about.
  public var key: ObjectKey
  /// What happens.
  public var kind: Kind

  /// Describes a consequence.
  public init(_ key: ObjectKey, _ kind: Kind) {
    self.key = key
    self.kind = kind
  }

  /// Whether it wants more than a yes: the stack's name typed.
  public var isDangerous: Bool {
    switch kind {
    case .recreates, .losesData: true
    case .restarts, .takesOver, .adopts, .undoesEdits: false
    }
  }
}
