import Kustomize
import Testing

@Suite struct KustomizationReadingTests {
  private static let pod = """

    == pod.yaml
    {apiVersion: v1, kind: Pod, metadata: {name: a}}
    """

  @Test(arguments: [
    ("resource: [pod.yaml]", #"1: unknown field "resource"; did you mean "resources"?"#),
    ("nameprefx: a", #"1: unknown field "nameprefx"; did you mean "namePrefix"?"#),
    ("inventory: {}", #"1: unknown field "inventory""#),
    (
      "images:\n- name: a\n  tag: b",
      #"3: unknown field "tag" in images"#
    ),
    ("metadata: {creationTimestamp: x}", #"1: unknown field "creationTimestamp" in metadata"#),
    ("resources: pod.yaml", "1: resources must be a list"),
    ("resources:\n- 1", "2: each of resources must be text; put it in quotes"),
    ("namePrefix: 1", "1: namePrefix must be text; put it in quotes"),
    ("commonLabels:\n  a: true", "2: commonLabels.a must be text; put it in quotes"),
    ("replicas:\n- {name: a, count: '1'}", "2: replicas.count must be an integer"),
    (
      "labels:\n- pairs: {a: b}\n  includeSelectors: x",
      "3: labels.includeSelectors must be true or false"
    ),
    ("generatorOptions: []", "1: generatorOptions must be a mapping"),
    ("{}", "1: the kustomization is empty: it names nothing to build"),
    ("# nothing", "1: the kustomization is empty"),
    ("kind: Component", "1: the kustomization is empty: it names nothing to build"),
    ("resources: null", "1: the kustomization is empty: it names nothing to build"),
    ("- a", "1: a kustomization is a mapping"),
    ("kind: Foo\nresources: []", "1: kind must be Kustomization or Component, and is Foo"),
    (
      "apiVersion: v1\nresources: []",
      "1: apiVersion of a Kustomization must be kustomize.config.k8s.io/v1beta1"
    ),
  ])
  func whatIsNoKustomizationIsRefusedWithItsLine(_ text: String, _ problem: String) async {
    let problems = await TreeBuild.problems("== kustomization.yaml\n\(text)")
    #expect(problems == ["kustomization.yaml:\(problem)"])
  }

  @Test func everyMistakeIsTold() async {
    let problems = await TreeBuild.problems(
      """
      == kustomization.yaml
      resource: [pod.yaml]
      namePrefix: 1
      resources:
      - nothing.yaml
      """)
    #expect(
      problems == [
        #"kustomization.yaml:1: unknown field "resource"; did you mean "resources"?"#,
        "kustomization.yaml:2: namePrefix must be text; put it in quotes",
        "kustomization.yaml:4: nothing.yaml doesn't exist: there is neither a file nor a folder "
          + "nothing.yaml",
      ])
  }

  @Test(arguments: ["kustomization.yaml", "kustomization.yml", "Kustomization"])
  func kustomizationsHaveThreeNames(_ file: String) async throws {
    #expect(try await TreeBuild.names("== \(file)\nresources: [pod.yaml]\(Self.pod)") == ["Pod a"])
  }

  @Test func twoKustomizationsInAFolderAreRefused() async {
    let problems = await TreeBuild.problems(
      "== kustomization.yaml\nnamePrefix: a\n== Kustomization\nnamePrefix: b")
    #expect(problems == ["kustomization.yaml: is beside Kustomization; keep one of them"])
  }

  @Test func fieldsMayBeWrittenInAnyCase() async throws {
    let text = "== kustomization.yaml\nResources: [pod.yaml]\nnameprefix: p-\(Self.pod)"
    #expect(try await TreeBuild.names(text) == ["Pod p-a"])
  }

  @Test func aFieldThatIsThereTwiceIsToldOf() async throws {
    let text =
      "== kustomization.yaml\nnamePrefix: a-\nnamePrefix: b-\nresources: [pod.yaml]\(Self.pod)"
    let result = try await KustomizeBuilder(tree: TreeBuild.tree(text)).build("")
    #expect(result.resources.map(\.value.name) == ["b-a"])
    #expect(
      result.warnings.map(\.description) == [
        "kustomization.yaml:2: key \"namePrefix\" is already set at 1:1; keep one of the two; "
          + "the last counts"
      ])
  }

  @Test func onlyTheFirstDocumentCounts() async throws {
    let text = "== kustomization.yaml\nresources: [pod.yaml]\n---\nfoo: bar\(Self.pod)"
    #expect(try await TreeBuild.names(text) == ["Pod a"])
  }

  @Test func tabsAreToldWithTheirLine() async {
    let problems = await TreeBuild.problems("== kustomization.yaml\nresources:\n\t- pod.yaml")
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("kustomization.yaml:2: ") ?? false)
  }

  @Test func aFolderWithoutKustomizationIsRefused() async {
    let problems = await TreeBuild.problems("== a/x.yaml\n", "a")
    #expect(
      problems == ["a: has no kustomization (kustomization.yaml, kustomization.yml, Kustomization)"]
    )
  }
}
