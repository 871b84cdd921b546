import Documents
import Kubernetes
import Synchronization
import TestSupport
import Testing

/// Changes of workloads and nodes on a real API server; no controller runs there, and what one would
/// have done is written by the test.
@Suite(.apiServer, .timeLimit(.minutes(10)))
struct RealWorkloadTests {
  private let now = Timestamp(seconds: 1_800_000_000)

  private func template(_ image: String) -> Value {
    [
      "metadata": ["labels": ["app": "web"]],
      "spec": [
        "initContainers": [["name": "setup", "image": "busybox:1"]],
        "containers": [
          ["name": "web", "image": .string(image), "env": [["name": "A", "value": "b"]]]
        ],
      ],
    ]
  }

  private func make(_ kind: ResourceKind, _ spec: Value, in bed: DeployBed) async throws -> Value {
    let object: Value = [
      "apiVersion": .string(kind.apiVersion), "kind": .string(kind.kind),
      "metadata": ["name": "web", "namespace": .string(bed.name)], "spec": spec,
    ]
    return try await bed.client.create(kind, namespace: bed.name, object).object
  }

  private func deployment(_ name: String) async throws -> (bed: DeployBed, key: ObjectKey) {
    let bed = try await DeployBed(name, on: .shared)
    _ = try await make(
      .deployments,
      [
        "replicas": 3, "selector": ["matchLabels": ["app": "web"]],
        "template": template("nginx:1.28"),
      ], in: bed)
    return (bed, ObjectKey(.deployments, namespace: name, name: "web"))
  }

  /// Prepares, tries, and does; returns the object afterwards.
  @discardableResult
  private func perform(
    _ request: WorkloadRequest, on key: ObjectKey, in bed: DeployBed
  ) async throws -> Value {
    let change = try await bed.client.prepare(request, of: key, now: now).change.get()
    let before = try await bed.client.get(key)
    _ = try await bed.client.perform(change, isDryRun: true).get()
    #expect(try await bed.client.get(key) == before)
    _ = try await bed.client.perform(change).get()
    return try await bed.client.get(key)
  }

  @Test func aRestartChangesTheTemplateAndNothingElse() async throws {
    let (bed, key) = try await deployment("restarting")
    let object = try await perform(.restart, on: key, in: bed)
    let annotations = object["spec"]?["template"]?["metadata"]?["annotations"]
    #expect(annotations == ["kubectl.kubernetes.io/restartedAt": "2027-01-15T08:00:00Z"])
    #expect(object["metadata"]?["generation"] == 2)
  }

  @Test func aPausedDeploymentIsNotRestarted() async throws {
    let (bed, key) = try await deployment("pausing")
    _ = try await bed.client.patch(key, .merge, ["spec": ["paused": true]])
    #expect(
      try await bed.client.prepare(.restart, of: key, now: now).change == .failure(.paused))
  }

  @Test func scalingGoesThroughTheScale() async throws {
    let (bed, key) = try await deployment("scaling")
    #expect(try await perform(.scale(to: 5), on: key, in: bed)["spec"]?["replicas"] == 5)
    #expect(try await perform(.scale(to: 0), on: key, in: bed)["spec"]?["replicas"] == 0)
    #expect(try await perform(.scale(to: 1), on: key, in: bed)["spec"]?["replicas"] == 1)
  }

  @Test func somebodyElsesScalingIsNotOverridden() async throws {
    let (bed, key) = try await deployment("scaling-twice")
    let change = try await bed.client.prepare(.scale(to: 5), of: key, now: now).change.get()
    try await bed.kubectl("scale", "deployment/web", "--replicas=4", "-n", bed.name)
    #expect(
      try await bed.client.perform(change) == .failure(.scaledMeanwhile(from: 3, to: 4)))
  }

  @Test func imagesChangeByNameAndLeaveTheRest() async throws {
    let (bed, key) = try await deployment("images")
    let object = try await perform(
      .setImages([
        ContainerImage("setup", isInitial: true, "busybox:2"), ContainerImage("web", "nginx:1.29"),
      ]), on: key, in: bed)
    #expect(
      PodTemplate.images(of: object, .deployments)
        == [
          ContainerImage("setup", isInitial: true, "busybox:2"),
          ContainerImage("web", "nginx:1.29"),
        ])
    #expect(
      object["spec"]?["template"]?["spec"]?["containers"]?[0]?["env"]
        == [["name": "A", "value": "b"]])
  }

  @Test func aDeploymentGoesBackToTheTemplateOfItsReplicaSet() async throws {
    let (bed, key) = try await deployment("undoing")
    let uid = try await bed.client.get(key)["metadata"]?["uid"] ?? ""
    var old = template("nginx:1.27")
    old["metadata"]?["labels"]?["pod-template-hash"] = "old"
    let set: Value = [
      "apiVersion": "apps/v1", "kind": "ReplicaSet",
      "metadata": [
        "name": "web-old", "namespace": .string(bed.name),
        "labels": ["app": "web", "pod-template-hash": "old"],
        "annotations": [
          "deployment.kubernetes.io/revision": "1", "kubernetes.io/change-cause": "the first",
        ],
        "ownerReferences": [
          [
            "apiVersion": "apps/v1", "kind": "Deployment", "name": "web", "uid": uid,
            "controller": true,
          ]
        ],
      ],
      "spec": [
        "replicas": 0, "template": old,
        "selector": ["matchLabels": ["app": "web", "pod-template-hash": "old"]],
      ],
    ]
    _ = try await bed.client.create(.replicaSets, namespace: bed.name, set)
    let object = try await perform(.rollBack(to: 1), on: key, in: bed)
    #expect(PodTemplate.images(of: object, .deployments).last?.image == "nginx:1.27")
    #expect(object["spec"]?["template"]?["metadata"]?["labels"] == ["app": "web"])
    #expect(object["metadata"]?["annotations"] == ["kubernetes.io/change-cause": "the first"])
    // What it was made of again is no change: the second time there is nothing to do.
    #expect(
      try await bed.client.prepare(.rollBack(to: 1), of: key, now: now).change
        == .failure(.unchanged("it is as in revision 1")))
  }

  @Test func aChangeInBetweenStopsARollback() async throws {
    let (bed, key) = try await deployment("racing")
    let revision = try #require(
      Revision([
        "metadata": [
          "name": "web-1", "annotations": ["deployment.kubernetes.io/revision": "1"],
          "ownerReferences": [["uid": "u", "controller": true]],
        ], "spec": ["template": template("nginx:1.27")],
      ]))
    let object = try await bed.client.get(key)
    let change = try WorkloadChange(
      .rollBack(to: 1), of: key, object, revisions: [revision], now: now)
    try await bed.kubectl("set", "image", "deployment/web", "web=nginx:2", "-n", bed.name)
    await #expect(throws: KubernetesError.self) { _ = try await bed.client.perform(change) }
  }

  @Test func aStatefulSetGoesBackByThePatchOfItsRevision() async throws {
    let bed = try await DeployBed("undoing-sets", on: .shared)
    let set = try await make(
      .statefulSets,
      [
        "serviceName": "web", "selector": ["matchLabels": ["app": "web"]],
        "template": template("postgres:18"),
      ], in: bed)
    let key = ObjectKey(.statefulSets, namespace: bed.name, name: "web")
    var old = template("postgres:17")
    old["$patch"] = "replace"
    let revision: Value = [
      "apiVersion": "apps/v1", "kind": "ControllerRevision", "revision": 1,
      "data": ["spec": ["template": old]],
      "metadata": [
        "name": "web-1", "namespace": .string(bed.name), "labels": ["app": "web"],
        "ownerReferences": [
          [
            "apiVersion": "apps/v1", "kind": "StatefulSet", "name": "web",
            "uid": set["metadata"]?["uid"] ?? "", "controller": true,
          ]
        ],
      ],
    ]
    _ = try await bed.client.create(.controllerRevisions, namespace: bed.name, revision)
    let object = try await perform(.rollBack(to: 1), on: key, in: bed)
    #expect(PodTemplate.images(of: object, .statefulSets).last?.image == "postgres:17")
  }

  @Test func aScheduledJobIsStartedByHandAndSuspended() async throws {
    let bed = try await DeployBed("by-hand", on: .shared)
    let kinds = try await bed.client.discover()
    let kind = try #require(kinds.kind(named: "cronjobs"))
    _ = try await make(
      kind,
      [
        "schedule": "0 3 * * *",
        "jobTemplate": [
          "metadata": ["labels": ["app": "web"]],
          "spec": [
            "template": [
              "spec": [
                "restartPolicy": "Never", "containers": [["name": "web", "image": "busybox:1"]],
              ]
            ]
          ],
        ],
      ], in: bed)
    let key = ObjectKey(kind, namespace: bed.name, name: "web")
    try await perform(.trigger, on: key, in: bed)
    let jobs = try await bed.client.list(ResourceQuery(.jobs, namespace: bed.name))
    #expect(jobs.first?["metadata"]?["labels"]?["app"] == "web")
    #expect(jobs.first?["metadata"]?["ownerReferences"]?[0]?["name"] == "web")
    #expect(
      try await perform(.setSuspended(true), on: key, in: bed)["spec"]?["suspend"] == true)
  }

  @Test func whatDiscoverySaysOfScalesIsKnown() async throws {
    let bed = try await DeployBed("discovering", on: .shared)
    let kinds = try await bed.client.discover()
    #expect(kinds.kind(named: "deployments.apps")?.subresources.contains("scale") == true)
    #expect(kinds.kind(named: "configmaps")?.subresources == [])
  }

  // MARK: - Nodes

  private func node(_ name: String, on bed: DeployBed) async throws -> ObjectKey {
    let node: Value = ["apiVersion": "v1", "kind": "Node", "metadata": ["name": .string(name)]]
    _ = try await bed.client.create(.nodes, node)
    return ObjectKey(.nodes, name: name)
  }

  private func pod(
    _ name: String, on node: String, in bed: DeployBed
  ) async throws -> ObjectKey {
    let key = ObjectKey(.pods, namespace: bed.name, name: name)
    let pod: Value = [
      "apiVersion": "v1", "kind": "Pod",
      "metadata": [
        "name": .string(name), "namespace": .string(bed.name), "labels": ["app": .string(name)],
        "ownerReferences": [
          [
            "apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "set", "uid": "u",
            "controller": true,
          ]
        ],
      ],
      "spec": [
        "nodeName": .string(node), "containers": [["name": "main", "image": "nginx:1.29"]],
      ],
    ]
    _ = try await bed.client.create(.pods, namespace: bed.name, pod)
    // A budget counts what runs.
    let status: Value = [
      "status": [
        "phase": "Running", "conditions": [["type": "Ready", "status": "True"]],
      ]
    ]
    _ = try await bed.client.patch(key, subresource: "status", .strategicMerge, status)
    return key
  }

  @Test func nodesAreCordonedAndUncordoned() async throws {
    let bed = try await DeployBed("cordoning", on: .shared)
    let key = try await node("cordoned", on: bed)
    let cordoned = try await perform(.setSchedulable(false), on: key, in: bed)
    #expect(cordoned["spec"]?["unschedulable"] == true)
    let free = try await perform(.setSchedulable(true), on: key, in: bed)
    #expect(free["spec"]?["unschedulable"] == nil)
  }

  @Test func aNodeIsDrained() async throws {
    let bed = try await DeployBed("draining", on: .shared)
    let node = try await node("drained", on: bed)
    let pod = try await pod("one", on: "drained", in: bed)
    let events = Mutex<[DrainEvent]>([])
    // Without a kubelet a pod ends only at once.
    await Drainer(bed.client).drain("drained", DrainOptions(gracePeriodSeconds: 0)) { event in
      events.withLock { $0.append(event) }
    }
    #expect(events.withLock { $0.last } == .finished(.complete))
    #expect(try await bed.client.get(node)["spec"]?["unschedulable"] == true)
    await #expect(throws: KubernetesError.self) { _ = try await bed.client.get(pod) }
  }

  @Test func aBudgetHoldsADrainUpUntilItIsGone() async throws {
    let bed = try await DeployBed("budgets", on: .shared)
    _ = try await node("guarded", on: bed)
    _ = try await pod("one", on: "guarded", in: bed)
    let version = try #require(
      try await bed.client.discover().kind(named: "poddisruptionbudgets"))
    let budget: Value = [
      "apiVersion": .string(version.apiVersion), "kind": "PodDisruptionBudget",
      "metadata": ["name": "one", "namespace": .string(bed.name)],
      "spec": ["minAvailable": 1, "selector": ["matchLabels": ["app": "one"]]],
    ]
    _ = try await bed.client.create(version, namespace: bed.name, budget)
    let budgetKey = ObjectKey(version, namespace: bed.name, name: "one")
    let events = Mutex<[DrainEvent]>([])
    let name = ObjectName(namespace: bed.name, name: "one")
    await Drainer(bed.client).drain("guarded", DrainOptions(gracePeriodSeconds: 0)) { event in
      events.withLock { $0.append(event) }
      guard case .pod(_, .refused) = event else { return }
      try? await bed.client.delete(budgetKey)
    }
    let told = events.withLock { $0 }
    #expect(told.contains { if case .pod(name, .refused) = $0 { true } else { false } })
    #expect(told.suffix(2) == [.pod(name, .gone), .finished(.complete)])
  }
}
