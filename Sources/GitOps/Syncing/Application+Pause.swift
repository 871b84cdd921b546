public import Documents
internal import Kubernetes

/// What Duet remembers of an application whose automation it has paused, in an annotation on it.
public struct AutomationPause: Hashable, Sendable {
  /// The annotation.
  public static let annotation = "duet/paused-automation"
  /// The setting that a pause changes, where Argo CD knows it: the others stay as they are.
  public static let field: Pointer = ["spec", "syncPolicy", "automated", "enabled"]

  /// Who paused it.
  public var user: String
  /// Why; empty where nothing is said.
  public var reason: String
  /// When, in seconds since 1970.
  public var since: Int64
  /// Until when, in seconds since 1970; nil for until somebody resumes it.
  public var until: Int64?
  /// The settings as they were, `spec.syncPolicy.automated`.
  public var settings: Value

  /// Makes a note.
  public init(
    user: String, reason: String = "", since: Int64, until: Int64? = nil, settings: Value = [:]
  ) {
    self.user = user
    self.reason = reason
    self.since = since
    self.until = until
    self.settings = settings
  }

  /// Reads the note of an application; nil where there is none.
  public init?(_ application: Application) {
    guard let text = application.annotations[Self.annotation] else { return nil }
    self.init(text: text)
  }

  /// Reads the annotation's text; nil for what is no note.
  init?(text: String) {
    guard let note = try? Value(json: Array(text.utf8)), note.object != nil else { return nil }
    self.init(
      user: note.text("user"), reason: note.text("reason"), since: note.seconds("since") ?? 0,
      until: note.seconds("until"), settings: note["automated"] ?? [:])
  }

  var text: String {
    var note: Value = [
      "since": .string(Timestamp(seconds: since).rfc3339), "automated": settings,
    ]
    note["user"] = .unlessEmpty(user)
    note["reason"] = .unlessEmpty(reason)
    note["until"] = until.map { .string(Timestamp(seconds: $0).rfc3339) }
    return String(decoding: JSONWriter().bytes(note), as: UTF8.self)
  }
}

extension Application {
  /// How automation is switched off.
  public enum PauseMethod: Hashable, Sendable {
    /// By `enabled: false`, which leaves the other settings where they are.
    case disabling
    /// By taking the settings away, for versions of Argo CD that know nothing else.
    case removing
  }

  /// Checks a pause of automation, and says what to send.
  ///
  /// The settings are remembered on the application, whichever way it is done. An Argo CD that
  /// doesn't know `enabled` drops it without a word: then the answer still says that automation is
  /// on, and it has to be done by removing.
  public func pause(
    _ pause: AutomationPause, by method: PauseMethod = .disabling, _ context: OperationContext
  ) -> OperationCheck {
    var refusals = [context.refusal(verb: "patch")].compactMap { $0 }
    if isBeingDeleted { refusals.append(.beingDeleted) }
    if !policy.isAutomated { refusals.append(.notAutomated) }
    var note = pause
    note.settings = document[["spec", "syncPolicy", "automated"] as Pointer] ?? [:]
    // One pause on top of another must not lose what was before the first.
    if let earlier = AutomationPause(self), method == .removing { note.settings = earlier.settings }
    let change: Value = method == .disabling ? ["enabled": false] : .null
    return OperationCheck(
      refusals, isSkipped ? [.skipped] : [],
      guarded([
        "metadata": ["annotations": [AutomationPause.annotation: .string(note.text)]],
        "spec": ["syncPolicy": ["automated": change]],
      ]))
  }

  /// Checks the end of a pause, and says what to send: automation is on again, with the settings
  /// that it has, or where they were taken away with those it had.
  public func resumption(_ context: OperationContext) -> OperationCheck {
    var refusals = [context.refusal(verb: "patch")].compactMap { $0 }
    if isBeingDeleted { refusals.append(.beingDeleted) }
    let note = AutomationPause(self)
    if policy.isAutomated || policy.automation == nil && note == nil { refusals.append(.notPaused) }
    var settings: Value = [:]
    if policy.automation == nil, let note { settings = note.settings }
    // A setting that said so before is as good as none.
    settings["enabled"] = .null
    if note?.settings["enabled"] == true { settings["enabled"] = true }
    var change: Value = ["spec": ["syncPolicy": ["automated": settings]]]
    if annotations[AutomationPause.annotation] != nil {
      change["metadata"] = ["annotations": [AutomationPause.annotation: .null]]
    }
    return OperationCheck(refusals, isSkipped ? [.skipped] : [], guarded(change))
  }
}
