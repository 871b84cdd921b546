/// Names a container of a pod.
struct ContainerID: Hashable, Sendable {
  var namespace: String
  var pod: String
  var container: String
}

/// What one container has written: this run of it, and the run before.
struct ContainerLog {
  struct Line {
    let time: DemoTime
    /// Without the line's end.
    let text: [UInt8]
  }

  /// One run of a container, from its start to its end.
  struct Run {
    /// The latest lines, oldest first.
    var lines: [Line] = []
    /// How many lines came before the ones that are kept.
    var dropped = 0
    var hasEnded = false

    /// How many lines there have been in all.
    var count: Int { dropped + lines.count }
  }

  /// How many lines of a run are kept, about: kubelets rotate by size.
  static let limit = 200_000

  var current = Run()
  var previous: Run?

  mutating func append(_ line: Line) {
    current.lines.append(line)
    if current.lines.count > Self.limit + Self.limit / 4 {
      let excess = current.lines.count - Self.limit
      current.lines.removeFirst(excess)
      current.dropped += excess
    }
  }
}

extension DemoAPIServer {
  /// Adds a line to what a container has written; those who follow its log get it at once.
  ///
  /// The time is now unless another is given, for a history that was written before the start.
  func appendLog(_ container: ContainerID, _ text: String, at time: DemoTime? = nil) {
    logs[container, default: ContainerLog()].append(
      ContainerLog.Line(time: time ?? now, text: Array(text.utf8)))
    logGrew(container)
  }

  /// Brings a log up to date: to be called before it is read, and for a follower again and again.
  ///
  /// What nobody reads isn't written. Gives the time after which there may be more; nil if nothing
  /// comes by itself.
  @discardableResult
  func refreshLog(_ container: ContainerID) -> Duration? {
    logSource?(self, container)
  }

  /// Says that the container's run is over: those who follow its log come to the end.
  func endLog(_ container: ContainerID) {
    logs[container, default: ContainerLog()].current.hasEnded = true
    logGrew(container)
  }

  /// Begins a new run: what was current becomes the log of the previous one.
  func beginLog(_ container: ContainerID) {
    guard let log = logs[container] else {
      logs[container] = ContainerLog()
      return
    }
    endLog(container)
    logs[container] = ContainerLog(current: ContainerLog.Run(), previous: log.current)
    logs[container]?.previous?.hasEnded = true
  }

  /// Forgets everything a pod's containers have written, as when the pod is gone.
  func removeLogs(namespace: String, pod: String) {
    for id in logs.keys where id.namespace == namespace && id.pod == pod {
      endLog(id)
      logs[id] = nil
    }
  }

}
