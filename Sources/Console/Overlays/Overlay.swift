public import GitOps
public import Kubernetes
public import TUI

/// What lies on top of the deck, the last one in front.
///
/// Keys go to the one in front first.
public enum Overlay: Equatable, Sendable {
  /// A page: describe, YAML, help, a stack's objects, a plan.
  case document(Document)
  /// A line being typed, in the footer's place.
  case entry(Entry)
  /// A list to choose from.
  case picker(PickerState)
  /// A question with yes and no.
  case question(Question)
}

/// A page on top of the deck.
public struct Document: Equatable, Sendable {
  /// What it shows.
  public enum Content: Hashable, Sendable {
    /// An object in words, with its events.
    case description(ObjectKey)
    /// An object as YAML.
    case yaml(ObjectKey)
    /// The keys.
    case help
    /// A stack's objects and problems.
    case stack(Stack.ID)
    /// An application's resources and conditions.
    case application(ObjectName)
    /// What deploying would do, or does, or did.
    case deploy(Deploy.ID)
  }

  /// What it shows.
  public var content: Content
  /// How it is looked at.
  public var view = DocumentView()
  /// Whether the values of a Secret are shown.
  public var revealsSecrets = false
  /// Whether what it shows may have changed since its lines were made.
  var isStale = true

  /// Makes a page.
  public init(_ content: Content) { self.content = content }

  /// The object it is about, if it is about one.
  public var object: ObjectKey? {
    switch content {
    case .description(let key), .yaml(let key): key
    case .application(let name): ObjectKey(.applications, name)
    case .help, .stack, .deploy: nil
    }
  }
}

/// A question whose answer is *no* unless somebody goes to *yes*.
public struct Question: Equatable, Sendable {
  /// What happens on yes.
  public enum Subject: Hashable, Sendable {
    /// These objects are deleted.
    case delete([ObjectKey])
    /// This plan is applied, in a context that is protected.
    case deploy(Deploy.ID)
    /// The program ends although a deploy is under way.
    case quit
  }

  /// What happens on yes.
  public var subject: Subject
  /// The answers, and which is lit: *no* at first.
  public var dialog: DialogState

  /// Makes a question.
  public init(_ subject: Subject, yes: String, phrase: String? = nil) {
    self.subject = subject
    dialog = .confirmation(yes: yes, isDangerous: true, phrase: phrase)
  }
}
