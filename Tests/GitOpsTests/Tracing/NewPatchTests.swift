import Documents
import Files
import GitOps
import Kubernetes
import Testing

/// Fields that a patch sets, since they come from nowhere that can be edited alone.
struct NewPatchTests {
  static let texts = [
    "infrastructure/base/shop/kustomization.yaml": """
    resources: [things.yaml]
    replacements:
      - source: {kind: ConfigMap, name: names, fieldPath: data.title}
        targets:
          - select: {kind: Deployment, name: web}
            fieldPaths: [metadata.annotations.title]

    """,
    "infrastructure/base/shop/things.yaml": """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
      annotations: &shared {title: x, owner: a}
    spec:
      template:
        metadata:
          annotations: *shared
        spec:
          containers: [{name: web, image: "web:1"}]
    ---
    apiVersion: example.com/v1
    kind: Route
    metadata: {name: front}
    spec:
      rules: &rules
        - {host: a, port: 1}
        - {host: b, port: 2}
      copy: *rules
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: names}
    data: {title: Shop}

    """,
  ]

  func trace(_ kind: String, _ name: String, _ edit: FieldEdit) async throws -> FieldTracer.Answer {
    let tree = MemoryTree(Self.texts)
    let stack = try #require(StackFinder(tree).stacks().first)
    let group = kind == "Route" ? "example.com" : "apps"
    return await FieldTracer(tree, .stack(stack), others: [], renderer: { StackRenderer($0) })
      .trace(
        GitRequest(
          ResourceIdentity(
            group: group, kind: kind, name: ObjectName(namespace: "shop", name: name)),
          .fields([edit])))
  }

  @Test func whatAnAnchorSharesIsPatchedInOnePlace() async throws {
    let answer = try await trace(
      "Deployment", "web",
      FieldEdit(["spec", "template", "metadata", "annotations", "owner"], before: "a", after: "b"))
    let way = try #require(answer.ways.first, "\(answer.refusals)")
    #expect(way.addsPatch)
    #expect(way.effects.isEmpty)
    #expect(
      way.files.map(\.path) == [
        "infrastructure/base/shop/kustomization.yaml",
        "infrastructure/base/shop/patch-deployment-web.yaml",
      ])
  }

  @Test func anElementOfAnUnknownKindsListIsPatchedByAnOperation() async throws {
    let answer = try await trace(
      "Route", "front", FieldEdit(["spec", "rules", .index(1), "port"], before: 2, after: 3))
    let way = try #require(answer.ways.first, "\(answer.refusals)")
    #expect(way.changedLines.contains("+  path: /spec/rules/1/port"))
    #expect(way.changedLines.contains("+  value: 3"))
  }

  @Test func whatAReplacementSetsIsRefused() async throws {
    let answer = try await trace(
      "Deployment", "web",
      FieldEdit(["metadata", "annotations", "title"], before: "Shop", after: "Market"))
    #expect(answer.ways.isEmpty)
    #expect(answer.refusals.map(\.path) == [["metadata", "annotations", "title"]])
  }
}
