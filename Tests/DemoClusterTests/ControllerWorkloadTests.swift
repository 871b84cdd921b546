import Documents
import Testing

@testable import DemoCluster

/// Stateful sets, daemon sets, jobs, claims and endpoints.
@Suite struct ControllerWorkloadTests {
  private static let storage = """
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: local}
    provisioner: rancher.io/local-path
    volumeBindingMode: WaitForFirstConsumer
    """

  private static func database(image: String = "postgres:17") -> String {
    """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: db, namespace: default}
    spec:
      serviceName: db
      replicas: 3
      selector: {matchLabels: {app: db}}
      template:
        metadata: {labels: {app: db}}
        spec: {containers: [{name: db, image: "\(image)"}]}
      volumeClaimTemplates:
        - metadata: {name: data}
          spec:
            accessModes: [ReadWriteOnce]
            storageClassName: local
            resources: {requests: {storage: 1Gi}}
    """
  }

  @Test func aStatefulSetStartsInOrderWithItsClaims() async throws {
    let cluster = try await ControllerHarness()
    try await cluster.apply(Self.storage + "\n---\n" + Self.database())
    await cluster.advance(2)
    #expect(await cluster.list(.pods, "default").map(\.objectName) == ["db-0"])
    await cluster.advance(60)
    #expect(await cluster.list(.pods, "default").map(\.objectName) == ["db-0", "db-1", "db-2"])
    let claims = await cluster.list(.persistentVolumeClaims, "default")
    #expect(claims.map(\.objectName) == ["data-db-0", "data-db-1", "data-db-2"])
    #expect(claims.allSatisfy { $0.at("status", "phase") == "Bound" })
    let set = await cluster.get(.statefulSets, "default", "db")
    #expect(set?.at("status", "readyReplicas") == 3)
  }

  @Test func aStatefulSetUpdatesFromTheLastPodOn() async throws {
    let cluster = try await ControllerHarness()
    try await cluster.apply(Self.storage + "\n---\n" + Self.database())
    await cluster.advance(60)
    try await cluster.apply(Self.database(image: "postgres:18"))
    await cluster.advance(6)
    let images = await cluster.list(.pods, "default")
      .map { $0.at("spec", "containers")?[0]?["image"]?.string }
    #expect(images.first == "postgres:17")
    await cluster.advance(90)
    let after = await cluster.list(.pods, "default")
      .map { $0.at("spec", "containers")?[0]?["image"]?.string }
    #expect(after == ["postgres:18", "postgres:18", "postgres:18"])
    let set = await cluster.get(.statefulSets, "default", "db")
    #expect(set?.at("status", "currentRevision") == set?.at("status", "updateRevision"))
  }

  @Test func aDaemonSetRunsOnEveryNodeThatItTolerates() async throws {
    let cluster = try await ControllerHarness()
    try await cluster.apply(
      """
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent, namespace: default}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec: {containers: [{name: agent, image: "agent:1"}]}
      """)
    await cluster.advance(20)
    let nodes = await cluster.list(.pods, "default").compactMap {
      $0.at("spec", "nodeName")?.string
    }
    #expect(Set(nodes) == ["talos01", "talos02", "talos03"])
    let set = await cluster.get(.daemonSets, "default", "agent")
    #expect(set?.at("status", "numberReady") == 3)
  }

  @Test func aJobCompletes() async throws {
    let cluster = try await ControllerHarness()
    try await cluster.apply(Self.job("pi", policy: "Never"))
    await cluster.advance(40)
    let job = try #require(await cluster.get(.jobs, "default", "pi"))
    #expect(job.isTrue("Complete"))
    #expect(job.at("status", "succeeded") == 1)
    #expect(job.at("status", "completionTime") != nil)
    #expect(await cluster.state(ofPod: "pi-", in: "default") == "Completed")
  }

  @Test func aJobThatFailsTooOftenFails() async throws {
    let cluster = try await ControllerHarness(
      catalog: ImageCatalog(exact: ["task:1": .crashing(.task, after: .seconds(2))]))
    try await cluster.apply(Self.job("pi", policy: "Never", limit: 2))
    await cluster.advance(300)
    let job = try #require(await cluster.get(.jobs, "default", "pi"))
    #expect(job.condition("Failed")?["reason"] == "BackoffLimitExceeded")
    #expect(job.at("status", "failed") == 3)
  }

  @Test func aCronJobStartsJobsAndKeepsTheLatest() async throws {
    let cluster = try await ControllerHarness()
    try await cluster.apply(
      """
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: tidy, namespace: default}
      spec:
        schedule: "*/5 * * * *"
        successfulJobsHistoryLimit: 2
        jobTemplate:
          spec:
            template:
              spec: {restartPolicy: Never, containers: [{name: tidy, image: "task:1"}]}
      """)
    await cluster.advance(1560)
    #expect(await cluster.list(.jobs, "default").count == 2)
    let cron = await cluster.get(.cronJobs, "default", "tidy")
    #expect(cron?.at("status", "lastScheduleTime")?.string == "2026-01-05T09:25:00Z")
    #expect(cron?.at("status", "lastSuccessfulTime") != nil)
  }

  @Test func aServiceLeadsToReadyPods() async throws {
    let cluster = try await ControllerHarness()
    try await cluster.apply(
      ControllerHarness.deployment("web", replicas: 2) + """

        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec: {selector: {app: web}, ports: [{port: 80}]}
        """)
    await cluster.advance(30)
    let endpoints = await cluster.get(.endpoints, "default", "web")
    #expect(endpoints?["subsets"]?[0]?["addresses"]?.array?.count == 2)
    let slices = await cluster.list(.endpointSlices, "default")
      .filter { $0.label("kubernetes.io/service-name") == "web" }
    #expect(slices.count == 1)
    #expect(slices.first?["endpoints"]?.array?.count == 2)
  }

  @Test func aPodThatFitsNowhereWaitsAndSaysWhy() async throws {
    let cluster = try await ControllerHarness()
    try await cluster.apply(
      ControllerHarness.deployment(
        "huge", extra: "          resources: {requests: {memory: 900Gi}}"))
    await cluster.advance(5)
    let pod = try #require(await cluster.list(.pods, "default").first)
    #expect(pod.at("spec", "nodeName") == nil)
    #expect(pod.condition("PodScheduled")?["reason"] == "Unschedulable")
    #expect(
      await cluster.reasons(ofEventsAbout: "huge", in: "default").contains("FailedScheduling"))
  }

  private static func job(_ name: String, policy: String, limit: Int = 6) -> String {
    """
    apiVersion: batch/v1
    kind: Job
    metadata: {name: \(name), namespace: default}
    spec:
      backoffLimit: \(limit)
      template:
        spec: {restartPolicy: \(policy), containers: [{name: main, image: "task:1"}]}
    """
  }
}
