public import Emergencies
public import Kubernetes

/// One edit by hand of one object or several, from the key that asked for it to what became of it.
///
/// A value: it says how far it has come and what was typed; whoever holds it has the terminal given
/// away, the cluster asked and the order carried out.
public struct EditFlow: Equatable, Sendable {
  /// What tells edits apart.
  public struct ID: Hashable, Sendable {
    /// Counts the edits since the start.
    public var number: Int

    /// Makes an identity.
    public init(_ number: Int) { self.number = number }
  }

  /// How far it has come.
  public enum Phase: Equatable, Sendable {
    /// The objects are being read.
    case opening
    /// The editor has the terminal.
    case inEditor
    /// It can't be gone on with as it is, and why; what was typed is kept.
    case stuck(String)
    /// The server is asked what it comes to.
    case preparing
    /// What it comes to is there, and waits for somebody to decide.
    case review
    /// It is being done.
    case applying(EditDecision)
    /// What came of it is known.
    case finished
  }

  /// What it began with.
  public enum Origin: Hashable, Sendable {
    /// The editor.
    case editor
    /// A key that changes something without an editor.
    case change
    /// The wish to take an emergency back.
    case undo
  }

  /// The objects.
  public let keys: [ObjectKey]
  /// The context whose cluster they are in.
  public let context: String
  /// What it began with.
  public let origin: Origin
  /// How far it has come.
  public internal(set) var phase: Phase
  /// The text as it was opened; nil until it has been read, or where there was no editor.
  public internal(set) var opened: EditText?
  /// What was typed, as the editor left it last; nil until it has.
  public internal(set) var text: String?
  /// What is wanted, as it was typed last.
  public internal(set) var drafts: [EditDraft] = []
  /// What that comes to, as the server said last.
  public internal(set) var reviews: [PreparedEdit] = []
  /// What came of those of its objects that were to be changed.
  public internal(set) var answers: [EditResult] = []
  /// The file in which it is kept for later; nil where it isn't.
  var keptAs: KeptEdit.ID?

  /// Makes an edit of objects that are still to be read.
  public init(of keys: [ObjectKey], in context: String) {
    self.keys = keys
    self.context = context
    origin = .editor
    phase = .opening
  }

  /// Makes an edit of which it is known what is wanted.
  public init(_ drafts: [EditDraft], in context: String, origin: Origin) {
    self.init(drafts, of: drafts.map(\.key), in: context, origin: origin)
  }

  /// Makes an edit of these objects of which it isn't known yet what is wanted.
  init(_ drafts: [EditDraft], of keys: [ObjectKey], in context: String, origin: Origin) {
    self.keys = keys
    self.context = context
    self.origin = origin
    self.drafts = drafts
    phase = .preparing
  }

  /// Makes an edit of which it is known what it comes to.
  init(reviewed edits: [PreparedEdit], in context: String) {
    self.init(edits.map(\.draft), in: context, origin: .change)
    reviews = edits
    phase = .review
  }

  /// Whether it is being done.
  public var isApplying: Bool { if case .applying = phase { true } else { false } }

  /// Whether all of it is done, so that there is nothing to be lost any more.
  public var isOver: Bool { phase == .finished && answers.last(where: { !$0.isDone }) == nil }
}

// MARK: - From the editor

extension EditFlow {
  /// What is to be done with what came back from an editor.
  enum Step: Equatable {
    /// Nothing more: it is over, and the words say why.
    case drop(String)
    /// The editor once more, with this text.
    case reopen(String)
    /// It stays as it is now.
    case stay
    /// The server is to be asked.
    case prepare
  }

  /// The text to show in the editor: as it was left last, or as it was opened.
  var currentText: String? { text ?? opened?.text }

  /// Takes in what an editor left behind that was given the text.
  mutating func take(_ ending: EditorEnding, given: String) -> Step {
    switch ending {
    case .left(let left): return take(left, given: given)
    case .failed(let reason, let left):
      if let left, left != given, !left.isBlank { text = left }
      guard text != nil else { return .drop("nothing changed: \(reason)") }
      phase = .stuck(reason)
      return .stay
    }
  }

  /// Goes on from a text that was kept: what can't be read waits for the editor.
  mutating func read(_ kept: String) {
    switch take(kept, given: kept) {
    case .prepare, .reopen, .stay: break
    case .drop(let words): phase = .stuck(words)
    }
  }

  private mutating func take(_ left: String, given: String) -> Step {
    guard let opened else { return .drop("nothing was opened") }
    do throws(EditProblem) {
      switch try opened.read(left) {
      case .cancelled:
        guard text != nil else { return .drop("cancelled: the text was left empty") }
        phase = .stuck("the text was left empty; what was typed before is kept")
        return .stay
      case .unchanged: return .drop("nothing was changed")
      case .drafts(let drafts):
        text = left
        self.drafts = drafts.map(\.named)
        reviews = []
        answers = []
        phase = .preparing
        return .prepare
      }
    } catch {
      // Whoever leaves the same text once more doesn't want the editor again.
      guard left != given else {
        text = left
        phase = .stuck(error.description)
        return .stay
      }
      let noted = EditText.noting(error, in: left)
      text = noted
      return .reopen(noted)
    }
  }
}

extension String {
  /// Whether nothing is in it but spaces and ends of lines.
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
