extension CornerCase {
  static let reading: [CornerCase] = [
    .manifest("a YAML directive", "%YAML 1.1\n---\n\(service)"),
    .manifest("numbers for keys", "apiVersion: v1\nkind: Foo\nmetadata: {name: a}\ndata: {1: b}"),
    .manifest("a date for a key", "kind: Foo\nmetadata: {name: a, labels: {2020-01-01: b}}"),
    .manifest("numbers for keys at the top", "kind: Foo\nmetadata: {name: a}\n1: b\n1.5: c"),
    .manifest(
      "documents of nothing", "# a\n---\n---  \n\(service)--- # b\nnull\n---\n{}\n...\n"),
    .manifest(
      "a mapping with anchors",
      "kind: Foo\nmetadata: {name: a}\nx: &x {a: [1], b: {c: d}}\ny: {<<: *x, a: [2], b: null}"),
    .manifest("an anchor of another document", "\(service)\nx: &x 1\n---\n\(deployment)\ny: *x"),
    .manifest("a list of kinds", "kind: List\nitems:\n- kind: Foo\n  metadata: {name: a}"),
    .manifest("a list in a list that is null", "kind: List\nitems:\n-\n- {kind: List, items: []}"),
    .manifest("JSON", #"{"kind": "Foo", "metadata": {"name": "a"}, "n": 1e3, "u": "\u00e9"}"#),
    .manifest("carriage returns", "kind: Foo\r\nmetadata:\r\n  name: a\r\nx: |\r\n  y\r\n  z\r\n"),
    .manifest("a tab behind a value", "kind: Foo\t\nmetadata:\t\n  name: a\t# b\n"),
    .manifest("neither a kind nor a name", "metadata: {labels: {a: b}}"),
    .manifest("generateName", "kind: Foo\nmetadata: {generateName: a-}"),
    CornerCase(
      "patches on one line",
      files: [
        "t.yaml": """
        apiVersion: builtin
        kind: PatchStrategicMergeTransformer
        metadata: {name: t}
        patches: '{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "a": "b"}'
        """,
        "kustomization.yaml": """
        resources: [s.yaml]
        transformers: [t.yaml]
        patchesStrategicMerge: ["{apiVersion: v1, kind: Service, metadata: {name: web}, c: d}"]
        """,
        "s.yaml": service,
      ]),
    CornerCase(
      "transformers of one name",
      files: [
        "a.yaml": "{apiVersion: builtin, kind: LabelTransformer, metadata: {name: l}}",
        "b.yaml": "{apiVersion: builtin, kind: LabelTransformer, metadata: {name: l}}",
        "kustomization.yaml": "resources: [s.yaml]\ntransformers: [a.yaml, b.yaml]",
        "s.yaml": service,
      ]),
    CornerCase(
      "a label without a name",
      files: [
        "kustomization.yaml": "resources: [s.yaml]\nlabels: [{pairs: {'': b}}]", "s.yaml": service,
      ]),
    CornerCase(
      "an image that is a number",
      files: [
        "kustomization.yaml": "resources: [p.yaml]\nimages: [{name: '5', newTag: b}]",
        "p.yaml": "kind: Pod\nmetadata: {name: a}\nspec: {containers: [{image: 5}]}",
      ]),
    CornerCase(
      "annotations taken away with kustomize's own", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../b]
        namePrefix: o-
        patches:
        - patch: |-
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: cfg, annotations: null}
        """,
        "b/kustomization.yaml": """
        resources: [d.yaml]
        configMapGenerator: [{name: cfg, literals: [k=v], options: {annotations: {a: b}}}]
        """,
        "b/d.yaml": deployment,
      ]),
    CornerCase(
      "annotations replaced with kustomize's own", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../b]
        namePrefix: o-
        patches:
        - patch: |-
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: cfg, annotations: {$patch: replace, c: d}}
        """,
        "b/kustomization.yaml": """
        resources: [d.yaml]
        configMapGenerator: [{name: cfg, literals: [k=v], options: {annotations: {a: b}}}]
        """,
        "b/d.yaml": deployment,
      ]),
    CornerCase(
      "transformations by each patch",
      files: [
        "s.yaml": service,
        "kustomization.yaml": """
        resources: [s.yaml]
        buildMetadata: [transformerAnnotations, originAnnotations]
        patches:
        - target: {kind: Service}
          patch: '[{"op": "add", "path": "/a", "value": "b"}]'
        - patch: '{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "c": "d"}'
        patchesJson6902:
        - target: {version: v1, kind: Service, name: web}
          patch: '[{"op": "add", "path": "/e", "value": "f"}]'
        - target: {version: v1, kind: Service, name: web}
          patch: '[{"op": "add", "path": "/g", "value": "h"}]'
        """,
      ]),
  ]

  /// A kustomization of one file of manifests, with a prefix.
  static func manifest(_ name: String, _ text: String) -> CornerCase {
    CornerCase(
      "manifest: \(name)",
      files: ["m.yaml": text, "kustomization.yaml": "namePrefix: p-\nresources: [m.yaml]"])
  }
}
