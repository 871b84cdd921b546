/// The life of one pod on its node, as a value: what happened goes in, what to do comes out.
///
/// It goes as a kubelet takes it: a sandbox, the init containers one after the other, then the
/// others; back-off after crashes and failed pulls; an orderly end.
struct PodMachine {
  enum Stage: Equatable {
    case creating
    case initializing
    case running
    case stopping
    case ended
  }

  /// Which container, among init containers and others together, init containers first.
  typealias Index = Int

  enum Input: Equatable {
    case bound
    case sandboxReady
    case pulled(Index, run: Int)
    case pullFailed(Index, run: Int)
    case retried(Index, run: Int)
    case ready(Index, run: Int)
    case probeFailed(Index, run: Int)
    case exited(Index, run: Int)
    case imagesChanged([String])
    case deletionRequested(grace: Duration)
    case stopped
  }

  enum Output: Equatable {
    case event(EventRecord)
    case after(Duration, Input)
    case began(Index)
    case finished(Index, ContainerState.Termination)
    case remove
  }

  let name: String
  let namespace: String
  let uid: String
  let node: String
  let restartPolicy: String
  /// How many of the containers are init containers.
  let initCount: Int
  var containers: [ContainerState]
  var stage = Stage.creating
  /// A volume or setting that isn't there, which keeps the pod from starting.
  var obstacle: Obstacle?
  /// Times everything takes; zero for a past that is only remembered.
  var pace: Double = 1

  /// Something a container needs and doesn't get.
  enum Obstacle: Equatable {
    /// A volume can't be mounted: the message says why.
    case volume(String)
    /// An environment refers to something missing: the message says what.
    case setting(String)
  }

  private var isInstant: Bool { pace == 0 }

  mutating func handle(_ input: Input, at now: DemoTime) -> [Output] {
    switch (stage, input) {
    case (.ended, _): return []
    case (.stopping, .stopped): return stop(at: now)
    case (.stopping, _): return []
    case (_, .deletionRequested(let grace)): return beginStopping(grace)
    case (.creating, .bound): return bound()
    case (.creating, .sandboxReady):
      stage = .initializing
      return continueInitializing(at: now)
    case (_, .imagesChanged(let images)): return change(images, at: now)
    case (_, .pulled(let index, let run)):
      return isCurrent(index, run) ? start(index, at: now) : []
    case (_, .pullFailed(let index, let run)):
      return isCurrent(index, run) ? backOffPull(index) : []
    case (_, .retried(let index, let run)):
      return isCurrent(index, run) ? retry(index, at: now) : []
    case (_, .ready(let index, let run)):
      guard isCurrent(index, run), containers[index].isRunning else { return [] }
      containers[index].isReady = true
      return []
    case (_, .probeFailed(let index, let run)):
      return isCurrent(index, run) ? probeFailed(index, run) : []
    case (_, .exited(let index, let run)):
      return isCurrent(index, run) ? exit(index, at: now) : []
    case (.initializing, .bound), (.initializing, .sandboxReady), (.running, .bound),
      (.running, .sandboxReady), (_, .stopped):
      return []
    }
  }

  private func isCurrent(_ index: Index, _ run: Int) -> Bool {
    containers.indices.contains(index) && containers[index].run == run
  }

  private func delay(_ duration: Duration) -> Duration {
    isInstant ? .zero : .milliseconds(Int64(Double(duration.wholeMilliseconds) * pace))
  }

  // MARK: Starting

  private mutating func bound() -> [Output] {
    if case .volume(let message) = obstacle {
      let event = EventRecord(
        component: "kubelet", severity: .warning, reason: "FailedMount", message: message,
        host: node)
      // The obstacle may go away: somebody who takes it away binds the pod again.
      return [.event(event), .after(.seconds(60), .bound)]
    }
    return [.after(delay(.milliseconds(1100)), .sandboxReady)]
  }

  /// Starts the next init container, or everything else when they are through.
  private mutating func continueInitializing(at now: DemoTime) -> [Output] {
    for index in 0..<initCount {
      let container = containers[index]
      if container.hasSucceeded || (container.isSidecar && container.isRunning) { continue }
      if case .waiting(let reason, _) = container.phase, reason == "PodInitializing" {
        return pull(index)
      }
      return []
    }
    stage = .running
    return (initCount..<containers.count).flatMap { pull($0) }
  }

  private mutating func pull(_ index: Index) -> [Output] {
    let container = containers[index]
    if case .setting(let message) = obstacle, index >= initCount {
      containers[index].phase = .waiting(reason: "CreateContainerConfigError", message: message)
      return [
        .event(event(index, .warning, "Failed", "Error: " + message)),
        .after(.seconds(30), .retried(index, run: container.run)),
      ]
    }
    let event = event(index, .normal, "Pulling", "Pulling image \"\(container.image)\"")
    switch container.behaviour.pull {
    case .takes(let duration):
      return [.event(event), .after(delay(duration), .pulled(index, run: container.run))]
    case .notFound, .unauthorized:
      return [
        .event(event), .after(delay(.milliseconds(1400)), .pullFailed(index, run: container.run)),
      ]
    }
  }

  private mutating func start(_ index: Index, at now: DemoTime) -> [Output] {
    containers[index].run += 1
    containers[index].phase = .running(since: now)
    let run = containers[index].run
    let container = containers[index]
    containers[index].containerID =
      "containerd://" + Digest.sha256("\(uid)/\(container.name)/\(run)")
    let took = "in 1.8s (1.8s including waiting). Image size: 48211954 bytes."
    var outputs: [Output] = []
    if run == 1 {
      outputs.append(
        .event(
          event(
            index, .normal, "Pulled", "Successfully pulled image \"\(container.image)\" \(took)")))
    } else {
      outputs.append(
        .event(
          event(
            index, .normal, "Pulled",
            "Container image \"\(container.image)\" already present on machine")))
    }
    outputs.append(.event(event(index, .normal, "Created", "Created container: \(container.name)")))
    outputs.append(.event(event(index, .normal, "Started", "Started container \(container.name)")))
    outputs.append(.began(index))
    return outputs + courses(of: container, index, run, at: now)
  }

  /// What a run that has begun is going to do by itself.
  private mutating func courses(
    of container: ContainerState, _ index: Index, _ run: Int, at now: DemoTime
  ) -> [Output] {
    var outputs: [Output] = []
    switch container.behaviour.run {
    case .forever: break
    case .exits(_, let after):
      let isTask = index < initCount || restartPolicy != "Always"
      outputs.append(.after(isTask ? delay(after) : after, .exited(index, run: run)))
    case .outOfMemory(let after), .hangs(let after):
      outputs.append(.after(after, .exited(index, run: run)))
    }
    if index < initCount {
      if container.isSidecar { outputs += continueInitializing(at: now) }
      return outputs
    }
    guard let probe = container.probeDelay else {
      containers[index].isReady = true
      return outputs
    }
    if let ready = container.behaviour.ready {
      outputs.append(.after(delay(probe + ready), .ready(index, run: run)))
    } else if !isInstant {
      outputs.append(.after(probe + .seconds(5), .probeFailed(index, run: run)))
    }
    return outputs
  }

  /// Counts the restarts that there would have been in a time that isn't lived through.
  mutating func skip(_ input: Input, for duration: Duration) {
    guard case .exited(let index, _) = input, duration > .zero, index >= initCount,
      restartPolicy == "Always"
    else { return }
    let longest = Duration.seconds(300)
    let run: Duration
    switch containers[index].behaviour.run {
    case .forever: return
    case .exits(_, let after), .outOfMemory(let after), .hangs(let after): run = after
    }
    let cycle = run < .seconds(600) ? run + longest : run
    containers[index].restarts += Int64(duration / cycle)
    containers[index].backOff = run < .seconds(600) ? longest / 2 : .zero
  }

  // MARK: Failing

  private mutating func backOffPull(_ index: Index) -> [Output] {
    let image = containers[index].image
    let why = Self.pullError(image, containers[index].behaviour.pull)
    if case .waiting(let reason, _) = containers[index].phase, reason == "ErrImagePull" {
      containers[index].phase = .waiting(
        reason: "ImagePullBackOff",
        message: "Back-off pulling image \"\(image)\": ErrImagePull: \(why)")
      let pause = containers[index].nextBackOff()
      return [
        .event(event(index, .normal, "BackOff", "Back-off pulling image \"\(image)\"")),
        .event(event(index, .warning, "Failed", "Error: ImagePullBackOff")),
        .after(pause, .retried(index, run: containers[index].run)),
      ]
    }
    containers[index].phase = .waiting(reason: "ErrImagePull", message: why)
    return [
      .event(event(index, .warning, "Failed", "Failed to pull image \"\(image)\": \(why)")),
      .event(event(index, .warning, "Failed", "Error: ErrImagePull")),
      .after(.seconds(12), .pullFailed(index, run: containers[index].run)),
    ]
  }

  private mutating func retry(_ index: Index, at now: DemoTime) -> [Output] {
    if case .waiting(let reason, _) = containers[index].phase, reason == "CrashLoopBackOff" {
      containers[index].restarts += 1
      return start(index, at: now)
    }
    if let termination = containers[index].termination {
      containers[index].last = termination
      containers[index].restarts += 1
      return start(index, at: now)
    }
    return pull(index)
  }

  private func probeFailed(_ index: Index, _ run: Int) -> [Output] {
    guard containers[index].isRunning, !containers[index].isReady else { return [] }
    return [
      .event(
        event(
          index, .warning, "Unhealthy",
          "Readiness probe failed: HTTP probe failed with statuscode: 503")),
      .after(.seconds(60), .probeFailed(index, run: run)),
    ]
  }

  private mutating func exit(_ index: Index, at now: DemoTime) -> [Output] {
    guard case .running(let since) = containers[index].phase else { return [] }
    let (code, reason): (Int64, String)
    var outputs: [Output] = []
    switch containers[index].behaviour.run {
    case .outOfMemory: (code, reason) = (137, "OOMKilled")
    case .exits(let exitCode, _): (code, reason) = (exitCode, exitCode == 0 ? "Completed" : "Error")
    case .hangs:
      (code, reason) = (137, "Error")
      outputs = [
        .event(
          event(
            index, .warning, "Unhealthy",
            "Liveness probe failed: Get \"http://10.244.1.7:8080/healthz\": context deadline "
              + "exceeded (Client.Timeout exceeded while awaiting headers)")),
        .event(
          event(
            index, .normal, "Killing",
            "Container \(containers[index].name) failed liveness probe, will be restarted")),
      ]
    case .forever: (code, reason) = (0, "Completed")
    }
    let termination = ContainerState.Termination(
      exitCode: code, reason: reason, started: since, finished: now,
      containerID: containers[index].containerID)
    containers[index].phase = .terminated(termination)
    containers[index].isReady = false
    outputs.append(.finished(index, termination))
    let isInit = index < initCount
    if isInit, code == 0, !containers[index].isSidecar {
      return outputs + continueInitializing(at: now)
    }
    let restarts =
      isInit
      ? restartPolicy != "Never"
      : restartPolicy == "Always" || (restartPolicy == "OnFailure" && code != 0)
    guard restarts else { return outputs + endIfDone() }
    return outputs + backOffRestart(index, termination)
  }

  private mutating func backOffRestart(
    _ index: Index, _ termination: ContainerState.Termination
  ) -> [Output] {
    // A run of ten minutes wipes the slate clean; the first restart comes at once.
    if termination.finished - termination.started >= .seconds(600) {
      containers[index].backOff = .zero
    }
    containers[index].run += 1
    let run = containers[index].run
    guard containers[index].restarts > 0 || containers[index].backOff > .zero else {
      containers[index].last = termination
      return [.after(.seconds(1), .retried(index, run: run))]
    }
    let pause = containers[index].nextBackOff()
    let container = containers[index]
    let message =
      "back-off \(Self.text(pause)) restarting failed container=\(container.name) "
      + "pod=\(name)_\(namespace)(\(uid))"
    containers[index].last = termination
    containers[index].phase = .waiting(reason: "CrashLoopBackOff", message: message)
    let words =
      "Back-off restarting failed container \(container.name) in pod \(name)_\(namespace)(\(uid))"
    return [
      .event(event(index, .warning, "BackOff", words)), .after(pause, .retried(index, run: run)),
    ]
  }

  private mutating func endIfDone() -> [Output] {
    let isDone = containers.indices.allSatisfy { index in
      containers[index].termination != nil
        || (index >= initCount
          && containers[..<initCount].contains { $0.termination.map { $0.exitCode != 0 } ?? false })
    }
    if isDone { stage = .ended }
    return []
  }

  private mutating func change(_ images: [String], at now: DemoTime) -> [Output] {
    var outputs: [Output] = []
    for index in containers.indices where index < images.count {
      guard containers[index].image != images[index] else { continue }
      containers[index].image = images[index]
      containers[index].backOff = .zero
      containers[index].run += 1
      guard stage == .running || index < initCount, stage != .creating else { continue }
      if case .running(let since) = containers[index].phase {
        let termination = ContainerState.Termination(
          exitCode: 143, reason: "Error", started: since, finished: now,
          containerID: containers[index].containerID)
        containers[index].last = termination
        containers[index].restarts += 1
        outputs.append(
          .event(
            event(
              index, .normal, "Killing",
              "Container \(containers[index].name) definition changed, will be restarted")))
        outputs.append(.finished(index, termination))
      }
      containers[index].isReady = false
      containers[index].phase = .waiting(reason: "ContainerCreating")
      outputs += pull(index)
    }
    return outputs
  }

  // MARK: Stopping

  private mutating func beginStopping(_ grace: Duration) -> [Output] {
    stage = .stopping
    var outputs: [Output] = []
    var longest = Duration.milliseconds(200)
    for index in containers.indices where containers[index].isRunning {
      outputs.append(
        .event(event(index, .normal, "Killing", "Stopping container \(containers[index].name)")))
      longest = max(longest, min(containers[index].behaviour.stop, grace))
    }
    return outputs + [.after(delay(longest), .stopped)]
  }

  private mutating func stop(at now: DemoTime) -> [Output] {
    stage = .ended
    var outputs: [Output] = []
    for index in containers.indices {
      guard case .running(let since) = containers[index].phase else { continue }
      let termination = ContainerState.Termination(
        exitCode: 0, reason: "Completed", started: since, finished: now,
        containerID: containers[index].containerID)
      containers[index].phase = .terminated(termination)
      containers[index].isReady = false
      outputs.append(.finished(index, termination))
    }
    return outputs + [.remove]
  }

  // MARK: Words

  private func event(
    _ index: Index, _ severity: EventRecord.Severity, _ reason: String, _ message: String
  ) -> EventRecord {
    let list = index < initCount ? "initContainers" : "containers"
    return EventRecord(
      component: "kubelet", severity: severity, reason: reason, message: message,
      fieldPath: "spec.\(list){\(containers[index].name)}", host: node)
  }

  private static func pullError(_ image: String, _ pull: ContainerBehaviour.Pull) -> String {
    let start =
      "failed to pull and unpack image \"\(image)\": failed to resolve reference \"\(image)\": "
    return pull == .unauthorized
      ? "rpc error: code = Unknown desc = \(start)pull access denied, repository does not exist or "
        + "may require authorization"
      : "rpc error: code = NotFound desc = \(start)\(image): not found"
  }

  /// A duration as Go writes it: `10s`, `2m40s`.
  private static func text(_ duration: Duration) -> String {
    let seconds = duration.components.seconds
    return seconds < 60 ? "\(seconds)s" : "\(seconds / 60)m\(seconds % 60)s"
  }
}
