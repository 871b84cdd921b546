public import Emergencies
public import GitOps
public import Kubernetes
public import TUI

/// What lies on top of the deck, the last one in front.
///
/// Keys go to the one in front first.
public enum Overlay: Equatable, Sendable {
  /// A page: describe, YAML, help, a plan.
  case document(Document)
  /// A stack's or an application's objects as a tree.
  case tree(TreePage)
  /// A line being typed, in the footer's place.
  case entry(Entry)
  /// A list to choose from.
  case picker(PickerState)
  /// A few things to decide before something is asked for.
  case form(FormState)
  /// A question with yes and no.
  case question(Question)
}

extension Overlay {
  /// Whether it covers the panes and whatever is below it.
  var isPage: Bool {
    switch self {
    case .document, .tree: true
    case .entry, .picker, .form, .question: false
    }
  }
}

/// A page on top of the deck.
public struct Document: Equatable, Sendable {
  /// What it shows.
  public enum Content: Hashable, Sendable {
    /// An object in words, with its events.
    case description(ObjectKey)
    /// A pod: why it isn't ready, its containers.
    case pod(ObjectName)
    /// An object as YAML.
    case yaml(ObjectKey)
    /// The keys.
    case help
    /// A stack's objects and problems.
    case stack(Stack.ID)
    /// How an application's operation goes, or went.
    case operation(ObjectName)
    /// The operations asked for since the start, and those under way.
    case operations
    /// What was synced of an application.
    case history(ObjectName)
    /// What deploying would do, or does, or did.
    case deploy(Deploy.ID)
    /// The deploys since the start.
    case deploys
    /// The record of a stack's deploys.
    case ledger(Stack.ID)
    /// How one object differs from Git.
    case drift(Stack.ID, ObjectKey)
    /// How a resource of an application differs from what Git wants, or all of them.
    case comparison(ObjectName, ObjectKey?)
    /// What the repository's own script writes.
    case script(ScriptRun.ID)
    /// The revisions of a workload.
    case revisions(ObjectKey)
    /// How a node is drained, or was.
    case drain(Drain.ID)
    /// A line of a log in full.
    case logLine(WholeLogLine)
    /// The kinds of errors of the log that are new.
    case errors
    /// The ports that lead to pods.
    case portForwards
    /// How a removal of pods goes.
    case removal(PodRemoval.ID)
    /// An edit by hand: what it comes to, and what became of it.
    case edit(EditFlow.ID)
    /// The edits since the start, and those that were kept before.
    case edits
    /// The record of changes past Git.
    case emergencies
    /// One of them.
    case emergency(Emergency.ID)
    /// A change on its way to Git.
    case gitChange(GitFlow.ID)
    /// Who owns how much.
    case coverage
    /// What somebody owns, or nobody.
    case holdings(Coverage.Holder)
  }

  /// What it shows.
  public var content: Content
  /// How it is looked at.
  public var view: DocumentView
  /// Whether the values of a Secret are shown.
  public var revealsSecrets = false
  /// Whether what it shows may have changed since its lines were made.
  var isStale = true

  /// Makes a page.
  public init(_ content: Content) {
    self.content = content
    view = DocumentView(hasCursor: content.hasCursor, followsEnd: content.followsEnd)
  }

  /// The object it is about, if it is about one.
  public var object: ObjectKey? {
    switch content {
    case .description(let key), .yaml(let key): key
    case .pod(let name): ObjectKey(.pods, name)
    case .drift(_, let key): key
    case .comparison(let name, let key): key ?? ObjectKey(.applications, name)
    case .operation(let name), .history(let name):
      ObjectKey(.applications, name)
    case .revisions(let key): key
    case .help, .stack, .deploy, .deploys, .operations, .ledger, .script, .drain, .logLine, .errors,
      .portForwards, .removal, .edit, .edits, .emergencies, .emergency, .gitChange, .coverage,
      .holdings:
      nil
    }
  }

  /// The node that it describes, if it describes one.
  var node: String? {
    guard case .description(let key) = content, key.kind == .nodes else { return nil }
    return key.name.name
  }

  /// The object that the selected line is about, or that the page as a whole is about.
  var subject: ObjectKey? { selectedLine { $0.object != nil }?.object ?? object }

  /// The anchor of the selected line, or of what it belongs to, that is meant.
  func anchor(where isMeant: (String) -> Bool) -> String? {
    selectedLine { isMeant($0.anchor) }?.anchor
  }

  /// The selected line, or the nearest that it belongs to, that is meant.
  private func selectedLine(where isMeant: (DocumentLine) -> Bool) -> DocumentLine? {
    guard let selected = view.selected else { return nil }
    var line = view.lines[selected]
    if isMeant(line) { return line }
    // What stands deeper belongs to the line above it that stands less deep.
    for other in view.lines[..<selected].reversed() where other.depth < line.depth {
      if isMeant(other) { return other }
      line = other
    }
    return nil
  }
}

extension Document.Content {
  /// Whether it is written to at its end, and shows that.
  var followsEnd: Bool {
    if case .script = self { return true }
    return false
  }

  /// Whether the object that it is about is fetched and followed.
  var followsObject: Bool {
    switch self {
    case .drift, .comparison: false
    case .description, .pod, .yaml, .help, .stack, .deploy, .deploys, .operation, .operations,
      .history,
      .ledger, .script, .revisions, .drain, .logLine, .errors, .portForwards, .removal, .edit,
      .edits, .emergencies, .emergency, .gitChange, .coverage,
      .holdings:
      true
    }
  }

  /// Whether a line of it can be selected, for keys to mean what it is about.
  var hasCursor: Bool {
    switch self {
    case .pod, .deploy, .deploys, .operation, .operations, .history, .ledger, .revisions, .drain,
      .errors, .portForwards, .removal, .edit, .edits, .emergencies, .emergency, .gitChange,
      .coverage,
      .holdings:
      true
    case .description, .yaml, .help, .stack, .drift, .comparison, .script, .logLine: false
    }
  }

  /// The stack it is about, if it is about one.
  func stack(in state: ConsoleState) -> Stack.ID? {
    switch self {
    case .stack(let id), .ledger(let id), .drift(let id, _): id
    case .deploy(let id): state.deploys[id]?.stack
    case .script(let id): state.scripts[id]?.stack
    case .description, .pod, .yaml, .help, .operation, .operations, .history, .deploys, .comparison,
      .revisions, .drain, .logLine, .errors, .portForwards, .removal, .edit, .edits, .emergencies,
      .emergency, .gitChange, .coverage,
      .holdings:
      nil
    }
  }
}

/// A question whose answer is *no* unless somebody goes to *yes*.
public struct Question: Equatable, Sendable {
  /// What happens on yes.
  public enum Subject: Hashable, Sendable {
    /// These objects are deleted, by that edit.
    case delete(EditFlow.ID, [ObjectKey])
    /// This plan is applied, in a context that is protected.
    case deploy(Deploy.ID)
    /// A deploy that is under way is stopped, or left to itself.
    case stopDeploy(Deploy.ID)
    /// The repository's own script is run for a stack.
    case script(Stack.ID, StackScript.Run)
    /// A script that runs is ended.
    case stopScript(ScriptRun.ID)
    /// Argo CD is asked for something; what is said beforehand of each application.
    case request(ApplicationRequest, [RequestAnswer])
    /// Argo Rollouts or Flux is asked for something about these objects.
    case deliver(DeliveryRequest, [ObjectKey])
    /// Workloads or nodes are changed; what is said beforehand of each.
    case change(WorkloadRequest, [PreparedChange])
    /// A node is drained.
    case drain(Drain.ID)
    /// A drain that is under way is stopped, or left to itself.
    case stopDrain(Drain.ID)
    /// A log is written over a file that is there.
    case overwrite(LogSaving)
    /// The terminal is given to something in a pod.
    case session(PodSession)
    /// These pods are removed.
    case removePods([PodTarget], PodRemoval.Way)
    /// An edit is dropped, with what was typed.
    case dropEdit(EditFlow.ID)
    /// An edit that was kept for later is dropped.
    case dropKeptEdit(KeptEdit.ID)
    /// The branch of a commit is pushed.
    case push(GitFlow.ID)
    /// What an edit comes to is done, in a context that is protected.
    case applyEdit(EditFlow.ID, EditDecision)
    /// The program ends although a deploy or a script is under way.
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

  /// Makes a question with several answers, the last of which changes nothing.
  public init(_ subject: Subject, answers: [DialogButton]) {
    self.init(subject, dialog: DialogState(buttons: answers))
  }

  /// Makes a question with the answers of a dialog, the last of which changes nothing.
  public init(_ subject: Subject, dialog: DialogState) {
    self.subject = subject
    self.dialog = dialog
  }
}
