extension CornerCase {
  /// Labels that were put into several places at once, and are changed in one of them.
  static let labels: [CornerCase] = [
    CornerCase(
      "replacement of a common label",
      files: [
        "kustomization.yaml": """
        resources: [d.yaml, cm.yaml]
        commonLabels: {env: x, tier: y}
        replacements:
        - source: {kind: ConfigMap, name: src, fieldPath: data.v}
          targets: [{select: {kind: Deployment}, fieldPaths: [metadata.labels.env]}]
        """,
        "cm.yaml": source, "d.yaml": bare,
      ]),
    CornerCase(
      "replacement of a common label that was there",
      files: [
        "kustomization.yaml": """
        resources: [d.yaml, cm.yaml]
        commonLabels: {app: x}
        replacements:
        - source: {kind: ConfigMap, name: src, fieldPath: data.v}
          targets: [{select: {kind: Deployment}, fieldPaths: [metadata.labels.app]}]
        """,
        "cm.yaml": source, "d.yaml": deployment,
      ]),
    CornerCase(
      "replacement of a common label's selector", in: "o",
      files: [
        "base/kustomization.yaml": """
        resources: [d.yaml, cm.yaml]
        commonLabels: {env: x}
        """,
        "base/cm.yaml": source, "base/d.yaml": bare,
        "o/kustomization.yaml": """
        resources: [../base]
        replacements:
        - source: {kind: ConfigMap, name: src, fieldPath: data.v}
          targets: [{select: {kind: Deployment}, fieldPaths: [spec.selector.matchLabels.env]}]
        """,
      ]),
    CornerCase(
      "replacement of a common label after a patch", in: "o",
      files: [
        "base/kustomization.yaml": """
        resources: [d.yaml, cm.yaml]
        commonLabels: {env: x}
        """,
        "base/cm.yaml": source, "base/d.yaml": bare,
        "o/kustomization.yaml": """
        resources: [../base]
        patches:
        - target: {kind: Deployment}
          patch: '[{op: add, path: /metadata/annotations, value: {note: a}}]'
        replacements:
        - source: {kind: ConfigMap, name: src, fieldPath: data.v}
          targets: [{select: {kind: Deployment}, fieldPaths: [metadata.labels.env]}]
        """,
      ]),
    CornerCase(
      "replacement of a common annotation, with a prefix",
      files: [
        "kustomization.yaml": """
        resources: [d.yaml, cm.yaml]
        namePrefix: p-
        commonAnnotations: {note: x}
        replacements:
        - source: {kind: ConfigMap, name: src, fieldPath: data.v}
          targets: [{select: {kind: Deployment}, fieldPaths: [metadata.annotations.note]}]
        """,
        "cm.yaml": source, "d.yaml": bare,
      ]),
    CornerCase(
      "patch of a common label", in: "o",
      files: [
        "base/kustomization.yaml": """
        resources: [d.yaml]
        commonLabels: {env: x}
        """,
        "base/d.yaml": bare,
        "o/kustomization.yaml": """
        resources: [../base]
        patches:
        - patch: |
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: bare, labels: {env: patched}}
        """,
      ]),
  ]

  private static let source = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: src}
    data: {v: changed}

    """

  private static let bare = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: bare}
    spec:
      template:
        spec: {containers: [{name: a, image: b}]}

    """
}
