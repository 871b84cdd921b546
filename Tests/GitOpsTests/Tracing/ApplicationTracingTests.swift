import Documents
import Files
import GitOps
import Kubernetes
import Testing

/// What an Application puts on top of its source.
struct ApplicationTracingTests {
  static let texts = [
    "k8s/kustomization.yaml": "resources: [web.yaml]\nimages: [{name: web, newTag: \"1\"}]\n",
    "k8s/web.yaml": """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 1
      template:
        spec:
          containers:
            - {name: web, image: web}

    """,
  ]

  func trace(
    _ kustomize: Value?, _ edit: FieldEdit, more: [String: String] = [:]
  ) async -> FieldTracer.Answer {
    let tree = MemoryTree(Self.texts.merging(more) { $1 })
    var source = ApplicationSource(repository: "https://git.example.com/web.git", path: "k8s")
    source.kustomize = kustomize
    let others = KustomizationFolders.stacks(in: tree, besides: "k8s")
    return await FieldTracer(
      tree, .source(source, application: "web", namespace: "shop"), others: others,
      renderer: { StackRenderer($0) }
    ).trace(TracedRepository.request("Deployment", "web", in: "shop", .fields([edit])))
  }

  static let image = FieldEdit(.container("web", "image"), before: "web:1", after: "web:3")

  @Test func withoutOverridesTheRepositoryDecides() async {
    let answer = await trace(nil, Self.image)
    #expect(
      answer.changedLines == [
        "-images: [{name: web, newTag: \"1\"}]", "+images: [{name: web, newTag: \"3\"}]",
      ])
  }

  @Test(arguments: [
    ("web:2", "web:3"), ("web=web:2", "web=web:3"), ("web=mirror/web:2", "web=web:3"),
  ])
  func anImageOfTheApplicationsOwnIsChangedThere(old: String, new: String) async {
    let answer = await trace(["images": [.string(old), "other:1"]], Self.image)
    #expect(answer.ways.isEmpty)
    #expect(
      answer.applicationEdits.flatMap(\.changes) == [
        FieldEdit(
          ["kustomize", "images"], before: [.string(old), "other:1"],
          after: [.string(new), "other:1"])
      ])
  }

  @Test func replicasOfTheApplicationsOwnAreChangedThere() async {
    let answer = await trace(
      ["replicas": [["name": "web", "count": "2"]]],
      FieldEdit(["spec", "replicas"], before: 2, after: 4))
    #expect(
      answer.applicationEdits.first?.changes.first?.after == [["name": "web", "count": "4"]])
  }

  @Test func whatAnImageUpdaterWroteIsChangedWhereItWrites() async {
    let answer = await trace(
      nil, Self.image,
      more: [".argocd-source-web.yaml", "k8s/.argocd-source-web.yaml"].reduce(into: [:]) {
        $0[$1] = "kustomize:\n  images:\n  - web:2\n"
      })
    #expect(answer.changedLines == ["-  - web:2", "+  - web:3"])
    #expect(answer.ways.first?.files.map(\.path) == ["k8s/.argocd-source-web.yaml"])
  }

  @Test func otherKustomizationsThatShareAFileAreNamed() async {
    let answer = await trace(
      nil, FieldEdit(["spec", "replicas"], before: 1, after: 2),
      more: ["other/kustomization.yaml": "resources: [../k8s]\nnamePrefix: b-\n"])
    #expect(answer.ways.first?.effects.map(\.stack) == ["other"])
    // A patch would be in what is shared, too.
    #expect(answer.ways.count == 1)
  }
}
