public import GitOps
public import Kubernetes
public import TUI

/// A few things to decide before something is asked for, one a row.
public struct FormState: Equatable, Sendable {
  /// What is asked for with it.
  public enum Purpose: Hashable, Sendable {
    /// A sync of these applications.
    case sync([ObjectName])
    /// A rollback of an application to an entry of its history.
    case rollBack(ObjectName, id: Int64)
    /// The end of these applications.
    case delete([ObjectName])
    /// Another number of replicas of these objects.
    case scale([ObjectKey])
    /// Other images of an object's containers.
    case images(ObjectKey)
    /// A variable of one of an object's containers.
    case variable(ObjectKey)
    /// The end of all pods on a node.
    case drain(ObjectKey)
    /// The log in a file.
    case saveLog
    /// Ports that lead to a pod.
    case portForward(ObjectName)
    /// The end of pods that have ended, found in that place.
    case cleanUp([LeftoverPod], place: String)
    /// What becomes of an edit by hand.
    case edit(EditFlow.ID)
    /// A commit with the files of a proposal.
    case commit(GitFlow.ID, GitProposal)
    /// A pause of the automation of these applications.
    case pause([ObjectName])
    /// A pause of these objects of Flux's.
    case pauseFlux([ObjectKey])
  }

  /// What a row decides.
  public enum Item: Hashable, Sendable {
    /// What to sync, of the source of that number.
    case revision(Int)
    case prune, dryRun, force, applyOnly, replace, serverSide
    /// Which resources to sync.
    case resources
    /// What becomes of the resources.
    case cascade
    /// How many replicas there are to be.
    case replicas
    /// The image of a container of that name.
    case image(String, isInitial: Bool)
    case ignoreDaemonSets, deleteLocalData, forceUnmanaged, disableEviction, gracePeriod, timeout
    /// Where to, and what stands before each line.
    case path, times, names
    /// The port here that leads to one of the pod's.
    case port(Int)
    /// Ports besides those that the pod names.
    case otherPorts
    /// Where to listen.
    case address
    /// Whether to remove pods that were left over for that reason.
    case leftovers(LeftoverPod.Category)
    /// What becomes of an edit, the pause that goes with it, and why.
    case editChoice, editPause, editReason
    /// Which container, which of its variables, what it is set to, and whether it goes.
    case container, variable, value, remove
    /// The branch of a commit, and the first line of its message.
    case gitBranch, gitMessage
    /// For how long, and why.
    case pauseLength, reason
  }

  /// A row.
  public struct Field: Equatable, Sendable {
    /// What can be decided.
    public enum Content: Equatable, Sendable {
      /// A text, and what counts where there is none.
      case text(PromptState, standard: String)
      /// Yes or no.
      case tick(Bool)
      /// One of a few, by its position.
      case choice(Int, of: [String])
      /// Several of a list that is a picker of its own; none means all.
      case several(Set<String>)
    }

    /// What it decides.
    public let item: Item
    /// What it is called.
    public let title: String
    /// What it comes to, in a sentence.
    public var explanation: String
    /// What is decided.
    public var content: Content
    /// Whether somebody has decided it.
    public var isTouched = false

    /// Makes a row.
    public init(_ item: Item, _ title: String, _ explanation: String, _ content: Content) {
      self.item = item
      self.title = title
      self.explanation = explanation
      self.content = content
    }
  }

  /// What is asked for with it.
  public let purpose: Purpose
  /// The rows.
  public private(set) var fields: [Field]
  /// The selected row, and the first one on the screen.
  public private(set) var view = ListState()

  /// Makes a form.
  public init(_ purpose: Purpose, fields: [Field]) {
    self.purpose = purpose
    self.fields = fields
  }

  /// The application that it is about, if it is about one.
  public var application: ObjectName? {
    switch purpose {
    case .sync(let names), .delete(let names), .pause(let names):
      names.count == 1 ? names[0] : nil
    case .rollBack(let name, _): name
    case .scale, .images, .variable, .drain, .saveLog, .portForward, .cleanUp, .edit, .commit,
      .pauseFlux:
      nil
    }
  }

  /// The object that it is about, if it is about one, for what is known of it to stand beside it.
  var object: ObjectKey? {
    switch purpose {
    case .scale(let keys): keys.count == 1 ? keys[0] : nil
    case .images(let key), .variable(let key), .drain(let key): key
    case .saveLog: nil
    case .sync, .rollBack, .delete, .pause: application.map { ObjectKey(.applications, $0) }
    case .portForward, .cleanUp, .edit, .commit, .pauseFlux: nil
    }
  }

  /// The selected row.
  public var selected: Field? {
    fields.indices.contains(view.selected) ? fields[view.selected] : nil
  }

  /// What is decided about something; nil where it isn't asked.
  public subscript(item: Item) -> Field.Content? {
    fields.first { $0.item == item }?.content
  }

  /// Whether something is ticked.
  public func isTicked(_ item: Item) -> Bool { self[item] == .tick(true) }

  /// Decides something for whoever fills in the form.
  public mutating func decide(_ item: Item, _ content: Field.Content) {
    guard let index = fields.firstIndex(where: { $0.item == item }) else { return }
    fields[index].content = content
    fields[index].isTouched = true
  }

  /// Begins with something else, where nobody has decided yet.
  public mutating func suggest(_ item: Item, _ content: Field.Content) {
    guard let index = fields.firstIndex(where: { $0.item == item && !$0.isTouched }) else { return }
    fields[index].content = content
  }

  /// Gives it its rows, once it is known what there is to decide.
  mutating func setFields(_ fields: [Field]) { self.fields = fields }

  /// Moves the selection.
  public mutating func move(by count: Int) { view.move(by: count, count: fields.count) }

  /// Scrolls so that the selection is within so many rows.
  public mutating func settle(height: Int) { view.settle(count: fields.count, height: height) }

  /// Types into the selected row; does nothing where that isn't a text.
  public mutating func type(_ key: Key) {
    guard let field = selected, case .text(var line, let standard) = field.content else { return }
    _ = line.handle(key)
    decide(field.item, .text(line, standard: standard))
  }

  /// Ticks the selected row, or goes on to the next choice, or the one before.
  public mutating func change(by step: Int = 1) {
    guard let field = selected else { return }
    switch field.content {
    case .tick(let isOn): decide(field.item, .tick(!isOn))
    case .choice(let index, let choices) where !choices.isEmpty:
      decide(field.item, .choice((index + step + choices.count) % choices.count, of: choices))
    case .text, .several, .choice: break
    }
  }
}
