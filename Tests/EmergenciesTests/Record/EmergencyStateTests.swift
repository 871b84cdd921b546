import DeployEngine
import Documents
import Emergencies
import GitOps
import Kubernetes
import Testing

@Suite struct EmergencyStateTests {
  static let replicas: FieldPath = ["spec", "replicas"]
  static let time = Timestamp(seconds: 1_783_000_000)

  func emergency(
    _ edits: [FieldEdit] = [FieldEdit(replicas, before: 2, after: 5)],
    kind: Emergency.Kind = .change, state: EmergencyState = .live
  ) -> Emergency {
    Emergency(
      id: LedgerEntry.ID("20260701-120000-0001"), key: Objects.key, uid: "u-1", kind: kind,
      action: "edited", edits: edits, user: Operator(user: "ada", host: "box"), time: Self.time,
      owners: ["application web"], state: state)
  }

  /// A deployment with so many replicas, set by somebody at a time after the emergency.
  func live(
    _ replicas: Value, by manager: String = "duet-edit", _ operation: String = "Update",
    after seconds: Int64 = 10
  ) throws -> Value {
    let time = Timestamp(seconds: Self.time.seconds + seconds).rfc3339
    return try Objects.deployment().with(["spec", "replicas"], replicas).with(
      ["metadata", "managedFields"],
      [
        [
          "manager": .string(manager), "operation": .string(operation), "time": .string(time),
          "fieldsV1": ["f:spec": ["f:replicas": [:]]],
        ]
      ])
  }

  @Test func whatIsAsItWasLeftIsLive() throws {
    #expect(emergency().state(live: try live(5)) == .live)
    #expect(emergency(state: .pending).state(live: try live(5)) == .live)
  }

  @Test func whatIsAsItWasBeforeIsRevertedBySomebody() throws {
    let state = emergency().state(live: try live(2, by: "argocd-controller"))
    #expect(
      state
        == .reverted(
          by: "argocd-controller", at: Timestamp(seconds: Self.time.seconds + 10)))
  }

  @Test func whatWasBegunAndNeverArrivedIsPending() throws {
    let untouched = try live(2, by: "kubectl", after: -100)
    #expect(emergency(state: .pending).state(live: untouched) == .pending)
  }

  @Test func whatIsSomethingElseIsSuperseded() throws {
    let state = emergency().state(live: try live(7, by: "kubectl-edit"))
    #expect(
      state == .superseded(by: "kubectl-edit", at: Timestamp(seconds: Self.time.seconds + 10)))
  }

  @Test func whatAnAppliersConfigurationSaysIsInGit() throws {
    #expect(emergency().state(live: try live(5, by: "argocd-controller", "Apply")) == .inGit)
  }

  @Test func whatIsAppliedFromTheClientsSideIsInGitOnceItSaysSo() throws {
    let annotation: Pointer = [
      "metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration",
    ]
    let object = try live(5)
    #expect(
      emergency().state(live: object.with(annotation, "{\"spec\":{\"replicas\":5}}")) == .inGit)
    #expect(
      emergency().state(live: object.with(annotation, "{\"spec\":{\"replicas\":2}}")) == .live)
  }

  @Test func whatIsKnownOfGitCountsMost() throws {
    let object = try live(5)
    #expect(emergency().state(live: object, desired: ["spec": ["replicas": 5]]) == .inGit)
    #expect(emergency().state(live: object, desired: ["spec": ["replicas": 2]]) == .live)
  }

  @Test func someFieldsMayBeOthersAgain() throws {
    let label: FieldPath = ["metadata", "labels", "team"]
    let edits = [
      FieldEdit(Self.replicas, before: 2, after: 5), FieldEdit(label, before: nil, after: "a"),
    ]
    #expect(emergency(edits).state(live: try live(5)) == .partly([label]))
  }

  @Test func anObjectThatIsGoneTakesTheEmergencyAlong() {
    #expect(emergency().state(live: nil) == .gone)
  }

  @Test(arguments: [EmergencyState.undone, .inGit, .gone, .failed("no")])
  func whatIsSettledStaysSo(_ state: EmergencyState) throws {
    #expect(emergency(state: state).state(live: try live(5)) == state)
  }

  @Test func aDeletedObjectThatIsBackIsReverted() throws {
    let deletion = emergency([], kind: .deletion)
    #expect(deletion.state(live: nil) == .live)
    #expect(deletion.state(live: try live(2)) == .pending)
    let new = try live(2, by: "argocd-controller").with(["metadata", "uid"], "u-9")
    #expect(
      deletion.state(live: new)
        == .reverted(
          by: "argocd-controller", at: Timestamp("2026-07-01T10:00:00Z")))
  }

  // MARK: The record

  @Test(arguments: [
    EmergencyState.pending, .live, .partly([replicas]), .reverted(by: "a", at: time),
    .reverted(by: nil, at: nil), .inGit, .superseded(by: "b", at: time), .undone, .gone,
    .failed("no"),
  ])
  func anEmergencyIsReadAsItWasWritten(_ state: EmergencyState) {
    var emergency = emergency(state: state)
    emergency.reason = "incident 7"
    emergency.forecast = ["reverted within seconds"]
    emergency.pause = Emergency.Pause(whose: "application web", until: Self.time)
    emergency.commit = Emergency.Commit(branch: "fix", commit: "abc", repository: "/repo")
    emergency.isPassing = true
    emergency.undoes = LedgerEntry.ID("20260701-110000-0001")
    #expect(Emergency(emergency.value) == emergency)
  }

  @Test func onlyWhatIsInEffectAndLookedAfterIsOwed() {
    #expect(emergency().isOwed)
    #expect(!emergency(state: .inGit).isOwed)
    var nobodys = emergency()
    nobodys.owners = []
    #expect(!nobodys.isOwed)
    var restart = emergency()
    restart.isPassing = true
    #expect(!restart.isOwed)
  }
}
