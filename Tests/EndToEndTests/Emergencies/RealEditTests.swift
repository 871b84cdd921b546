import Console
import ConsoleRuntime
import CurlHTTP
import DeployEngine
import Documents
import Emergencies
import GitOps
import Kubernetes
import TestSupport
import Testing

@testable import Commands

/// Edits on a real API server, with kubectl as the other person.
@Suite(.apiServer, .timeLimit(.minutes(10)))
struct RealEditTests {
  /// Somebody at a desk, in a namespace of the test's own.
  private struct Bed {
    let client: Client
    let kubectl: Kubectl
    let desk: EmergencyDesk
    let namespace: String

    func opened(_ kind: ResourceKind, _ name: String) async throws -> Value {
      try await client.get(ObjectKey(kind, namespace: namespace, name: name))
    }

    /// The draft of what a person makes of the text of an object.
    func draft(
      _ kind: ResourceKind, _ name: String, _ edit: (String) -> String
    ) async throws -> EditDraft {
      let key = ObjectKey(kind, namespace: namespace, name: name)
      let text = EditText([OpenedObject(key, try await opened(kind, name))])
      guard case .drafts(let drafts) = try text.read(edit(text.text)) else {
        Issue.record("nothing was edited")
        throw CancellationError()
      }
      return drafts[0]
    }

    func applied(_ draft: EditDraft) async throws -> Emergency {
      let outcome = await desk.apply(await desk.prepare(draft))
      guard case .applied(let emergency, _, _) = outcome else {
        Issue.record("\(outcome)")
        throw CancellationError()
      }
      return emergency
    }
  }

  private func client(
    _ identity: ControlPlane.Identity, _ server: ControlPlane
  ) async throws -> Client {
    let clusters = KubeconfigClusters(
      ConnectionChoice(kubeconfig: server.kubeconfigPath(identity)),
      initialContext: identity.rawValue, loop: TransferLoop())
    return try await clusters.cluster(ClusterID(context: identity.rawValue)).client
  }

  private func bed(
    _ namespace: String, as identity: ControlPlane.Identity = .admin
  ) async throws -> Bed {
    let server = try await ControlPlane.shared
    let kubectl = server.kubectl()
    try await kubectl("create", "namespace", namespace)
    let client = try await client(identity, server)
    return Bed(
      client: client, kubectl: kubectl,
      desk: EmergencyDesk(
        client, ledger: EmergencyLedger(client, namespace: "\(namespace)-record"),
        user: Operator(user: "ada", host: "box"), now: { .current() }), namespace: namespace)
  }

  private func deployment(_ bed: Bed) async throws {
    try await bed.kubectl(
      "create", "deployment", "web", "--image=web:1", "--replicas=2", "-n", bed.namespace)
  }

  @Test func twoPeopleEditOneObject() async throws {
    let bed = try await bed("edit-two")
    try await deployment(bed)
    let draft = try await bed.draft(.deployments, "web") {
      $0.replacing("image: web:1", with: "image: web:2")
    }
    try await bed.kubectl("scale", "deployment", "web", "--replicas=5", "-n", bed.namespace)
    let prepared = await bed.desk.prepare(draft)
    #expect(prepared.canBeApplied, "\(prepared.verdict)")
    #expect(prepared.meanwhile.map(\.path.description) == ["spec.replicas"])
    let emergency = try await bed.applied(draft)
    let live = try await bed.opened(.deployments, "web")
    #expect(live["spec"]?["replicas"] == 5)
    let image: FieldPath = [
      "spec", "template", "spec", "containers", .element(["name": "web"]), "image",
    ]
    #expect(image.value(in: live) == "web:2")
    #expect(emergency.edits == [FieldEdit(image, before: "web:1", after: "web:2")])
    #expect(await bed.desk.state(of: emergency) == .live)

    // The other one puts it back.
    try await bed.kubectl("set", "image", "deployment/web", "web=web:1", "-n", bed.namespace)
    #expect(await bed.desk.state(of: emergency).word == "reverted")
    guard case .failure(.changedSince) = try await bed.desk.undoing(emergency) else {
      Issue.record("it was taken back twice")
      return
    }
  }

  @Test func anEditIsTakenBackToTheLastField() async throws {
    let bed = try await bed("edit-undo")
    try await deployment(bed)
    let before = try await bed.opened(.deployments, "web")["spec"]
    let draft = try await bed.draft(.deployments, "web") {
      $0.replacing("replicas: 2", with: "replicas: 3\n  minReadySeconds: 7").replacing(
        "image: web:1", with: "image: web:1\n        env:\n        - name: A\n          value: b")
    }
    let emergency = try await bed.applied(draft)
    #expect(try await bed.opened(.deployments, "web")["spec"] != before)
    _ = try await bed.applied(try await bed.desk.undoing(emergency).get())
    #expect(try await bed.opened(.deployments, "web")["spec"] == before)
    let states = try await bed.desk.ledger.entries().map(\.state.word)
    #expect(states.sorted() == ["live", "undone"])
  }

  @Test func whatSomebodyAppliesOnTheServersSideIsInGitOnceItSaysTheSame() async throws {
    let bed = try await bed("edit-applied")
    func apply(_ color: String) async throws {
      _ = try await bed.client.apply(
        ObjectKey(.configMaps, namespace: bed.namespace, name: "settings"),
        [
          "apiVersion": "v1", "kind": "ConfigMap",
          "metadata": ["name": "settings", "namespace": .string(bed.namespace)],
          "data": ["color": .string(color)],
        ], ApplyOptions(fieldManager: "argocd-controller", isForced: true))
    }
    try await apply("blue")
    let draft = try await bed.draft(.configMaps, "settings") {
      $0.replacing("color: blue", with: "color: red")
    }
    let emergency = try await bed.applied(draft)
    #expect(await bed.desk.state(of: emergency) == .live)
    try await apply("red")
    #expect(await bed.desk.state(of: emergency) == .inGit)
    try await apply("blue")
    guard case .reverted(by: "argocd-controller", _) = await bed.desk.state(of: emergency) else {
      Issue.record("\(await bed.desk.state(of: emergency))")
      return
    }
  }

  @Test func aSchemaRefusesByTheField() async throws {
    let bed = try await bed("edit-schema")
    let group = "edits.example.com"
    let schema: Value = [
      "type": "object",
      "properties": [
        "spec": [
          "type": "object",
          "properties": ["size": ["type": "integer", "maximum": 9], "name": ["type": "string"]],
        ]
      ],
    ]
    _ = try await bed.client.create(
      .customResourceDefinitions,
      [
        "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
        "metadata": ["name": .string("widgets.\(group)")],
        "spec": [
          "group": .string(group), "scope": "Namespaced",
          "names": ["plural": "widgets", "singular": "widget", "kind": "Widget"],
          "versions": [
            [
              "name": "v1", "served": true, "storage": true,
              "schema": ["openAPIV3Schema": schema],
            ]
          ],
        ],
      ])
    let kind = ResourceKind(group: group, plural: "widgets", kind: "Widget")
    var made: Value?
    for _ in 0..<200 where made == nil {
      made = try? await bed.client.create(
        kind, namespace: bed.namespace,
        [
          "apiVersion": .string("\(group)/v1"), "kind": "Widget", "metadata": ["name": "w"],
          "spec": ["size": 3],
        ]
      ).object
    }
    let draft = try await bed.draft(kind, "w") { $0.replacing("size: 3", with: "size: 12") }
    guard case .refused(.invalid(let status)) = await bed.desk.prepare(draft).verdict else {
      Issue.record("it was taken")
      return
    }
    #expect(status.causes.map(\.field) == ["spec.size"])
    _ = try await bed.applied(
      try await bed.draft(kind, "w") { $0.replacing("size: 3", with: "size: 4") })
    #expect(try await bed.opened(kind, "w")["spec"]?["size"] == 4)
  }

  @Test func whoMayGetAndNotPatchIsToldSo() async throws {
    let bed = try await bed("edit-denied", as: .nobody)
    try await deployment(bed)
    try await bed.kubectl(
      "create", "role", "reader", "--verb=get", "--resource=deployments", "-n", bed.namespace)
    try await bed.kubectl(
      "create", "rolebinding", "reader", "--role=reader",
      "--user=\(ControlPlane.Identity.nobody.rawValue)", "-n", bed.namespace)
    let draft = try await bed.draft(.deployments, "web") {
      $0.replacing("replicas: 2", with: "replicas: 3")
    }
    guard case .denied(let denial) = await bed.desk.prepare(draft).verdict else {
      Issue.record("it was allowed")
      return
    }
    #expect(denial.verb == "patch")
  }

  @Test func aSecretIsEditedAsTextAndRecordedNowhereElse() async throws {
    let bed = try await bed("edit-secret")
    try await bed.kubectl(
      "create", "secret", "generic", "login", "--from-literal=password=old-one", "-n",
      bed.namespace)
    let draft = try await bed.draft(.secrets, "login") {
      $0.replacing("password: old-one", with: "password: new-one")
    }
    let emergency = try await bed.applied(draft)
    #expect(try await bed.opened(.secrets, "login")["data"]?["password"] == "bmV3LW9uZQ==")
    let pages = try await bed.client.list(
      ResourceQuery(.configMaps, namespace: bed.desk.ledger.namespace))
    #expect(pages.allSatisfy { !$0.json.contains("new-one") && !$0.json.contains("bmV3LW9uZQ") })
    _ = try await bed.applied(try await bed.desk.undoing(emergency).get())
    #expect(try await bed.opened(.secrets, "login")["data"]?["password"] == "b2xkLW9uZQ==")
  }

  @Test func anObjectThatWasDeletedMeanwhileIsMadeAnew() async throws {
    let bed = try await bed("edit-deleted")
    try await bed.kubectl(
      "create", "configmap", "settings", "--from-literal=color=blue", "-n", bed.namespace)
    let draft = try await bed.draft(.configMaps, "settings") {
      $0.replacing("color: blue", with: "color: red")
    }
    try await bed.kubectl("delete", "configmap", "settings", "-n", bed.namespace)
    let prepared = await bed.desk.prepare(draft)
    #expect(prepared.verdict == .deleted)
    _ = try await bed.applied(try #require(draft.remaking))
    #expect(try await bed.opened(.configMaps, "settings")["data"]?["color"] == "red")
  }
}
