import Documents

/// Where one container of a pod is in its life.
struct ContainerState: Equatable {
  /// How a run of it ended.
  struct Termination: Equatable {
    var exitCode: Int64
    var reason: String
    var started: DemoTime
    var finished: DemoTime
    var containerID: String
  }

  enum Phase: Equatable {
    case waiting(reason: String, message: String = "")
    case running(since: DemoTime)
    case terminated(Termination)
  }

  let name: String
  var image: String
  var behaviour: ContainerBehaviour
  /// Whether it has a readiness probe, and how long that waits before it asks.
  var probeDelay: Duration?
  /// An init container that stays, as `restartPolicy: Always` on one says.
  var isSidecar = false

  var phase: Phase
  var last: Termination?
  var restarts: Int64 = 0
  var isReady = false
  var containerID = ""
  /// Counts the runs, so that what was meant for an earlier one is recognised.
  var run = 0
  /// How long it waits before the next start or the next attempt to fetch the image.
  var backOff: Duration = .zero

  var isRunning: Bool {
    if case .running = phase { return true }
    return false
  }

  var termination: Termination? {
    if case .terminated(let termination) = phase { return termination }
    return nil
  }

  var hasSucceeded: Bool { termination?.exitCode == 0 }

  /// The wait after this one: ten seconds, doubled each time up to five minutes.
  mutating func nextBackOff() -> Duration {
    backOff = backOff == .zero ? .seconds(10) : min(backOff * 2, .seconds(300))
    return backOff
  }

  /// The entry in the pod's status.
  var status: Value {
    var status: Value = [
      "name": .string(name), "image": .string(image), "ready": .bool(isReady),
      "started": .bool(isRunning), "restartCount": .integer(restarts), "imageID": "",
      "lastState": last.map { ["terminated": Self.value($0)] } ?? [:],
    ]
    if !containerID.isEmpty {
      status["containerID"] = .string(containerID)
      let name = ImageCatalog.parts(of: image).name
      status["imageID"] = .string("\(name)@sha256:\(Digest.sha256(image))")
    }
    switch phase {
    case .waiting(let reason, let message):
      var waiting: Value = ["reason": .string(reason)]
      if !message.isEmpty { waiting["message"] = .string(message) }
      status["state"] = ["waiting": waiting]
    case .running(let since):
      status["state"] = ["running": ["startedAt": .string(since.rfc3339)]]
    case .terminated(let termination):
      status["state"] = ["terminated": Self.value(termination)]
    }
    return status
  }

  private static func value(_ termination: Termination) -> Value {
    [
      "exitCode": .integer(termination.exitCode), "reason": .string(termination.reason),
      "startedAt": .string(termination.started.rfc3339),
      "finishedAt": .string(termination.finished.rfc3339),
      "containerID": .string(termination.containerID),
    ]
  }
}
