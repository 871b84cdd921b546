import Kubernetes
import Testing

/// The columns that `kubectl get pods` shows, for pods in every state it tells apart.
@Suite struct PodSummaryTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var ready: String
    var status: String
    var restarts = "0"
    var yaml: String
    var testDescription: String { name }
  }

  private static let now: Int64 = 1_782_909_045  // 2026-07-01T12:30:45Z
  private static let twoContainers = "spec: {containers: [{name: a}, {name: b}]}"

  private static let simple: [Case] = [
    Case(
      name: "running", ready: "1/1", status: "Running",
      yaml: """
        spec: {containers: [{name: a}]}
        status: {phase: Running, containerStatuses: [{name: a, ready: true, state: {running: {}}}]}
        """),
    Case(
      name: "pending without a status", ready: "0/1", status: "Pending",
      yaml: """
        spec: {containers: [{name: a}]}
        status: {phase: Pending}
        """),
    Case(
      name: "evicted", ready: "0/1", status: "Evicted",
      yaml: """
        spec: {containers: [{name: a}]}
        status: {phase: Failed, reason: Evicted}
        """),
    Case(
      name: "scheduling gated", ready: "0/1", status: "SchedulingGated",
      yaml: """
        spec: {containers: [{name: a}]}
        status:
          phase: Pending
          conditions: [{type: PodScheduled, status: "False", reason: SchedulingGated}]
        """),
    Case(
      name: "creating", ready: "0/1", status: "ContainerCreating",
      yaml: """
        spec: {containers: [{name: a}]}
        status:
          phase: Pending
          containerStatuses: [{name: a, state: {waiting: {reason: ContainerCreating}}}]
        """),
    Case(
      name: "waiting without a reason", ready: "0/1", status: "Pending",
      yaml: """
        spec: {containers: [{name: a}]}
        status: {phase: Pending, containerStatuses: [{name: a, state: {waiting: {}}}]}
        """),
    Case(
      name: "crash loop", ready: "0/1", status: "CrashLoopBackOff", restarts: "5 (3m ago)",
      yaml: """
        spec: {containers: [{name: a}]}
        status:
          phase: Running
          containerStatuses:
          - name: a
            restartCount: 5
            state: {waiting: {reason: CrashLoopBackOff}}
            lastState: {terminated: {exitCode: 1, finishedAt: 2026-07-01T12:27:45Z}}
        """),
    Case(
      name: "exit code without a reason", ready: "0/1", status: "ExitCode:3",
      yaml: """
        spec: {containers: [{name: a}]}
        status: {phase: Failed, containerStatuses: [{name: a, state: {terminated: {exitCode: 3}}}]}
        """),
    Case(
      name: "signal without a reason", ready: "0/1", status: "Signal:9",
      yaml: """
        spec: {containers: [{name: a}]}
        status:
          phase: Failed
          containerStatuses: [{name: a, state: {terminated: {exitCode: 137, signal: 9}}}]
        """),
    Case(
      name: "completed", ready: "0/1", status: "Completed",
      yaml: """
        spec: {containers: [{name: a}]}
        status:
          phase: Succeeded
          containerStatuses: [{name: a, state: {terminated: {exitCode: 0, reason: Completed}}}]
        """),
    Case(
      name: "error", ready: "0/1", status: "Error",
      yaml: """
        spec: {containers: [{name: a}]}
        status:
          phase: Failed
          containerStatuses: [{name: a, state: {terminated: {exitCode: 1, reason: Error}}}]
        """),
    Case(
      name: "terminating", ready: "1/1", status: "Terminating",
      yaml: """
        metadata: {deletionTimestamp: 2026-07-01T12:00:00Z}
        spec: {containers: [{name: a}]}
        status: {phase: Running, containerStatuses: [{name: a, ready: true, state: {running: {}}}]}
        """),
    Case(
      name: "being deleted after its end", ready: "0/1", status: "Completed",
      yaml: """
        metadata: {deletionTimestamp: 2026-07-01T12:00:00Z}
        spec: {containers: [{name: a}]}
        status:
          phase: Succeeded
          containerStatuses: [{name: a, state: {terminated: {exitCode: 0, reason: Completed}}}]
        """),
    Case(
      name: "node lost", ready: "0/1", status: "Unknown",
      yaml: """
        metadata: {deletionTimestamp: 2026-07-01T12:00:00Z}
        spec: {containers: [{name: a}]}
        status: {phase: Running, reason: NodeLost}
        """),
  ]

  private static let several: [Case] = [
    Case(
      name: "first container's reason counts", ready: "0/2", status: "ErrImagePull",
      yaml: """
        \(twoContainers)
        status:
          phase: Pending
          containerStatuses:
          - {name: a, state: {waiting: {reason: ErrImagePull}}}
          - {name: b, state: {waiting: {reason: ContainerCreating}}}
        """),
    Case(
      name: "one done and one running, ready", ready: "1/2", status: "Running",
      yaml: """
        \(twoContainers)
        status:
          phase: Running
          conditions: [{type: Ready, status: "True"}]
          containerStatuses:
          - {name: a, state: {terminated: {exitCode: 0, reason: Completed}}}
          - {name: b, ready: true, state: {running: {}}}
        """),
    Case(
      name: "one done and one running, not ready", ready: "1/2", status: "NotReady",
      yaml: """
        \(twoContainers)
        status:
          phase: Running
          conditions: [{type: Ready, status: "False"}]
          containerStatuses:
          - {name: a, state: {terminated: {exitCode: 0, reason: Completed}}}
          - {name: b, ready: true, state: {running: {}}}
        """),
    Case(
      name: "restarts add up", ready: "2/2", status: "Running", restarts: "3",
      yaml: """
        \(twoContainers)
        status:
          phase: Running
          containerStatuses:
          - {name: a, ready: true, restartCount: 1, state: {running: {}}}
          - {name: b, ready: true, restartCount: 2, state: {running: {}}}
        """),
  ]

  private static let twoInits = """
    spec: {containers: [{name: a}], initContainers: [{name: i}, {name: j}]}
    """

  private static let initializing: [Case] = [
    Case(
      name: "first of two init containers", ready: "0/1", status: "Init:0/2",
      yaml: """
        \(twoInits)
        status:
          phase: Pending
          initContainerStatuses:
          - {name: i, state: {running: {}}}
          - {name: j, state: {waiting: {reason: PodInitializing}}}
          containerStatuses: [{name: a, state: {waiting: {reason: PodInitializing}}}]
        """),
    Case(
      name: "second of two init containers", ready: "0/1", status: "Init:1/2", restarts: "2",
      yaml: """
        \(twoInits)
        status:
          phase: Pending
          initContainerStatuses:
          - {name: i, restartCount: 2, state: {terminated: {exitCode: 0}}}
          - {name: j, state: {waiting: {reason: PodInitializing}}}
        """),
    Case(
      name: "init container crash loop", ready: "0/1", status: "Init:CrashLoopBackOff",
      yaml: """
        \(twoInits)
        status:
          phase: Pending
          initContainerStatuses: [{name: i, state: {waiting: {reason: CrashLoopBackOff}}}]
        """),
    Case(
      name: "init container failed", ready: "0/1", status: "Init:Error",
      yaml: """
        \(twoInits)
        status:
          phase: Pending
          initContainerStatuses: [{name: i, state: {terminated: {exitCode: 1, reason: Error}}}]
        """),
    Case(
      name: "init container failed without words", ready: "0/1", status: "Init:ExitCode:2",
      yaml: """
        \(twoInits)
        status:
          phase: Pending
          initContainerStatuses: [{name: i, state: {terminated: {exitCode: 2}}}]
        """),
    Case(
      name: "init container killed", ready: "0/1", status: "Init:Signal:9",
      yaml: """
        \(twoInits)
        status:
          phase: Pending
          initContainerStatuses: [{name: i, state: {terminated: {exitCode: 137, signal: 9}}}]
        """),
    Case(
      name: "init containers done", ready: "0/1", status: "PodInitializing",
      yaml: """
        \(twoInits)
        status:
          phase: Pending
          initContainerStatuses:
          - {name: i, restartCount: 4, state: {terminated: {exitCode: 0}}}
          - {name: j, state: {terminated: {exitCode: 0}}}
          containerStatuses: [{name: a, state: {waiting: {reason: PodInitializing}}}]
        """),
    Case(
      name: "initialized, an init container running again", ready: "1/1", status: "Init:0/2",
      yaml: """
        \(twoInits)
        status:
          phase: Running
          conditions: [{type: Initialized, status: "True"}]
          initContainerStatuses: [{name: i, state: {running: {}}}]
          containerStatuses: [{name: a, ready: true, state: {running: {}}}]
        """),
  ]

  private static let sidecar = """
    spec: {containers: [{name: a}], initContainers: [{name: s, restartPolicy: Always}]}
    """

  private static let sidecars: [Case] = [
    Case(
      name: "sidecar counts as ready", ready: "2/2", status: "Running",
      restarts: "3 (60s ago)",
      yaml: """
        \(sidecar)
        status:
          phase: Running
          initContainerStatuses:
          - name: s
            ready: true
            started: true
            restartCount: 3
            state: {running: {}}
            lastState: {terminated: {exitCode: 1, finishedAt: 2026-07-01T12:29:45Z}}
          containerStatuses: [{name: a, ready: true, state: {running: {}}}]
        """),
    Case(
      name: "sidecar started but not ready", ready: "1/2", status: "Running",
      yaml: """
        \(sidecar)
        status:
          phase: Running
          initContainerStatuses: [{name: s, started: true, state: {running: {}}}]
          containerStatuses: [{name: a, ready: true, state: {running: {}}}]
        """),
    Case(
      name: "sidecar not started", ready: "0/2", status: "Init:0/1",
      yaml: """
        \(sidecar)
        status:
          phase: Pending
          initContainerStatuses: [{name: s, started: false, state: {running: {}}}]
        """),
  ]

  @Test(arguments: simple + several + initializing + sidecars)
  func isThatOfKubectl(_ pod: Case) throws {
    let row = try decode(pod.yaml, PodDecoder())
    #expect(row.status == pod.status)
    #expect(row.readyText == pod.ready)
    #expect(row.restartsText(now: Self.now) == pod.restarts)
  }
}
