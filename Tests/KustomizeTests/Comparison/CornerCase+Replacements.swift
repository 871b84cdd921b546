extension CornerCase {
  static let replacements: [CornerCase] = [
    CornerCase(
      "replacement from generated name", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../base]
        replacements:
        - source: {kind: ConfigMap, name: cfg, fieldPath: metadata.name}
          targets: [{select: {kind: Deployment}, fieldPaths: ["spec.template.spec.containers.[name=app].env.[name=A].value"]}]
        """
      ].over(base)),
    CornerCase(
      "replacement with prefix", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../base]
        namePrefix: p-
        replacements:
        - source: {kind: Service, name: web, fieldPath: metadata.name}
          targets: [{select: {kind: Deployment, name: web}, fieldPaths: ["spec.template.spec.containers.[name=app].env.[name=A].value"]}]
        """
      ].over(base)),
    CornerCase(
      "replacement by prefixed name", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../base]
        namePrefix: p-
        replacements:
        - source: {kind: Service, name: p-web}
          targets: [{select: {kind: Deployment, name: p-web}, fieldPaths: ["spec.template.spec.containers.[name=app].env.[name=A].value"]}]
        """
      ].over(base)),
    CornerCase(
      "replacement in base then prefix", in: "o",
      files: [
        "base/d.yaml": deployment,
        "base/kustomization.yaml": """
        resources: [d.yaml, s.yaml]
        configMapGenerator:
        - name: cfg
          literals: [k=v]
        secretGenerator:
        - name: sec
          literals: [p=q]
        replacements:
        - source: {kind: Service, name: web}
          targets: [{select: {kind: Deployment, name: web}, fieldPaths: ["spec.template.spec.containers.[name=app].env.[name=A].value"]}]
        """,
        "base/s.yaml": service,
        "o/kustomization.yaml": """
        resources: [../base]
        namePrefix: p-
        """,
      ]),
    CornerCase(
      "replacement name", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../base]
        replacements:
        - source: {kind: Service, name: web, fieldPath: spec.ports.0.targetPort}
          targets: [{select: {kind: ConfigMap}, fieldPaths: [metadata.name]}]
        """
      ].over(base)),
    CornerCase(
      "replacement into configmap data then hash", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../base]
        replacements:
        - source: {kind: Service, name: web, fieldPath: spec.ports.0.targetPort}
          targets: [{select: {kind: ConfigMap}, fieldPaths: [data.k]}]
        """
      ].over(base)),
    CornerCase(
      "replacement group", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../base]
        replacements:
        - source: {group: apps, kind: Deployment, fieldPath: metadata.name}
          targets: [{select: {group: "", kind: Service}, fieldPaths: [metadata.annotations.x], options: {create: true}}]
        """
      ].over(base)),
    CornerCase(
      "vars with generator", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../base]
        vars:
        - name: CFG
          objref: {apiVersion: v1, kind: ConfigMap, name: cfg}
        patches:
        - patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec: {template: {spec: {containers: [{name: app, args: ["$(CFG)"], env: [{name: A, value: "$(CFG)-x"}]}]}}}
        """
      ].over(base)),
    CornerCase(
      "vars in base", in: "o",
      files: [
        "base/d.yaml": """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, labels: {app: web}}
        spec:
          replicas: 1
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: app
                image: nginx:1.0
                env: [{name: A, value: $(CFG)}, {name: B, valueFrom: {configMapKeyRef: {name: cfg, key: k}}}]
                envFrom: [{configMapRef: {name: cfg}}, {secretRef: {name: sec}}]
                ports: [{containerPort: 80, name: http}]
              volumes: [{name: v, configMap: {name: cfg}}, {name: s, secret: {secretName: sec}}]
        """,
        "base/kustomization.yaml": """
        resources: [d.yaml, s.yaml]
        configMapGenerator:
        - name: cfg
          literals: [k=v]
        secretGenerator:
        - name: sec
          literals: [p=q]
        vars:
        - name: CFG
          objref: {apiVersion: v1, kind: ConfigMap, name: cfg}
        """,
        "base/s.yaml": service,
        "o/kustomization.yaml": """
        resources: [../base]
        namePrefix: p-
        """,
      ]),
    CornerCase(
      "vars ambiguous", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../base]
        vars:
        - name: X
          objref: {apiVersion: v1, kind: Service, name: web}
        """,
        "o/r.yaml": """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: q}
        spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
        """,
      ].over(base)),
    CornerCase(
      "vars two services", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../base, r.yaml]
        vars:
        - name: X
          objref: {apiVersion: v1, kind: Service, name: web}
        """,
        "o/r.yaml": """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: q}
        spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
        """,
      ].over(base)),
    CornerCase(
      "vars with namespace", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../base, r.yaml]
        vars:
        - name: X
          objref: {apiVersion: v1, kind: Service, name: web, namespace: q}
        """,
        "o/r.yaml": """
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: q}
        spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
        """,
      ].over(base)),
    CornerCase(
      "component", in: "o",
      files: [
        "c/kustomization.yaml": """
        apiVersion: kustomize.config.k8s.io/v1alpha1
        kind: Component
        namePrefix: c-
        patches:
        - patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec: {replicas: 9}
        replacements:
        - source: {kind: Service, name: web, fieldPath: spec.ports.0.port}
          targets: [{select: {kind: Deployment}, fieldPaths: [spec.replicas]}]
        """,
        "o/kustomization.yaml": """
        resources: [../base]
        components: [../c]
        """,
      ].over(base)),
    CornerCase(
      "component and prefix", in: "o",
      files: [
        "c/kustomization.yaml": """
        apiVersion: kustomize.config.k8s.io/v1alpha1
        kind: Component
        namePrefix: c-
        patches:
        - patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec: {replicas: 9}
        replacements:
        - source: {kind: Service, name: web, fieldPath: spec.ports.0.port}
          targets: [{select: {kind: Deployment}, fieldPaths: [spec.replicas]}]
        """,
        "o/kustomization.yaml": """
        resources: [../base]
        namePrefix: p-
        components: [../c]
        """,
      ].over(base)),
    CornerCase(
      "component twice", in: "o",
      files: [
        "c/kustomization.yaml": """
        apiVersion: kustomize.config.k8s.io/v1alpha1
        kind: Component
        namePrefix: c-
        patches:
        - patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec: {replicas: 9}
        replacements:
        - source: {kind: Service, name: web, fieldPath: spec.ports.0.port}
          targets: [{select: {kind: Deployment}, fieldPaths: [spec.replicas]}]
        """,
        "o/kustomization.yaml": """
        resources: [../base]
        components: [../c, ../c]
        """,
      ].over(base)),
    CornerCase(
      "component with vars", in: "o",
      files: [
        "c/kustomization.yaml": """
        apiVersion: kustomize.config.k8s.io/v1alpha1
        kind: Component
        vars:
        - name: X
          objref: {apiVersion: v1, kind: Service, name: web}
        patches:
        - target: {kind: Deployment}
          patch: |-
            - {op: add, path: /spec/template/spec/containers/0/args, value: ["$(X)"]}
        """,
        "o/kustomization.yaml": """
        resources: [../base]
        components: [../c]
        """,
      ].over(base)),
    CornerCase(
      "transformer patch", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../base]
        transformers: [t.yaml]
        """,
        "o/t.yaml": """
        apiVersion: builtin
        kind: PatchTransformer
        metadata: {name: t}
        target: {kind: Deployment}
        patch: |-
          - {op: replace, path: /spec/replicas, value: 5}
        """,
      ].over(base)),
    CornerCase(
      "transformer psm", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../base]
        transformers: [t.yaml]
        """,
        "o/p.yaml": """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec: {replicas: 8}
        """,
        "o/t.yaml": """
        apiVersion: builtin
        kind: PatchStrategicMergeTransformer
        metadata: {name: t}
        paths: [p.yaml]
        """,
      ].over(base)),
    CornerCase(
      "transformer json path", in: "o",
      files: [
        "o/kustomization.yaml": """
        resources: [../base]
        transformers: [t.yaml]
        """,
        "o/p.yaml": "- {op: replace, path: /spec/replicas, value: 6}",
        "o/t.yaml": """
        apiVersion: builtin
        kind: PatchJson6902Transformer
        metadata: {name: t}
        target: {group: apps, version: v1, kind: Deployment, name: web}
        path: p.yaml
        """,
      ].over(base)),
    CornerCase(
      "openapi path",
      files: [
        "d.yaml": deployment,
        "kustomization.yaml": """
        resources: [s.yaml, d.yaml]
        openapi: {path: oa.json}
        patches:
        - patch: |-
            apiVersion: x.io/v1
            kind: Shop
            metadata: {name: s}
            spec: {shelves: [{name: a, boxes: [{id: 2}]}], tags: [y], other: [2]}
        - patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec: {template: {spec: {containers: [{name: x}]}}}
        """,
        "oa.json": """
        {"definitions":{"v1.Shop":{"properties":{"spec":{"$ref":"#/definitions/v1.ShopSpec"}},"x-kubernetes-group-version-kind":[{"group":"x.io","version":"v1","kind":"Shop"}]},"v1.ShopSpec":{"properties":{"shelves":{"type":"array","items":{"$ref":"#/definitions/v1.Shelf"},"x-kubernetes-patch-merge-key":"name","x-kubernetes-patch-strategy":"merge"},"tags":{"type":"array","items":{"type":"string"},"x-kubernetes-patch-strategy":"merge"}}},"v1.Shelf":{"properties":{"name":{"type":"string"},"boxes":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"}}},"x-kubernetes-patch-merge-key":"id","x-kubernetes-patch-strategy":"merge"}}}}}
        """,
        "s.yaml": """
        apiVersion: x.io/v1
        kind: Shop
        metadata: {name: s}
        spec: {shelves: [{name: a, boxes: [{id: 1, v: 1}]}, {name: b}], tags: [x], other: [1]}
        """,
      ]),
    CornerCase(
      "openapi none",
      files: [
        "kustomization.yaml": """
        resources: [s.yaml]
        patches:
        - patch: |-
            apiVersion: x.io/v1
            kind: Shop
            metadata: {name: s}
            spec: {shelves: [{name: a, boxes: [{id: 2}]}], tags: [y], other: [2]}
        """,
        "s.yaml": """
        apiVersion: x.io/v1
        kind: Shop
        metadata: {name: s}
        spec: {shelves: [{name: a, boxes: [{id: 1, v: 1}]}, {name: b}], tags: [x], other: [1]}
        """,
      ]),
    CornerCase(
      "openapi in base", in: "o",
      files: [
        "b/kustomization.yaml": """
        resources: [s.yaml]
        openapi: {path: oa.json}
        """,
        "b/oa.json": """
        {"definitions":{"v1.Shop":{"properties":{"spec":{"$ref":"#/definitions/v1.ShopSpec"}},"x-kubernetes-group-version-kind":[{"group":"x.io","version":"v1","kind":"Shop"}]},"v1.ShopSpec":{"properties":{"shelves":{"type":"array","items":{"$ref":"#/definitions/v1.Shelf"},"x-kubernetes-patch-merge-key":"name","x-kubernetes-patch-strategy":"merge"},"tags":{"type":"array","items":{"type":"string"},"x-kubernetes-patch-strategy":"merge"}}},"v1.Shelf":{"properties":{"name":{"type":"string"},"boxes":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"}}},"x-kubernetes-patch-merge-key":"id","x-kubernetes-patch-strategy":"merge"}}}}}
        """,
        "b/s.yaml": """
        apiVersion: x.io/v1
        kind: Shop
        metadata: {name: s}
        spec: {shelves: [{name: a, boxes: [{id: 1, v: 1}]}, {name: b}], tags: [x], other: [1]}
        """,
        "o/kustomization.yaml": """
        resources: [../b]
        patches:
        - patch: |-
            apiVersion: x.io/v1
            kind: Shop
            metadata: {name: s}
            spec: {shelves: [{name: a, boxes: [{id: 2}]}], tags: [y], other: [2]}
        """,
      ]),
    CornerCase(
      "openapi in base and deployment", in: "o",
      files: [
        "b/d.yaml": deployment,
        "b/kustomization.yaml": """
        resources: [s.yaml, d.yaml]
        openapi: {path: oa.json}
        """,
        "b/oa.json": """
        {"definitions":{"v1.Shop":{"properties":{"spec":{"$ref":"#/definitions/v1.ShopSpec"}},"x-kubernetes-group-version-kind":[{"group":"x.io","version":"v1","kind":"Shop"}]},"v1.ShopSpec":{"properties":{"shelves":{"type":"array","items":{"$ref":"#/definitions/v1.Shelf"},"x-kubernetes-patch-merge-key":"name","x-kubernetes-patch-strategy":"merge"},"tags":{"type":"array","items":{"type":"string"},"x-kubernetes-patch-strategy":"merge"}}},"v1.Shelf":{"properties":{"name":{"type":"string"},"boxes":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"}}},"x-kubernetes-patch-merge-key":"id","x-kubernetes-patch-strategy":"merge"}}}}}
        """,
        "b/s.yaml": """
        apiVersion: x.io/v1
        kind: Shop
        metadata: {name: s}
        spec: {shelves: [{name: a, boxes: [{id: 1, v: 1}]}, {name: b}], tags: [x], other: [1]}
        """,
        "o/kustomization.yaml": """
        resources: [../b]
        patches:
        - patch: |-
            apiVersion: x.io/v1
            kind: Shop
            metadata: {name: s}
            spec: {shelves: [{name: a, boxes: [{id: 2}]}], tags: [y], other: [2]}
        - patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec: {template: {spec: {containers: [{name: x}]}}}
        """,
      ]),
    CornerCase(
      "openapi yaml",
      files: [
        "kustomization.yaml": """
        resources: [s.yaml]
        openapi: {path: oa.yaml}
        patches:
        - patch: |-
            apiVersion: x.io/v1
            kind: Shop
            metadata: {name: s}
            spec: {shelves: [{name: a, boxes: [{id: 2}]}], tags: [y], other: [2]}
        """,
        "oa.yaml": """
        definitions:
          v1.Shop:
            properties:
              spec:
                properties:
                  shelves: {type: array, items: {type: object}, x-kubernetes-patch-merge-key: name, x-kubernetes-patch-strategy: merge}
            x-kubernetes-group-version-kind: [{group: x.io, version: v1, kind: Shop}]
        """,
        "s.yaml": """
        apiVersion: x.io/v1
        kind: Shop
        metadata: {name: s}
        spec: {shelves: [{name: a, boxes: [{id: 1, v: 1}]}, {name: b}], tags: [x], other: [1]}
        """,
      ]),
    .replacement(
      "number into text", from: "{kind: Deployment, name: web, fieldPath: spec.replicas}",
      to: "[{select: {kind: ConfigMap}, fieldPaths: [data.a]}]"),
    .replacement(
      "text into number", from: "{kind: ConfigMap, fieldPath: data.number}",
      to: "[{select: {kind: Deployment}, fieldPaths: [spec.replicas]}]"),
    .replacement(
      "word into number", from: "{kind: ConfigMap, fieldPath: data.a}",
      to: "[{select: {kind: Deployment}, fieldPaths: [spec.replicas]}]"),
    .replacement(
      "created number", from: "{kind: ConfigMap, fieldPath: data.number}",
      to: "[{select: {kind: Deployment}, fieldPaths: [spec.x], options: {create: true}}]"),
    .replacement(
      "into null", from: "{kind: ConfigMap, fieldPath: data.a}",
      to: "[{select: {kind: ConfigMap}, fieldPaths: [data.none]}]"),
    .replacement(
      "from null", from: "{kind: ConfigMap, fieldPath: data.none}",
      to: "[{select: {kind: ConfigMap}, fieldPaths: [data.a]}]"),
    .replacement(
      "part of a text",
      from: #"{kind: ConfigMap, fieldPath: data.list, options: {delimiter: ":", index: 1}}"#,
      to:
        #"[{select: {kind: ConfigMap}, fieldPaths: [data.list], options: {delimiter: ":", index: -1}}]"#
    ),
    .replacement(
      "a part too far",
      from: #"{kind: ConfigMap, fieldPath: data.list, options: {delimiter: ":", index: 3}}"#,
      to: "[{select: {kind: ConfigMap}, fieldPaths: [data.a]}]"),
    .replacement(
      "several sources", from: "{kind: Deployment}",
      to: "[{select: {kind: ConfigMap}, fieldPaths: [data.a]}]"),
    .replacement(
      "rejected", from: "{kind: ConfigMap, fieldPath: data.a}",
      to:
        "[{select: {name: web}, reject: [{kind: Deployment, namespace: shop}, {labelSelector: tier=front}], fieldPaths: [metadata.annotations.x], options: {create: true}}]"
    ),
    .replacement(
      "no pattern in names", from: "{kind: ConfigMap, fieldPath: data.a}",
      to: "[{select: {kind: Deploy.*}, fieldPaths: [metadata.name]}]"),
    .replacement(
      "pattern in elements", from: "{kind: ConfigMap, fieldPath: data.a}",
      to: #"[{select: {kind: ConfigMap}, fieldPaths: ["l.[name=x.*].v"], options: {create: true}}]"#
    ),
    .replacement(
      "wildcard in a mapping", from: "{kind: ConfigMap, fieldPath: data.a}",
      to: #"[{select: {kind: ConfigMap}, fieldPaths: ["data.*.x"]}]"#),
  ]
}
