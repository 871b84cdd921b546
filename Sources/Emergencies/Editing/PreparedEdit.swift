public import Documents
public import GitOps
public import Kubernetes

/// What a draft comes to: everything that is shown before it is agreed to, and what is sent then.
///
/// Values of Secrets are in it as they are, for sending; `shownEdits`, `shownAlso` and
/// `shownConflicts` are for a screen.
public struct PreparedEdit: Hashable, Sendable {
  /// What the server says of it.
  public enum Verdict: Hashable, Sendable {
    /// It takes it, and makes this of the object; besides the edits it changes these fields: defaults,
    /// other spellings, webhooks. Fields that it drops are among them.
    case accepted(result: Value, also: [FieldEdit])
    /// It doesn't take it; the causes name the fields.
    case refused(KubernetesError)
    /// This user may not do that.
    case denied(Denial)
    /// It can't try it out, for a reason of its own: what it makes of it shows when it is done.
    case untried(KubernetesError)
    /// It couldn't be asked.
    case unanswered(KubernetesError)
    /// Not asked: the object is as wanted already.
    case unneeded
    /// Not asked: there are conflicts to be settled first.
    case conflicting
    /// The object was deleted since it was opened.
    case deleted
    /// The object was deleted, and another one has its name.
    case replaced(Value)
    /// An object that was to be made is there already.
    case present(Value)
  }

  /// What is wanted.
  public var draft: EditDraft
  /// The object as it is now; nil where there is none.
  public var live: Value?
  /// The object as it is to be, before the server has had its say; nil where there is to be none.
  public var wanted: Value?
  /// What changes of the object as it is now.
  public var edits: [FieldEdit]
  /// What others have changed since it was opened.
  public var meanwhile: [FieldEdit]
  /// The fields that both have changed; nothing is sent as long as there are any.
  public var conflicts: [EditConflict]
  /// What the server says.
  public var verdict: Verdict
  /// Who looks after the object, and who has the last word; nil until that is looked up.
  public var ownership: Ownership?
  /// The same in a line: `application front, through Deployment web`; empty where it isn't known.
  public var ownerWords = ""
  /// Who applies the object, or what it was made for, by name; none where nobody does.
  public var appliers: [String] = []
  /// What becomes of it, and when; nil until that is looked up, and where nothing changes.
  public var forecast: Forecast?
  /// Who would undo a pause of those who put it back, a sentence each.
  public var pauseNotes: [String] = []
  /// What the forecast goes by.
  var forecastContext: ForecastContext?
  /// What the server remarked: deprecated versions, unknown fields.
  public var warnings: [String]
  /// What else there is to know, a sentence each.
  public var notes: [String]
  /// Why it isn't put on the record where everybody sees it; nil where it is.
  public var recordProblem: String?

  /// Describes what a draft comes to.
  public init(
    _ draft: EditDraft, live: Value? = nil, wanted: Value? = nil, edits: [FieldEdit] = [],
    meanwhile: [FieldEdit] = [], conflicts: [EditConflict] = [], verdict: Verdict,
    warnings: [String] = [], notes: [String] = []
  ) {
    self.draft = draft
    self.live = live
    self.wanted = wanted
    self.edits = edits
    self.meanwhile = meanwhile
    self.conflicts = conflicts
    self.verdict = verdict
    self.warnings = warnings
    self.notes = notes
  }

  /// The object.
  public var key: ObjectKey { draft.key }

  /// Whether it can be done.
  public var canBeApplied: Bool {
    switch verdict {
    case .accepted, .untried: conflicts.isEmpty
    case .refused, .denied, .unanswered, .unneeded, .conflicting, .deleted, .replaced, .present:
      false
    }
  }

  /// The object as the server would make it; as it is wanted where that isn't known.
  public var result: Value? {
    if case .accepted(let result, _) = verdict { result } else { wanted }
  }

  /// What the server changes besides.
  public var also: [FieldEdit] {
    if case .accepted(_, let also) = verdict { also } else { [] }
  }

  // MARK: For a screen

  /// What changes, with the values of a Secret hidden.
  public var shownEdits: [FieldEdit] { edits.map { $0.masked(in: subject) } }

  /// What the server changes besides, with the values of a Secret hidden.
  public var shownAlso: [FieldEdit] { also.map { $0.masked(in: subject) } }

  /// What others have changed, with the values of a Secret hidden.
  public var shownMeanwhile: [FieldEdit] { meanwhile.map { $0.masked(in: subject) } }

  /// The conflicts, with the values of a Secret hidden.
  public var shownConflicts: [EditConflict] { conflicts.map { $0.masked(in: subject) } }

  private var subject: Value { live ?? draft.opened ?? wanted ?? .null }
}
