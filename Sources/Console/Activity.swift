public import DeployEngine
public import GitOps
public import Kubernetes

/// Something that goes on as long as the state wants it.
///
/// The runtime starts what is newly wanted and cancels what no longer is; two panes that want the
/// same share it.
public enum Activity: Hashable, Sendable {
  /// Says every second what time it is.
  case clock
  /// Reads the infrastructure repository, and again whenever it changes on disk.
  case repository
  /// Builds all stacks, and again those whose files change, for an environment.
  case builds(environment: String?)
  /// The repository's own script for a stack, until it has ended.
  case script(ScriptRun.ID, StackScript.Run)
  /// A search for the kinds of errors of a log that are new.
  case searchErrors(ErrorRequest)
  /// Ports that lead to a pod, until kubectl has ended.
  case portForward(PortForward.ID, context: String, PortForward.Run)
  /// Something on a cluster.
  case cluster(ClusterID, ClusterActivity)
  /// Looks through lines of logs, until it has looked at all of them.
  case logSearch(LogSearch)
  /// Reads the edits that were kept for later, and again whenever there are others.
  case keptEdits
}

/// Something that goes on with a cluster.
public enum ClusterActivity: Hashable, Sendable {
  /// Finds out what the server is and has, until it has answered.
  case connection
  /// A live list of pods.
  case pods(ResourceQuery)
  /// A live list of applications.
  case applications(ResourceQuery)
  /// A live list of anything, in the server's own columns.
  case table(ResourceQuery)
  /// A live list of the namespaces.
  case namespaces
  /// The log of one container.
  case logs(LogQuery)
  /// A live list of pods whose logs are followed.
  case followedPods(ResourceQuery)
  /// What pods or nodes use, asked again and again.
  case usage(ResourceQuery)
  /// The last lines that a container wrote before it ended, once.
  case lastWords(LastWords)
  /// One object, whole, and kept up to date; and the events about it.
  case document(ObjectKey)
  /// How the cluster differs from the stacks of an environment, or from all; and how well they are.
  case drift(environment: String?, namespace: String)
  /// What controllers made for the objects of a stack, down to the pods.
  case tree(Stack.ID, OwnedObjects.Source)
  /// A live list of what the cluster has of an application's resources, or of what hangs below them.
  case resources(of: ObjectName, TreeSource)
  /// How an application's resources differ from what Git wants, once.
  case comparison(ComparisonRequest)
  /// The inventories in a namespace: what was deployed last, and when.
  case inventories(namespace: String)
  /// The revisions of a workload.
  case revisions(ObjectKey)
  /// The pods on a node, of all namespaces.
  case nodePods(String)
  /// A drain that was agreed to, of the node of that name.
  case drain(Drain.ID, node: String, DrainOptions)
  /// A deploy that was agreed to.
  case apply(Deploy.ID, Deployer.Options)
  /// A removal of pods that was agreed to.
  case removal(PodRemoval.ID, PodRemoval.Order)
  /// A live list of the pods of a namespace to which ports are forwarded.
  case forwardedPods(namespace: String)
  /// The record of changes past Git, and what becomes of those that aren't settled.
  case emergencies(namespace: String)
  /// A live list of objects of Flux's, for those of them that are paused.
  case fluxPauses(ResourceQuery)
  /// Which Argo CDs there are and how they are set up, looked up now and then.
  case installations
  /// What an object was made for, up to the root, looked up now and then.
  case ownership(ObjectKey)
  /// Who owns what in these namespaces, or everywhere, counted now and then.
  case coverage(Set<String>, environment: String?, inventoryNamespace: String)
}
