import Documents
public import Kubernetes

/// The last lines that a container wrote before it ended with an error.
public struct LastWords: Hashable, Sendable {
  /// Its pod.
  public var pod: ObjectName
  /// The container.
  public var container: String
  /// Whether that was the run before the present one.
  public var isPrevious: Bool
  /// How often it was started again, so that every run's end is asked about once.
  public var restarts: Int

  /// Makes a question about a run.
  public init(pod: ObjectName, container: String, isPrevious: Bool, restarts: Int) {
    self.pod = pod
    self.container = container
    self.isPrevious = isPrevious
    self.restarts = restarts
  }

  /// How many lines are asked for.
  public static let lineCount = 10

  /// So many containers of a pod are asked about.
  private static let mostContainers = 3

  /// What is to be asked about a pod: the containers that ended with an error and haven't come back
  /// since, or not to being ready.
  static func wanted(for pod: ObjectName, _ object: Value) -> [LastWords] {
    var wanted: [LastWords] = []
    for list in ["initContainerStatuses", "containerStatuses"] {
      for status in object["status"]?[list]?.array ?? [] where wanted.count < mostContainers {
        guard let name = status["name"]?.string else { continue }
        let hasEnded = isFailure(status["state"]?["terminated"])
        let hasEndedBefore =
          status["ready"]?.bool != true && status["state"]?["terminated"] == nil
          && isFailure(status["lastState"]?["terminated"])
        guard hasEnded || hasEndedBefore else { continue }
        wanted.append(
          LastWords(
            pod: pod, container: name, isPrevious: !hasEnded,
            restarts: Int(clamping: status["restartCount"]?.integer ?? 0)))
      }
    }
    return wanted
  }

  private static func isFailure(_ end: Value?) -> Bool {
    guard let end else { return false }
    return end["exitCode"]?.integer != 0 || end["reason"]?.string == "OOMKilled"
  }

  /// What to ask the cluster for.
  public var query: LogQuery {
    LogQuery(
      namespace: pod.namespace, pod: pod.name, container: container, previous: isPrevious,
      tailLines: Self.lineCount)
  }
}
