import Documents
import GitOps
import HTTP
import Kubernetes
import TestSupport
import Testing

/// Pausing, refreshing and deleting on a real API server that knows Argo CD's own definitions.
@Suite(.apiServer, .fixtures, .timeLimit(.minutes(10)))
struct RealAutomationTests {
  private func policy(_ automated: Value) -> Value {
    ["spec": ["syncPolicy": ["automated": automated]]]
  }

  @Test(arguments: [
    #"{}"#, #"{"prune": true, "selfHeal": true, "allowEmpty": true}"#,
    #"{"enabled": true, "prune": false}"#,
  ]) func aPauseKeepsEverySetting(_ json: String) async throws {
    let settings = try Value(json: Array(json.utf8))
    let bed = try await ArgoBed("pause-\(json.utf8.count)", application: policy(settings))
    let applications = try bed.applications()
    let before = try await bed.application()
    let paused = try await applications.pause(bed.name(), reason: "fire", until: ArgoBed.now + 600)
    #expect(
      paused.document[["spec", "syncPolicy", "automated"] as Pointer]
        == settings.applying(mergePatch: ["enabled": false]))
    #expect(AutomationPause(paused)?.settings == settings)
    // A longer one takes its place, a shorter one doesn't; the settings stay those of before.
    let longer = try await applications.pause(bed.name(), until: ArgoBed.now + 900)
    #expect(AutomationPause(longer)?.until == ArgoBed.now + 900)
    #expect(AutomationPause(longer)?.settings == settings)
    let shorter = try await applications.pause(bed.name(), until: ArgoBed.now + 60)
    #expect(AutomationPause(shorter)?.until == ArgoBed.now + 900)
    let resumed = try await applications.resume(bed.name())
    #expect(resumed.document["spec"] == before.document["spec"])
    #expect(AutomationPause(resumed) == nil)
  }

  @Test func whatIsNotAutomatedIsNeitherPausedNorResumed() async throws {
    let bed = try await ArgoBed("not-automated")
    await #expect(throws: OperationError.refused([.notAutomated])) {
      _ = try await bed.applications().pause(bed.name())
    }
    await #expect(throws: OperationError.refused([.notPaused])) {
      _ = try await bed.applications().resume(bed.name())
    }
  }

  @Test func anArgoThatKnowsNoSwitchIsPausedByTakingTheSettingsAway() async throws {
    let settings: Value = ["prune": true, "selfHeal": true, "allowEmpty": true]
    let bed = try await ArgoBed("old-pause", application: policy(settings))
    let applications = try bed.applications { request, inner throws(TransportError) in
      var request = request
      let text = String(decoding: request.body ?? [], as: UTF8.self)
      if request.method == .patch {
        request.body = Array(text.replacing(#""enabled":false"#, with: "").utf8)
      }
      return try await inner.send(request)
    }
    let paused = try await applications.pause(bed.name())
    #expect(paused.policy.automation == nil)
    #expect(paused.policy.options == ["CreateNamespace=true", "ServerSideApply=true"])
    let resumed = try await applications.resume(bed.name())
    #expect(resumed.document[["spec", "syncPolicy", "automated"] as Pointer] == settings)
  }

  // MARK: Overseers

  private static let field: Pointer = ["spec", "syncPolicy", "automated", "enabled"]

  @Test(arguments: [true, false])
  func anApplicationSetIsAskedWhetherItIgnoresThePause(_ isIgnored: Bool) async throws {
    let bed = try await ArgoBed("set-\(isIgnored)", application: policy([:]))
    var spec: Value = [
      "generators": [["list": ["elements": []]]],
      "template": [
        "metadata": ["name": "shop"],
        "spec": [
          "project": "apps", "destination": ["namespace": "shop"],
          "source": ["repoURL": "https://example.com/shop.git"],
        ],
      ],
    ]
    if isIgnored {
      spec["ignoreApplicationDifferences"] = [["jsonPointers": ["/spec/syncPolicy/automated"]]]
    }
    try await bed.create(["kind": "ApplicationSet", "metadata": ["name": "all"], "spec": spec])
    let set = try await bed.client.get(
      ObjectKey(.applicationSets, namespace: bed.namespace, name: "all"))
    try await bed.change([
      "metadata": [
        "ownerReferences": [
          [
            "apiVersion": "argoproj.io/v1alpha1", "kind": "ApplicationSet", "name": "all",
            "uid": set["metadata"]?["uid"] ?? "", "controller": true,
          ]
        ]
      ]
    ])
    let overseers = await (try bed.applications()).overseers(
      of: try await bed.application(), field: Self.field)
    #expect(overseers.map(\.kind) == ["ApplicationSet"])
    #expect(overseers.map(\.verdict) == [isIgnored ? .leaves(.ignored) : .reverts(.inGit)])
  }

  @Test(arguments: [true, false])
  func aParentIsAskedWhatIsInGit(_ isInGit: Bool) async throws {
    let bed = try await ArgoBed("parent-\(isInGit)", application: policy([:]))
    try await bed.create([
      "kind": "Application", "metadata": ["name": "all"],
      "spec": [
        "project": "apps", "destination": ["namespace": "argocd"],
        "source": ["repoURL": "https://example.com/apps.git", "path": "."],
        "syncPolicy": ["automated": ["selfHeal": true]],
      ],
    ])
    let applied = isInGit ? #"{"enabled": true}"# : "{}"
    try await bed.change([
      "metadata": [
        "annotations": [
          "argocd.argoproj.io/tracking-id":
            .string("all:argoproj.io/Application:\(bed.namespace)/shop"),
          "kubectl.kubernetes.io/last-applied-configuration":
            .string(#"{"spec": {"syncPolicy": {"automated": \#(applied)}}}"#),
        ]
      ]
    ])
    let overseers = await (try bed.applications()).overseers(
      of: try await bed.application(), field: Self.field)
    #expect(overseers.map(\.name.name) == ["all"])
    #expect(overseers.map(\.verdict) == [isInGit ? .reverts(.inGit) : .leaves(.notInGit)])
  }

  // MARK: Refresh and deletion

  @Test func aSecondRefreshChangesNothing() async throws {
    let bed = try await ArgoBed("refresh")
    let applications = try bed.applications()
    let hard = try await applications.refresh(bed.name(), isHard: true)
    #expect(hard.annotations["argocd.argoproj.io/refresh"] == "hard")
    let again = try await applications.refresh(bed.name())
    #expect(again.document == hard.document)
  }

  @Test(arguments: DeletionCascade.allCases)
  func theCascadeIsAsArgosServerSetsIt(_ cascade: DeletionCascade) async throws {
    let other = "post-delete-finalizer.argocd.argoproj.io"
    let bed = try await ArgoBed(
      "delete-\(cascade)",
      application: [
        "metadata": [
          "finalizers": [.string(other), "resources-finalizer.argocd.argoproj.io/background"]
        ]
      ])
    try await bed.applications().delete(bed.name(), cascade)
    let going = try await bed.application()
    #expect(going.isBeingDeleted && going.cascade == cascade)
    #expect(going.finalizers == [other, cascade.finalizer].compactMap { $0 })
    await #expect(throws: OperationError.refused([.beingDeleted])) {
      try await bed.applications().delete(bed.name(), cascade)
    }
    await #expect(throws: OperationError.refused([.beingDeleted])) {
      _ = try await bed.applications().sync(bed.name())
    }
  }

  @Test func withoutFinalizersItIsGoneAtOnce() async throws {
    let bed = try await ArgoBed(
      "delete-alone",
      application: ["metadata": ["finalizers": ["resources-finalizer.argocd.argoproj.io"]]])
    try await bed.applications().delete(bed.name(), .none)
    await #expect(throws: KubernetesError.self) { _ = try await bed.application() }
  }
}
