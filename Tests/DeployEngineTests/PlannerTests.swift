import DeployEngine
import Documents
import GitOps
import Kubernetes
import Testing

@Suite struct PlannerTests {
  let configMap = "/api/v1/namespaces/default/configmaps/a"

  @Test func whatIsNotThereIsCreated() async throws {
    let fixture = Fixture(["a.yaml": manifest("ConfigMap", "a", "data: {x: '1'}")])
    let plan = try await fixture.plan()
    #expect(plan.lines == ["ConfigMap default/a: create"])
    #expect(plan.items.first?.before == nil)
    #expect(plan.items.first?.after["data"] == ["x": "1"])
    #expect(plan.counts.create == 1)
    #expect(!plan.isUpToDate)
    #expect(plan.canBeApplied())
  }

  @Test func planningChangesNothing() async throws {
    let fixture = Fixture(["a.yaml": manifest("ConfigMap", "a")])
    _ = try await fixture.plan()
    #expect(await fixture.server.applied.isEmpty)
    #expect(
      Set(await fixture.server.calls.map(\.description)) == [
        "GET /api/v1/namespaces/duet/configmaps/stack-web",
        "PATCH \(configMap)?fieldManager=duet&dryRun=All&fieldValidation=Strict",
      ])
  }

  @Test func aDifferenceIsShownFieldByField() async throws {
    let fixture = Fixture(["a.yaml": manifest("ConfigMap", "a", "data: {x: '2', z: '1'}")])
    await fixture.server.store(
      configMap,
      [
        "apiVersion": "v1", "kind": "ConfigMap", "data": ["x": "1"],
        "metadata": ["name": "a", "namespace": "default", "generation": 3],
        "status": ["old": true],
      ])
    let plan = try await fixture.plan()
    #expect(plan.lines == ["ConfigMap default/a: change"])
    #expect(
      plan.items.first?.differences == [
        .init(pointer: ["data", "x"], kind: .changed(old: "1", new: "2"), label: "/data/x"),
        .init(pointer: ["data", "z"], kind: .added("1"), label: "/data/z"),
      ])
  }

  @Test func whatTheServerKeepsForItselfIsNoChange() async throws {
    let fixture = Fixture(["a.yaml": manifest("ConfigMap", "a", "data: {x: '1'}")])
    await fixture.server.store(
      configMap,
      [
        "apiVersion": "v1", "kind": "ConfigMap", "data": ["x": "1"],
        "metadata": [
          "name": "a", "namespace": "default", "uid": "old", "creationTimestamp": "t",
          "annotations": ["kubectl.kubernetes.io/last-applied-configuration": "{}"],
        ],
      ])
    let plan = try await fixture.plan()
    #expect(plan.lines == ["ConfigMap default/a: unchanged"])
    // It isn't the stack's yet, so applying it still does something.
    #expect(plan.items.first?.adoption == Adoption(joinsInventory: true))
    #expect(plan.items.first?.isSettled == false)
    #expect(!plan.isUpToDate)
  }

  @Test func conflictsNameTheManagersAndTheirFields() async throws {
    let fixture = Fixture(["a.yaml": manifest("ConfigMap", "a", "data: {x: '2'}")])
    await fixture.server.store(
      configMap,
      [
        "apiVersion": "v1", "kind": "ConfigMap", "data": ["x": "1"],
        "metadata": ["name": "a", "namespace": "default"],
      ])
    await fixture.server.answer("dry \(configMap)", conflict("kubectl", ".data.x", ".data.y"))
    let plan = try await fixture.plan()
    #expect(plan.lines == ["ConfigMap default/a: conflict kubectl .data.x .data.y"])
    #expect(plan.items.first?.differences.map(\.label) == ["/data/x"])
    #expect(!plan.canBeApplied())
    #expect(plan.canBeApplied(forcingConflicts: true))
  }

  @Test func oneRefusalIsOneVerdict() async throws {
    let fixture = Fixture(["a.yaml": manifest("ConfigMap", "a") + manifest("ConfigMap", "b")])
    await fixture.server.answer(
      "dry \(configMap)",
      .status(422, ["kind": "Status", "reason": "Invalid", "message": "spec.x: is immutable"]))
    let plan = try await fixture.plan()
    #expect(
      plan.lines == [
        "ConfigMap default/a: error: spec.x: is immutable", "ConfigMap default/b: create",
      ])
    #expect(!plan.canBeApplied(forcingConflicts: true))
  }

  @Test func objectsWithoutANamespaceGoToTheContexts() async throws {
    let fixture = Fixture([
      "a.yaml": manifest("ConfigMap", "a") + manifest("ConfigMap", "b", in: "default")
    ])
    await fixture.server.store("/api/v1/namespaces/shop", ["metadata": ["name": "shop"]])
    let plan = try await fixture.plan(Planner.Options(defaultNamespace: "shop"))
    #expect(plan.items.map(\.key.name.description) == ["default/b", "shop/a"])
    #expect(plan.items.map(\.isNamespaceDefaulted) == [false, true])
  }

  @Test func aNamespaceOfTheSameStackComesFirst() async throws {
    let fixture = Fixture([
      "a.yaml": manifest("ConfigMap", "a", in: "new") + manifest("Namespace", "new")
    ])
    let plan = try await fixture.plan()
    #expect(plan.lines == ["Namespace new: create", "ConfigMap new/a: create"])
    #expect(plan.items.map(\.prerequisite) == [nil, .namespace("new")])
    #expect(plan.canBeApplied())
  }

  @Test func aNamespaceThatNobodyMakesIsAnError() async throws {
    let fixture = Fixture(["a.yaml": manifest("ConfigMap", "a", in: "gone")])
    #expect(
      try await fixture.plan().lines == [
        "ConfigMap gone/a: error: the namespace gone doesn't exist"
      ])
  }

  static let definition = manifest(
    "CustomResourceDefinition", "widgets.example.com", apiVersion: "apiextensions.k8s.io/v1",
    """
    spec:
      group: example.com
      names: {kind: Widget, plural: widgets}
      scope: Cluster
      versions: [{name: v1, served: true, storage: true}]
    """)

  @Test func aDefinitionOfTheSameStackComesFirst() async throws {
    let fixture = Fixture([
      "a.yaml": manifest("Widget", "w", in: "x", apiVersion: "example.com/v1") + Self.definition
    ])
    let plan = try await fixture.plan()
    #expect(
      plan.lines == [
        "CustomResourceDefinition widgets.example.com: create", "Widget w: create",
      ])
    #expect(plan.items.last?.prerequisite == .definition("widgets.example.com"))
    #expect(plan.items.last?.key.path() == "/apis/example.com/v1/widgets/w")
  }

  @Test func aKindThatNobodyKnowsIsAnError() async throws {
    let fixture = Fixture(["a.yaml": manifest("Widget", "w", apiVersion: "example.com/v1")])
    // The planner looks again before it says so.
    await fixture.server.answer("get /api", .status(200, ["versions": []]))
    await fixture.server.answer("get /apis", .status(200, ["groups": []]))
    #expect(
      try await fixture.plan().lines == [
        "Widget default/w: error: the server doesn't know the kind Widget of example.com/v1"
      ])
  }

  @Test func stagesFollowTheTable() async throws {
    let fixture = Fixture([
      "a.yaml": manifest("Deployment", "d", apiVersion: "apps/v1") + manifest("Service", "s")
        + manifest("ConfigMap", "c") + Self.definition + manifest("Namespace", "new")
        + manifest("ServiceAccount", "sa")
        + manifest("Widget", "w", apiVersion: "example.com/v1")
    ])
    #expect(
      try await fixture.plan().stages.map { $0.map(\.object.kind) } == [
        ["Namespace"], ["CustomResourceDefinition"], ["ServiceAccount"], ["ConfigMap", "Service"],
        ["Deployment"], ["Widget"],
      ])
  }

  @Test func secretsAreMaskedInAllOfThePlan() async throws {
    let fixture = Fixture([
      "a.yaml": manifest("Secret", "s", "data: {password: aHVudGVyMg==, same: c2FtZQ==}")
    ])
    await fixture.server.store(
      "/api/v1/namespaces/default/secrets/s",
      [
        "apiVersion": "v1", "kind": "Secret",
        "data": ["password": "b2xkb25l", "same": "c2FtZQ=="],
        "metadata": ["name": "s", "namespace": "default"],
      ])
    let plan = try await fixture.plan()
    #expect(
      plan.items.first?.differences == [
        .init(
          pointer: ["data", "password"],
          kind: .changed(old: "••• 6 bytes (before)", new: "••• 7 bytes (after)"),
          label: "/data/password")
      ])
    var text = "\(plan)"
    dump(plan, to: &text)
    #expect(!text.contains("aHVudGVyMg") && !text.contains("b2xkb25l"))
  }

  @Test func workloadsWhosePodsAreReplacedAreNamed() async throws {
    let fixture = Fixture([
      "a.yaml": manifest(
        "Deployment", "d", apiVersion: "apps/v1", "spec: {template: {spec: {image: '2'}}}")
    ])
    await fixture.server.store(
      "/apis/apps/v1/namespaces/default/deployments/d",
      [
        "apiVersion": "apps/v1", "kind": "Deployment",
        "metadata": ["name": "d", "namespace": "default"],
        "spec": ["replicas": 3, "template": ["spec": ["image": "1"]]],
      ])
    let plan = try await fixture.plan()
    #expect(plan.restarts.map(\.key.name.name) == ["d"])
    #expect(plan.restarts.first?.pods == 3)
  }

  @Test func theStateOfGitIsThatOfTheStack() async throws {
    let fixture = Fixture(["a.yaml": manifest("ConfigMap", "a")])
    let state = GitState(
      branch: "main", commit: "abc",
      changes: [
        GitChange(path: "infrastructure/base/other/x.yaml", kind: .modified),
        GitChange(path: "infrastructure/base/web/a.yaml", kind: .modified),
      ])
    let plan = try await fixture.plan(git: .repository(state))
    #expect(plan.git.state?.changes.map(\.path) == ["infrastructure/base/web/a.yaml"])
  }

  @Test func aBrokenStackIsNotPlanned() async {
    let fixture = Fixture(["a.yaml": "a: [", "b.yaml": manifest("ConfigMap", "b")])
    let error = await #expect(throws: DeployError.self) { try await fixture.plan() }
    #expect(error?.summary.hasPrefix("infrastructure/base/web/a.yaml:2: ") == true)
    #expect(await fixture.server.calls.isEmpty)
  }

  @Test func whatBecomesOneObjectIsNotPlannedTwice() async {
    let fixture = Fixture([
      "a.yaml": manifest("ConfigMap", "a", in: "shop") + manifest("ConfigMap", "a")
    ])
    await #expect(throws: DeployError.self) {
      try await fixture.plan(Planner.Options(defaultNamespace: "shop"))
    }
  }

  @Test func otherSourcesSayThatTheyAreNotBuilt() async {
    let stack = Stack(path: "x", name: "x", source: .kustomize)
    let fixture = Fixture([:])
    await #expect(throws: DeployError.notBuilt(.kustomize)) {
      try await Planner(fixture.client).plan(stack, in: fixture.tree)
    }
  }
}
