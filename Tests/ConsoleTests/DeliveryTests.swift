import Console
import Documents
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// What keys ask Argo Rollouts and Flux for.
@Suite struct DeliveryTests {
  private let kustomizations = ResourceKind(
    group: "kustomize.toolkit.fluxcd.io", version: "v1", plural: "kustomizations",
    kind: "Kustomization", verbs: ["list", "watch"])
  private let rollouts = ResourceKind(
    group: "argoproj.io", version: "v1alpha1", plural: "rollouts", kind: "Rollout",
    verbs: ["list", "watch"])

  private let web: Value = [
    "metadata": ["namespace": "shop", "name": "web"],
    "spec": [
      "replicas": 5, "strategy": ["canary": ["steps": [["setWeight": 20], ["pause": [:]]]]],
    ],
    "status": [
      "phase": "Paused", "message": "CanaryPauseStep", "currentStepIndex": 1, "readyReplicas": 5,
      "updatedReplicas": 1, "currentPodHash": "b", "stableRS": "a",
    ],
  ]
  private let apps: Value = [
    "metadata": ["namespace": "flux-system", "name": "apps"],
    "spec": ["sourceRef": ["kind": "GitRepository", "name": "fleet"]],
    "status": ["lastAppliedRevision": "main@sha1:3f2a9c1d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b"],
  ]

  /// The list of a kind, with one object.
  private func listing(_ kind: ResourceKind, _ object: Value) throws -> ConsoleState {
    var state = Samples.state()
    state.hear(.discovered(Discovery(kinds: [.pods, .applications, kind])))
    state.press(":\(kind.plural)<enter>")
    var decoder = try #require(DeliveryTable.decoder(of: kind))
    var reader = JSONReader(JSONWriter().bytes(object))
    var metadata = ObjectMetadata()
    let row = try decoder.decode(&reader, &metadata)
    let query = ResourceQuery(kind)
    state.hear(.table(query, .began))
    state.hear(.table(query, .page([row], remaining: nil)))
    state.hear(.table(query, .listed))
    return state
  }

  private func requests(_ commands: [Command]) -> [DeliveryRequest] {
    commands.compactMap {
      if case .cluster(_, .deliver(_, let request, _)) = $0 { request } else { nil }
    }
  }

  @Test func rolloutsShowStepAndWeight() throws {
    let text = try listing(rollouts, web).render().text
    #expect(text.contains("STEP"))
    #expect(text.contains("1/2"))
    #expect(text.contains("20%"))
  }

  @Test(arguments: [
    ("P", RolloutAction.promote), ("F", .promoteFully), ("A", .abort), ("R", .retry),
  ])
  func rolloutsAreChangedAfterAQuestion(key: String, action: RolloutAction) throws {
    var state = try listing(rollouts, web)
    #expect(requests(state.press("\(key)<enter>")).isEmpty)
    #expect(requests(state.press("\(key)y")) == [.rollout(action)])
  }

  @Test func kindsOfFluxShowWhatIsApplied() throws {
    var state = try listing(kustomizations, apps)
    state.press("z")
    let text = state.render().text
    #expect(text.contains("main@sha1:3f2a9c1 "))
    #expect(text.contains("GitRepository/fleet"))
  }

  @Test func reconcilingAsksNothing() throws {
    var state = try listing(kustomizations, apps)
    #expect(requests(state.press("r")) == [.flux(.reconcile)])
    #expect(requests(state.press("R")) == [.flux(.reconcile, withSource: true)])
  }

  @Test func suspendingAsksForHowLongAndWhyAndThenWhether() throws {
    var state = try listing(kustomizations, apps)
    #expect(requests(state.press("P<down>fire<enter>")).isEmpty)
    let until = Samples.now.seconds + 900
    let pause = AutomationPause(
      user: "", reason: "fire", since: Samples.now.seconds, until: until)
    #expect(requests(state.press("y")) == [.flux(.pause(pause))])
  }

  @Test func whatIsSuspendedIsResumed() throws {
    var suspended = apps
    suspended["spec"]?["suspend"] = true
    var state = try listing(kustomizations, suspended)
    #expect(requests(state.press("Py")) == [.flux(.resume)])
  }

  @Test func theKeysMeanSomethingElseInOtherLists() {
    var state = Samples.state()
    state.press("3P")
    #expect(state.overlays.isEmpty)
    #expect(state.pods.sort.column == "NAMESPACE")
  }

  @Test func whatIsRefusedIsSaid() throws {
    var state = try listing(rollouts, web)
    let name = ObjectName(namespace: "shop", name: "web")
    state.hear(
      .delivered(.rollout(.retry), [RequestAnswer(name, problem: "the rollout wasn't aborted")]))
    #expect(state.said.last == "retry of web not asked for: the rollout wasn't aborted")
  }
}
