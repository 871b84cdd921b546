public import DeployEngine
public import Emergencies
public import GitOps
public import Kubernetes
public import Logs

/// Something to be done once, as data; it finishes by itself and may answer with an event.
public enum Command: Equatable, Sendable {
  /// Leave.
  case quit
  /// Go to the background, as Ctrl-Z does.
  case suspend
  /// Draw the whole screen again.
  case redraw
  /// Put a text on the clipboard.
  case copy(String)
  /// Open a web page; what can't be opened is put on the clipboard.
  case open(String)
  /// Use another theme.
  case useTheme(String)
  /// Find out what commits of an application's repositories are about.
  case readCommits([String], application: String, repositories: [String])
  /// Read the repository again.
  case readRepository
  /// Find out which line of a segment is the first that wasn't written before a time, in nanoseconds
  /// since 1970.
  case findLogTime(Int64, LogStore.Segment)
  /// Write lines of a log to a file.
  case saveLog(LogSaving)
  /// Give the terminal to something in a pod.
  case enter(ClusterID, PodSession)
  /// Ask the cluster something, or have it do something.
  case cluster(ClusterID, ClusterCommand)
  /// Store lines of logs, or fetch them again.
  case logStorage(LogStorageCommand)
  /// Give the terminal to the person's editor, with this text.
  case edit(EditFlow.ID, EditorText)
  /// Keep an edit for later, in place of what was kept of it before.
  case keepEdit(KeptEdit)
  /// Keep it no longer.
  case forgetEdit(KeptEdit.ID)
}

/// Something to be done once with a cluster.
public enum ClusterCommand: Equatable, Sendable {
  /// Find out what deploying the stack would do.
  case plan(Deploy.ID, PlanRequest)
  /// Read the record of the deploys of a stack, which has this name in this environment.
  case ledger(Stack.ID, name: String, environment: String?, namespace: String)
  /// Check what is to be asked for about these applications, without asking for it.
  case check([ObjectName], ApplicationRequest)
  /// Ask Argo CD for something about these applications.
  case request([ObjectName], ApplicationRequest)
  /// Find the pages that have to do with an application.
  case links(LinkSubject)
  /// Ask Argo Rollouts or Flux for something about these objects; Flux has these kinds here.
  case deliver([ObjectKey], DeliveryRequest, flux: [FluxKind: ResourceKind])
  /// Find out what a request comes to for these objects; change nothing. The namespace is that of the
  /// record.
  case prepare([ObjectKey], WorkloadRequest, namespace: String)
  /// Find out which pods would go if a node were drained.
  case planDrain(Drain.ID, node: String, DrainOptions)
  /// Ask whether the user may do something.
  case review(AccessQuestion)
  /// Find out which ports a pod has.
  case ports(of: ObjectName)
  /// Find the pods of these namespaces that have ended; of all where none is named.
  case leftovers(in: Set<String>)
  /// Resume these, whose pause is over, unless somebody has done so or made it longer meanwhile.
  case resumeExpired([PausedOwner])
  /// Read objects to edit by hand, and make a text of them.
  case openEdit(EditFlow.ID, [ObjectKey])
  /// Find out what these come to; change nothing.
  ///
  /// The namespace is that of the record.
  case prepareEdit(EditFlow.ID, [EditDraft], namespace: String)
  /// Find out what it comes to to take an emergency back; change nothing.
  case prepareUndo(EditFlow.ID, Emergency, namespace: String)
  /// Do what was agreed to, and put it on the record.
  case applyEdit(EditFlow.ID, EditDecision, namespace: String)
  /// Find the ways to have a change in Git; write nothing.
  case trace(GitFlow.ID, GitRequest)
  /// Write a change to a commit on a branch of its own; the namespace is that of the record.
  case commit(GitFlow.ID, GitOrder, namespace: String)
  /// Push the branch of a commit.
  case push(GitFlow.ID, GitCommit, GitProposal.Repository)
}

/// Which stack to plan, and how.
public struct PlanRequest: Equatable, Sendable {
  /// The stack.
  public var stack: Stack.ID
  /// What is asked for.
  public var purpose: Deploy.Purpose
  /// The environment of the context; nil where none is configured.
  public var environment: String?
  /// The cluster's namespace for inventories.
  public var inventoryNamespace: String

  /// Makes a request.
  public init(
    stack: Stack.ID, purpose: Deploy.Purpose, environment: String? = nil,
    inventoryNamespace: String = Inventory.defaultNamespace
  ) {
    self.stack = stack
    self.purpose = purpose
    self.environment = environment
    self.inventoryNamespace = inventoryNamespace
  }
}
