import Documents
import Testing

@Suite struct NameReferenceTests {
  @Test func allThatAPodMentionsIsCorrected() async throws {
    let objects = try await TreeBuild.objects(
      """
      == kustomization.yaml
      resources: [x.yaml]
      namePrefix: p-
      configMapGenerator: [{name: cm, literals: [a=b]}]
      secretGenerator: [{name: sec, literals: [a=b]}]
      == x.yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: pod}
      spec:
        serviceAccountName: sa
        priorityClassName: pc
        imagePullSecrets: [{name: sec}]
        containers:
        - env: [{valueFrom: {configMapKeyRef: {name: cm}}}, {valueFrom: {secretKeyRef: {name: sec}}}]
          envFrom: [{configMapRef: {name: cm}}, {secretRef: {name: unknown}}]
        volumes:
        - {projected: {sources: [{configMap: {name: cm}}, {secret: {name: sec}}]}}
        - {persistentVolumeClaim: {claimName: pvc}}
        - {secret: {secretName: sec}}
      ---
      {apiVersion: v1, kind: ServiceAccount, metadata: {name: sa}}
      ---
      {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: pvc}}
      ---
      {apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: pc}}
      """)
    let pod = try #require(objects.first { $0["kind"] == "Pod" })
    let (map, secret): (Value, Value) = ("p-cm-4h2mbtbbt6", "p-sec-k695gkmbtk")
    #expect(
      pod["spec"] == [
        "serviceAccountName": "p-sa", "priorityClassName": "p-pc",
        "imagePullSecrets": [["name": secret]],
        "containers": [
          [
            "env": [
              ["valueFrom": ["configMapKeyRef": ["name": map]]],
              ["valueFrom": ["secretKeyRef": ["name": secret]]],
            ],
            "envFrom": [["configMapRef": ["name": map]], ["secretRef": ["name": "unknown"]]],
          ]
        ],
        "volumes": [
          ["projected": ["sources": [["configMap": ["name": map]], ["secret": ["name": secret]]]]],
          ["persistentVolumeClaim": ["claimName": "p-pvc"]], ["secret": ["secretName": secret]],
        ],
      ])
  }

  @Test func bindingsFollowTheirAccountsIntoTheNamespace() async throws {
    let objects = try await TreeBuild.objects(
      """
      == kustomization.yaml
      resources: [x.yaml]
      namePrefix: p-
      namespace: new
      == x.yaml
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: b}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}
      subjects:
      - {kind: ServiceAccount, name: sa, namespace: old}
      - {kind: ServiceAccount, name: other, namespace: old}
      ---
      {apiVersion: v1, kind: ServiceAccount, metadata: {name: sa, namespace: old}}
      ---
      {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}}
      ---
      {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r}}
      """)
    let binding = try #require(objects.first { $0["kind"] == "ClusterRoleBinding" })
    #expect(binding["roleRef"]?["name"] == "p-r")
    #expect(
      binding["subjects"] == [
        ["kind": "ServiceAccount", "name": "p-sa", "namespace": "new"],
        ["kind": "ServiceAccount", "name": "other", "namespace": "old"],
      ])
  }

  @Test func webhooksFollowTheirServices() async throws {
    let objects = try await TreeBuild.objects(
      """
      == kustomization.yaml
      resources: [x.yaml]
      namePrefix: p-
      namespace: new
      == x.yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata: {name: w}
      webhooks:
      - clientConfig: {service: {name: s, namespace: old}}
      - clientConfig: {url: u}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: s, namespace: old}}
      """)
    let webhook = try #require(objects.last)
    #expect(
      webhook["webhooks"] == [
        ["clientConfig": ["service": ["name": "p-s", "namespace": "new"]]],
        ["clientConfig": ["url": "u"]],
      ])
  }

  @Test func copiesOfABaseKeepToThemselves() async throws {
    let objects = try await TreeBuild.objects(
      """
      == o/kustomization.yaml
      resources: [../a, ../b]
      namePrefix: top-
      == a/kustomization.yaml
      resources: [../base]
      namePrefix: a-
      == b/kustomization.yaml
      resources: [../base]
      namePrefix: b-
      == base/kustomization.yaml
      resources: [x.yaml]
      == base/x.yaml
      {apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {volumes: [{configMap: {name: cm}}]}}
      ---
      {apiVersion: v1, kind: ConfigMap, metadata: {name: cm}}
      """, "o")
    let mentions = objects.filter { $0["kind"] == "Pod" }.map { pod in
      [pod.name, pod["spec"]?["volumes"]?[0]?["configMap"]?["name"]?.string]
    }
    #expect(mentions == [["top-a-p", "top-a-cm"], ["top-b-p", "top-b-cm"]])
  }

  @Test func whatMayBeMeantByANameInTwoWaysIsTold() async {
    let problems = await TreeBuild.problems(
      """
      == o/kustomization.yaml
      resources: [../b, x.yaml]
      namePrefix: o-
      == o/x.yaml
      {apiVersion: v1, kind: ConfigMap, metadata: {name: cm}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {volumes: [{configMap: {name: cm}}]}}
      == b/kustomization.yaml
      resources: [x.yaml]
      namePrefix: b-
      == b/x.yaml
      {apiVersion: v1, kind: ConfigMap, metadata: {name: cm}}
      """, "o")
    #expect(
      problems == [
        "o/x.yaml:3: Pod v1 o-p mentions cm, which may be ConfigMap v1 o-b-cm of b/x.yaml:1 or "
          + "ConfigMap v1 o-cm of o/x.yaml:1"
      ])
  }

  @Test func aNameThatNobodyHasFromHereStays() async throws {
    let objects = try await TreeBuild.objects(
      """
      == o/kustomization.yaml
      resources: [../a, ../b, x.yaml]
      == o/x.yaml
      {apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {volumes: [{configMap: {name: cm}}]}}
      == a/kustomization.yaml
      resources: [../base]
      namePrefix: a-
      == b/kustomization.yaml
      resources: [../base]
      namePrefix: b-
      == base/kustomization.yaml
      resources: [x.yaml]
      == base/x.yaml
      {apiVersion: v1, kind: ConfigMap, metadata: {name: cm}}
      """, "o")
    #expect(objects.last?["spec"]?["volumes"] == [["configMap": ["name": "cm"]]])
  }

  @Test func configurationsAddFieldsThatMentionNames() async throws {
    let objects = try await TreeBuild.objects(
      """
      == kustomization.yaml
      resources: [x.yaml]
      configurations: [c.yaml]
      namePrefix: p-
      images: [{name: img, newTag: v9}]
      replicas: [{name: b, count: 3}]
      == c.yaml
      nameReference:
      - kind: ConfigMap
        version: v1
        fieldSpecs:
        - {kind: Bee, path: spec/list/name}
        - {kind: Bee, path: 'metadata/annotations/bee\\/map'}
      images: [{kind: Bee, path: spec/image}]
      replicas: [{kind: Bee, path: spec/count, create: true}]
      == x.yaml
      apiVersion: x/v1
      kind: Bee
      metadata: {name: b, annotations: {bee/map: cm}}
      spec: {image: 'img:v1', list: [{name: cm}, {}]}
      ---
      {apiVersion: v1, kind: ConfigMap, metadata: {name: cm}}
      """)
    let bee = try #require(objects.first { $0["kind"] == "Bee" })
    #expect(bee["metadata"] == ["name": "p-b", "annotations": ["bee/map": "p-cm"]])
    #expect(bee["spec"] == ["image": "img:v9", "count": 3, "list": [["name": "p-cm"], [:]]])
  }

  @Test func configurationsAreReadStrictly() async {
    let problems = await TreeBuild.problems(
      """
      == kustomization.yaml
      configurations: [c.yaml]
      == c.yaml
      nameReferences: []
      images:
      - {kind: Bee, pth: x}
      """)
    #expect(
      problems == [
        #"c.yaml:1: unknown field "nameReferences"; did you mean "nameReference"?"#,
        #"c.yaml:3: unknown field "pth" in images; did you mean "path"?"#,
      ])
  }

  @Test func definitionsOfTypesSayWhatMentionsNames() async throws {
    let objects = try await TreeBuild.objects(
      """
      == kustomization.yaml
      resources: [x.yaml]
      crds: [crd.json]
      namePrefix: p-
      commonAnnotations: {c: d}
      == crd.json
      {"example.com/v1.Bee": {"Schema": {"properties": {"kind": {}, "apiVersion": {}, "metadata": {},
        "spec": {"$ref": "example.com/v1.Spec"}}}},
       "example.com/v1.Spec": {"Schema": {"properties": {
        "secret": {"x-kubernetes-object-ref-api-version": "v1",
          "x-kubernetes-object-ref-kind": "Secret"},
        "notes": {"x-kubernetes-annotation": ""}}}}}
      == x.yaml
      {apiVersion: x/v1, kind: Bee, metadata: {name: b}, spec: {secret: {name: s}, notes: {}}}
      ---
      {apiVersion: v1, kind: Secret, metadata: {name: s}}
      """)
    #expect(
      objects.first { $0["kind"] == "Bee" }?["spec"]
        == ["secret": ["name": "p-s"], "notes": ["c": "d"]])
  }
}
