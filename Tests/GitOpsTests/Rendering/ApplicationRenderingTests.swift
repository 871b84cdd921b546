import Documents
import Files
import GitOps
import Kustomize
import Testing

/// What Argo CD's applications take from a repository.
@Suite struct ApplicationRenderingTests {
  let tree: MemoryTree = [
    "k8s/a.yaml": manifest("ConfigMap", "a"), "k8s/notes.yaml": "a: 1\n",
    "k8s/.hidden.yaml": manifest("ConfigMap", "hidden"),
    "k8s/sub/b.yaml": manifest("ConfigMap", "b"),
    "k8s/sub/deep/c.yml": manifest("ConfigMap", "c"),
    "k8s/sub/d.json": #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"d"}}"#,
    "k8s/skipped.yaml": "# +argocd:skip-file-rendering\n" + manifest("ConfigMap", "skipped"),
  ]

  func source(_ directory: Value?) -> ApplicationSource {
    var source = ApplicationSource(repository: "https://git.example.com/shop", path: "k8s")
    source.directory = directory
    return source
  }

  func names(_ directory: Value?) async throws -> [String] {
    try await StackRenderer(tree).render(source(directory), of: "shop")
      .manifests.map(\.object.name)
  }

  func problems(_ source: ApplicationSource, _ tree: MemoryTree) async -> [String]? {
    let error = await #expect(throws: StackBuildError.self) {
      _ = try await StackRenderer(tree).render(source, of: "shop")
    }
    return error?.problems.map(\.reason)
  }

  @Test func aFolderIsReadAloneUnlessItSaysOtherwise() async throws {
    #expect(try await names(nil) == ["hidden", "a"])
    #expect(try await names(["recurse": true]) == ["hidden", "a", "b", "d", "c"])
  }

  @Test func patternsSayWhatIsMeant() async throws {
    #expect(try await names(["recurse": true, "include": "sub/*"]) == ["b", "d", "c"])
    #expect(
      try await names(["recurse": true, "include": "{*.yml,*.json}", "exclude": "*/deep/*"])
        == ["d"])
    #expect(try await names(["recurse": true, "exclude": "sub/**"]) == ["hidden", "a"])
  }

  @Test func aPatternThatIsNoneMatchesNothingAndIsSaid() async throws {
    let rendered = try await StackRenderer(tree).render(source(["include": "{a"]), of: "shop")
    #expect(rendered.manifests.isEmpty)
    #expect(rendered.warnings == ["directory.include: {a is no pattern, and matches nothing"])
  }

  @Test func jsonnetIsRefusedByName() async throws {
    let reasons = await problems(source(nil), ["k8s/a.jsonnet": "{}"])
    #expect(reasons == ["jsonnet can't be evaluated here"])
  }

  @Test func onlyOneWayOfRenderingCanBeSaid() async throws {
    var both = source([:])
    both.kustomize = ["namePrefix": "a-"]
    #expect(
      await problems(both, tree)
        == ["the source says kustomize and directory, and can be only one"])
  }

  @Test func whatCannotBeFollowedIsRefusedByName() async throws {
    var kustomize = source(nil)
    kustomize.kustomize = ["commonAnnotationsEnvsubst": true, "fancy": 1, "images": "a"]
    #expect(
      await problems(kustomize, tree) == [
        "kustomize.images must be a list of text",
        "kustomize.commonAnnotationsEnvsubst needs Argo CD's environment, which isn't here",
        "kustomize.fancy isn't known",
      ])
    var plugin = source(nil)
    plugin.plugin = ["name": "x"]
    #expect(await problems(plugin, tree) == ["plug-ins of Argo CD can't be run here"])
    var chart = source(nil)
    (chart.path, chart.chart) = ("", "loki")
    #expect(
      await problems(chart, tree)
        == ["the chart loki lies in the repository https://git.example.com/shop"])
  }

  @Test func aChartIsToldWhatTheSourceSays() async throws {
    var chart = source(nil)
    chart.helm = [
      "valueFiles": ["a.yaml", "missing.yaml"], "ignoreMissingValueFiles": true,
      "valuesObject": ["b": 1], "skipCrds": true,
      "parameters": [
        ["name": "c", "value": "1,2"], ["name": "d", "value": "3", "forceString": true],
      ],
    ]
    let tools = FakeTools("---\n# Source: shop/templates/a.yaml\n" + manifest("ConfigMap", "a"))
    let tree: MemoryTree = ["k8s/Chart.yaml": "name: shop\n", "k8s/a.yaml": "a: 1\n"]
    _ = try await StackRenderer(tree, tools: tools).render(chart, of: "shop", namespace: "front")
    let call = try #require(tools.charts.first)
    #expect(
      call.arguments == [
        "template", "shop", ".", "--skip-tests", "--namespace", "front", "--values", "a.yaml",
        "--values", ".duet-values.yaml", "--set", #"c=1\,2"#, "--set-string", "d=3",
      ])
    #expect(call.files[".duet-values.yaml"] == Array("b: 1\n".utf8))
  }

  @Test func valuesFromElsewhereAreRefusedByName() async throws {
    var chart = source(nil)
    chart.helm = ["valueFiles": ["$values/a.yaml"]]
    let reasons = await problems(chart, ["k8s/Chart.yaml": "name: shop\n"])
    #expect(
      reasons == ["helm.valueFiles names $values/a.yaml, which isn't in this repository"])
  }

  @Test func theRepositoryMayOverrideTheSource() async throws {
    var tree = tree
    tree["k8s/.argocd-source-shop.yaml"] = .file(Array("directory: {recurse: true}\n".utf8))
    tree["k8s/.argocd-source-other.yaml"] = .file(Array("directory: {include: x}\n".utf8))
    let rendered = try await StackRenderer(tree).render(
      source(["exclude": "{sub/deep/*,.argocd-source*}"]), of: "shop")
    #expect(rendered.manifests.map(\.object.name) == ["hidden", "a", "b", "d"])
  }
}
