public import DeployEngine
public import Documents
public import GitOps
public import Kubernetes

/// One change past Git, on the record: what, of which object, by whom, when, why, and what became of it.
///
/// Values of a Secret are hidden in it; those that undoing needs are in its `EmergencyKeepsake`.
public struct Emergency: Hashable, Sendable, Identifiable {
  /// What kind of change it is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Fields were changed.
    case change
    /// The object was made.
    case creation
    /// The object was deleted.
    case deletion
  }

  /// That the automation of those who look after the object was paused for it.
  public struct Pause: Hashable, Sendable {
    /// Whose: `application catalyst-ui`.
    public var whose: String
    /// Until when; nil for until somebody says.
    public var until: Timestamp?

    /// Describes a pause.
    public init(whose: String, until: Timestamp?) {
      self.whose = whose
      self.until = until
    }
  }

  /// Where the change was written to Git.
  public struct Commit: Hashable, Sendable {
    /// The branch.
    public var branch: String
    /// The commit.
    public var commit: String
    /// The repository, as its user knows it: a folder or an address.
    public var repository: String

    /// Names a commit.
    public init(branch: String, commit: String, repository: String) {
      self.branch = branch
      self.commit = commit
      self.repository = repository
    }
  }

  /// What tells it apart.
  public var id: LedgerEntry.ID
  /// The object.
  public var key: ObjectKey
  /// The object's identity; empty where it isn't known.
  public var uid: String
  /// What kind of change it is.
  public var kind: Kind
  /// The change in a few words: `3 → 5 replicas`.
  public var action: String
  /// The fields, as they were and as the server left them; none for whole objects.
  public var edits: [FieldEdit]
  /// Who did it.
  public var user: Operator
  /// When.
  public var time: Timestamp
  /// Why; empty where nothing was said.
  public var reason: String
  /// Who looks after the object, in words.
  public var owners: [String]
  /// What was foretold of it, in words.
  public var forecast: [String]
  /// The pause that goes with it; nil for none.
  public var pause: Pause?
  /// Where it was written to Git; nil where it wasn't.
  public var commit: Commit?
  /// Whether nothing of it is for Git: a restart, a job that was started by hand.
  public var isPassing: Bool
  /// The emergency that it took back; nil for one that isn't the undoing of another.
  public var undoes: LedgerEntry.ID?
  /// What became of it, as far as is on the record.
  public var state: EmergencyState

  /// Describes an emergency.
  public init(
    id: LedgerEntry.ID, key: ObjectKey, uid: String, kind: Kind = .change, action: String,
    edits: [FieldEdit], user: Operator, time: Timestamp, reason: String = "",
    owners: [String] = [], forecast: [String] = [], pause: Pause? = nil, commit: Commit? = nil,
    isPassing: Bool = false, undoes: LedgerEntry.ID? = nil, state: EmergencyState = .pending
  ) {
    self.id = id
    self.key = key
    self.uid = uid
    self.kind = kind
    self.action = action
    self.edits = edits
    self.user = user
    self.time = time
    self.reason = reason
    self.owners = owners
    self.forecast = forecast
    self.pause = pause
    self.commit = commit
    self.isPassing = isPassing
    self.undoes = undoes
    self.state = state
  }

  /// Whether what becomes of it has still to be seen.
  ///
  /// One that took another back is settled with that one.
  public var isOpen: Bool { state.isOpen && undoes == nil && !(isPassing && state == .live) }

  /// Whether it still has to find its way to Git, or back: it is in effect, and somebody looks after
  /// the object who says something else.
  public var isOwed: Bool { isOpen && !owners.isEmpty && !isPassing }
}

/// What has to be remembered of an object for taking an emergency back, with everything that a Secret
/// keeps.
public struct EmergencyKeepsake: Hashable, Sendable {
  /// The fields, with their values.
  public var edits: [FieldEdit]
  /// The object that was deleted; nil for none.
  public var object: Value?

  /// Keeps that.
  public init(edits: [FieldEdit], object: Value? = nil) {
    self.edits = edits
    self.object = object
  }
}
