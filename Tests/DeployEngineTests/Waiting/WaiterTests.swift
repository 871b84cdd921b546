import DemoCluster
import DeployEngine
import Documents
import HTTP
import Kubernetes
import Testing
import YAML

/// Waits in the demo cluster, whose controllers roll deployments and whose clock the test turns.
@Suite(.timeLimit(.minutes(5))) struct WaiterTests {
  let server = Scenario.empty.makeServer()

  var client: Client { Client(transport: server, pacing: .immediate) }

  /// Time that never passes by itself.
  static let still = Pacing(
    sleep: { _ in try await Task.sleep(for: .seconds(3600)) }, random: { 0.5 },
    now: { ContinuousClock.now })

  func apply(_ yaml: String, _ kind: ResourceKind) async throws -> WaitTarget {
    let object = try Value(yaml: yaml)
    let key = ObjectKey(
      kind, namespace: object["metadata"]?["namespace"]?.string ?? "",
      name: object["metadata"]?["name"]?.string ?? "")
    return WaitTarget(key: key, applied: try await client.apply(key, object).object)
  }

  static func deployment(_ behaviour: String = "", image: String = "web:1") -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: default}
    spec:
      replicas: 2
      selector: {matchLabels: {app: web}}
      template:
        metadata:
          labels: {app: web}
          annotations: {demo.duet/behaviour: "\(behaviour)"}
        spec:
          containers:
          - name: web
            image: \(image)
            readinessProbe: {httpGet: {path: /, port: 80}}
    """
  }

  /// Waits while the cluster's time passes.
  func wait(
    for targets: [WaitTarget], _ options: WaitOptions = WaitOptions()
  ) async -> (WaitResult, [WaitEvent]) {
    let (events, feed) = AsyncStream.makeStream(of: WaitEvent.self)
    let clock = Task {
      while !Task.isCancelled {
        await server.advance(by: .seconds(1))
        await Task.yield()
      }
    }
    let result = await Waiter(client, pacing: Self.still).wait(for: targets, options: options) {
      feed.yield($0)
    }
    clock.cancel()
    feed.finish()
    return (result, await events.reduce(into: []) { $0.append($1) })
  }

  @Test func aDeploymentThatRollsOutIsHealthy() async throws {
    let target = try await apply(Self.deployment(), .deployments)
    let (result, events) = await wait(for: [target])
    #expect(result.isHealthy)
    #expect(
      events.contains {
        if case .changed(let status) = $0 { status.health == .progressing } else { false }
      })
  }

  @Test func aCrashLoopIsToldWithItsLog() async throws {
    let target = try await apply(Self.deployment("crash-loop"), .deployments)
    let (result, _) = await wait(for: [target], WaitOptions(crashLoopRestarts: 2))
    let status = try #require(result.statuses.first)
    guard case .failed(let failure)? = status.outcome else {
      Issue.record("\(status)")
      return
    }
    #expect(failure.reason == "CrashLoopBackOff")
    let culprit = try #require(status.culprits.first)
    #expect(culprit.lastLogLines.isEmpty == false)
    #expect(culprit.lastEvents.contains { $0.reason == "BackOff" })
  }

  @Test func anImageThatIsNotThereFails() async throws {
    let target = try await apply(Self.deployment("no-image"), .deployments)
    let (result, _) = await wait(for: [target])
    guard case .failed(let failure)? = result.statuses.first?.outcome else {
      Issue.record("\(result)")
      return
    }
    #expect(failure.reason == "ImagePullBackOff")
    #expect(failure.message.contains("not found"))
  }

  @Test func cancellingEndsTheWait() async throws {
    let target = try await apply(Self.deployment(), .deployments)
    let (events, feed) = AsyncStream.makeStream(of: WaitEvent.self)
    let task = Task {
      await Waiter(client, pacing: Self.still).wait(for: [target]) { feed.yield($0) }
    }
    for await event in events {
      if case .changed = event { break }
    }
    task.cancel()
    let result = await task.value
    guard case .cancelled(.progressing, _)? = result.statuses.first?.outcome else {
      Issue.record("\(result)")
      return
    }
  }

  @Test func theTimeIsOverAtOnce() async throws {
    let target = try await apply(Self.deployment(), .deployments)
    let result = await Waiter(client, pacing: .immediate).wait(for: [target]) { _ in }
    guard case .timedOut? = result.statuses.first?.outcome else {
      Issue.record("\(result)")
      return
    }
  }
}
