public import Documents
public import Kubernetes

/// A rollout of Argo Rollouts.
public struct RolloutRow: Row {
  /// How it brings out new versions.
  public enum Strategy: Hashable, Sendable {
    /// Bit by bit, in so many steps.
    case canary(steps: Int)
    /// Beside the old version, and then at once.
    case blueGreen
    /// Not said.
    case unknown
  }

  /// Namespace and name.
  public var name: ObjectName
  /// Its identity.
  public var uid: String
  /// How it brings out new versions.
  public var strategy: Strategy
  /// Its phase, in its own word: `Paused`; empty while there is none.
  public var phase: String
  /// How well it is.
  public var health: Health?
  /// Why, in its own words.
  public var message: String
  /// Which step it is at, from 0; nil where there are none.
  public var step: Int?
  /// How much of the traffic, in percent, goes to the new version; nil where that isn't said.
  public var weight: Int?
  /// How many pods it is to have.
  public var replicas: Int
  /// How many are of the new version.
  public var updated: Int
  /// How many are ready.
  public var ready: Int
  /// How many are available.
  public var available: Int
  /// Whether it is paused on purpose, in its specification.
  public var isHeld: Bool
  /// Why it has paused by itself: `CanaryPauseStep`.
  public var pauses: [String]
  /// Whether it was aborted.
  public var isAborted: Bool
  /// Whether everything is of one version.
  public var isFullyPromoted: Bool
  /// Whether it is being promoted past all steps.
  public var isPromotingFully: Bool
  /// Whether its controller has paused it.
  public var isPausedByController: Bool
  /// Whether its analysis couldn't decide.
  public var isInconclusive: Bool
  /// The images of its containers.
  public var images: [String]
  /// When it was created, in seconds since 1970.
  public var created: Int64?

  /// Reads a document.
  public init(_ document: Value) {
    let metadata = document[objectAt: "metadata"]
    let spec = document[objectAt: "spec"]
    let status = document[objectAt: "status"]
    func count(_ value: Value, _ key: String) -> Int {
      value[key]?.integer.map { Int(clamping: $0) } ?? 0
    }
    name = ObjectName(namespace: metadata.text("namespace"), name: metadata.text("name"))
    uid = metadata.text("uid")
    created = metadata.seconds("creationTimestamp")
    let canary = spec[objectAt: "strategy"]["canary"]
    let steps = canary?.elements("steps") ?? []
    strategy =
      canary?.object != nil
      ? .canary(steps: steps.count)
      : spec[objectAt: "strategy"]["blueGreen"]?.object != nil ? .blueGreen : .unknown
    let assessed = Health.assess(document)
    health = assessed?.health
    phase = status.text("phase")
    let said = status.text("message")
    message = said.isEmpty ? assessed?.message ?? "" : said
    step = status["currentStepIndex"]?.integer.map { Int(clamping: $0) }
    if step == nil, !steps.isEmpty { step = 0 }
    replicas = spec["replicas"] == nil ? 1 : count(spec, "replicas")
    updated = count(status, "updatedReplicas")
    ready = count(status, "readyReplicas")
    available = count(status, "availableReplicas")
    isHeld = spec.flag("paused")
    pauses = status.elements("pauseConditions").map { $0.text("reason") }
    isAborted = status.flag("abort")
    isPromotingFully = status.flag("promoteFull")
    let hash = status.text("currentPodHash")
    isFullyPromoted = !hash.isEmpty && hash == status.text("stableRS")
    isPausedByController = status.flag("controllerPause")
    isInconclusive =
      status[objectAt: "canary"][objectAt: "currentStepAnalysisRunStatus"].text("status")
      == "Inconclusive"
    let template = spec[objectAt: "template"][objectAt: "spec"]
    images = template.elements("containers").map { $0.text("image") }.filter { !$0.isEmpty }
    weight = Self.weight(status, steps, step, isFullyPromoted: isFullyPromoted)
  }

  /// What is routed, where something routes; else what the steps so far ask for.
  private static func weight(
    _ status: Value, _ steps: [Value], _ step: Int?, isFullyPromoted: Bool
  ) -> Int? {
    let routed = status[objectAt: "canary"][objectAt: "weights"][objectAt: "canary"]["weight"]
    if let weight = routed?.integer { return Int(clamping: weight) }
    guard let step, !steps.isEmpty else { return nil }
    if isFullyPromoted || step >= steps.count { return 100 }
    if status.flag("abort") { return 0 }
    let asked = steps.prefix(step + 1).last { $0["setWeight"] != nil }?["setWeight"]?.integer
    return asked.map { Int(clamping: $0) } ?? 0
  }
}

extension ResourceKind {
  /// Rollouts of Argo Rollouts.
  public static let rollouts = ResourceKind(
    group: "argoproj.io", version: "v1alpha1", plural: "rollouts", kind: "Rollout",
    shortNames: ["ro"])
}
