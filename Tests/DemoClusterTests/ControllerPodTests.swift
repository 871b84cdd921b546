import Testing

@testable import DemoCluster

/// The life of a pod as a value: no server, no time but the one given.
@Suite struct ControllerPodTests {
  private let start = DemoTime.example

  private func machine(
    _ behaviour: ContainerBehaviour, policy: String = "Always", initial: [ContainerBehaviour] = []
  ) -> PodMachine {
    let containers = (initial + [behaviour]).enumerated().map { index, behaviour in
      ContainerState(
        name: "c\(index)", image: "image:\(index)", behaviour: behaviour, probeDelay: .zero,
        phase: .waiting(reason: initial.isEmpty ? "ContainerCreating" : "PodInitializing"))
    }
    return PodMachine(
      name: "web", namespace: "demo", uid: "1", node: "talos01", restartPolicy: policy,
      initCount: initial.count, containers: containers)
  }

  /// Feeds the machine everything it asks for, for that long.
  private func live(
    _ machine: inout PodMachine, for duration: Duration, from first: PodMachine.Input = .bound
  ) -> [PodMachine.Output] {
    var due: [(time: DemoTime, input: PodMachine.Input)] = [(start, first)]
    var outputs: [PodMachine.Output] = []
    let end = start + duration
    while let index = due.indices.min(by: { due[$0].time < due[$1].time }), due[index].time <= end {
      let (time, input) = due.remove(at: index)
      for output in machine.handle(input, at: time) {
        outputs.append(output)
        if case .after(let delay, let next) = output { due.append((time + delay, next)) }
      }
    }
    return outputs
  }

  @Test func aServiceBecomesReady() {
    var pod = machine(ContainerBehaviour())
    _ = live(&pod, for: .seconds(30))
    #expect(pod.phase == "Running")
    #expect(pod.containers[0].isReady)
  }

  @Test func crashesBackOffTwiceAsLongEachTime() {
    var pod = machine(.crashing(.go, after: .seconds(5)))
    let outputs = live(&pod, for: .seconds(600))
    let pauses = outputs.compactMap { output -> Duration? in
      guard case .after(let pause, .retried) = output else { return nil }
      return pause
    }
    #expect(
      pauses.prefix(6) == [
        .seconds(1), .seconds(10), .seconds(20), .seconds(40), .seconds(80), .seconds(160),
      ])
  }

  @Test func aCrashLoopWaitsWithItsLastExitCode() {
    var pod = machine(.crashing(.go, code: 3, after: .seconds(5)))
    _ = live(&pod, for: .seconds(40))
    guard case .waiting(let reason, let message) = pod.containers[0].phase else {
      Issue.record("not waiting: \(pod.containers[0].phase)")
      return
    }
    #expect(reason == "CrashLoopBackOff")
    #expect(message.hasPrefix("back-off 20s restarting failed container=c0 pod=web_demo"))
    #expect(pod.containers[0].last?.exitCode == 3)
    #expect(pod.containers[0].restarts == 2)
  }

  @Test func memoryThatRunsOutIsTold() {
    var pod = machine(ContainerBehaviour(run: .outOfMemory(after: .seconds(9))))
    _ = live(&pod, for: .seconds(12))
    #expect(pod.containers[0].termination?.reason == "OOMKilled")
    #expect(pod.containers[0].termination?.exitCode == 137)
  }

  @Test func aMissingImageBacksOff() {
    var pod = machine(ContainerBehaviour(pull: .notFound))
    _ = live(&pod, for: .seconds(5))
    #expect(isWaiting(pod, "ErrImagePull"))
    _ = live(&pod, for: .seconds(5), from: .pullFailed(0, run: 0))
    #expect(isWaiting(pod, "ImagePullBackOff"))
    #expect(pod.phase == "Pending")
  }

  @Test func anotherImageEndsTheBackOff() {
    var pod = machine(ContainerBehaviour(pull: .notFound))
    _ = live(&pod, for: .seconds(20))
    pod.containers[0].behaviour = ContainerBehaviour()
    _ = live(&pod, for: .seconds(20), from: .imagesChanged(["image:good"]))
    #expect(pod.containers[0].isReady)
    #expect(pod.containers[0].image == "image:good")
  }

  @Test func initContainersRunOneAfterTheOther() {
    let task = ContainerBehaviour.completing(after: .seconds(4))
    var pod = machine(ContainerBehaviour(), initial: [task, task])
    let outputs = live(&pod, for: .seconds(60))
    let begun = outputs.compactMap { output -> Int? in
      guard case .began(let index) = output else { return nil }
      return index
    }
    #expect(begun == [0, 1, 2])
    #expect(pod.phase == "Running")
  }

  @Test func aFailingInitContainerKeepsTheOthersFromStarting() {
    var pod = machine(ContainerBehaviour(), initial: [.crashing(.task, after: .seconds(2))])
    _ = live(&pod, for: .seconds(60))
    #expect(isWaiting(pod, "CrashLoopBackOff"))
    #expect(pod.phase == "Pending")
    #expect(pod.containers[1].run == 0)
  }

  @Test func aTaskSucceedsOnceAndForAll() {
    var pod = machine(.completing(after: .seconds(4)), policy: "Never")
    _ = live(&pod, for: .seconds(60))
    #expect(pod.phase == "Succeeded")
    #expect(pod.containers[0].restarts == 0)
  }

  @Test func aTaskThatFailsIsNotRestartedIfItMayNot() {
    var pod = machine(.crashing(.task, code: 2, after: .seconds(4)), policy: "Never")
    _ = live(&pod, for: .seconds(60))
    #expect(pod.phase == "Failed")
  }

  @Test func aDeletedPodStopsItsContainersBeforeItGoes() {
    var pod = machine(ContainerBehaviour(stop: .seconds(3)))
    _ = live(&pod, for: .seconds(20))
    let outputs = live(&pod, for: .seconds(20), from: .deletionRequested(grace: .seconds(30)))
    #expect(outputs.contains(.after(.seconds(3), .stopped)))
    #expect(outputs.last == .remove)
    #expect(pod.containers[0].termination?.exitCode == 0)
  }

  @Test func aPodThatHangsIsStoppedWhenItsGraceIsOver() {
    var pod = machine(ContainerBehaviour(stop: .seconds(600)))
    _ = live(&pod, for: .seconds(20))
    let outputs = live(&pod, for: .seconds(60), from: .deletionRequested(grace: .seconds(30)))
    #expect(outputs.contains(.after(.seconds(30), .stopped)))
  }

  private func isWaiting(_ pod: PodMachine, _ wanted: String) -> Bool {
    guard case .waiting(let reason, _) = pod.containers[0].phase else { return false }
    return reason == wanted
  }
}
