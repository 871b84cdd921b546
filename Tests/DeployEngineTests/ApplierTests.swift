import DeployEngine
import Documents
import HTTP
import Kubernetes
import Testing

@Suite struct ApplierTests {
  static let a = "/api/v1/namespaces/default/configmaps/a"
  static let b = "/api/v1/namespaces/default/configmaps/b"
  static let stack = [
    "a.yaml": manifest("Deployment", "d", in: "new", apiVersion: "apps/v1")
      + manifest("ConfigMap", "a") + manifest("Namespace", "new")
  ]
  static let two = ["a.yaml": manifest("ConfigMap", "a") + manifest("ConfigMap", "b")]

  @Test func stagesAreAppliedInOrder() async throws {
    let fixture = Fixture(Self.stack)
    let (changes, events) = await fixture.apply(try await fixture.plan())
    #expect(
      changes.lines == [
        "Namespace new: created", "ConfigMap default/a: created", "Deployment new/d: created",
      ])
    #expect(changes.ending == .complete)
    #expect(
      await fixture.server.applied == [
        "/api/v1/namespaces/new", Self.a, "/apis/apps/v1/namespaces/new/deployments/d",
      ])
    let keys = changes.entries.map(\.key)
    #expect(
      events
        == [.began(stages: keys.map { [$0] })]
        + keys.flatMap { [.started($0), .applied($0, .created)] } + [.finished(changes)])
  }

  @Test func whatIsSentIsWhatThePlanWasMadeOf() async throws {
    let fixture = Fixture(["a.yaml": manifest("Secret", "s", "data: {password: aHVudGVyMg==}")])
    _ = await fixture.apply(try await fixture.plan())
    let bodies = await fixture.server.calls.filter { $0.method == "PATCH" }.map(\.body)
    #expect(bodies.count == 2)
    #expect(bodies.first == bodies.last)
    #expect(bodies.last?["data"]?["password"] == "aHVudGVyMg==")
  }

  @Test func applyingAgainDoesNothing() async throws {
    let fixture = Fixture(Self.stack)
    _ = await fixture.apply(try await fixture.plan())
    let before = await fixture.server.applied.count
    let plan = try await fixture.plan()
    #expect(plan.isUpToDate)
    let (changes, _) = await fixture.apply(plan)
    #expect(Set(changes.entries.map(\.outcome)) == [.unchanged])
    #expect(await fixture.server.applied.count == before)
  }

  @Test func onlyWhatChangedIsConfigured() async throws {
    let fixture = Fixture(Self.two)
    _ = await fixture.apply(try await fixture.plan())
    await fixture.server.store(
      Self.b,
      [
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": ["name": "b", "namespace": "default", "labels": ["x": "y"]],
      ])
    let (changes, _) = await fixture.apply(try await fixture.plan())
    #expect(changes.lines.first == "ConfigMap default/a: unchanged")
  }

  @Test func aFailureStopsWhatComesAfter() async throws {
    let fixture = Fixture(Self.stack)
    let plan = try await fixture.plan()
    await fixture.server.answer(
      Self.a, .status(403, ["kind": "Status", "message": "no", "reason": "Forbidden"]))
    let (changes, events) = await fixture.apply(plan)
    #expect(
      changes.lines == [
        "Namespace new: created", "ConfigMap default/a: failed: no",
        "Deployment new/d: not applied",
      ])
    guard case .failed = changes.ending else {
      Issue.record("ended with \(changes.ending)")
      return
    }
    #expect(events.last == .finished(changes))
  }

  @Test func applyingAgainAfterAFailureGoesOn() async throws {
    let fixture = Fixture(Self.stack)
    let plan = try await fixture.plan()
    await fixture.server.answer(Self.a, .status(422, ["kind": "Status", "message": "no"]))
    _ = await fixture.apply(plan)
    let (changes, _) = await fixture.apply(try await fixture.plan())
    #expect(
      changes.lines == [
        "Namespace new: unchanged", "ConfigMap default/a: created", "Deployment new/d: created",
      ])
  }

  @Test func aConflictIsNotForced() async throws {
    let fixture = Fixture(["a.yaml": manifest("ConfigMap", "a")])
    let plan = try await fixture.plan()
    await fixture.server.answer(Self.a, conflict("kubectl", ".data.x"))
    let (changes, _) = await fixture.apply(plan)
    #expect(changes.lines == ["ConfigMap default/a: failed: kubectl owns .data.x"])
    #expect(await fixture.server.calls.allSatisfy { !$0.target.contains("force=true") })
  }

  @Test func aConflictIsForcedWhereThatIsAskedFor() async throws {
    let fixture = Fixture(["a.yaml": manifest("ConfigMap", "a")])
    await fixture.server.store(
      Self.a,
      [
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": ["name": "a", "namespace": "default"],
      ])
    await fixture.server.answer("dry \(Self.a)", conflict("kubectl", ".data.x"))
    let plan = try await fixture.plan()
    let (changes, _) = await fixture.apply(plan, Applier.Options(forcesConflicts: true))
    #expect(changes.ending == .complete)
    #expect(await fixture.server.calls.last?.target.contains("force=true") == true)
  }

  @Test func aPlanWithAnErrorIsLeftAloneAsAWhole() async throws {
    let fixture = Fixture(Self.two)
    await fixture.server.answer(
      "dry \(Self.b)", .status(422, ["kind": "Status", "message": "bad"]))
    let plan = try await fixture.plan()
    let (changes, _) = await fixture.apply(plan)
    #expect(changes.entries.map(\.outcome) == [.notApplied, .notApplied])
    #expect(await fixture.server.applied.isEmpty)
  }

  @Test func aLostAnswerIsAskedForAgain() async throws {
    let fixture = Fixture(["a.yaml": manifest("ConfigMap", "a")])
    let plan = try await fixture.plan()
    await fixture.server.answer(Self.a, .lost)
    let (changes, _) = await fixture.apply(plan)
    #expect(changes.lines == ["ConfigMap default/a: created"])
  }

  @Test func aServerThatStaysAwayLeavesItOpen() async throws {
    let fixture = Fixture(["a.yaml": manifest("ConfigMap", "a")])
    let plan = try await fixture.plan()
    await fixture.server.answer(Self.a, .lost)
    await fixture.server.goAway(after: 1)
    let (changes, _) = await fixture.apply(plan)
    #expect(
      changes.lines == [
        "ConfigMap default/a: uncertain: nothing answers at the server's address"
      ])
  }

  @Test func whatWasAppliedIsFoundOutAfterwards() async throws {
    let fixture = Fixture(["a.yaml": manifest("ConfigMap", "a")])
    let plan = try await fixture.plan()
    await fixture.server.answer(Self.a, .lost, .status(403, ["kind": "Status", "message": "no"]))
    let (changes, _) = await fixture.apply(plan)
    #expect(changes.lines == ["ConfigMap default/a: created"])
  }

  @Test func whatWasNotAppliedIsFoundOutAfterwards() async throws {
    let fixture = Fixture(["a.yaml": manifest("ConfigMap", "a")])
    let plan = try await fixture.plan()
    await fixture.server.answer(
      Self.a, .fails(.timedOut), .status(403, ["kind": "Status", "message": "no"]))
    let (changes, _) = await fixture.apply(plan)
    #expect(changes.lines == ["ConfigMap default/a: failed: no"])
  }

  @Test func aServerThatWasNeverThereFailsForSure() async throws {
    let fixture = Fixture(["a.yaml": manifest("ConfigMap", "a")])
    let plan = try await fixture.plan()
    await fixture.server.goAway(after: 0)
    let (changes, _) = await fixture.apply(plan)
    #expect(
      changes.lines == ["ConfigMap default/a: failed: nothing answers at the server's address"])
  }

  @Test func cancellingStopsBetweenObjects() async throws {
    let fixture = Fixture(Self.two)
    let plan = try await fixture.plan()
    let (arrived, open) = await fixture.server.hold(Self.a)
    let task = Task {
      await fixture.apply(plan, Applier.Options(concurrency: 1))
    }
    _ = await arrived.first { _ in true }
    task.cancel()
    open.yield()
    let (changes, _) = await task.value
    #expect(changes.ending == .cancelled)
    // The object in hand is completed, and said to be.
    #expect(
      changes.lines == ["ConfigMap default/a: created", "ConfigMap default/b: not applied"])
    #expect(await fixture.server.applied == [Self.a])
  }

  @Test func definitionsAreServedBeforeTheirObjectsAreSent() async throws {
    let fixture = Fixture([
      "a.yaml": PlannerTests.definition + manifest("Widget", "w", apiVersion: "example.com/v1")
    ])
    let plan = try await fixture.plan()
    let path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.com"
    let established: Value = ["type": "Established", "status": "True"]
    await fixture.server.answer(
      "get \(path)", .status(200, ["status": [:]]),
      .status(200, ["status": ["conditions": [established]]]))
    // The kind's address may take a moment longer.
    await fixture.server.answer("/apis/example.com/v1/widgets/w", .status(404, .null))
    let (changes, events) = await fixture.apply(plan)
    #expect(changes.ending == .complete)
    #expect(events.contains(.waiting(plan.items[0].key)))
  }

  @Test func aDefinitionThatIsRefusedStopsTheDeploy() async throws {
    let fixture = Fixture([
      "a.yaml": PlannerTests.definition + manifest("Widget", "w", apiVersion: "example.com/v1")
    ])
    let plan = try await fixture.plan()
    let path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.com"
    await fixture.server.answer(
      "get \(path)",
      .status(
        200,
        [
          "status": [
            "conditions": [["type": "NamesAccepted", "status": "False", "message": "taken"]]
          ]
        ]))
    let (changes, _) = await fixture.apply(plan)
    #expect(changes.ending == .failed(.definitionNotEstablished(reason: "taken")))
    #expect(changes.entries.last?.outcome == .notApplied)
  }
}
