import HTTP

// What a test has containers write, and what becomes of those who read it.
extension DemoAPIServer {
  /// Has a container write bytes now, as a program writes to its output: any number of lines, of any
  /// length, of any bytes.
  ///
  /// What is behind the last line end is the beginning of a line that goes on with the next call.
  public func write(_ bytes: [UInt8], to container: ContainerID) {
    bootstrap()
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 10) {
      store(rest[..<end], isOpen: false, in: container)
      rest = rest[(end + 1)...]
    }
    if !rest.isEmpty { store(rest, isOpen: true, in: container) }
    logGrew(container)
  }

  /// Has a container write text now: see `write(_:to:)` for bytes.
  public func write(_ text: String, to container: ContainerID) {
    write(Array(text.utf8), to: container)
  }

  private func store(_ text: ArraySlice<UInt8>, isOpen: Bool, in container: ContainerID) {
    logs[container, default: ContainerLog()].current.append(
      ContainerLog.Line(time: now, text: Array(text), isOpen: isOpen))
  }

  /// Moves what a container has written to a file that nobody can ask for, as a kubelet does when a
  /// log has grown; those who follow it don't notice.
  public func rotateLog(of container: ContainerID) {
    refreshLog(container)
    rotateLog(container)
  }

  /// Breaks the connections of those who follow a container's log.
  ///
  /// Where a line is given, the container writes it, and half of it still gets through.
  public func cutLog(of container: ContainerID, within line: String? = nil) {
    if let line { store(Array(line.utf8)[...], isOpen: false, in: container) }
    for (id, follower) in followers where follower.query.container == container {
      if line != nil, let last = logs[container]?.current.lines.last {
        let bytes = follower.query.shown(last)
        _ = follower.output.send(Array(bytes.prefix(bytes.count / 2)))
      }
      follower.output.end(TransportError(.connectionLost))
      followers[id] = nil
    }
  }

  /// Takes a pod away at once, without waiting for it to end; its controller makes another.
  ///
  /// Returns false where there is no such pod.
  @discardableResult
  public func replacePod(_ name: String, in namespace: String) -> Bool {
    bootstrap()
    defer { drainChanges() }
    return (try? delete(.pods, namespace, name, .now)) != nil
  }

  /// How many logs are being followed.
  public var followedLogs: Int { followers.count }
}
