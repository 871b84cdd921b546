import Documents
import Files
import Kustomize
import Testing

@Suite struct AccumulationTests {
  @Test func documentsAndListsAreTakenApart() async throws {
    let names = try await TreeBuild.names(
      """
      == kustomization.yaml
      resources: [a.yaml]
      sortOptions: {order: fifo}
      == a.yaml
      # a comment alone
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: b}}
      ---
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: Pod, metadata: {name: a}}
      - {}
      - {apiVersion: v1, kind: PodList, items: [{kind: Pod, metadata: {name: c}}]}
      """)
    #expect(names == ["Pod b", "Pod a", "Pod c"])
  }

  @Test func basesMayBeAnywhereInTheTree() async throws {
    let names = try await TreeBuild.names(
      """
      == overlays/prod/kustomization.yaml
      resources: [../../base/, ./own.yaml]
      namePrefix: prod-
      == overlays/prod/own.yaml
      {apiVersion: v1, kind: Pod, metadata: {name: own}}
      == base/kustomization.yml
      resources: [pod.yaml]
      == base/pod.yaml
      {apiVersion: v1, kind: Pod, metadata: {name: a}}
      """, "overlays/prod")
    #expect(names == ["Pod prod-a", "Pod prod-own"])
  }

  @Test(arguments: [
    (
      "../x.yaml",
      "../x.yaml is a file outside of the kustomization's folder, which kustomize doesn't read"
    ),
    ("nope", "nope doesn't exist: there is neither a file nor a folder a/nope"),
    ("../..", "../.. leads out of the tree"),
    ("/etc/hosts", "/etc/hosts is an absolute path; say where it is from the kustomization"),
    ("", "an empty path"),
    (
      "../b",
      "../b is a folder without a kustomization (kustomization.yaml, kustomization.yml, Kustomization)"
    ),
    ("../c", "../c is a component; name it under components"),
    ("..", ".. goes round in a circle: a → ."),
    (".", ". goes round in a circle: a → a"),
    (
      "link.yaml",
      "link.yaml is a file outside of the kustomization's folder, which kustomize doesn't read"
    ),
  ])
  func whatCannotBeAResourceIsRefused(_ path: String, _ reason: String) async {
    var tree = TreeBuild.tree(
      """
      == a/kustomization.yaml
      resources:
      - "\(path)"
      == x.yaml
      {apiVersion: v1, kind: Pod, metadata: {name: a}}
      == b/x.yaml
      == c/kustomization.yaml
      kind: Component
      namePrefix: c-
      == kustomization.yaml
      resources: [a]
      """)
    tree["a/link.yaml"] = .link("../x.yaml")
    await #expect(
      throws: KustomizeError([.init(file: "a/kustomization.yaml", line: 2, reason: reason)])
    ) {
      try await KustomizeBuilder(tree: tree).build("a")
    }
  }

  @Test func circlesAreNamed() async {
    let problems = await TreeBuild.problems(
      """
      == a/kustomization.yaml
      resources: [../b]
      == b/kustomization.yaml
      resources:
      - ../c
      == c/kustomization.yaml
      namePrefix: x
      resources:
      - ../a
      """, "a")
    #expect(problems == ["c/kustomization.yaml:3: ../a goes round in a circle: a → b → c → a"])
  }

  @Test func linksToFoldersAreFollowed() async throws {
    var tree = TreeBuild.tree(
      """
      == a/kustomization.yaml
      resources: [linked]
      == base/kustomization.yaml
      resources: [pod.yaml]
      == base/pod.yaml
      {apiVersion: v1, kind: Pod, metadata: {name: a}}
      """)
    tree["a/linked"] = .link("../base")
    let result = try await KustomizeBuilder(tree: tree).build("a")
    #expect(result.resources.map(\.file) == ["base/pod.yaml"])
  }

  @Test func theSameObjectTwiceIsRefusedWithBothPlaces() async {
    let problems = await TreeBuild.problems(
      """
      == kustomization.yaml
      resources:
      - a.yaml
      - b
      == a.yaml
      {apiVersion: v1, kind: Pod, metadata: {name: a}}
      == b/kustomization.yaml
      resources: [x.yaml]
      == b/x.yaml
      # the namespace that a has without saying so
      {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: default}}
      """)
    #expect(
      problems == [
        "kustomization.yaml:3: b brings Pod v1 default/a of b/x.yaml:2, which a.yaml:1 has already"
      ])
  }

  @Test(arguments: [
    ("metadata: {name: a}", "1: an object without a kind"),
    ("kind: Pod\nmetadata: {}", "2: a Pod without metadata.name"),
    ("kind: Pod", "1: a Pod without metadata.name"),
    (
      "kind: Pod\nmetadata: {generateName: a-}",
      "2: a Pod with generateName instead of metadata.name, which kustomize doesn't take"
    ),
    ("- a", "1: not an object: a manifest is a mapping with kind and metadata"),
    ("hello", "1: not an object: a manifest is a mapping with kind and metadata"),
    ("kind: Pod\nmetadata: {name: 1}", "2: metadata.name of a Pod must be text; put it in quotes"),
    ("kind: Pod\nmetadata: x", "2: metadata of a Pod must be a mapping"),
  ])
  func objectsNeedAKindAndAName(_ text: String, _ problem: String) async {
    let problems = await TreeBuild.problems(
      "== kustomization.yaml\nresources: [x.yaml]\n== x.yaml\n\(text)")
    #expect(problems == ["x.yaml:\(problem)"])
  }

  @Test func objectsKnowWhereTheyAreWritten() async throws {
    let tree = TreeBuild.tree(
      """
      == o/kustomization.yaml
      resources: [../b]
      secretGenerator:
      - name: s
      == b/kustomization.yaml
      resources: [x.yaml]
      == b/x.yaml
      {apiVersion: v1, kind: Pod, metadata: {name: a}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: b}}
      """)
    let result = try await KustomizeBuilder(tree: tree).build("o")
    #expect(
      result.resources.map { "\($0.file):\($0.line)" }
        == [
          "b/x.yaml:1", "b/x.yaml:3", "o/kustomization.yaml:3",
        ].sorted { $0.hasPrefix("o") && !$1.hasPrefix("o") })
    #expect(result.files == ["o/kustomization.yaml", "b/kustomization.yaml", "b/x.yaml"])
  }

  @Test func whatABaseReadsIsKnownToTheNextBuildToo() async throws {
    let tree = TreeBuild.tree(
      """
      == o/kustomization.yaml
      resources: [../b]
      == b/kustomization.yaml
      resources: [x.yaml]
      == b/x.yaml
      {apiVersion: v1, kind: Pod, metadata: {name: a}}
      """)
    let builder = KustomizeBuilder(tree: tree)
    let base = try await builder.build("b")
    let overlay = try await builder.build("o")
    #expect(base.files == ["b/kustomization.yaml", "b/x.yaml"])
    #expect(overlay.files == base.files.union(["o/kustomization.yaml"]))
    #expect(overlay.resources == base.resources)
  }

  @Test func whatWasBuiltAloneMayStillBePartOfACircle() async throws {
    let builder = KustomizeBuilder(
      tree: TreeBuild.tree(
        """
        == a/kustomization.yaml
        namePrefix: a-
        resources: [x.yaml]
        == a/x.yaml
        {apiVersion: v1, kind: Pod, metadata: {name: a}}
        == a/b/kustomization.yaml
        resources: [../../c]
        == c/kustomization.yaml
        resources: [../a]
        """))
    let alone = try await builder.build("c")
    #expect(alone.resources.map(\.value.name) == ["a-a"])
    await #expect(
      throws: KustomizeError([
        .init(
          file: "c/kustomization.yaml", line: 1,
          reason: "../a goes round in a circle: a/b → c → a")
      ])
    ) {
      try await builder.build("a/b")
    }
  }

  @Test func componentsWorkOnWhatIsThere() async throws {
    let objects = try await TreeBuild.objects(
      """
      == kustomization.yaml
      resources: [deployment.yaml]
      components: [one, two]
      namePrefix: o-
      configMapGenerator: [{name: mine, literals: [a=b]}]
      == deployment.yaml
      {apiVersion: apps/v1, kind: Deployment, metadata: {name: d}}
      == one/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1alpha1
      kind: Component
      resources: [service.yaml]
      replicas: [{name: d, count: 5}]
      namePrefix: one-
      configMapGenerator: [{name: mine, behavior: merge, literals: [c=d]}]
      == one/service.yaml
      {apiVersion: v1, kind: Service, metadata: {name: s}}
      == two/kustomization.yaml
      kind: Component
      nameSuffix: -two
      """)
    #expect(
      objects.map(\.name) == ["o-one-mine-two-fh478f99mk", "o-one-s-two", "o-one-d-two"])
    #expect(objects.last?["spec"] == ["replicas": 5])
    #expect(objects.first?["data"] == ["a": "b", "c": "d"])
  }

  @Test func deprecatedFieldsWorkAndAreToldOf() async throws {
    let tree = TreeBuild.tree(
      """
      == kustomization.yaml
      bases: [b]
      imageTags: [{name: a, newTag: v2}]
      commonLabels: {a: b}
      == b/kustomization.yaml
      resources: [x.yaml]
      == b/x.yaml
      {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{image: a}]}}
      """)
    let result = try await KustomizeBuilder(tree: tree).build("")
    #expect(result.resources.first?.value["spec"]?["containers"]?[0] == ["image": "a:v2"])
    #expect(
      result.warnings.map(\.description) == [
        "kustomization.yaml:1: bases is deprecated; use resources",
        "kustomization.yaml:3: commonLabels is deprecated; use labels",
        "kustomization.yaml:2: imageTags is deprecated; use images",
      ])
  }
}
