import DemoCluster
import DeployEngine
import Documents
import Emergencies
import GitOps
import HTTP
import Kubernetes
import Synchronization
import Testing

/// Edits of objects of the demo cluster, which reads requests on its own and is strict about them.
@Suite struct EmergencyDeskTests {
  let server = DemoAPIServer()
  let key = Objects.key
  static let replicas: Pointer = ["spec", "replicas"]

  var client: Client { Client(transport: server) }

  func desk(_ transport: (any Transport)? = nil, hasJournal: Bool = true) -> EmergencyDesk {
    let client = Client(transport: transport ?? server)
    let file = file
    return EmergencyDesk(
      client, ledger: EmergencyLedger(client),
      journal: hasJournal
        ? EmergencyJournal(append: { file.append($0) }, read: { file.bytes }) : nil,
      context: "demo", user: Operator(user: "ada", host: "box"),
      now: { Timestamp(seconds: 1_783_000_000) }, chance: { 0.5 })
  }

  let file = JournalText()

  /// Puts the deployment there, and returns it as the server has it.
  func deployed() async throws -> Value {
    _ = try? await client.create(
      .namespaces, ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "shop"]])
    var object = try Objects.deployment()
    for field in ["uid", "resourceVersion", "generation", "creationTimestamp", "managedFields"] {
      object["metadata"]?[field] = nil
    }
    return try await client.create(
      .deployments, namespace: "shop", object, WriteOptions(fieldManager: "kubectl")
    ).object
  }

  func edit(_ object: Value, _ place: Pointer, _ value: Value?) -> EditDraft {
    EditDraft(key, opened: object, edited: object.with(place, value))
  }

  func applied(
    _ outcome: EditOutcome, _ location: SourceLocation = #_sourceLocation
  ) throws -> Emergency {
    guard case .applied(let emergency, _, _) = outcome else {
      Issue.record("\(outcome)", sourceLocation: location)
      throw CancellationError()
    }
    return emergency
  }

  @Test func anEditIsTriedSentAndOnTheRecord() async throws {
    let object = try await deployed()
    let prepared = await desk().prepare(edit(object, Objects.image, "web:2"))
    #expect(prepared.canBeApplied)
    #expect(prepared.edits.map(\.after) == ["web:2"])
    #expect(prepared.also.isEmpty)
    #expect(try await client.get(key)[Objects.image] == "web:1")

    let grounds = EditGrounds(reason: "incident 7")
    let emergency = try applied(await desk().apply(prepared, grounds))
    #expect(try await client.get(key)[Objects.image] == "web:2")
    let (entries, problem) = await desk().entries()
    #expect(problem == nil)
    #expect(entries == [emergency])
    #expect(emergency.state == .live)
    #expect(emergency.reason == "incident 7")
    let events = try await client.list(ResourceQuery(.events, namespace: "shop"))
    #expect(events.contains { $0["reason"] == "EmergencyEdit" })
  }

  @Test func anEditIsTakenBackExactly() async throws {
    let object = try await deployed()
    let draft = edit(
      object.with(["metadata", "annotations", "note"], nil),
      ["spec", "template", "spec", "nodeSelector"], ["disk": "ssd"])
    let emergency = try applied(await desk().apply(await desk().prepare(draft)))
    let undoing = try await desk().undoing(emergency).get()
    let undone = try applied(await desk().apply(await desk().prepare(undoing)))
    #expect(try await client.get(key)["spec"] == object["spec"])
    #expect(undone.undoes == emergency.id)
    let states = await desk().entries().emergencies.map(\.state)
    #expect(states.contains(.undone))
  }

  @Test func whatSomebodyElseHasChangedSinceIsntTakenBack() async throws {
    let object = try await deployed()
    let prepared = await desk().prepare(edit(object, Self.replicas, 5))
    let emergency = try applied(await desk().apply(prepared))
    _ = try await client.patch(key, .merge, ["spec": ["replicas": 7]])
    guard case .failure(.changedSince(let fields)) = try await desk().undoing(emergency) else {
      Issue.record("it was taken back")
      return
    }
    #expect(fields.map(\.path.description) == ["spec.replicas"])
  }

  @Test func editsOfTwoPeopleAreMerged() async throws {
    let object = try await deployed()
    _ = try await client.patch(key, .merge, ["spec": ["replicas": 3]])
    let prepared = await desk().prepare(edit(object, Objects.image, "web:2"))
    #expect(prepared.meanwhile.map(\.path.description) == ["spec.replicas"])
    _ = try applied(await desk().apply(prepared))
    let live = try await client.get(key)
    #expect(live[Self.replicas] == 3)
    #expect(live[Objects.image] == "web:2")
  }

  @Test func aConflictIsNotSentUntilItIsSettled() async throws {
    let object = try await deployed()
    _ = try await client.patch(key, .merge, ["spec": ["replicas": 3]])
    var draft = edit(object, Self.replicas, 5)
    let prepared = await desk().prepare(draft)
    #expect(prepared.verdict == .conflicting)
    guard case .changed = await desk().apply(prepared) else {
      Issue.record("a conflict was sent")
      return
    }
    draft.choices = [["spec", "replicas"]: .mine]
    _ = try applied(await desk().apply(await desk().prepare(draft)))
    #expect(try await client.get(key)[Self.replicas] == 5)
  }

  @Test func aChangeBetweenReviewAndSendingIsMergedAsLongAsItComesToTheSame() async throws {
    let object = try await deployed()
    let prepared = await desk().prepare(edit(object, Objects.image, "web:2"))
    _ = try await client.patch(key, .merge, ["metadata": ["labels": ["a": "b"]]])
    _ = try applied(await desk().apply(prepared))
    let live = try await client.get(key)
    #expect(live[Objects.image] == "web:2")
    #expect(live["metadata"]?["labels"]?["a"] == "b")
  }

  @Test func aChangeOfTheSameFieldBetweenReviewAndSendingIsShownFirst() async throws {
    let object = try await deployed()
    let prepared = await desk().prepare(edit(object, Self.replicas, 5))
    _ = try await client.patch(key, .merge, ["spec": ["replicas": 3]])
    guard case .changed(let again) = await desk().apply(prepared) else {
      Issue.record("somebody's change was overwritten")
      return
    }
    #expect(again.conflicts.map(\.theirs) == [3])
    #expect(try await client.get(key)[Self.replicas] == 3)
    #expect(await desk().entries().emergencies.allSatisfy { !$0.isOpen })
  }

  @Test func anObjectThatWasDeletedIsMadeAnewIfThatIsWanted() async throws {
    let object = try await deployed()
    try await client.delete(key, DeleteOptions(propagation: .background))
    let prepared = await desk().prepare(edit(object, Objects.image, "web:2"))
    #expect(prepared.verdict == .deleted)
    let remaking = try #require(prepared.draft.remaking)
    _ = try applied(await desk().apply(await desk().prepare(remaking)))
    #expect(try await client.get(key)[Objects.image] == "web:2")
  }

  @Test func anotherObjectOfTheNameIsNotTheOneThatWasOpened() async throws {
    let object = try await deployed()
    try await client.delete(key, DeleteOptions(propagation: .background))
    let other = try await deployed()
    let prepared = await desk().prepare(edit(object, Objects.image, "web:2"))
    guard case .replaced(let found) = prepared.verdict else {
      Issue.record("\(prepared.verdict)")
      return
    }
    #expect(found["metadata"]?["uid"] == other["metadata"]?["uid"])
    let again = await desk().prepare(prepared.draft.adopting(found))
    #expect(again.canBeApplied)
  }

  @Test func aRefusalNamesTheFields() async throws {
    let object = try await deployed()
    let prepared = await desk().prepare(edit(object, Self.replicas, -1))
    guard case .refused(.invalid(let status)) = prepared.verdict else {
      Issue.record("\(prepared.verdict)")
      return
    }
    #expect(status.causes.map(\.field).contains("spec.replicas"))
  }

  // MARK: Quick changes

  @Test func scalingTakesTheSameRoad() async throws {
    let object = try await deployed()
    let (_, change) = try await client.prepare(
      .scale(to: 4), of: key, now: Timestamp(seconds: 1_783_000_000))
    let prepared = await desk().prepare(EditDraft(try change.get(), of: object))
    #expect(prepared.edits.map(\.after) == [4])
    let emergency = try applied(await desk().apply(prepared))
    #expect(emergency.action == "2 → 4 replicas")
    #expect(try await client.get(key)[Self.replicas] == 4)
    let back = await desk().prepare(try await desk().undoing(emergency).get())
    _ = try applied(await desk().apply(back))
    #expect(try await client.get(key)[Self.replicas] == 2)
  }

  @Test(arguments: [
    WorkloadRequest.restart, .setImages([ContainerImage("proxy", "proxy:2")]),
  ])
  func otherQuickChangesTakeTheSameRoad(_ request: WorkloadRequest) async throws {
    _ = try await deployed()
    let (live, change) = try await client.prepare(
      request, of: key, now: Timestamp(seconds: 1_783_000_000))
    let workload = try change.get()
    guard case .success(let wanted) = try await client.perform(workload, isDryRun: true) else {
      return
    }
    let prepared = await desk().prepare(EditDraft(workload, of: live))
    #expect(prepared.edits.count == 1)
    #expect(prepared.result?["spec"] == wanted["spec"])
    let emergency = try applied(await desk().apply(prepared))
    #expect(emergency.isPassing == (request == .restart))
  }

  @Test func aDeletedObjectIsMadeAnewFromWhatWasKept() async throws {
    let object = try await deployed()
    let draft = EditDraft(key, opened: object, .deletion(.background), action: "deleted")
    let emergency = try applied(await desk().apply(await desk().prepare(draft)))
    #expect(await desk().state(of: emergency) == .live)
    let undoing = try await desk().undoing(emergency).get()
    _ = try applied(await desk().apply(await desk().prepare(undoing)))
    let live = try await client.get(key)
    #expect(live["spec"] == object["spec"])
    guard case .failure(.isBack) = try await desk().undoing(emergency) else {
      Issue.record("it would be made a second time")
      return
    }
  }

  // MARK: Secrets

  @Test func valuesOfASecretAreInSecretsAlone() async throws {
    _ = try await deployed()
    let secret = ObjectKey(.secrets, namespace: "shop", name: "login")
    let object = try await client.create(
      .secrets, namespace: "shop",
      [
        "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "login"], "type": "Opaque",
        "data": ["password": "c8O8w58="],
      ]
    ).object
    let draft = EditDraft(
      secret, opened: object, edited: object.with(["data", "password"], "Yml0dGVy"))
    let prepared = await desk().prepare(draft)
    #expect(!prepared.shownEdits.contains { "\($0)".contains("Yml0dGVy") })
    let emergency = try applied(await desk().apply(prepared))
    let pages = try await client.list(ResourceQuery(.configMaps))
    #expect(!pages.contains { $0.json.contains("Yml0dGVy") || $0.json.contains("c8O8w58=") })
    #expect(!String(decoding: file.bytes, as: UTF8.self).contains("Yml0dGVy"))
    #expect(await desk().state(of: emergency) == .live)
    let back = await desk().prepare(try await desk().undoing(emergency).get())
    _ = try applied(await desk().apply(back))
    #expect(try await client.get(secret)["data"]?["password"] == "c8O8w58=")
  }

  // MARK: When something goes wrong

  @Test func anAnswerThatIsLostIsLookedUp() async throws {
    let object = try await deployed()
    let transport = LossyPatches(server: server, losesRequest: false)
    let desk = desk(transport)
    let prepared = await desk.prepare(edit(object, Objects.image, "web:2"))
    let emergency = try applied(await desk.apply(prepared))
    #expect(emergency.state == .live)
  }

  @Test func aRequestThatIsLostHasFailed() async throws {
    let object = try await deployed()
    let desk = desk(LossyPatches(server: server, losesRequest: true))
    let prepared = await desk.prepare(edit(object, Objects.image, "web:2"))
    guard case .failed = await desk.apply(prepared) else {
      Issue.record("nothing was sent")
      return
    }
    #expect(await desk.entries().emergencies.map(\.state.word) == ["failed"])
  }

  @Test func withoutARecordInTheClusterTheOneOnThisMachineCounts() async throws {
    let object = try await deployed()
    await server.restrict(to: [
      AccessRule(verbs: ["*"], resources: ["deployments"]),
      AccessRule(verbs: ["create"], resources: ["selfsubjectaccessreviews"]),
    ])
    let prepared = await desk().prepare(edit(object, Objects.image, "web:2"))
    #expect(prepared.recordProblem?.hasPrefix("the record is kept on this machine alone") == true)
    let emergency = try applied(await desk().apply(prepared))
    let (entries, problem) = await desk().entries()
    #expect(problem != nil)
    #expect(entries == [emergency])
    let back = await desk().prepare(try await desk().undoing(emergency).get())
    _ = try applied(await desk().apply(back))
    #expect(try await client.get(key)[Objects.image] == "web:1")
    #expect(await desk().entries().emergencies.contains { $0.state == .undone })
  }

  @Test func withoutAnyRecordNothingIsSent() async throws {
    let object = try await deployed()
    await server.restrict(to: [AccessRule(verbs: ["*"], resources: ["deployments"])])
    let desk = desk(hasJournal: false)
    let prepared = await desk.prepare(edit(object, Objects.image, "web:2"))
    guard case .notRecorded = await desk.apply(prepared) else {
      Issue.record("it was done without a record")
      return
    }
    #expect(try await client.get(key)[Objects.image] == "web:1")
  }

  @Test func whoMayNotPatchIsToldSo() async throws {
    let object = try await deployed()
    await server.restrict(to: [AccessRule(verbs: ["get"], resources: ["deployments"])])
    let prepared = await desk().prepare(edit(object, Objects.image, "web:2"))
    guard case .denied(let denial) = prepared.verdict else {
      Issue.record("\(prepared.verdict)")
      return
    }
    #expect(denial.verb == "patch")
  }
}

/// A file in memory.
final class JournalText: Sendable {
  private let text = Mutex<[UInt8]>([])

  var bytes: [UInt8] { text.withLock { $0 } }

  func append(_ line: [UInt8]) { text.withLock { $0 += line } }
}

/// A connection that loses the first patch that isn't a dry run, or its answer.
final class LossyPatches: Transport {
  private let server: DemoAPIServer
  private let losesRequest: Bool
  private let isLost = Mutex(false)

  init(server: DemoAPIServer, losesRequest: Bool) {
    self.server = server
    self.losesRequest = losesRequest
  }

  func send(_ request: Request) async throws(TransportError) -> Response {
    guard request.method == .patch, !request.target.contains("dryRun"),
      isLost.withLock({ wasLost in
        defer { wasLost = true }
        return !wasLost
      })
    else { return try await server.send(request) }
    if !losesRequest { _ = try await server.send(request) }
    throw TransportError(.connectionLost)
  }
}
