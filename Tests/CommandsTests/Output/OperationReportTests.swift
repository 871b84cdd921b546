import Documents
import GitOps
import Kubernetes
import Testing

@testable import Commands

@Suite struct OperationReportTests {
  private func application(
    _ state: Value = .null, operation: Bool = true, health: String = "Healthy",
    reconciled: String = "2026-01-01T00:00:00Z"
  ) -> Application {
    var document: Value = [
      "metadata": ["namespace": "argocd", "name": "web"],
      "status": [
        "operationState": state, "health": ["status": .string(health)],
        "sync": ["status": "Synced"], "reconciledAt": .string(reconciled),
      ],
    ]
    if operation { document["operation"] = ["sync": [:]] }
    return Application(document)
  }

  private func state(_ phase: String, _ more: Value = [:]) -> Value {
    let state: Value = [
      "phase": .string(phase), "operation": ["sync": [:]], "startedAt": "2026-01-01T00:00:00Z",
    ]
    return state.applying(mergePatch: more)
  }

  private func report(_ goal: OperationReport.Goal) -> OperationReport {
    OperationReport(application(), goal: goal, output: plain)
  }

  @Test func whatIsSaidTwiceIsPrintedOnce() {
    var report = report(.operation)
    #expect(
      report.hear(application()) == [
        "argocd/web  … waiting for Argo CD's controller to take it up"
      ])
    #expect(report.hear(application()) == [])
    #expect(report.ending == nil)
  }

  @Test func aHookIsALineForEachOfItsSteps() {
    var report = report(.operation)
    func hook(_ phase: String) -> Value {
      [
        "kind": "Job", "group": "batch", "namespace": "shop", "name": "migrate",
        "syncPhase": "PreSync", "hookType": "PreSync", "hookPhase": .string(phase),
        "message": .string(phase),
      ]
    }
    let running = state(
      "Running", ["message": "waiting", "syncResult": ["resources": [hook("Running")]]])
    #expect(
      report.hear(application(running)) == [
        "argocd/web    … PreSync  batch/Job shop/migrate  Running", "argocd/web  … waiting",
      ])
    let failed = state("Failed", ["message": "no", "syncResult": ["resources": [hook("Failed")]]])
    #expect(
      report.hear(application(failed, operation: false)) == [
        "argocd/web    ✗ PreSync  batch/Job shop/migrate  Failed", "argocd/web  ✗ Failed: no",
      ])
    #expect(report.ending == .failed)
  }

  @Test func aRetryIsSaidWithItsTime() {
    var report = report(.operation)
    let state = state(
      "Running",
      [
        "message": "no", "finishedAt": "2026-01-01T00:00:10Z", "retryCount": 1,
        "operation": ["retry": ["limit": 5, "backoff": ["duration": "5s"]]],
      ])
    #expect(
      report.hear(application(state, operation: false)) == [
        "argocd/web  … failed, and tried again at 2026-01-01T00:00:20Z (retry 1 of 5): no"
      ])
  }

  @Test func healthFromBeforeTheEndSaysNothing() {
    var report = report(.health)
    let done = state("Succeeded", ["message": "all", "finishedAt": "2026-01-01T00:00:10Z"])
    #expect(
      report.hear(application(done, operation: false)) == [
        "argocd/web  ✓ Succeeded in 10s: all",
        "argocd/web  … waiting for Argo CD to compare it",
      ])
    let later = "2026-01-01T00:00:11Z"
    #expect(
      report.hear(
        application(done, operation: false, health: "Progressing", reconciled: later)) == [
          "argocd/web  … waiting for it to become healthy: it is Synced and Progressing"
        ])
    #expect(
      report.hear(application(done, operation: false, reconciled: later)) == [
        "argocd/web  ✓ Synced and Healthy"
      ])
    #expect(report.ending == .succeeded)
  }

  @Test func anOperationThatIsTakenAwayIsAFailure() {
    var report = report(.operation)
    _ = report.hear(application(operation: false))
    #expect(report.ending == .failed)
  }

  @Test(arguments: [
    (
      "apps:Deployment:shop/web",
      SyncResource(
        group: "apps", kind: "Deployment", namespace: "shop", name: "web")
    ),
    (":Service:web", SyncResource(group: "", kind: "Service", namespace: "", name: "web")),
    (
      "rbac.authorization.k8s.io:ClusterRole:system:web",
      SyncResource(
        group: "rbac.authorization.k8s.io", kind: "ClusterRole", namespace: "", name: "system:web")
    ),
  ]) func resourcesAreReadAsArgoWritesThem(text: String, resource: SyncResource) {
    #expect(ResourceChoice(argument: text)?.resource == resource)
  }

  @Test(arguments: ["", "a", "a:b", "a::c", "a:b:", "a:b:c/", "a:b:c/d/e"])
  func whatNamesNoResourceIsRefused(text: String) {
    #expect(ResourceChoice(argument: text) == nil)
  }

  @Test func sourcesAreCountedFromOne() {
    let second = SourceRevision(argument: "2=v1=a")
    #expect(second?.index == 1 && second?.revision == "v1=a")
    for text in ["", "2", "2=", "0=a", "x=a"] { #expect(SourceRevision(argument: text) == nil) }
  }

  @Test func whatMayNotBeFollowedIsSaidOnce() {
    var report = report(.operation)
    let error = KubernetesError.forbidden(
      Denial(verb: "list", resource: "applications", status: Status(code: 403)))
    #expect(report.hear(error).count == 1)
    #expect(report.ending == .unfollowed)
    #expect(report.hear(error) == [])
  }
}
