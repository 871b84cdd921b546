public import Documents
internal import Kubernetes

/// What Duet remembers of somebody whose automation it has paused, in an annotation on them: an
/// application of Argo CD's, or an object of Flux's.
///
/// Whoever sees it can tell who paused it, why and until when, and how it is resumed without Duet.
public struct AutomationPause: Hashable, Sendable {
  /// The annotation.
  public static let annotation = "duet/paused-automation"
  /// The setting of an application that a pause changes, where Argo CD knows it: the others stay as
  /// they are.
  public static let field: Pointer = ["spec", "syncPolicy", "automated", "enabled"]

  /// Who paused it.
  public var user: String
  /// Why; empty where nothing is said.
  public var reason: String
  /// When, in seconds since 1970.
  public var since: Int64
  /// Until when, in seconds since 1970; nil for until somebody resumes it.
  public var until: Int64?
  /// The settings of an application as they were, `spec.syncPolicy.automated`.
  public var settings: Value
  /// The command that resumes it where no Duet does; empty where none was written down.
  public var command: String

  /// Makes a note.
  public init(
    user: String, reason: String = "", since: Int64, until: Int64? = nil, settings: Value = [:],
    command: String = ""
  ) {
    self.user = user
    self.reason = reason
    self.since = since
    self.until = until
    self.settings = settings
    self.command = command
  }

  /// Reads the note of an application; nil where there is none.
  public init?(_ application: Application) {
    guard let text = application.annotations[Self.annotation] else { return nil }
    self.init(text: text)
  }

  /// Reads the note of an object of Flux's; nil where there is none.
  public init?(flux document: Value) {
    let annotations = document[objectAt: "metadata"].textMap("annotations")
    guard let text = annotations[Self.annotation] else { return nil }
    self.init(text: text)
  }

  /// Reads the annotation's text; nil for what is no note.
  public init?(text: String) {
    guard let note = try? Value(json: Array(text.utf8)), note.object != nil else { return nil }
    self.init(
      user: note.text("user"), reason: note.text("reason"), since: note.seconds("since") ?? 0,
      until: note.seconds("until"), settings: note["automated"] ?? [:],
      command: note.text("resume"))
  }

  /// The annotation's text.
  public var text: String {
    var note: Value = ["since": .string(Timestamp(seconds: since).rfc3339)]
    note["automated"] = settings == [:] ? nil : settings
    note["user"] = .unlessEmpty(user)
    note["reason"] = .unlessEmpty(reason)
    note["until"] = until.map { .string(Timestamp(seconds: $0).rfc3339) }
    note["resume"] = .unlessEmpty(command)
    return String(decoding: JSONWriter().bytes(note), as: UTF8.self)
  }

  /// How long it still is at a moment, in seconds; nil for until somebody resumes it, never less than
  /// 0.
  public func remaining(at now: Int64) -> Int64? { until.map { max(0, $0 - now) } }

  /// Whether it is over at a moment.
  public func isOver(at now: Int64) -> Bool { until.map { $0 <= now } ?? false }

  /// Whether it lasts at least as long as another one.
  public func outlasts(_ other: AutomationPause) -> Bool {
    guard let until else { return true }
    return other.until.map { $0 <= until } ?? false
  }

  /// The automation that an application has again after the pause.
  public func restored(in application: Application) -> Automation {
    var automation = application.policy.automation ?? Automation(settings)
    automation.isEnabled = true
    return automation
  }

  /// A command of kubectl's that sends a merge patch.
  static func command(_ kind: String, _ namespace: String, _ name: String, _ patch: Value) -> String
  {
    "kubectl patch -n \(namespace) \(kind) \(name) --type merge -p "
      + "'\(JSONWriter().string(patch).replacing("'", with: "'\\''"))'"
  }
}
