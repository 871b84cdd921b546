import Documents
import HTTP
import Kubernetes
import Testing

/// What requests come to, held against what kubectl sends for the same.
@Suite struct WorkloadChangeTests {
  private let now = Timestamp(seconds: 1_800_000_000)
  private let deployment = ObjectKey(.deployments, namespace: "shop", name: "web")
  private let web: Value = [
    "apiVersion": "apps/v1", "kind": "Deployment",
    "metadata": [
      "namespace": "shop", "name": "web", "uid": "u1", "generation": 7,
      "annotations": [
        "deployment.kubernetes.io/revision": "3", "kubernetes.io/change-cause": "new",
        "kubectl.kubernetes.io/last-applied-configuration": "{}",
      ],
    ],
    "spec": [
      "replicas": 3,
      "template": [
        "metadata": ["labels": ["app": "web"]],
        "spec": [
          "initContainers": [["name": "setup", "image": "busybox:1"]],
          "containers": [
            ["name": "web", "image": "nginx:1.28"], ["name": "log", "image": "vector:1"],
          ],
        ],
      ],
    ],
  ]

  private func change(
    _ request: WorkloadRequest, of key: ObjectKey? = nil, _ object: Value? = nil,
    scale: Value? = nil, revisions: [Revision] = []
  ) throws(WorkloadRefusal) -> WorkloadChange {
    try WorkloadChange(
      request, of: key ?? deployment, object ?? web, scale: scale, revisions: revisions, now: now)
  }

  private func refusal(
    _ request: WorkloadRequest, of key: ObjectKey? = nil, _ object: Value? = nil,
    scale: Value? = nil, revisions: [Revision] = []
  ) -> WorkloadRefusal? {
    do throws(WorkloadRefusal) {
      _ = try change(request, of: key, object, scale: scale, revisions: revisions)
      return nil
    } catch {
      return error
    }
  }

  // MARK: - Restarting

  @Test func aRestartAnnotatesTheTemplate() throws {
    let change = try change(.restart)
    #expect(
      change.means
        == .patch(
          .strategicMerge,
          [
            "spec": [
              "template": [
                "metadata": [
                  "annotations": ["kubectl.kubernetes.io/restartedAt": "2027-01-15T08:00:00Z"]
                ]
              ]
            ]
          ]))
    #expect(
      change.field?.description
        == "/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt")
  }

  @Test func aPausedDeploymentIsNeitherRestartedNorRolledBack() throws {
    var paused = web
    paused["spec"]?["paused"] = true
    #expect(refusal(.restart, paused) == .paused)
    #expect(refusal(.rollBack(to: 2), paused, revisions: [try second]) == .paused)
  }

  @Test func twoRestartsInOneSecondAreOne() throws {
    let patch = try change(.restart).means
    guard case .patch(_, let value) = patch else { return #expect(Bool(false)) }
    #expect(refusal(.restart, web.applying(mergePatch: value)) == .justRestarted)
  }

  @Test func replicaSetsCannotBeRestarted() {
    let key = ObjectKey(.replicaSets, namespace: "shop", name: "web-1")
    #expect(refusal(.restart, of: key) == .impossible(.replicaSets, "be restarted"))
  }

  // MARK: - Scaling

  @Test func scalingSaysFromWhereToWhere() throws {
    let change = try change(.scale(to: 5), scale: ["spec": ["replicas": 3]])
    #expect(change.means == .scale(from: 3, to: 5))
    #expect(change.words == "3 → 5 replicas")
  }

  @Test func scalingToWhatThereIsChangesNothing() {
    #expect(
      refusal(.scale(to: 1), scale: ["spec": ["replicas": 1]])?.summary
        == "it has 1 replica already")
  }

  @Test func aScaleWithoutANumberIsOneOfNone() throws {
    // The server leaves out a number that is zero.
    #expect(try change(.scale(to: 2), scale: ["spec": [:]]).means == .scale(from: 0, to: 2))
  }

  // MARK: - Images

  @Test func imagesAreSetByTheNamesOfContainers() throws {
    let change = try change(
      .setImages([
        ContainerImage("setup", isInitial: true, "busybox:1"), ContainerImage("web", "nginx:1.29"),
        ContainerImage("log", "vector:2"),
      ]))
    #expect(
      change.means
        == .patch(
          .strategicMerge,
          [
            "spec": [
              "template": [
                "spec": [
                  "containers": [
                    ["name": "web", "image": "nginx:1.29"], ["name": "log", "image": "vector:2"],
                  ]
                ]
              ]
            ]
          ]))
    #expect(change.words == "web: nginx:1.28 → nginx:1.29, log: vector:1 → vector:2")
  }

  @Test func anImageOfACustomKindIsExchangedAtItsPlace() throws {
    let rollouts = ResourceKind(
      group: "argoproj.io", version: "v1alpha1", plural: "rollouts", kind: "Rollout")
    let change = try change(
      .setImages([ContainerImage("log", "vector:2")]),
      of: ObjectKey(rollouts, namespace: "shop", name: "web"))
    #expect(
      change.means
        == .patch(
          .json,
          [
            ["op": "test", "path": "/spec/template/spec/containers/1/name", "value": "log"],
            [
              "op": "replace", "path": "/spec/template/spec/containers/1/image",
              "value": "vector:2",
            ],
          ]))
  }

  @Test(arguments: ["", "nginx 1.29", "nginx:1\n"])
  func whatIsNoImageIsRefused(image: String) {
    #expect(
      refusal(.setImages([ContainerImage("web", image)])) == .invalidImage(container: "web"))
  }

  @Test func theSameImagesChangeNothing() {
    #expect(
      refusal(.setImages([ContainerImage("web", "nginx:1.28")]))?.summary
        == "it has these images already")
  }

  // MARK: - Rolling back

  private var second: Revision {
    get throws {
      try #require(
        Revision([
          "metadata": [
            "namespace": "shop", "name": "web-5d", "creationTimestamp": "2027-01-01T00:00:00Z",
            "annotations": [
              "deployment.kubernetes.io/revision": "2", "kubernetes.io/change-cause": "old",
              "deployment.kubernetes.io/desired-replicas": "3",
            ],
            "ownerReferences": [["uid": "u1", "controller": true]],
          ],
          "spec": [
            "template": [
              "metadata": ["labels": ["app": "web", "pod-template-hash": "5d"]],
              "spec": ["containers": [["name": "web", "image": "nginx:1.27"]]],
            ]
          ],
          "status": ["replicas": 0],
        ]))
    }
  }

  @Test func goingBackReplacesTheTemplateAndTakesAnnotationsAlong() throws {
    let change = try change(.rollBack(to: 2), revisions: [second])
    #expect(
      change.means
        == .patch(
          .json,
          [
            ["op": "test", "path": "/metadata/generation", "value": 7],
            [
              "op": "replace", "path": "/spec/template",
              "value": [
                "metadata": ["labels": ["app": "web"]],
                "spec": ["containers": [["name": "web", "image": "nginx:1.27"]]],
              ],
            ],
            [
              "op": "add", "path": "/metadata/annotations",
              "value": [
                "deployment.kubernetes.io/revision": "3", "kubernetes.io/change-cause": "old",
                "kubectl.kubernetes.io/last-applied-configuration": "{}",
              ],
            ],
          ]))
  }

  @Test func whatIsSoNowIsNotGoneBackTo() throws {
    var current = web
    current["spec"]?["template"] = try second.template
    #expect(
      refusal(.rollBack(to: 2), current, revisions: [try second])?.summary
        == "it is as in revision 2 already")
  }

  @Test func aRevisionThatIsGoneIsSaid() {
    #expect(refusal(.rollBack(to: 9)) == .noRevision(9))
  }

  @Test func setsAreSentTheirRevisionsPatch() throws {
    let data: Value = [
      "spec": ["template": ["$patch": "replace", "spec": ["containers": [["name": "db"]]]]]
    ]
    let revision = try #require(
      Revision([
        "metadata": [
          "name": "db-1", "ownerReferences": [["uid": "u1", "controller": true]],
        ], "revision": 1, "data": data,
      ]))
    let key = ObjectKey(.statefulSets, namespace: "shop", name: "db")
    #expect(
      try change(.rollBack(to: 1), of: key, revisions: [revision]).means
        == .patch(.strategicMerge, data))
    #expect(revision.template == ["spec": ["containers": [["name": "db"]]]])
  }

  // MARK: - Jobs and nodes

  @Test func aScheduledJobStartedByHandIsMadeOfItsTemplate() throws {
    let key = ObjectKey(.cronJobs, namespace: "shop", name: "backup")
    let change = try change(
      .trigger, of: key,
      [
        "metadata": ["uid": "u2"],
        "spec": [
          "jobTemplate": [
            "metadata": ["labels": ["app": "backup"]], "spec": ["backoffLimit": 2],
          ]
        ],
      ])
    #expect(
      change.means
        == .create(
          .jobs,
          [
            "apiVersion": "batch/v1", "kind": "Job",
            "metadata": [
              "name": "backup-manual-tro8w0", "namespace": "shop", "labels": ["app": "backup"],
              "annotations": ["cronjob.kubernetes.io/instantiate": "manual"],
              "ownerReferences": [
                [
                  "apiVersion": "batch/v1", "kind": "CronJob", "name": "backup", "uid": "u2",
                  "controller": true,
                ]
              ],
            ], "spec": ["backoffLimit": 2],
          ]))
    #expect(change.field == nil)
  }

  @Test func theNameOfAJobFitsIntoALabel() throws {
    let key = ObjectKey(.cronJobs, namespace: "shop", name: String(repeating: "x", count: 52))
    let change = try change(.trigger, of: key, ["spec": ["jobTemplate": [:]]])
    guard case .create(_, let job) = change.means else { return #expect(Bool(false)) }
    #expect((job["metadata"]?["name"]?.string?.utf8.count ?? 0) <= 63)
  }

  @Test func aJobThatIsOverIsNotSuspended() {
    let key = ObjectKey(.jobs, namespace: "shop", name: "once")
    let over: Value = ["status": ["conditions": [["type": "Complete", "status": "True"]]]]
    #expect(refusal(.setSuspended(true), of: key, over) == .jobIsOver)
  }

  @Test func uncordoningTakesTheFieldAway() throws {
    let node = ObjectKey(.nodes, name: "a")
    #expect(
      try change(.setSchedulable(true), of: node, ["spec": ["unschedulable": true]]).means
        == .patch(.strategicMerge, ["spec": ["unschedulable": .null]]))
    #expect(
      refusal(.setSchedulable(true), of: node, ["spec": [:]])?.summary
        == "it takes new pods already")
  }

  // MARK: - Doing it

  private func client(_ answers: ScriptedTransport) -> Client {
    Client(transport: answers, pacing: InstantPacing().pacing)
  }

  private let scaling = { (key: ObjectKey) throws(WorkloadRefusal) in
    try WorkloadChange(
      .scale(to: 5), of: key, [:], scale: ["spec": ["replicas": 3]], now: Timestamp(seconds: 0))
  }

  @Test func aScaleIsSentWithTheVersionThatWasRead() async throws {
    let transport = ScriptedTransport(
      .json(#"{"metadata":{"resourceVersion":"8"},"spec":{"replicas":3}}"#),
      .json(#"{"spec":{"replicas":5}}"#))
    _ = try await client(transport).perform(scaling(deployment)).get()
    let sent = await transport.requests.last
    #expect(
      sent?.target == "/apis/apps/v1/namespaces/shop/deployments/web/scale?fieldManager=duet")
    #expect(
      String(decoding: sent?.body ?? [], as: UTF8.self)
        == #"{"metadata":{"resourceVersion":"8"},"spec":{"replicas":5}}"#)
  }

  @Test func whoeverScaledMeanwhileIsNotOverridden() async throws {
    let conflict = #"{"kind":"Status","code":409,"reason":"Conflict"}"#
    let transport = ScriptedTransport(
      .json(#"{"metadata":{"resourceVersion":"8"},"spec":{"replicas":3}}"#),
      .json(conflict, status: 409),
      .json(#"{"metadata":{"resourceVersion":"9"},"spec":{"replicas":4}}"#))
    #expect(
      try await client(transport).perform(scaling(deployment))
        == .failure(.scaledMeanwhile(from: 3, to: 4)))
    #expect(await transport.requests.count == 3)
  }

  @Test func aStatusThatChangedMeanwhileIsNoObstacle() async throws {
    let conflict = #"{"kind":"Status","code":409,"reason":"Conflict"}"#
    let transport = ScriptedTransport(
      .json(#"{"metadata":{"resourceVersion":"8"},"spec":{"replicas":3}}"#),
      .json(conflict, status: 409),
      .json(#"{"metadata":{"resourceVersion":"9"},"spec":{"replicas":3}}"#), .json("{}"))
    _ = try await client(transport).perform(scaling(deployment)).get()
    #expect(await transport.requests.count == 4)
  }
}
