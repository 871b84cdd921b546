import Documents
import Testing

@Suite struct PluginTests {
  private static func built(_ plugins: String, _ files: String = "") async throws -> [Value] {
    try await TreeBuild.objects(
      """
      == kustomization.yaml
      resources: [x.yaml]
      \(plugins)
      == x.yaml
      {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{image: nginx}]}}
      \(files)
      """)
  }

  @Test(arguments: [
    (
      "{apiVersion: builtin, kind: PrefixTransformer, metadata: {name: x}, prefix: p-, fieldSpecs: [{path: metadata/name}]}",
      "p-a", "nginx"
    ),
    (
      "{apiVersion: builtin, kind: PrefixSuffixTransformer, metadata: {name: x}, prefix: p-, suffix: -s, fieldSpecs: [{path: metadata/name}]}",
      "p-a-s", "nginx"
    ),
    (
      "{apiVersion: builtin, kind: ImageTagTransformer, metadata: {name: x}, imageTag: {name: nginx, newTag: b}}",
      "a", "nginx:b"
    ),
    (
      "{apiVersion: builtin, kind: PatchTransformer, metadata: {name: x}, target: {kind: Pod}, patch: '- {op: replace, path: /spec/containers/0/image, value: other}'}",
      "a", "other"
    ),
    ("{apiVersion: builtin, kind: HashTransformer, metadata: {name: x}}", "a", "nginx"),
  ])
  func transformersOfTheirOwnWork(_ plugin: String, _ name: String, _ image: String) async throws {
    let objects = try await Self.built("transformers: [t.yaml]", "== t.yaml\n\(plugin)")
    #expect(objects.map(\.name) == [name])
    #expect(objects.first?["spec"]?["containers"]?[0]?["image"]?.string == image)
  }

  @Test func transformersMayBeWrittenInTheKustomization() async throws {
    let objects = try await Self.built(
      """
      transformers:
      - |-
        apiVersion: builtin
        kind: NamespaceTransformer
        metadata: {name: n, namespace: new}
        unsetOnly: true
      """)
    #expect(objects.first?["metadata"] == ["name": "a", "namespace": "new"])
  }

  @Test func foldersOfTransformersAreBuilt() async throws {
    let objects = try await Self.built(
      "transformers: [t]",
      """
      == t/kustomization.yaml
      resources: [l.yaml]
      == t/l.yaml
      apiVersion: builtin
      kind: LabelTransformer
      metadata: {name: l}
      labels: {a: b}
      fieldSpecs: [{path: metadata/labels, create: true}]
      """)
    #expect(objects.first?["metadata"] == ["name": "a", "labels": ["a": "b"]])
  }

  @Test func generatorsOfTheirOwnWork() async throws {
    let objects = try await Self.built(
      "generators: [g.yaml]",
      """
      == g.yaml
      {apiVersion: builtin, kind: ConfigMapGenerator, metadata: {name: x}, literals: [a=b]}
      """)
    #expect(objects.map(\.name) == ["x-4h2mbtbbt6", "a"])
  }

  @Test(arguments: [
    (
      "transformers", "{apiVersion: x/v1, kind: Foo, metadata: {name: x}}",
      "Foo of x/v1 isn't built in, and plug-ins aren't run"
    ),
    (
      "generators",
      "{apiVersion: x/v1, kind: Foo, metadata: {name: x, annotations: {config.kubernetes.io/function: y}}}",
      "Foo is a function in a container or program, and those aren't run"
    ),
    (
      "transformers", "{apiVersion: builtin, kind: Foo, metadata: {name: x}}",
      "Foo is no transformer that is built in, and others aren't run"
    ),
    (
      "generators", "{apiVersion: builtin, kind: LabelTransformer, metadata: {name: x}}",
      "LabelTransformer is no generator that is built in, and others aren't run"
    ),
    (
      "transformers",
      "{apiVersion: builtin, kind: PrefixTransformer, metadata: {name: x}, prefix: p}",
      "a PrefixTransformer needs fieldSpecs"
    ),
    (
      "transformers",
      "{apiVersion: builtin, kind: NamespaceTransformer, metadata: {name: x, namespace: y}, setRoleBindingSubjects: z}",
      "setRoleBindingSubjects is defaultOnly, allServiceAccounts or none, and not z"
    ),
    ("transformers", "{apiVersion: builtin, kind: Foo}", "a Foo without metadata.name"),
  ])
  func othersAreRefusedByName(_ field: String, _ plugin: String, _ reason: String) async {
    let problems = await TreeBuild.problems(
      "== kustomization.yaml\n\(field): [t.yaml]\n== t.yaml\n\(plugin)")
    #expect(problems == ["t.yaml:1: \(reason)"])
  }

  @Test func twoOfOneNameAreRefused() async {
    let plugin = "{apiVersion: builtin, kind: LabelTransformer, metadata: {name: l}}"
    let problems = await TreeBuild.problems(
      """
      == kustomization.yaml
      transformers: [a.yaml, b.yaml]
      == a.yaml
      \(plugin)
      == b.yaml
      \(plugin)
      """)
    #expect(
      problems == ["b.yaml:1: another LabelTransformer under transformers is called l, too"])
  }

  @Test func aPatchMayBeOneLineOfJSON() async throws {
    let patch = #"{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": null}"#
    let plugin = "{apiVersion: builtin, kind: PatchStrategicMergeTransformer, metadata: {name: p}"
    for (fields, files) in [
      ("patchesStrategicMerge: ['\(patch)']", ""),
      ("transformers: [t.yaml]", "== t.yaml\n\(plugin), patches: '\(patch)'}"),
    ] {
      let objects = try await Self.built(fields, files)
      #expect(objects == [["apiVersion": "v1", "kind": "Pod", "metadata": ["name": "a"]]])
    }
  }
}
