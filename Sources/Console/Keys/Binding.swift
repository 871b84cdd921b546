/// Where a binding holds.
///
/// Keys are looked up from the front layer backwards: what lies on top of the deck first, then the
/// focused pane, then what all lists share, then what holds everywhere.
public enum BindingContext: String, Hashable, Sendable, CaseIterable {
  case everywhere = "Everywhere"
  case list = "Lists"
  case stacks = "Stacks"
  case applications = "Applications"
  case resources = "Pods and other resources"
  case podActions = "What is done to pods"
  case rollouts = "Rollouts of Argo Rollouts"
  case flux = "Kinds of Flux"
  case workloads = "Workloads"
  case scalable = "Other kinds that can be scaled"
  case jobs = "Jobs and scheduled jobs"
  case nodes = "Nodes"
  case logs = "Logs"
  case logLine = "A line of a log"
  case errors = "New errors of a log"
  case tree = "Tree of a stack"
  case resourceTree = "Resources of an application"
  case pod = "Page of a pod"
  case document = "Describe, YAML and help"
  case plan = "Plan and deploy"
  case deploys = "Deploys"
  case operation = "An operation of an application"
  case operations = "Operations of applications"
  case history = "History of an application"
  case ledger = "Ledger of a stack"
  case revisions = "Revisions of a workload"
  case drain = "Drain of a node"
  case script = "The repository's own script"
  case portForwards = "Port-forwards"
  case removal = "A removal of pods"
  case edit = "An edit by hand"
  case edits = "Edits by hand"
  case emergencies = "Changes past Git"
  case emergency = "A change past Git"
  case gitChange = "A change on its way to Git"
  case owners = "Owners"
  case picker = "Pickers"
  case links = "Links"
  case form = "Forms"
  case question = "Questions"
}

/// Whether an action can be used now.
public enum Availability: Hashable, Sendable {
  case enabled
  /// Not now, and why: a sentence for a person, without a full stop.
  case disabled(because: String)
}

/// A row of the table of keys.
public struct Binding: Sendable {
  /// The keys, as `KeySequence` writes them; the first is the one shown where there is little room.
  public var keys: [String]
  /// What they do.
  public var action: Action
  /// One or two words, for the footer.
  public var title: String
  /// A sentence, for help and documentation.
  public var explanation: String
  /// Whether the footer shows it where it holds.
  public var isInFooter: Bool
  /// Whether it changes the cluster; not there in a read-only console.
  public var isDestructive: Bool

  /// Makes a binding.
  public init(
    _ keys: String..., action: Action, _ title: String, _ explanation: String,
    footer: Bool = false, destructive: Bool = false
  ) {
    self.keys = keys
    self.action = action
    self.title = title
    self.explanation = explanation
    self.isInFooter = footer
    self.isDestructive = destructive
  }
}
