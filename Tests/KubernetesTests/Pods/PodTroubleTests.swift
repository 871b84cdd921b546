import Documents
import Kubernetes
import Testing
import YAML

@Suite struct PodTroubleTests {
  static let now = Timestamp("2026-07-01T12:00:00Z")?.seconds ?? 0

  private func troubles(_ pod: String, events: [EventRow] = []) throws -> [PodTrouble] {
    PodTrouble.all(of: try Value(yaml: pod), events: events, now: Self.now)
  }

  private func event(_ reason: String, _ message: String, ago: Int64 = 10) -> EventRow {
    EventRow(
      name: ObjectName(name: "e-\(reason)-\(ago)"), isWarning: true, reason: reason,
      message: message, object: ObjectName(name: "a"), lastSeen: Self.now - ago)
  }

  /// A pod of one container in this state.
  private func pod(
    _ status: String, phase: String = "Running", limits: String = "", more: String = ""
  ) -> String {
    """
    metadata: {name: a, namespace: shop}
    spec:
      nodeName: node-1
      containers: [{name: app, image: "registry/web:9"\(limits)}]
    status:
      phase: \(phase)
      conditions: [{type: Ready, status: "False"}]
    \(more)
      containerStatuses: [{name: app, ready: false, \(status)}]
    """
  }

  // MARK: - Where it is to run

  @Test(arguments: [
    (
      "0/5 nodes are available: 1 node(s) had untolerated taint"
        + " {node-role.kubernetes.io/control-plane: }, 1 node(s) were unschedulable,"
        + " 3 Insufficient memory. preemption: 0/5 nodes are available: 5 Preemption is not"
        + " helpful for scheduling.",
      "no node fits: 1 node has the taint node-role.kubernetes.io/control-plane, 1 is cordoned, "
        + "3 lack memory"
    ),
    (
      "0/2 nodes are available: 2 node(s) had taint {a: b}, that the pod didn't tolerate.",
      "no node fits: 2 nodes have the taint a=b"
    ),
    (
      "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.",
      "no node fits: 3 nodes aren't what its node selector or affinity asks for"
    ),
    (
      "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.",
      "can't be placed: its volume claim isn't bound to a volume yet"
    ),
    (
      "0/4 nodes are available: persistentvolumeclaim \"data\" not found.",
      "can't be placed: its volume claim data isn't there"
    ),
    ("persistentvolumeclaim \"data\" not found", "its volume claim data isn't there"),
    (
      "0/1 nodes are available: 1 node(s) had something new, of its own.",
      "no node fits: 1 node had something new, of its own"
    ),
    (
      "0/1 nodes are available: 1 Too many pods, 1 Insufficient nvidia.com/gpu.",
      "no node fits: 1 node has no room for another pod, 1 lacks nvidia.com/gpu"
    ),
  ])
  func aPodThatNoNodeTakesSaysWhyInPlainWords(message: String, words: String) throws {
    let quoted = message.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\\\"")
    let found = try troubles(
      """
      metadata: {name: a}
      spec: {containers: [{name: app}]}
      status:
        phase: Pending
        conditions:
        - {type: PodScheduled, status: "False", reason: Unschedulable, message: "\(quoted)"}
      """)
    #expect(found.map(\.words) == [words])
    #expect(found.first?.isFault == true)
    #expect(found.first?.message == message)
  }

  @Test func aGatedPodWaitsForSomebody() throws {
    let found = try troubles(
      """
      metadata: {name: a}
      spec: {containers: [{name: app}]}
      status:
        phase: Pending
        conditions: [{type: PodScheduled, status: "False", reason: SchedulingGated}]
      """)
    #expect(found.map(\.kind) == [.gate])
  }

  // MARK: - Images

  @Test(arguments: [
    (
      "rpc error: code = NotFound desc = failed to pull and unpack image \\\"registry/web:9\\\":"
        + " failed to resolve reference: registry/web:9: not found",
      "image not found: registry/web:9"
    ),
    ("401 Unauthorized", "image not allowed (unauthorised): registry/web:9"),
    (
      "pull access denied, repository does not exist or may require authorization: denied",
      "image not found or not allowed: registry/web:9"
    ),
    ("dial tcp: lookup registry: no such host", "registry not found: registry/web:9"),
    (
      "toomanyrequests: You have reached your pull rate limit",
      "registry's rate limit reached: registry/web:9"
    ),
    ("x509: certificate signed by unknown authority", "registry not trusted: registry/web:9"),
    ("something odd", "image can't be pulled: registry/web:9"),
  ])
  func anImageThatCantBePulledSaysWhy(message: String, summary: String) throws {
    let found = try troubles(
      pod("state: {waiting: {reason: ErrImagePull, message: \"\(message)\"}}", phase: "Pending"))
    #expect(found.map(\.summary) == [summary])
    #expect(found.first?.kind == .image)
  }

  @Test func theEventsKnowWhyAnImageIsBackedOff() throws {
    let found = try troubles(
      pod(
        "state: {waiting: {reason: ImagePullBackOff, message: Back-off pulling image}}",
        phase: "Pending"),
      events: [
        event("Failed", "Error: ImagePullBackOff"),
        event("Failed", "Failed to pull image \"registry/web:9\": manifest unknown", ago: 60),
      ])
    #expect(found.first?.summary == "image not found: registry/web:9")
  }

  @Test func anInvalidImageNameIsCalledSo() throws {
    let found = try troubles(
      pod("state: {waiting: {reason: InvalidImageName, message: bad}}", phase: "Pending"))
    #expect(found.first?.summary == "invalid image name: registry/web:9")
  }

  // MARK: - Configuration

  @Test(arguments: [
    ("configmap \\\"settings\\\" not found", "needs ConfigMap settings, which isn't there"),
    ("secret \\\"keys\\\" not found", "needs Secret keys, which isn't there"),
    (
      "couldn't find key url in ConfigMap shop/settings",
      "needs the key url of ConfigMap settings, which it doesn't have"
    ),
    (
      "couldn't find key password in Secret shop/keys",
      "needs the key password of Secret keys, which it doesn't have"
    ),
    (
      "container has runAsNonRoot and image will run as root (pod: \\\"a\\\", container: app)",
      "must not run as root (runAsNonRoot), and its image does"
    ),
  ])
  func whatAContainerLacksIsNamed(message: String, summary: String) throws {
    let found = try troubles(
      pod(
        "state: {waiting: {reason: CreateContainerConfigError, message: \"\(message)\"}}",
        phase: "Pending"))
    #expect(found.map(\.summary) == [summary])
  }

  @Test func aCommandThatIsntThereIsNamed() throws {
    let found = try troubles(
      pod(
        """
        state: {waiting: {reason: RunContainerError, message: "failed to create containerd task: \
        exec: \\"serve\\": executable file not found in $PATH: unknown"}}
        """, phase: "Pending"))
    #expect(found.first?.summary == "can't start: serve isn't in its image")
  }

  // MARK: - Crashes

  @Test func aCrashSaysItsExitCodeAndWhenItGoesOn() throws {
    let found = try troubles(
      pod(
        """
        restartCount: 4, lastState: {terminated: {exitCode: 1, reason: Error, \
        startedAt: 2026-07-01T11:58:00Z, finishedAt: 2026-07-01T11:59:00Z}}, \
        state: {waiting: {reason: CrashLoopBackOff, \
        message: back-off 2m40s restarting failed container=app pod=a}}
        """))
    #expect(
      found.map(\.words) == [
        "container app ended 60s ago with exit code 1: an error of the program's own (started again"
          + " 4 times); it starts again in 100s"
      ])
    #expect(found.first?.summary == "exit code 1: an error of the program's own")
  }

  @Test(arguments: [
    ("exitCode: 2", "exit code 2: wrong arguments, or a panic of a Go program"),
    ("exitCode: 126", "exit code 126: the command can't be executed"),
    ("exitCode: 127", "exit code 127: the command wasn't found"),
    ("exitCode: 139", "exit code 139: a fault in its use of memory (SIGSEGV)"),
    ("exitCode: 143", "exit code 143: asked to end (SIGTERM)"),
    ("exitCode: 135", "exit code 135: ended by SIGBUS"),
    ("exitCode: 42", "exit code 42"), ("exitCode: 0, signal: 9", "ended by SIGKILL"),
    ("exitCode: 0, reason: Completed", "comes to its end again and again"),
  ])
  func everyEndHasItsWords(end: String, summary: String) throws {
    let found = try troubles(
      pod(
        "lastState: {terminated: {\(end)}}, state: {waiting: {reason: CrashLoopBackOff}}"))
    #expect(found.first?.summary == summary)
  }

  @Test func wantOfMemoryNamesTheLimit() throws {
    let found = try troubles(
      pod(
        "lastState: {terminated: {exitCode: 137, reason: OOMKilled}}, "
          + "state: {waiting: {reason: CrashLoopBackOff}}",
        limits: ", resources: {limits: {memory: 128Mi}}"))
    #expect(found.first?.summary == "out of memory: limit 128Mi")
    #expect(found.first?.kind == .memory)
  }

  @Test func anInitContainerThatFailsIsToBlameAlone() throws {
    let found = try troubles(
      """
      metadata: {name: a}
      spec:
        nodeName: node-1
        initContainers: [{name: migrate}]
        containers: [{name: app}]
      status:
        phase: Pending
        initContainerStatuses:
        - {name: migrate, state: {waiting: {reason: CrashLoopBackOff}},
           lastState: {terminated: {exitCode: 3}}}
        containerStatuses: [{name: app, state: {waiting: {reason: PodInitializing}}}]
      """)
    #expect(found.map(\.container) == ["migrate"])
    #expect(found.first?.words.hasPrefix("init container migrate ended with exit code 3") == true)
  }

  // MARK: - Volumes and networks

  @Test(arguments: [
    (
      "FailedMount",
      "MountVolume.SetUp failed for volume \"cfg\" : configmap \"settings\" not found",
      "volume cfg needs ConfigMap settings, which isn't there"
    ),
    (
      "FailedMount",
      "Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[]: timed out",
      "these volumes aren't mounted in time: data"
    ),
    (
      "FailedAttachVolume", "Multi-Attach error for volume \"pvc-1\" Volume is already used",
      "volume pvc-1 is still attached to another node"
    ),
    (
      "FailedCreatePodSandBox",
      "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for"
        + " sandbox \"x\": plugin type=\"calico\" failed (add): no addresses",
      "its network can't be set up: plugin type=\"calico\" failed (add): no addresses"
    ),
  ])
  func whatKeepsContainersFromBeingMadeIsToldByEvents(
    reason: String, message: String, words: String
  ) throws {
    let found = try troubles(
      pod("state: {waiting: {reason: ContainerCreating}}", phase: "Pending"),
      events: [event(reason, message)])
    #expect(found.map(\.words) == [words])
  }

  @Test func aMountThatWorkedInTheEndIsNoTrouble() throws {
    let found = try troubles(
      pod("state: {waiting: {reason: ContainerCreating}}", phase: "Pending"),
      events: [event("FailedMount", "for volume \"x\"", ago: 60), event("Created", "app", ago: 5)])
    #expect(found.isEmpty)
  }

  // MARK: - Probes and gates

  @Test func aFailingProbeSaysWhatItSaid() throws {
    let found = try troubles(
      pod("started: true, state: {running: {startedAt: 2026-07-01T11:59:00Z}}"),
      events: [
        event("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503")
      ])
    #expect(
      found.map(\.words) == [
        "container app runs, and its readiness probe fails: HTTP probe failed with statuscode: 503"
      ])
  }

  @Test func aReadinessGateSaysWhoseWordIsMissing() throws {
    let found = try troubles(
      """
      metadata: {name: a}
      spec: {nodeName: node-1, containers: [{name: app}], readinessGates: [{conditionType: lb/ready}]}
      status:
        phase: Running
        conditions:
        - {type: Ready, status: "False"}
        - {type: lb/ready, status: "False", message: not in the target group yet}
        containerStatuses: [{name: app, ready: true, started: true, state: {running: {}}}]
      """)
    #expect(found.map(\.kind) == [.gate])
    #expect(found.first?.words.hasSuffix("not in the target group yet") == true)
  }

  // MARK: - How it ended

  @Test(arguments: [
    (
      "reason: Evicted, message: \"The node was low on resource: memory. Container app was using"
        + " 300Mi, request is 100Mi.\"",
      "evicted: the node was low on memory"
    ),
    ("reason: DeadlineExceeded", "ran for longer than it may"),
    ("reason: OutOfcpu", "refused by node-1: not enough cpu"),
    (
      "conditions: [{type: DisruptionTarget, status: \"True\", reason: PreemptionByScheduler}]",
      "disrupted: it made room for a pod of higher priority"
    ),
    (
      "containerStatuses: [{name: app, state: {terminated: {exitCode: 1}}}]",
      "exit code 1: an error of the program's own"
    ),
  ])
  func aPodThatFailedSaysHow(status: String, summary: String) throws {
    let found = try troubles(
      """
      metadata: {name: a}
      spec: {nodeName: node-1, containers: [{name: app}]}
      status: {phase: Failed, \(status)}
      """)
    #expect(found.map(\.summary) == [summary])
  }

  @Test func aPodThatStaysOnNamesItsFinalizers() throws {
    let found = try troubles(
      """
      metadata: {name: a, deletionTimestamp: 2026-07-01T11:50:00Z, finalizers: [x.io/keep]}
      spec: {nodeName: node-1, containers: [{name: app}]}
      status: {phase: Running}
      """)
    #expect(found.first?.kind == .termination)
    #expect(found.first?.summary == "terminating: waits for x.io/keep")
  }

  @Test(arguments: [
    "{phase: Succeeded}", "{phase: Running, conditions: [{type: Ready, status: \"True\"}]}",
  ])
  func aPodThatIsWellHasNoTrouble(status: String) throws {
    let found = try troubles(
      "{metadata: {name: a}, spec: {containers: [{name: app}]}, status: \(status)}")
    #expect(found.isEmpty)
  }

  @Test(arguments: ["{}", "{status: 7}", "{spec: [], status: []}", "{status: {phase: Failed}}"])
  func aMisshapenPodIsNoReasonToFail(pod: String) throws {
    _ = try troubles(pod)
  }

  // MARK: - In a list

  @Test func aRowSaysWhichContainerWhereThereAreSeveral() throws {
    let row = try decode(
      """
      metadata: {name: a}
      spec: {nodeName: node-1, containers: [{name: app}, {name: mesh}]}
      status:
        phase: Running
        containerStatuses:
        - {name: app, state: {waiting: {reason: CrashLoopBackOff}},
           lastState: {terminated: {exitCode: 127}}}
        - {name: mesh, ready: true, state: {running: {}}}
      """, PodDecoder())
    #expect(row.why == "app: exit code 127: the command wasn't found")
    #expect(row.isTroubled)
  }
}
