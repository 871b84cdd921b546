/// Names a container of a pod.
public struct ContainerID: Hashable, Sendable {
  /// The namespace of the pod.
  public var namespace: String
  /// The pod's name.
  public var pod: String
  /// The container's name in the pod.
  public var container: String

  /// Names a container.
  public init(namespace: String, pod: String, container: String) {
    self.namespace = namespace
    self.pod = pod
    self.container = container
  }
}

/// What one container has written: this run of it, and the run before.
struct ContainerLog {
  /// A line, or a piece of one that was written in pieces.
  struct Line {
    let time: DemoTime
    /// Without the line's end.
    let text: [UInt8]
    /// Whether the line before it goes on here.
    var continues = false
    /// Whether it goes on in the next.
    var isOpen = false
  }

  /// One run of a container, from its start to its end.
  struct Run {
    /// The latest lines, oldest first.
    private(set) var lines: [Line] = []
    /// How many lines came before the ones that are kept.
    private(set) var dropped = 0
    /// What the lines that are kept take, in bytes.
    private var size = 0
    var hasEnded = false

    /// How many lines there have been in all.
    var count: Int { dropped + lines.count }

    mutating func append(_ line: Line) {
      var line = line
      line.continues = lines.last?.isOpen ?? false
      lines.append(line)
      size += line.text.count + ContainerLog.lineOverhead
      // Not for every line: what is behind the oldest has to move each time.
      guard size > ContainerLog.limit + ContainerLog.limit / 4 else { return }
      var excess = 0
      while size > ContainerLog.limit, excess < lines.count {
        size -= lines[excess].text.count + ContainerLog.lineOverhead
        excess += 1
      }
      lines.removeFirst(excess)
      dropped += excess
    }

    /// Forgets the lines there are, as when they are moved to a file that nobody reads.
    mutating func rotate() {
      dropped += lines.count
      lines = []
      size = 0
    }
  }

  /// How many bytes of a run are kept, about: as many as kubelets keep in a file.
  static let limit = 10 << 20

  /// What a container runtime writes in front of each line: its time, its stream and a tag.
  static let lineOverhead = 40

  var current = Run()
  var previous: Run?
}

extension DemoAPIServer {
  /// Adds lines to what a container has written, each at its time; those who follow its log get
  /// them at once.
  func appendLog(_ container: ContainerID, _ lines: [LogWriter.Line]) {
    guard !lines.isEmpty else { return }
    for line in lines {
      for text in line.text.utf8.split(separator: 10, omittingEmptySubsequences: false) {
        logs[container, default: ContainerLog()].current.append(
          ContainerLog.Line(time: line.time, text: Array(text)))
      }
    }
    logGrew(container)
  }

  /// Adds a line: now, unless another time is given, for a history that was written before the
  /// start.
  func appendLog(_ container: ContainerID, _ text: String, at time: DemoTime? = nil) {
    appendLog(container, [LogWriter.Line(time: time ?? now, text: text)])
  }

  /// Moves what a container has written to a file that nobody can ask for.
  func rotateLog(_ container: ContainerID) { logs[container]?.current.rotate() }

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
