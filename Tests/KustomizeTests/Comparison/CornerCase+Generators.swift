extension CornerCase {
  static let generators: [CornerCase] = [
    CornerCase(
      "a variable of a config map that is merged into", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../base]
        configMapGenerator:
        - name: cfg
          behavior: merge
          literals: [k=other]
        vars:
        - name: UNUSED
          objref: {apiVersion: v1, kind: Service, name: web}
        """,
        "base/kustomization.yaml": """
        resources: [d.yaml, s.yaml]
        configMapGenerator:
        - name: cfg
          literals: [k=v]
        vars:
        - name: K
          objref: {apiVersion: v1, kind: ConfigMap, name: cfg}
          fieldref: {fieldPath: data.k}
        patches:
        - target: {kind: Service}
          patch: |-
            - {op: add, path: /metadata/annotations, value: {k: $(K)}}
        """,
      ].over(base)),
    CornerCase(
      "merge generator with labels", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../base]
        configMapGenerator:
        - name: cfg
          behavior: merge
          literals: [k=w]
          options: {labels: {a: b}, annotations: {c: d}}
        """
      ].over(base)),
    CornerCase(
      "merge with prefix", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../base]
        namePrefix: p-
        configMapGenerator:
        - name: cfg
          behavior: merge
          literals: [x=y]
        """
      ].over(base)),
    CornerCase(
      "merge of prefixed by old name", in: "o",
      files: [
        "base/d.yaml": deployment,
        "base/kustomization.yaml": """
        namePrefix: b-
        resources: [d.yaml, s.yaml]
        configMapGenerator:
        - name: cfg
          literals: [k=v]
        secretGenerator:
        - name: sec
          literals: [p=q]
        """,
        "base/s.yaml": service,
        "o/kustomization.yaml": """
        resources: [../base]
        configMapGenerator:
        - name: cfg
          behavior: merge
          literals: [x=y]
        """,
      ]),
    CornerCase(
      "merge of prefixed by new name", in: "o",
      files: [
        "base/d.yaml": deployment,
        "base/kustomization.yaml": """
        namePrefix: b-
        resources: [d.yaml, s.yaml]
        configMapGenerator:
        - name: cfg
          literals: [k=v]
        secretGenerator:
        - name: sec
          literals: [p=q]
        """,
        "base/s.yaml": service,
        "o/kustomization.yaml": """
        resources: [../base]
        configMapGenerator:
        - name: b-cfg
          behavior: merge
          literals: [x=y]
        """,
      ]),
  ]
}
