import Documents
import GitOps
import HTTP
import Kubernetes
import TestSupport
import Testing

/// Operations on a real API server that knows Argo CD's own definitions.
@Suite(.apiServer, .fixtures, .timeLimit(.minutes(10)))
struct RealOperationTests {
  @Test func aSyncIsWhatArgosServerWrites() async throws {
    let bed = try await ArgoBed("sync")
    try await bed.change([
      "status": [
        "operationState": [
          "operation": ["sync": ["revision": "old"]], "phase": "Failed",
          "startedAt": "2026-01-01T00:00:00Z",
        ],
        "sync": ["status": "OutOfSync"],
      ]
    ])
    _ = try await bed.applications().sync(bed.name(), SyncRequest(prunes: true))
    let document = try await bed.application().document
    #expect(
      document["operation"] == [
        "initiatedBy": ["username": "ann"],
        "retry": ["limit": 3, "backoff": ["duration": "10s", "factor": 2, "maxDuration": "1m"]],
        "sync": [
          "prune": true, "syncOptions": ["CreateNamespace=true", "ServerSideApply=true"],
          "syncStrategy": ["hook": [:]],
        ],
      ])
    #expect(document["status"] == ["sync": ["status": "OutOfSync"]])
  }

  @Test func everythingThatCanBeAskedForIsValid() async throws {
    let bed = try await ArgoBed("everything")
    let request = SyncRequest(
      revision: "v2", prunes: true, isDryRun: true, skipsHooks: true, isForced: true,
      options: ["Replace=true"],
      resources: [SyncResource(group: "apps", kind: "Deployment", namespace: "shop", name: "web")],
      retry: RetryPolicy(limit: -1, duration: "5s", factor: 3, longest: "3m", refreshes: true),
      information: [ApplicationInformation(name: "why", value: "fire")])
    let written = try await bed.applications().sync(bed.name(), request).operation
    #expect(written?.revisions == ["v2"] && written?.prunes == true && written?.isDryRun == true)
    #expect(written?.skipsHooks == true && written?.isForced == true)
    #expect(written?.document["sync"]?["syncStrategy"] == ["apply": ["force": true]])
    #expect(written?.options.last == "Replace=true" && written?.resources == request.resources)
    #expect(written?.retry == request.retry && written?.information == request.information)
  }

  @Test func aSecondSyncIsRefusedWhileOneRuns() async throws {
    let bed = try await ArgoBed("second")
    let applications = try bed.applications()
    _ = try await applications.sync(bed.name())
    let refusal = OperationError.refused([.operationInProgress(initiator: "ann")])
    await #expect(throws: refusal) { _ = try await applications.sync(bed.name()) }
    try await bed.takeUp()
    await #expect(throws: refusal) { _ = try await applications.sync(bed.name()) }
    try await bed.finish()
    _ = try await applications.sync(bed.name())
    #expect(try await bed.application().status.operation == nil)
  }

  @Test func whoeverComesFirstWins() async throws {
    let bed = try await ArgoBed("race")
    let sent = Tally()
    let applications = try bed.applications { request, inner throws(TransportError) in
      // Between reading and writing somebody else asks for a sync.
      if request.method == .patch, sent.next() == 1 {
        try? await bed.change([
          "operation": ["sync": ["revision": "theirs"], "initiatedBy": ["username": "bob"]]
        ])
      }
      return try await inner.send(request)
    }
    await #expect(throws: OperationError.refused([.operationInProgress(initiator: "bob")])) {
      _ = try await applications.sync(bed.name())
    }
    #expect(sent.total == 1)
    #expect(try await bed.application().operation?.revisions == ["theirs"])
  }

  @Test func aChangeInBetweenIsReadAndCheckedAnew() async throws {
    let bed = try await ArgoBed("between")
    let sent = Tally()
    let applications = try bed.applications { request, inner throws(TransportError) in
      if request.method == .patch, sent.next() == 1 {
        try? await bed.change(["spec": ["syncPolicy": ["syncOptions": ["Validate=false"]]]])
      }
      return try await inner.send(request)
    }
    let written = try await applications.sync(bed.name())
    #expect(sent.total == 2)
    #expect(written.operation?.options == ["Validate=false"])
  }

  /// What happens between the moment that a sync is written and the one that the answer is lost.
  enum Meanwhile: CaseIterable {
    case nothing
    case controllerTakesItUp
    case controllerEndsIt
    case somebodyRefreshes
  }

  @Test(arguments: Meanwhile.allCases)
  func aLostAnswerStartsNothingTwice(_ meanwhile: Meanwhile) async throws {
    let bed = try await ArgoBed(
      "lost-\(meanwhile)".lowercased(),
      application: ["spec": ["syncPolicy": ["retry": .null]]])
    let (sent, accepted) = (Tally(), Tally())
    let applications = try bed.applications { request, inner throws(TransportError) in
      guard request.method == .patch else { return try await inner.send(request) }
      let isFirst = sent.next() == 1
      let response = try await inner.send(request)
      if response.status == 200 { accepted.next() }
      guard isFirst else { return response }
      switch meanwhile {
      case .nothing: break
      case .controllerTakesItUp: try? await bed.takeUp()
      case .controllerEndsIt:
        try? await bed.takeUp()
        try? await bed.finish()
      case .somebodyRefreshes:
        try? await bed.change([
          "metadata": ["annotations": ["argocd.argoproj.io/refresh": "normal"]]
        ])
      }
      throw TransportError(.connectionLost)
    }
    let started = try await applications.sync(bed.name())
    #expect((started.operation ?? started.status.operation?.operation)?.initiator == "ann")
    #expect(accepted.total == 1)
    #expect((try await bed.application().operation == nil) == (meanwhile == .controllerEndsIt))
  }

  @Test func anAnswerLostToAnArgoThatDropsFieldsIsKnownAgain() async throws {
    let bed = try await ArgoBed("dropping")
    let (sent, accepted) = (Tally(), Tally())
    let applications = try bed.applications { request, inner throws(TransportError) in
      guard request.method == .patch else { return try await inner.send(request) }
      let isFirst = sent.next() == 1
      var request = request
      let text = String(decoding: request.body ?? [], as: UTF8.self)
      request.body = Array(text.replacing(#","refresh":true"#, with: "").utf8)
      let response = try await inner.send(request)
      if response.status == 200 { accepted.next() }
      if isFirst { throw TransportError(.connectionLost) }
      return response
    }
    let retry = RetryPolicy(limit: 1, refreshes: true)
    let started = try await applications.sync(bed.name(), SyncRequest(retry: retry))
    #expect(started.operation?.retry == RetryPolicy(limit: 1))
    #expect(accepted.total == 1)
  }

  // MARK: Projects and windows

  private static let denial: Value = [
    "kind": "deny", "schedule": "0 8 * * *", "duration": "2h", "applications": ["sh*"],
  ]

  @Test func aClosedWindowRefusesBeforeAnythingIsWritten() async throws {
    let bed = try await ArgoBed("window", project: ["syncWindows": [Self.denial]])
    let before = try await bed.application()
    await #expect {
      _ = try await bed.applications().sync(bed.name())
    } throws: { error in
      guard case OperationError.refused(let refusals) = error else { return false }
      return refusals.map(\.summary) == [
        "blocked until 2026-03-04T10:00:00Z by a sync window that denies (0 8 * * * for 2h)"
      ]
    }
    #expect(try await bed.application() == before)
  }

  @Test func aWindowOfAProjectThatIsInheritedFromRefusesToo() async throws {
    let bed = try await ArgoBed("inherited")
    try await bed.create([
      "kind": "AppProject", "metadata": ["name": "everywhere"],
      "spec": ["syncWindows": [Self.denial]],
    ])
    let settings = ArgoSettings([
      "globalProjects": """
      - projectName: everywhere
        labelSelector: {matchExpressions: [{key: exempt, operator: DoesNotExist}]}
      - projectName: gone
        labelSelector: {matchExpressions: [{key: exempt, operator: DoesNotExist}]}
      """
    ])
    await #expect {
      _ = try await bed.applications(settings: settings).sync(bed.name())
    } throws: { error in
      guard case OperationError.refused(let refusals) = error,
        case .blockedByWindow = refusals.first
      else { return false }
      return true
    }
    try await bed.kubectl(
      "label", "-n", bed.namespace, "appproject", "apps", "exempt=yes")
    _ = try await bed.applications(settings: settings).sync(bed.name())
  }

  @Test func aProjectThatIsGoneRefuses() async throws {
    let bed = try await ArgoBed("no-project")
    try await bed.kubectl("delete", "-n", bed.namespace, "appproject", "apps")
    await #expect(throws: OperationError.refused([.projectMissing("apps")])) {
      _ = try await bed.applications().sync(bed.name())
    }
  }

  @Test func withoutTheKindThereIsNothingToSync() async throws {
    let server = try await ControlPlane.shared
    let client = Client(transport: try ArgoBed.transport(to: server, as: .admin))
    let applications = ApplicationOperator(
      client, ArgoInstallation(namespace: "argocd"), user: "ann", now: { 0 })
    await #expect(throws: OperationError.refused([.notInstalled])) {
      _ = try await applications.sync(ObjectName(namespace: "argocd", name: "shop"))
    }
  }

  // MARK: Rights

  private func permit(_ bed: ArgoBed, _ rules: (verbs: String, resources: String)...) async throws {
    for (index, rule) in rules.enumerated() {
      try await bed.kubectl(
        "create", "role", "some-\(index)", "-n", bed.namespace, "--verb=\(rule.verbs)",
        "--resource=\(rule.resources)")
      try await bed.kubectl(
        "create", "rolebinding", "some-\(index)", "-n", bed.namespace, "--role=some-\(index)",
        "--user=nobody")
    }
  }

  @Test(arguments: [true, false])
  func whoMayLookAndNotChangeIsToldSo(_ canAsk: Bool) async throws {
    let bed = try await ArgoBed("look-\(canAsk)")
    try await permit(
      bed, ("get,list", "applications.argoproj.io"), ("get", "appprojects.argoproj.io"))
    let sent = Tally()
    let applications = try bed.applications(as: .nobody) { request, inner throws(TransportError) in
      if request.method == .patch { sent.next() }
      var request = request
      // A server that doesn't tell what one may do leaves it to the change itself.
      if !canAsk, request.target.contains("selfsubjectaccessreviews") {
        request.target = "/apis/authorization.k8s.io/v1/nothing"
      }
      return try await inner.send(request)
    }
    func refusal(of change: () async throws -> Void) async -> String {
      do {
        try await change()
        return "done"
      } catch OperationError.refused(let refusals) {
        return refusals.map(\.summary).joined(separator: "\n")
      } catch {
        return "\(error)"
      }
    }
    let name = bed.name()
    let words = [
      await refusal { _ = try await applications.sync(name) },
      await refusal { _ = try await applications.refresh(name) },
    ]
    #expect(words.allSatisfy { $0.hasPrefix("you may not patch applications.argoproj.io here") })
    let deletion = await refusal { try await applications.delete(name, .none) }
    #expect(deletion.hasPrefix("you may not delete applications.argoproj.io here"))
    #expect(sent.total == (canAsk ? 0 : 2))
    let application = try await bed.application()
    #expect(application.operation == nil && application.annotations.isEmpty)
  }

  @Test func aProjectThatMayNotBeReadIsNoObstacle() async throws {
    let bed = try await ArgoBed("unread", project: ["syncWindows": [Self.denial]])
    try await permit(bed, ("get,patch", "applications.argoproj.io"))
    let applications = try bed.applications(as: .nobody)
    guard case .ready(_, let cautions) = try await applications.check(bed.name(), SyncRequest())
    else {
      Issue.record("refused")
      return
    }
    #expect(cautions == [.windowsUnknown])
    #expect(try await applications.sync(bed.name()).operation?.initiator == "ann")
  }

  // MARK: Termination and rollback

  @Test func onlyWhatRunsIsTerminated() async throws {
    let bed = try await ArgoBed("terminate")
    let applications = try bed.applications()
    await #expect(throws: OperationError.refused([.noOperation])) {
      _ = try await applications.terminate(bed.name())
    }
    _ = try await applications.sync(bed.name())
    await #expect(throws: OperationError.refused([.notTakenUp])) {
      _ = try await applications.terminate(bed.name())
    }
    try await bed.takeUp()
    let ending = try await applications.terminate(bed.name())
    #expect(ending.status.operation?.phase == .terminating)
    #expect(ending.status.operation?.operation == ending.operation)
    await #expect(throws: OperationError.refused([.alreadyTerminating])) {
      _ = try await applications.terminate(bed.name())
    }
  }

  private static let history: Value = [
    "spec": ["syncPolicy": ["automated": ["enabled": false, "prune": true]]],
    "status": [
      "history": [
        [
          "id": 3, "deployedAt": "2026-01-01T00:00:00Z", "revision": "1.2.0",
          "source": [
            "repoURL": "https://charts.example.com", "chart": "shop", "targetRevision": "1.*",
            "helm": ["releaseName": "shop", "parameters": [["name": "a", "value": "b"]]],
          ],
        ],
        [
          "id": 4, "deployedAt": "2026-01-02T00:00:00Z",
          "revisions": ["1.3.0", "abc"],
          "sources": [
            [
              "repoURL": "https://charts.example.com", "chart": "shop", "targetRevision": "1.*",
              "helm": ["valueFiles": ["$values/shop.yaml"]],
            ],
            ["repoURL": "https://example.com/values.git", "ref": "values"],
          ],
        ],
      ]
    ],
  ]

  @Test(arguments: [Int64(3), 4])
  func aRollbackTakesTheEntryAsItWas(_ id: Int64) async throws {
    let bed = try await ArgoBed("rollback-\(id)", application: Self.history)
    let entry = try #require(try await bed.application().status.history.first { $0.id == id })
    let written = try await bed.applications().rollBack(
      bed.name(), RollbackRequest(id: id, prunes: true))
    let sync = written.document["operation"]?["sync"]
    for field in ["source", "sources", "revision", "revisions"] {
      #expect(sync?[field] == entry.document[field])
    }
    #expect(sync?["syncStrategy"] == ["apply": [:]])
    #expect(sync?["syncOptions"] == ["CreateNamespace=true", "ServerSideApply=true"])
    #expect(sync?["prune"] == true)
  }

  @Test func aRollbackIsRefusedWhileAutomationIsOn() async throws {
    let bed = try await ArgoBed(
      "rollback-auto",
      application: Self.history.applying(
        mergePatch: ["spec": ["syncPolicy": ["automated": ["enabled": .null]]]]))
    await #expect(throws: OperationError.refused([.automationEnabled])) {
      _ = try await bed.applications().rollBack(bed.name(), RollbackRequest(id: 3))
    }
    #expect(try await bed.application().operation == nil)
  }
}
