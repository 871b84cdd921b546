public import DeployEngine
public import GitOps
public import Kubernetes
public import TUI

/// Everything the console shows, and nothing that it doesn't.
///
/// A value: it knows no time, thread, network or terminal. Events change it (`update`), it says
/// which activities should be running (`activities`), and it draws itself (`render`).
public struct ConsoleState: Equatable, Sendable {
  /// What was decided before the console opened.
  public var settings: Settings
  /// The size of the terminal.
  public var size: Size
  /// What time it is.
  public var now: Timestamp
  /// The name of the theme in use.
  public var theme: String

  /// The cluster in view.
  public var cluster: ClusterState
  /// The namespaces shown; empty for all.
  public var namespaces: Set<String>
  /// The infrastructure repository; nil until it has been read.
  public var repository: RepositoryChange?

  /// The pane that keys go to.
  public var focus: PaneID = .stacks
  /// Whether the focused pane has the whole screen.
  public var isZoomed = false
  /// Which selection narrows the pods.
  public var narrowing: Narrowing = .none
  /// What the third pane lists: pods, or any other kind.
  public var resourceKind: ResourceKind = .pods

  /// Stacks as their build found them: with all objects, or broken.
  public var built: [Stack.ID: Stack] = [:]
  /// Whether the stacks of all environments are listed, and not only those of the context's.
  public var showsAllEnvironments = false
  /// How the cluster differs from the stacks.
  public var drifts: [Stack.ID: StackDrift] = [:]
  /// What the cluster has on the record of the stacks.
  public var inventories = Reflection<InventoryRow>()
  /// The ledgers that were asked for.
  public var ledgers: [Stack.ID: LedgerContent] = [:]
  /// The stacks of the repository.
  public var stacks = RowList<StackRow>(sort: Sort("NAME"))
  /// Argo CD's applications.
  public var applications = RowList<ApplicationRow>(sort: Sort("NAME"))
  /// The pods.
  public var pods = RowList<PodRow>(sort: Sort(""))
  /// The objects of `resourceKind`, where that isn't pods.
  public var table: RowList<Kubernetes.TableRow>
  /// The logs of the selected pod.
  public var logs: LogsState

  /// The pods whose logs are followed, where that isn't just the selected one.
  var followedPods: FollowedPods?
  /// When deploys and syncs behind them were looked for last, in seconds since 1970.
  var lastLookForChanges: Int64 = 0

  /// What is known of who owns what.
  public internal(set) var owners = OwnersState()

  /// What lies on top of the deck, the last one in front.
  public var overlays: [Overlay] = []
  /// Where one goes back to from the logs, if they were opened from somewhere else.
  var returnPoint: ReturnPoint?
  /// Words that go away by themselves, the newest last.
  public var toasts: [PassingToast] = []
  /// The deploys since the start, by number.
  public var deploys: [Deploy.ID: Deploy] = [:]
  /// How many deploys there were; their numbers are never used twice.
  public var deployCount = 0
  /// The runs of the repository's own script whose output is still there, by number.
  public var scripts: [ScriptRun.ID: ScriptRun] = [:]
  /// How many runs there were.
  public var scriptCount = 0
  /// The operations that were asked for since the start.
  var operations: [ObjectName: FollowedOperation] = [:]
  /// What commits are about, as local checkouts know them; empty for those that were asked about.
  var commitSubjects: [String: String] = [:]
  /// How many operations were asked for.
  var operationCount = 0
  /// What is being checked before it is asked for; nil once somebody has gone on to something else.
  var awaitedCheck: AwaitedCheck?
  /// What is being prepared before it is asked about; nil once somebody has gone on.
  var awaitedChange: AwaitedChange?
  /// The rollouts that were asked for here and go on.
  var rollouts: [ObjectKey: FollowedRollout] = [:]
  /// The drains since the start, by number.
  var drains: [Drain.ID: Drain] = [:]
  /// How many drains there were; their numbers are never used twice.
  var drainCount = 0
  /// What has the terminal, or is about to: keys are its own until it is over.
  var session: PodSession?
  /// The removals of pods that are under way, or still shown.
  var removals: [PodRemoval.ID: PodRemoval] = [:]
  /// How many removals there were.
  var removalCount = 0
  /// The ports that lead to pods.
  public internal(set) var forwards: [PortForward.ID: PortForward] = [:]
  /// How many forwards there were.
  var forwardCount = 0
  /// The pods of the namespaces to which ports are forwarded.
  var forwardedPods: [String: Reflection<PodRow>] = [:]
  /// The edits by hand since the start, and those that were kept before.
  public internal(set) var edits: [EditFlow.ID: EditFlow] = [:]
  /// The edits that were kept for later on this machine.
  public internal(set) var keptEdits: [KeptEdit] = []
  /// The changes on their way to Git whose pages are open.
  public internal(set) var gitFlows: [GitFlow.ID: GitFlow] = [:]
  /// How many there were.
  var gitCount = 0
  /// The record of changes past Git.
  public internal(set) var emergencies = EmergencyLog()
  /// How many edits there were; their numbers are never used twice.
  var editCount = 0
  /// The edit whose objects are being read, before the editor opens; nil once somebody has gone on.
  var awaitedEdit: EditFlow.ID?
  /// The edit whose text is in the editor, which has the terminal.
  var editing: EditFlow.ID?
  /// What was asked of the cluster for a question; nil once somebody has gone on to something else.
  var awaitedInquiry: Inquiry?
  /// What was typed into the palette before, the newest last.
  public var history: [String] = []

  /// Where one was before the logs were opened.
  struct ReturnPoint: Equatable, Sendable {
    var focus: PaneID
    var isZoomed: Bool
    var overlays: [Overlay]
  }

  /// Which selection narrows the pods.
  public enum Narrowing: Hashable, Sendable {
    case none
    case stack(Stack.ID)
    case application(ObjectName)
  }

  /// Makes the state of a console that has just opened.
  public init(
    settings: Settings = Settings(), size: Size, now: Timestamp, theme: String = "",
    context: String, namespaces: Set<String> = []
  ) {
    self.settings = settings
    self.size = size
    self.now = now
    self.theme = theme
    self.namespaces = namespaces
    cluster = ClusterState(id: ClusterID(context: context))
    table = RowList(layout: TableLayout(isNamespaced: true), sort: Sort(""))
    logs = LogsState()
  }
}

extension ConsoleState {
  /// Where everything stands.
  public var layout: DeckLayout { DeckLayout(size: size, focus: focus, isZoomed: isZoomed) }

  /// Whether the third pane lists pods.
  public var showsPods: Bool { resourceKind == .pods }

  /// The page in front, if a page is.
  var document: Document? {
    guard case .document(let document) = overlays.last else { return nil }
    return document
  }

  /// The tree in front, if a tree is.
  var tree: TreePage? {
    guard case .tree(let tree) = overlays.last else { return nil }
    return tree
  }

  /// Whether the panes are behind something that keys go to.
  var hasPage: Bool { document != nil || tree != nil }

  /// The row of a stack.
  func stackRow(_ id: Stack.ID) -> StackRow? { stacks.all.first { $0.stack.id == id } }

  /// The stack that a key means now: that of the page in front, or the selected row's.
  var targetStack: StackRow? {
    if let tree { return tree.stack.flatMap(stackRow) }
    if let document { return document.content.stack(in: self).flatMap(stackRow) }
    return focus == .stacks ? stacks.selected : nil
  }

  /// Says something for a few seconds.
  ///
  /// The same words again only stay longer.
  mutating func say(_ text: String, _ level: Toast.Level = .info) {
    toasts.removeAll { $0.toast.text == text }
    let stay: Int64 = level == .error ? 10 : 5
    toasts.append(
      PassingToast(
        toast: Toast(level, text), expiry: Timestamp(seconds: now.seconds + stay)))
    if toasts.count > 3 { toasts.removeFirst(toasts.count - 3) }
  }

  /// The object that a key means now: that of the page in front, or the selected row's.
  var subject: ObjectKey? {
    if let document { return document.subject }
    if let tree { return tree.list.selected?.key }
    switch focus {
    case .stacks, .logs: return nil
    case .applications: return applications.selected.map { ObjectKey(.applications, $0.name) }
    case .resources:
      let name = showsPods ? pods.selected?.name : table.selected?.name
      return name.map { ObjectKey(resourceKind, $0) }
    }
  }

  /// The objects that a key for several means: the marked ones, or the selected one.
  var subjects: [ObjectKey] {
    if hasPage { return subject.map { [$0] } ?? [] }
    switch focus {
    case .stacks, .logs: return []
    case .applications: return applications.chosen.map { ObjectKey(.applications, $0.name) }
    case .resources:
      let names = showsPods ? pods.chosen.map(\.name) : table.chosen.map(\.name)
      return names.map { ObjectKey(resourceKind, $0) }
    }
  }

  /// The lists of pods that the shown namespaces need.
  var podQueries: Set<ResourceQuery> { queries(.pods) }

  /// The lists of a kind that the shown namespaces need.
  func queries(_ kind: ResourceKind) -> Set<ResourceQuery> {
    guard kind.isNamespaced, !namespaces.isEmpty else { return [ResourceQuery(kind)] }
    return Set(namespaces.map { ResourceQuery(kind, namespace: $0) })
  }
}
