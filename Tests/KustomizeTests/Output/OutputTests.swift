import Documents
import Testing

@Suite struct OutputTests {
  private static let objects = """

    == x.yaml
    {apiVersion: v1, kind: Service, metadata: {name: z}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: b}}
    ---
    {apiVersion: apps/v1, kind: Pod, metadata: {name: z}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: z, namespace: A}}
    ---
    {apiVersion: x/v1, kind: Namespace, metadata: {name: n}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: n}}
    """

  @Test(arguments: [
    ("", ["Namespace n", "Namespace n", "Service z", "Pod z", "Pod A/z", "Pod b"]),
    (
      "sortOptions: {order: fifo}",
      ["Service z", "Pod b", "Pod z", "Pod A/z", "Namespace n", "Namespace n"]
    ),
    (
      """
      sortOptions:
        order: legacy
        legacySortOptions: {orderFirst: [Pod], orderLast: [Service]}
      """,
      ["Pod z", "Pod A/z", "Pod b", "Namespace n", "Namespace n", "Service z"]
    ),
  ])
  func objectsComeInOrder(_ field: String, _ names: [String]) async throws {
    let text = "== kustomization.yaml\nresources: [x.yaml]\n\(field)\(Self.objects)"
    #expect(try await TreeBuild.names(text) == names)
  }

  @Test func theOrderOfABaseDoesNotMatter() async throws {
    let text = """
      == o/kustomization.yaml
      resources: [../b]
      == b/kustomization.yaml
      sortOptions: {order: fifo}
      resources: [x.yaml]
      == b/x.yaml
      {apiVersion: v1, kind: Pod, metadata: {name: a}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: a}}
      """
    #expect(try await TreeBuild.names(text, "o") == ["Namespace a", "Pod a"])
  }

  @Test(arguments: [("\"true\"", 0), ("\"false\"", 1), ("\"\"", 0), ("x", 0)])
  func localConfigurationIsLeftOut(_ mark: String, _ count: Int) async throws {
    let objects = try await TreeBuild.objects(
      """
      == kustomization.yaml
      resources: [x.yaml]
      == x.yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: a, annotations: {config.kubernetes.io/local-config: \(mark)}}
      """)
    #expect(objects.count == count)
  }

  @Test func annotationsAreTextAsItIsWritten() async throws {
    let objects = try await TreeBuild.objects(
      """
      == kustomization.yaml
      resources: [x.yaml]
      == x.yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: a
        annotations: {a: 1, b: true, c: null, d: 1.50, e: 2020-01-01, f: 0o14, g: yes, h: "x"}
      """)
    #expect(
      objects.first?["metadata"]?["annotations"] == [
        "a": "1", "b": "true", "c": "null", "d": "1.50", "e": "2020-01-01", "f": "0o14",
        "g": "yes", "h": "x",
      ])
  }

  @Test(arguments: ["{}", "null"]) func noAnnotationsAreNone(_ text: String) async throws {
    let objects = try await TreeBuild.objects(
      """
      == kustomization.yaml
      resources: [x.yaml]
      == x.yaml
      {apiVersion: v1, kind: Pod, metadata: {name: a, labels: \(text), annotations: \(text)}}
      """)
    #expect(objects.first?["metadata"]?["annotations"] == nil)
    #expect(objects.first?["metadata"]?["labels"] != nil)
  }

  @Test func annotationsThatAreForBuildsAloneGo() async throws {
    let objects = try await TreeBuild.objects(
      """
      == kustomization.yaml
      resources: [x.yaml]
      == x.yaml
      apiVersion: v1
      kind: Pod
      metadata:
        name: a
        annotations:
          config.kubernetes.io/path: a.yaml
          internal.config.kubernetes.io/index: "0"
          internal.config.kubernetes.io/other: stays
          config.kubernetes.io/origin: b.yaml
      """)
    #expect(
      objects.first?["metadata"]?["annotations"]
        == ["internal.config.kubernetes.io/other": "stays"])
  }

  @Test func originsAndTransformersAreNoted() async throws {
    let objects = try await TreeBuild.objects(
      """
      == o/kustomization.yaml
      resources: [../b]
      namePrefix: p-
      transformers: [t.yaml]
      buildMetadata: [originAnnotations, transformerAnnotations, managedByLabel]
      == o/t.yaml
      apiVersion: builtin
      kind: LabelTransformer
      metadata: {name: lt}
      labels: {a: c}
      fieldSpecs: [{path: metadata/labels, create: true}]
      == b/kustomization.yaml
      resources: [sub/a.yaml]
      configMapGenerator: [{name: s, literals: [a=b]}]
      == b/sub/a.yaml
      {apiVersion: v1, kind: Pod, metadata: {name: a}}
      """, "o")
    let transformations = """
      - configuredIn: kustomization.yaml
        configuredBy:
          apiVersion: builtin
          kind: PrefixTransformer
      - configuredIn: t.yaml
        configuredBy:
          apiVersion: builtin
          kind: LabelTransformer
          name: lt

      """
    let origins = [
      """
      configuredIn: ../b/kustomization.yaml
      configuredBy:
        apiVersion: builtin
        kind: ConfigMapGenerator

      """, "path: ../b/sub/a.yaml\n",
    ]
    #expect(
      objects.map { $0["metadata"]?["annotations"] }
        == origins.map { origin in
          [
            "config.kubernetes.io/origin": .string(origin),
            "alpha.config.kubernetes.io/transformations": .string(transformations),
          ]
        })
    #expect(
      objects.first?["metadata"]?["labels"]
        == ["a": "c", "app.kubernetes.io/managed-by": "kustomize-v5.5.0"])
  }
}
