import Documents
import GitOps
import Kubernetes
import Testing

/// What tests of operations have in common.
enum Sample {
  static func application(_ change: Value = [:]) -> Application {
    let base: Value = [
      "apiVersion": "argoproj.io/v1alpha1", "kind": "Application",
      "metadata": ["name": "shop", "namespace": "argocd", "uid": "u1", "resourceVersion": "7"],
      "spec": [
        "project": "apps",
        "source": [
          "repoURL": "https://example.com/shop.git", "path": "k8s", "targetRevision": "main",
        ],
        "destination": ["server": "https://kubernetes.default.svc", "namespace": "shop"],
        "syncPolicy": [
          "syncOptions": ["CreateNamespace=true", "ServerSideApply=true"],
          "retry": ["limit": 3, "backoff": ["duration": "10s", "factor": 2, "maxDuration": "1m"]],
        ],
      ],
      "status": ["operationState": ["phase": "Succeeded", "startedAt": "2026-01-01T00:00:00Z"]],
    ]
    return Application(base.applying(mergePatch: change))
  }

  static func context(
    _ application: Application, project: OperationContext.Project? = nil,
    access: AccessVerdict? = nil
  ) -> OperationContext {
    OperationContext(
      for: application,
      project: project ?? .found(ApplicationProject(["metadata": ["name": "apps"]])),
      access: access, user: "ann", now: 1_772_614_800)
  }
}

extension OperationCheck {
  var refusals: [OperationRefusal] {
    if case .refused(let refusals) = self { refusals } else { [] }
  }

  var patch: Value? {
    if case .ready(let patch, _) = self { patch.patch } else { nil }
  }

  var cautions: [OperationCaution] {
    if case .ready(_, let cautions) = self { cautions } else { [] }
  }
}

@Suite struct SyncTests {
  func check(
    _ application: Application, _ request: SyncRequest = SyncRequest(),
    project: OperationContext.Project? = nil, access: AccessVerdict? = nil
  ) -> OperationCheck {
    application.sync(
      request, Sample.context(application, project: project, access: access))
  }

  @Test func aSyncIsWhatTheServerWouldWrite() throws {
    let patch = try #require(check(Sample.application()).patch)
    #expect(
      patch == [
        "metadata": ["resourceVersion": "7"],
        "operation": [
          "initiatedBy": ["username": "ann"],
          "retry": ["limit": 3, "backoff": ["duration": "10s", "factor": 2, "maxDuration": "1m"]],
          "sync": [
            "syncOptions": ["CreateNamespace=true", "ServerSideApply=true"],
            "syncStrategy": ["hook": [:]],
          ],
        ],
        "status": ["operationState": .null],
      ])
  }

  @Test func everyOptionIsWritten() throws {
    let request = SyncRequest(
      revision: "v2", prunes: true, isDryRun: true, skipsHooks: true, isForced: true,
      options: ["Replace=true", "ServerSideApply=false"],
      resources: [SyncResource(group: "apps", kind: "Deployment", namespace: "shop", name: "web")],
      retry: RetryPolicy(limit: 0), information: [ApplicationInformation(name: "why", value: "b")])
    let operation = try #require(check(Sample.application(), request).patch?["operation"])
    #expect(
      operation == [
        "initiatedBy": ["username": "ann"], "retry": ["limit": 0],
        "info": [["name": "why", "value": "b"]],
        "sync": [
          "revision": "v2", "prune": true, "dryRun": true,
          "syncStrategy": ["apply": ["force": true]],
          "syncOptions": ["CreateNamespace=true", "Replace=true", "ServerSideApply=false"],
          "resources": [
            ["group": "apps", "kind": "Deployment", "namespace": "shop", "name": "web"]
          ],
        ],
      ])
  }

  @Test func chosenResourcesAreCautionedAgainst() {
    let request = SyncRequest(
      resources: [SyncResource(group: "*", kind: "*", namespace: "", name: "web")])
    #expect(check(Sample.application(), request).cautions == [.partial])
  }

  @Test func revisionsOfSeveralSourcesAreAList() throws {
    let application = Sample.application([
      "spec": [
        "source": .null,
        "sources": [
          ["repoURL": "a", "targetRevision": "1.0", "chart": "x"],
          ["repoURL": "b", "targetRevision": "main"],
        ],
      ]
    ])
    let patch = check(application, SyncRequest(revisions: [1: "abc"])).patch
    #expect(patch?["operation"]?["sync"]?["revisions"] == ["1.0", "abc"])
    #expect(patch?["operation"]?["sync"]?["revision"] == nil)
  }

  @Test func aSourceThatIsNotThereIsRefused() {
    #expect(
      check(Sample.application(), SyncRequest(revisions: [1: "x"])).refusals == [.noSuchSource(1)])
  }

  // MARK: Refusals

  @Test func aRunningOperationRefuses() {
    let application = Sample.application(["operation": ["initiatedBy": ["username": "bob"]]])
    #expect(check(application).refusals == [.operationInProgress(initiator: "bob")])
  }

  @Test func anApplicationThatIsGoingRefuses() {
    let application = Sample.application(["metadata": ["deletionTimestamp": "2026-01-01T00:00:00Z"]]
    )
    #expect(check(application).refusals == [.beingDeleted])
  }

  @Test func aProjectThatIsGoneRefuses() {
    #expect(
      check(Sample.application(), project: .missing).refusals == [.projectMissing("apps")])
  }

  @Test func aProjectThatCannotBeReadIsCautionedAgainst() {
    #expect(check(Sample.application(), project: .unreadable).cautions == [.windowsUnknown])
  }

  @Test func aWindowRefuses() throws {
    // The sample's moment is 2026-03-04T09:00:00Z.
    let project = ApplicationProject([
      "metadata": ["name": "apps"],
      "spec": [
        "syncWindows": [
          ["kind": "deny", "schedule": "0 8 * * *", "duration": "2h", "applications": ["*"]]
        ]
      ],
    ])
    let refusal = try #require(check(Sample.application(), project: .found(project)).refusals.first)
    #expect(
      refusal.summary
        == "blocked until 2026-03-04T10:00:00Z by a sync window that denies (0 8 * * * for 2h)")
  }

  @Test func missingRightsRefuse() {
    let verdict = AccessVerdict(isAllowed: false, reason: "no")
    #expect(
      check(Sample.application(), access: verdict).refusals
        == [.forbidden(verb: "patch", reason: "no")])
  }

  static let automated: Value = ["spec": ["syncPolicy": ["automated": [:]]]]

  @Test func automationFixesTheRevision() {
    let application = Sample.application(Self.automated)
    #expect(
      check(application, SyncRequest(revision: "v2")).refusals
        == [.revisionFixed(asked: "v2", target: "main")])
    #expect(check(application, SyncRequest(revision: "main")).refusals == [])
    #expect(check(application, SyncRequest(revision: "v2", isDryRun: true)).refusals == [])
  }

  @Test func pausedAutomationFixesNothing() {
    let application = Sample.application(
      ["spec": ["syncPolicy": ["automated": ["enabled": false]]]])
    #expect(check(application, SyncRequest(revision: "v2")).refusals == [])
  }

  @Test func obstaclesAreCautionedAgainst() {
    let application = Sample.application([
      "status": ["conditions": [["type": "ComparisonError", "message": "no such path"]]],
      "metadata": ["annotations": ["argocd.argoproj.io/skip-reconcile": "true"]],
    ])
    #expect(
      check(application).cautions.map(\.summary) == [
        "ComparisonError: no such path",
        "Argo CD was told to leave this application alone (skip-reconcile)",
      ])
  }

  // MARK: Rollback

  static let history: Value = [
    "status": [
      "history": [
        [
          "id": 4, "revision": "abc", "deployedAt": "2026-01-01T00:00:00Z",
          "source": ["repoURL": "r", "path": "k8s", "helm": ["future": 1]],
          "initiatedBy": ["automated": true],
        ],
        ["id": 5, "revision": "def"],
      ]
    ]
  ]

  @Test func aRollbackTakesTheSourceAsItWas() {
    let application = Sample.application(Self.history)
    let check = application.rollback(
      RollbackRequest(id: 4, prunes: true), Sample.context(application))
    #expect(
      check.patch?["operation"] == [
        "initiatedBy": ["username": "ann"],
        "sync": [
          "revision": "abc", "source": ["repoURL": "r", "path": "k8s", "helm": ["future": 1]],
          "prune": true, "syncOptions": ["CreateNamespace=true", "ServerSideApply=true"],
          "syncStrategy": ["apply": [:]],
        ],
      ])
  }

  @Test func rollbacksThatCannotBeAreRefused() {
    let automated = Sample.application(Self.history.applying(mergePatch: Self.automated))
    func refusals(_ application: Application, _ id: Int64) -> [OperationRefusal] {
      application.rollback(RollbackRequest(id: id), Sample.context(application)).refusals
    }
    #expect(refusals(automated, 4) == [.automationEnabled])
    #expect(refusals(Sample.application(Self.history), 9) == [.noSuchEntry(9)])
    #expect(refusals(Sample.application(Self.history), 5) == [.entryWithoutSource(5)])
  }

  // MARK: Others

  @Test func aTerminationMarksTheState() {
    let application = Sample.application([
      "operation": ["sync": [:]], "status": ["operationState": ["phase": "Running"]],
    ])
    #expect(
      application.termination(Sample.context(application)).patch == [
        "metadata": ["resourceVersion": "7"],
        "status": ["operationState": ["phase": "Terminating"]],
      ])
  }

  @Test(arguments: [
    (#"{}"#, OperationRefusal.noOperation),
    (#"{"operation": {}, "status": {"operationState": null}}"#, .notTakenUp),
    (#"{"operation": {}}"#, .notTakenUp),
    (
      #"{"operation": {}, "status": {"operationState": {"phase": "Terminating"}}}"#,
      .alreadyTerminating
    ),
  ]) func nothingToTerminateIsRefused(_ json: String, _ expected: OperationRefusal) throws {
    let application = Sample.application(try Value(json: Array(json.utf8)))
    #expect(application.termination(Sample.context(application)).refusals == [expected])
  }

  @Test func aRefreshIsAnAnnotation() {
    let application = Sample.application()
    let check = application.refresh(isHard: true, Sample.context(application))
    #expect(
      check.patch
        == ["metadata": ["annotations": ["argocd.argoproj.io/refresh": "hard"]]])
  }

  @Test func aHardRefreshThatIsAskedForStaysHard() {
    let application = Sample.application([
      "metadata": ["annotations": ["argocd.argoproj.io/refresh": "hard"]]
    ])
    #expect(
      application.refresh(isHard: false, Sample.context(application)).patch
        == ["metadata": ["annotations": ["argocd.argoproj.io/refresh": "hard"]]])
  }

  @Test(arguments: [
    (DeletionCascade.none, ["post-delete-finalizer.argocd.argoproj.io"]),
    (
      .foreground,
      ["post-delete-finalizer.argocd.argoproj.io", "resources-finalizer.argocd.argoproj.io"]
    ),
    (
      .background,
      [
        "post-delete-finalizer.argocd.argoproj.io",
        "resources-finalizer.argocd.argoproj.io/background",
      ]
    ),
  ]) func theCascadeIsAFinalizer(_ cascade: DeletionCascade, _ finalizers: [String]) {
    let application = Sample.application([
      "metadata": [
        "finalizers": [
          "resources-finalizer.argocd.argoproj.io/foreground",
          "resources-finalizer.argocd.argoproj.io/background",
          "post-delete-finalizer.argocd.argoproj.io",
        ]
      ]
    ])
    #expect(application.cascade == .foreground)
    #expect(
      application.deletion(cascade, Sample.context(application)).patch?["metadata"]?["finalizers"]
        == .array(finalizers.map { .string($0) }))
  }

  @Test func aFinalizerOfSomebodyElseIsLeftAlone() {
    let application = Sample.application([
      "metadata": ["finalizers": ["resources-finalizer.argocd.argoproj.io/slowly"]]
    ])
    #expect(application.cascade == .none)
    #expect(
      application.deletion(.none, Sample.context(application)).patch?["metadata"]?["finalizers"]
        == ["resources-finalizer.argocd.argoproj.io/slowly"])
  }

  // MARK: Projects

  static func project(_ spec: Value) -> OperationContext.Project {
    .found(ApplicationProject(["metadata": ["name": "apps"], "spec": spec]))
  }

  @Test(arguments: [
    (#"{"sourceNamespaces": ["team-*"]}"#, true), (#"{"sourceNamespaces": ["/team-.+/"]}"#, true),
    (#"{"sourceNamespaces": ["other"]}"#, false), (#"{}"#, false),
  ]) func aProjectIsForApplicationsOfItsNamespaces(_ spec: String, _ isAllowed: Bool) throws {
    let application = Sample.application(["metadata": ["namespace": "team-a"]])
    var context = Sample.context(
      application, project: Self.project(try Value(json: Array(spec.utf8))))
    context.isForeign = true
    #expect(
      application.sync(SyncRequest(), context).refusals
        == (isAllowed ? [] : [.projectForbids(project: "apps", namespace: "team-a")]))
  }

  @Test func anArgoMayForbidReplacing() {
    let application = Sample.application()
    var context = Sample.context(application)
    context.mayReplace =
      ArgoSettings(
        [:], parameters: ["server.sync.replace.allowed": "false"]
      ).allowsReplacing
    let replacing = SyncRequest(options: ["Replace=true"])
    #expect(application.sync(replacing, context).refusals == [.mayNotReplace])
    #expect(application.sync(SyncRequest(), context).refusals == [])
    #expect(check(application, replacing).cautions == [.replaces])
  }

  @Test func windowsAreInherited() {
    let application = Sample.application()
    let everywhere = ApplicationProject([
      "metadata": ["name": "everywhere"],
      "spec": [
        "syncWindows": [
          ["kind": "deny", "schedule": "* * * * *", "duration": "1h", "applications": ["*"]]
        ]
      ],
    ])
    let context = OperationContext(
      for: application, project: Self.project([:]), inherited: [everywhere], user: "ann",
      now: 1_772_614_800)
    #expect(context.windows.block(isManual: true)?.reason == .denied)
  }

  @Test func projectsThatOthersInheritFromAreRead() throws {
    let settings = ArgoSettings([
      "globalProjects": """
      - projectName: everywhere
        labelSelector:
          matchLabels: {tier: prod}
          matchExpressions:
            - {key: team, operator: In, values: [a, b]}
            - {key: exempt, operator: DoesNotExist}
      - projectName: strange
        labelSelector: {matchExpressions: [{key: x, operator: Like}]}
      """
    ])
    let project = try #require(settings.globalProjects.first)
    #expect(settings.globalProjects.map(\.name) == ["everywhere"])
    #expect(project.selector.matches(["tier": "prod", "team": "b"]))
    #expect(!project.selector.matches(["tier": "prod", "team": "b", "exempt": "1"]))
    #expect(!project.selector.matches(["tier": "prod"]))
  }

  // MARK: Other versions

  @Test func anEntryWithNothingInItsSourceIsAsGoodAsNone() {
    let application = Sample.application([
      "status": ["history": [["id": "5", "revision": "def", "source": ["repoURL": ""]]]]
    ])
    #expect(
      application.rollback(RollbackRequest(id: 5), Sample.context(application)).refusals
        == [.entryWithoutSource(5)])
  }

  @Test func anEntryWithSeveralSourcesTakesThemAll() {
    let application = Sample.application([
      "status": [
        "history": [
          [
            "id": 6, "revisions": ["1.2.0", "abc"], "source": ["repoURL": ""],
            "sources": [
              ["repoURL": "charts", "chart": "web", "helm": ["valueFiles": ["$v/values.yaml"]]],
              ["repoURL": "values", "ref": "v"],
            ],
          ]
        ]
      ]
    ])
    let sync = application.rollback(RollbackRequest(id: 6), Sample.context(application))
      .patch?["operation"]?["sync"]
    #expect(sync?["revisions"] == ["1.2.0", "abc"])
    #expect(sync?["sources"]?[0]?["helm"] == ["valueFiles": ["$v/values.yaml"]])
    #expect(sync?["syncStrategy"] == ["apply": [:]])
  }
}
