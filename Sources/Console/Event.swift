public import DeployEngine
public import Documents
public import Emergencies
public import GitOps
public import Kubernetes
public import Logs
public import TUI

/// What happened.
public enum Event: Equatable, Sendable {
  /// A key was pressed, or the mouse used.
  case key(Key)
  /// The terminal has another size.
  case resized(Size)
  /// It is now so late.
  case ticked(Timestamp)
  /// The repository was read.
  case repository(RepositoryChange)
  /// What a script that was started does.
  case script(ScriptRun.ID, ScriptEvent)
  /// Something about a cluster.
  case cluster(ClusterID, ClusterEvent)
  /// What had the terminal is over.
  case left(PodSession, PodSessionEnding)
  /// What kubectl does for forwarded ports, started for that time.
  case portForward(PortForward.ID, run: Int, PortForwardEvent)
  /// What commits are about, as far as a local checkout knows.
  case commits([String: String])
  /// At which place of the segment of that number the first line is that wasn't written before a time.
  case logTimeFound(Int64, segment: Int, place: Int)
  /// What became of lines of a log that were to be written to a file.
  case logSaved(LogSaving, LogSavingResult)
  /// Which kinds of errors of a log are new, as the search of that number found.
  case errorsFound(Int, ErrorPatterns.Findings)
  /// A command couldn't be done; the text says which and why.
  case failed(String)
  /// The theme of that name is in use.
  case themed(String)
  /// What came of storing, fetching or searching lines of logs.
  case logStorage(LogStorageEvent)
  /// The editor has given the terminal back.
  case edited(EditFlow.ID, EditorEnding)
  /// The edits that were kept for later on this machine, the oldest first.
  case keptEdits([KeptEdit])
}

/// What was found when the infrastructure repository was read.
public enum RepositoryChange: Equatable, Sendable {
  /// There is none; the text says where it was looked for.
  case missing(String)
  /// These stacks are in it, and Git says this.
  case read(RepositorySnapshot)
  /// These of its stacks were built: with all their objects, or broken, and why.
  case built([Stack])
}

/// The infrastructure repository at a moment.
public struct RepositorySnapshot: Equatable, Sendable {
  /// Its folder.
  public var path: String
  /// Its stacks.
  public var stacks: [Stack]
  /// What Git says.
  public var git: GitStatus
  /// What the repository's configuration and the person's own say together.
  public var configuration: RepositoryConfiguration
  /// The script that deploys a stack in the repository's own way; nil if there is none.
  public var script: StackScript?

  /// Makes a snapshot.
  public init(
    path: String, stacks: [Stack], git: GitStatus,
    configuration: RepositoryConfiguration = RepositoryConfiguration(), script: StackScript? = nil
  ) {
    self.path = path
    self.stacks = stacks
    self.git = git
    self.configuration = configuration
    self.script = script
  }
}

/// What happened with a cluster.
public enum ClusterEvent: Equatable, Sendable {
  /// The server answered.
  case connected(ServerFacts)
  /// It couldn't be reached, and is tried again by itself.
  case unreachable(Interruption)
  /// It can't be used at all until something is mended: credentials, the kubeconfig.
  case unusable(String)
  /// It has these kinds.
  case discovered(Discovery)
  /// What a live list says.
  case pods(ResourceQuery, Change<PodRow>)
  /// What a live list says.
  case applications(ResourceQuery, Change<ApplicationRow>)
  /// What a live list says.
  case table(ResourceQuery, Change<Kubernetes.TableRow>)
  /// What a live list says.
  case namespaces(Change<NamespaceRow>)
  /// What a live list says of pods whose logs are followed.
  case followedPods(ResourceQuery, Change<PodRow>)
  /// What pods or nodes use, or why that can't be found out.
  case usage(ResourceQuery, UsageTable.Report)
  /// What nodes have for pods.
  case allocatable([UsageRow])
  /// The last lines that a container wrote before it ended, or why they can't be had.
  case lastWords(LastWords, Result<[String], KubernetesError>)
  /// What a container's log says.
  case logs(LogQuery, LogChange)
  /// The object is now so; nil when it is gone.
  case document(ObjectKey, Value?)
  /// The object can't be shown.
  case documentFailed(ObjectKey, KubernetesError)
  /// What is said about the object.
  case events(ObjectKey, Change<EventRow>)
  /// The pages that have to do with an application, or why they can't be found.
  case links(LinkSubject, Result<[Link], KubernetesError>)
  /// Whether the user may do something, as the server says.
  case reviewed(AccessQuestion, AccessAnswer)
  /// What is in the way of asking Argo CD for something, or is to be known before.
  case checked(ApplicationRequest, [RequestAnswer])
  /// What came of asking Argo CD for something.
  case requested(ApplicationRequest, [RequestAnswer])
  /// What came of asking Argo Rollouts or Flux for something.
  case delivered(DeliveryRequest, [RequestAnswer])
  /// What a request comes to for each object.
  case prepared(WorkloadRequest, [PreparedChange])
  /// What a live list says of a workload's revisions.
  case revisions(ObjectKey, Change<Revision>)
  /// What a live list says of the pods on a node.
  case nodePods(String, Change<PodRow>)
  /// Which pods would go if a node were drained, or why that can't be said.
  case drainPlanned(Drain.ID, Result<DrainPlan, KubernetesError>)
  /// How a drain goes.
  case drain(Drain.ID, DrainEvent)
  /// How the cluster differs from a stack.
  case drift(StackDrift)
  /// What a live list says of what controllers made for a stack's objects.
  case tree(Stack.ID, Change<HealthRow>, OwnedObjects.Source)
  /// What a live list says of an application's resources, or of what hangs below them.
  case resources(of: ObjectName, Change<LiveObject>, TreeSource)
  /// How an application's resources differ from what Git wants, or why that can't be said.
  case compared(ComparisonRequest, Result<ApplicationComparison, KubernetesError>)
  /// What a live list of the inventories says.
  case inventories(Change<InventoryRow>)
  /// The record of a stack's deploys, or why it can't be read.
  case ledger(Stack.ID, Result<[LedgerEntry], KubernetesError>)
  /// What deploying would do, or why that can't be said.
  case planned(Deploy.ID, Result<Plan, DeployError>)
  /// How a deploy goes.
  case deploy(Deploy.ID, DeployEvent)
  /// The ports a pod has, or why that can't be said.
  case ports(ObjectName, Result<[PodPort], KubernetesError>)
  /// The pods of these namespaces that have ended, or why that can't be said.
  case leftovers(Set<String>, Result<[LeftoverPod], KubernetesError>)
  /// How a removal of pods goes.
  case removal(PodRemoval.ID, PodRemovalEvent)
  /// What a live list says of the pods of a namespace to which ports are forwarded.
  case forwardedPods(namespace: String, Change<PodRow>)
  /// The text of the objects of an edit, or why they can't be read.
  case editOpened(EditFlow.ID, Result<EditText, KubernetesError>)
  /// What an edit comes to, each object of it.
  case editPrepared(EditFlow.ID, [PreparedEdit])
  /// What was asked for can't be made an edit of, and why.
  case editRefused(EditFlow.ID, String)
  /// What came of an edit that was agreed to, object by object.
  case editApplied(EditFlow.ID, [EditResult])
  /// All changes past Git that are on the record, the latest first; with why the cluster's record
  /// can't be read, if so.
  case emergencies([Emergency], KubernetesError?)
  /// The ways to have a change in Git.
  case traced(GitFlow.ID, GitProposals)
  /// What came of a commit.
  case committed(GitFlow.ID, Result<GitCommit, GitWriteError>)
  /// What came of a push: git's words, or what is wrong.
  case pushed(GitFlow.ID, Result<String, GitWriteError>)
  /// What a live list says of Flux's objects, some of which may be paused.
  case fluxPauses(ResourceQuery, Change<FluxRow>)
  /// What came of resuming those whose pause was over.
  case resumed([OwnerPauser.Resumption])
  /// The Argo CDs there are.
  case installations([ArgoInstallation])
  /// What an object was made for.
  case ownership(ObjectKey, Ownership)
  /// How far counting has come of who owns what in these namespaces.
  case coverage(Set<String>, CoverageReport)
}

/// What the server says about itself.
public struct ServerFacts: Hashable, Sendable {
  /// Its version: `v1.34.1`.
  public var version: String
  /// Its address.
  public var address: String
  /// What a person must know about the connection, such as that TLS isn't verified.
  public var warnings: [String]
  /// The namespace of objects that say none.
  public var defaultNamespace: String

  /// Makes facts.
  public init(
    version: String, address: String, warnings: [String] = [], defaultNamespace: String = "default"
  ) {
    self.version = version
    self.address = address
    self.warnings = warnings
    self.defaultNamespace = defaultNamespace
  }
}

/// Something the user may or may not be allowed to do.
public struct AccessQuestion: Hashable, Sendable {
  /// The verb: `delete`.
  public var verb: String
  /// To what.
  public var kind: ResourceKind
  /// To which part of its objects, such as `exec`; nil for the objects.
  public var subresource: String?
  /// Where; empty for the whole cluster.
  public var namespace: String

  /// Makes a question.
  public init(verb: String, kind: ResourceKind, subresource: String? = nil, namespace: String) {
    self.verb = verb
    self.kind = kind
    self.subresource = subresource
    self.namespace = namespace
  }
}

/// What the server says about it.
public enum AccessAnswer: Hashable, Sendable {
  case allowed
  /// Not allowed, and the server's reason where it gives one.
  case denied(String)
}
