import Documents
import GitOps
import Kubernetes
import Testing

@Suite struct OperationProgressTests {
  func progress(_ json: String) throws -> OperationProgress {
    try #require(OperationProgress(Application(try Value(json: Array(json.utf8)))))
  }

  @Test func withoutAnyOperationThereIsNone() {
    #expect(OperationProgress(Application(["status": [:]])) == nil)
  }

  @Test func anOperationWaitsForItsController() throws {
    let progress = try progress(#"{"operation": {"sync": {"revision": "abc"}}}"#)
    #expect(progress.stage == .waitingForController)
    #expect(progress.revisions == ["abc"])
  }

  @Test func theStateOfTheOneBeforeIsNotItsOwn() throws {
    let progress = try progress(
      #"""
      {"operation": {"sync": {"revision": "new"}},
       "status": {"operationState": {"phase": "Failed", "operation": {"sync": {"revision": "old"}}}}}
      """#)
    #expect(progress.stage == .waitingForController)
  }

  @Test func stepsAreInTheOrderOfPhasesAndWaves() throws {
    let progress = try progress(
      #"""
      {"operation": {"sync": {}},
       "status": {
        "resources": [
         {"kind": "Service", "namespace": "s", "name": "web", "syncWave": 5},
         {"group": "apps", "kind": "Deployment", "namespace": "s", "name": "web"}],
        "operationState": {"phase": "Running", "message": "waiting for healthy state of apps/Deployment/web and 2 more resources",
         "operation": {"sync": {}},
         "syncResult": {"resources": [
          {"kind": "Service", "namespace": "s", "name": "web", "status": "Synced", "syncPhase": "Sync", "hookPhase": "Succeeded"},
          {"group": "apps", "kind": "Deployment", "namespace": "s", "name": "web", "status": "Synced", "syncPhase": "Sync", "hookPhase": "Running"},
          {"group": "batch", "kind": "Job", "namespace": "s", "name": "init", "hookType": "PreSync", "hookPhase": "Succeeded", "syncPhase": "PreSync"}]}}}}
      """#)
    #expect(
      progress.steps.map { "\($0.phase?.rawValue ?? "") \($0.wave ?? -1)" } == [
        "PreSync 0", "Sync 0", "Sync 5",
      ])
    #expect(progress.steps.map(\.isDone) == [true, false, true])
    #expect(progress.waiting?.event == .health)
    #expect(progress.waiting?.name == ObjectName(namespace: "s", name: "web"))
    #expect(progress.waiting?.others == 2)
  }

  @Test func theTimeOfTheNextAttemptIsTold() throws {
    let progress = try progress(
      #"""
      {"operation": {"retry": {"limit": 5, "backoff": {"duration": "5s", "factor": 3}}},
       "status": {"operationState": {"phase": "Running", "retryCount": 2,
        "finishedAt": "2026-03-04T09:00:00Z",
        "operation": {"retry": {"limit": 5, "backoff": {"duration": "5s", "factor": 3}}}}}}
      """#)
    #expect(progress.stage == .waitingToRetry(at: 1_772_614_845))
    #expect(progress.retries == 2)
  }

  @Test func aWindowThatBlocksIsTold() throws {
    let progress = try progress(
      #"{"operation": {}, "status": {"operationState": {"phase": "Running", "operation": {}, "message": "Sync operation blocked by sync window"}}}"#
    )
    #expect(progress.stage == .blockedByWindow)
  }

  @Test func failuresAreTold() throws {
    let progress = try progress(
      #"""
      {"status": {"operationState": {"phase": "Failed", "operation": {},
        "syncResult": {"resources": [
          {"kind": "Service", "name": "a", "status": "SyncFailed", "message": "no"},
          {"kind": "Service", "name": "b", "status": "Synced"}]}}}}
      """#)
    #expect(progress.stage == .over(.failed))
    #expect(progress.failures.map(\.name.name) == ["a"])
  }

  @Test(arguments: [
    ("", 0, 5.0), ("", 1, 10.0), ("", 10, 180.0), ("20", 1, 40.0), ("1m", 5, 180.0),
  ]) func pausesGrowUpToTheLongest(_ duration: String, _ retries: Int, _ expected: Double) {
    #expect(RetryPolicy(limit: -1, duration: duration).pause(after: retries) == expected)
  }

  @Test func aPauseThatIsNoneMeansNoRetry() {
    #expect(RetryPolicy(limit: 1, duration: "soon").pause(after: 0) == nil)
  }

  @Test func retriesWithoutEndAreCountedToTheirEnd() {
    #expect(RetryPolicy(limit: -1, factor: 1).pause(after: .max) == 5)
    #expect(RetryPolicy(limit: -1, longest: "0").pause(after: .max) == nil)
    #expect(RetryPolicy(limit: -1, factor: 0).pause(after: .max) == 0)
  }
}
