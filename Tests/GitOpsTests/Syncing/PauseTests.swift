import Documents
import GitOps
import Kubernetes
import Testing

@Suite struct PauseTests {
  static let automated = Sample.application([
    "spec": ["syncPolicy": ["automated": ["prune": true, "selfHeal": true]]]
  ])
  static let note = AutomationPause(
    user: "ann", reason: "fire", since: 1_772_614_800, until: 1_772_618_400)

  func apply(_ check: OperationCheck, to application: Application) throws -> Application {
    Application(application.document.applying(mergePatch: try #require(check.patch)))
  }

  @Test func aPauseKeepsTheSettings() throws {
    let paused = try apply(
      Self.automated.pause(Self.note, Sample.context(Self.automated)), to: Self.automated)
    #expect(
      paused.policy.automation == Automation(isEnabled: false, prunes: true, selfHeals: true))
    let note = try #require(AutomationPause(paused))
    #expect(note.user == "ann" && note.reason == "fire" && note.until == 1_772_618_400)
  }

  @Test(arguments: [Application.PauseMethod.disabling, .removing])
  func resumingBringsBackWhatWas(_ method: Application.PauseMethod) throws {
    let paused = try apply(
      Self.automated.pause(Self.note, by: method, Sample.context(Self.automated)),
      to: Self.automated)
    #expect(!paused.policy.isAutomated)
    let resumed = try apply(paused.resumption(Sample.context(paused)), to: paused)
    #expect(resumed.document["spec"] == Self.automated.document["spec"])
    #expect(AutomationPause(resumed) == nil)
  }

  @Test func aPauseOfOthersIsResumedToo() throws {
    let paused = Sample.application([
      "spec": ["syncPolicy": ["automated": ["enabled": false, "prune": true]]]
    ])
    let resumed = try apply(paused.resumption(Sample.context(paused)), to: paused)
    #expect(resumed.policy.automation == Automation(prunes: true))
  }

  @Test func whatIsNotOnCannotBePaused() {
    let manual = Sample.application()
    #expect(manual.pause(Self.note, Sample.context(manual)).refusals == [.notAutomated])
    #expect(manual.resumption(Sample.context(manual)).refusals == [.notPaused])
    #expect(
      Self.automated.resumption(Sample.context(Self.automated)).refusals == [.notPaused])
  }

  // MARK: Overseers

  static let field: Pointer = ["spec", "syncPolicy", "automated", "enabled"]

  @Test(arguments: [
    (#"{}"#, Overseer.Verdict.reverts(.inGit)),
    (#"{"syncPolicy": {"applicationsSync": "create-only"}}"#, .leaves(.onlyCreates)),
    (#"{"syncPolicy": {"applicationsSync": "create-update"}}"#, .reverts(.inGit)),
    (
      #"{"ignoreApplicationDifferences": [{"jsonPointers": ["/spec/syncPolicy"]}]}"#,
      .leaves(.ignored)
    ),
    (
      #"{"ignoreApplicationDifferences": [{"jqPathExpressions": [".spec.syncPolicy.automated"]}]}"#,
      .leaves(.ignored)
    ),
    (
      #"{"ignoreApplicationDifferences": [{"name": "x", "jsonPointers": ["/spec/syncPolicy"]}]}"#,
      .reverts(.inGit)
    ),
    (#"{"ignoreApplicationDifferences": [{"jsonPointers": ["/spec/source"]}]}"#, .reverts(.inGit)),
  ]) func applicationSetsUndoUnlessToldNotTo(
    _ spec: String, _ expected: Overseer.Verdict
  ) throws {
    let set = ApplicationSet(["spec": try Value(json: Array(spec.utf8))])
    #expect(Self.automated.verdict(of: set, on: Self.field) == expected)
  }

  @Test(arguments: [
    (
      #"{"automated": {}}"#, #"{"automated": {"selfHeal": true}}"#,
      Overseer.Verdict.leaves(.notInGit)
    ),
    (
      #"{"automated": {"enabled": true}}"#, #"{"automated": {"selfHeal": true}}"#,
      .reverts(.inGit)
    ),
    (#"{"automated": {"enabled": true}}"#, #"{"automated": {}}"#, .revertsLater(.notHealing)),
    (
      #"{"automated": {}}"#, #"{"automated": {}, "syncOptions": ["Replace=true"]}"#,
      .revertsLater(.replaces)
    ),
  ]) func parentsUndoWhatIsInGit(
    _ applied: String, _ policy: String, _ expected: Overseer.Verdict
  ) throws {
    let child = Sample.application([
      "metadata": [
        "annotations": [
          "kubectl.kubernetes.io/last-applied-configuration":
            .string(#"{"spec": {"syncPolicy": \#(applied)}}"#)
        ]
      ]
    ])
    let parent = Application(["spec": ["syncPolicy": try Value(json: Array(policy.utf8))]])
    #expect(child.verdict(of: parent, on: Self.field) == expected)
  }

  @Test func parentsAreFoundByTheirMark() {
    let mark = { (text: String) in
      Sample.application([
        "metadata": ["annotations": ["argocd.argoproj.io/tracking-id": .string(text)]]
      ])
      .parent(controlNamespace: "argocd", settings: ArgoSettings())
    }
    #expect(
      mark("root:argoproj.io/Application:argocd/shop")
        == ObjectName(namespace: "argocd", name: "root"))
    #expect(
      mark("team_root:argoproj.io/Application:argocd/shop")
        == ObjectName(namespace: "team", name: "root"))
    #expect(mark("root:argoproj.io/Application:argocd/copied") == nil)
    #expect(mark("shop:argoproj.io/Application:argocd/shop") == nil)
  }
}

@Suite struct OverseerWordsTests {
  @Test(arguments: [
    (
      Overseer.Verdict.reverts(.inGit),
      "application set argocd/all undoes it at once: Git has another value"
    ),
    (
      .leaves(.ignored),
      "application set argocd/all leaves it alone: it is told to ignore differences there"
    ),
    (.unknown(.unreadable), "application set argocd/all may undo it: it can't be read"),
  ]) func verdictsAreSentences(_ verdict: Overseer.Verdict, _ expected: String) {
    let overseer = Overseer(
      kind: "ApplicationSet", name: ObjectName(namespace: "argocd", name: "all"),
      verdict: verdict)
    #expect(overseer.summary == expected)
  }

  @Test(arguments: [
    (#"{"f:automated": {".": {}, "f:prune": {}}}"#, Overseer.Verdict.leaves(.notInGit)),
    (#"{"f:automated": {".": {}, "f:enabled": {}}}"#, .reverts(.inGit)),
    (#"{"f:automated": {}}"#, .leaves(.notInGit)),
  ]) func whatTheServerAppliedTellsByItsFields(
    _ fields: String, _ expected: Overseer.Verdict
  ) throws {
    let child = Sample.application([
      "metadata": [
        "managedFields": [
          [
            "manager": "kubectl-edit", "operation": "Update",
            "fieldsV1": ["f:spec": ["f:syncPolicy": ["f:automated": ["f:enabled": [:]]]]],
          ],
          [
            "manager": "argocd-controller", "operation": "Apply",
            "fieldsV1": ["f:spec": ["f:syncPolicy": try Value(json: Array(fields.utf8))]],
          ],
        ]
      ]
    ])
    let parent = Sample.application([
      "spec": ["syncPolicy": ["automated": ["selfHeal": true]]]
    ])
    #expect(child.verdict(of: parent, on: PauseTests.field) == expected)
  }
}
