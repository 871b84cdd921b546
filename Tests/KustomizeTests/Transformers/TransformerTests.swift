import Documents
import Testing

@Suite struct TransformerTests {
  /// What a kustomization makes of one object.
  private static func transformed(_ fields: String, _ object: String) async throws -> Value {
    let objects = try await TreeBuild.objects(
      "== kustomization.yaml\nresources: [x.yaml]\n\(fields)\n== x.yaml\n\(object)")
    return try #require(objects.first)
  }

  @Test(arguments: [
    ("{apiVersion: v1, kind: Pod, metadata: {name: a}}", "new", "a"),
    ("{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: old}}", "new", "a"),
    ("{apiVersion: v1, kind: Namespace, metadata: {name: a}}", nil, "new"),
    ("{apiVersion: x/v1, kind: Namespace, metadata: {name: a}}", "new", "a"),
    ("{apiVersion: v1, kind: Node, metadata: {name: a, namespace: old}}", "old", "a"),
    ("{apiVersion: x/v1, kind: ClusterRole, metadata: {name: a}}", "new", "a"),
  ])
  func objectsMoveIntoTheNamespace(
    _ object: String, _ namespace: String?, _ name: String
  ) async throws {
    let result = try await Self.transformed("namespace: new", object)
    #expect(result["metadata"]?["namespace"]?.string == namespace)
    #expect(result.name == name)
  }

  @Test func defaultSubjectsMoveAlong() async throws {
    let binding = try await Self.transformed(
      "namespace: new",
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: b}
      subjects:
      - {kind: ServiceAccount, name: default, namespace: old}
      - {kind: ServiceAccount, name: other, namespace: old}
      - {kind: User, name: default}
      """)
    #expect(
      binding["subjects"] == [
        ["kind": "ServiceAccount", "name": "default", "namespace": "new"],
        ["kind": "ServiceAccount", "name": "other", "namespace": "old"],
        ["kind": "User", "name": "default", "namespace": "new"],
      ])
  }

  @Test func theNamespacesOfServicesInDefinitionsMoveAlong() async throws {
    let definition = try await Self.transformed(
      "namespace: new",
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: a}
      spec: {conversion: {webhook: {clientConfig: {service: {name: s, namespace: old}}}}}
      """)
    #expect(
      definition["spec"]?["conversion"]?["webhook"]?["clientConfig"]?["service"]
        == ["name": "s", "namespace": "new"])
  }

  @Test(arguments: [
    ("{apiVersion: v1, kind: Pod, metadata: {name: a}}", "p-a-s"),
    ("{apiVersion: v1, kind: Namespace, metadata: {name: a}}", "a"),
    ("{apiVersion: x/v1, kind: CustomResourceDefinition, metadata: {name: a}}", "a"),
    ("{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: a}}", "a"),
    ("{apiVersion: x/v1, kind: APIService, metadata: {name: a}}", "p-a-s"),
  ])
  func namesThatMeanSomethingStay(_ object: String, _ name: String) async throws {
    let result = try await Self.transformed("namePrefix: p-\nnameSuffix: -s", object)
    #expect(result.name == name)
  }

  @Test func labelsGoWhereTheyAreAskedTo() async throws {
    let deployment = try await Self.transformed(
      """
      labels:
      - pairs: {only: v}
      - pairs: {template: v}
        includeTemplates: true
      - pairs: {selector: v}
        includeSelectors: true
      - pairs: {field: v}
        fields: [{path: spec/extra, create: true, kind: Deployment}]
      commonAnnotations: {note: v}
      """, "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}}")
    #expect(
      deployment == [
        "apiVersion": "apps/v1", "kind": "Deployment",
        "metadata": [
          "name": "a", "annotations": ["note": "v"],
          "labels": ["only": "v", "template": "v", "selector": "v", "field": "v"],
        ],
        "spec": [
          "extra": ["field": "v"], "selector": ["matchLabels": ["selector": "v"]],
          "template": [
            "metadata": [
              "annotations": ["note": "v"], "labels": ["template": "v", "selector": "v"],
            ]
          ],
        ],
      ])
  }

  @Test(arguments: [
    ("{name: nginx, newTag: v2}", "nginx:1", "nginx:v2"),
    ("{name: nginx, newTag: v2}", "nginx:1@sha256:ab", "nginx:v2"),
    ("{name: nginx, newName: other/nginx}", "nginx:1", "other/nginx:1"),
    ("{name: nginx, digest: 'sha256:ab'}", "nginx:1", "nginx@sha256:ab"),
    ("{name: nginx, newTag: x, digest: 'sha256:ab'}", "nginx", "nginx:x@sha256:ab"),
    ("{name: nginx, newTag: x}", "nginx2:1", "nginx2:1"),
    ("{name: nginx, newTag: x}", "a/nginx:1", "a/nginx:1"),
    ("{name: 'reg:5000/a', newName: b}", "reg:5000/a:v1", "b:v1"),
    ("{name: 'ng.nx', newTag: x}", "ngXnx", "ngXnx:x"),
    ("{name: 're[ab]+', newTag: x}", "reaab:1", "reaab:x"),
    ("{name: tr, newName: z}", "tr@md5:12", "tr@md5:12"),
    // Twice, since two of kustomize's rules lead to the same containers.
    ("{name: nginx, tagSuffix: -s}", "nginx:1", "nginx:1-s-s"),
  ])
  func imagesAreChanged(_ change: String, _ image: String, _ result: String) async throws {
    let pod = try await Self.transformed(
      "images: [\(change)]",
      """
      {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{image: '\(image)'}]}}
      """)
    #expect(pod["spec"]?["containers"]?[0] == ["image": .string(result)])
  }

  @Test func anImageMayBeANumber() async throws {
    let pod = try await Self.transformed(
      "images: [{name: '5', newTag: b}]",
      "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{image: 5}]}}")
    #expect(pod["spec"]?["containers"]?[0] == ["image": "5:b"])
  }

  @Test(arguments: ["labels: [{pairs: {'': b}}]", "commonAnnotations: {'': b}"])
  func entriesWithoutANameAreRefused(_ fields: String) async {
    let problems = await TreeBuild.problems(
      "== kustomization.yaml\nnamePrefix: p\nresources: [x.yaml]\n\(fields)\n== x.yaml\n"
        + "{apiVersion: v1, kind: Pod, metadata: {name: a}}")
    #expect(problems == ["kustomization.yaml:3: a label or annotation without a name"])
  }

  @Test func imagesAreFoundInAnyListOfContainers() async throws {
    let object = try await Self.transformed(
      "images: [{name: a, newTag: b}]",
      "{apiVersion: x/v1, kind: Foo, metadata: {name: a}, deep: [{x: {initContainers: [{image: a}]}}]}"
    )
    #expect(object["deep"]?[0]?["x"]?["initContainers"]?[0] == ["image": "a:b"])
  }

  @Test func replicasAreFoundByAnyNameThatWas() async throws {
    let text = """
      == o/kustomization.yaml
      resources: [../b]
      replicas: [{name: d, count: 7}]
      == b/kustomization.yaml
      resources: [x.yaml]
      namePrefix: p-
      == b/x.yaml
      {apiVersion: apps/v1, kind: Deployment, metadata: {name: d}}
      """
    let objects = try await TreeBuild.objects(text, "o")
    #expect(objects.map { $0["spec"] } == [["replicas": 7]])
  }

  @Test(arguments: [
    (
      "replicas:\n- {name: zz, count: 1}",
      "kustomization.yaml:3: nothing called zz has replicas; looked for: Deployment, "
        + "ReplicationController, ReplicaSet, StatefulSet"
    ),
    (
      "commonLabels: {a: b}",
      "kustomization.yaml:2: spec/selector/matchLabels: \"matchLabels\" is looked for in what has "
        + "no fields (Deployment apps/v1 d of x.yaml:1)"
    ),
    (
      "validators: [x.yaml]",
      "kustomization.yaml:2: validators are programs of their own, and those aren't run"
    ),
    ("sortOptions: {order: x}", "kustomization.yaml:2: order must be fifo or legacy"),
  ])
  func whatCannotBeDoneIsTold(_ field: String, _ problem: String) async {
    let problems = await TreeBuild.problems(
      """
      == kustomization.yaml
      resources: [x.yaml]
      \(field)
      == x.yaml
      {apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {selector: foo}}
      """)
    #expect(problems == [problem])
  }

  @Test func twoObjectsThatBecomeOneAreTold() async {
    let problems = await TreeBuild.problems(
      """
      == kustomization.yaml
      resources: [x.yaml]
      namespace: foo
      == x.yaml
      {apiVersion: v1, kind: Pod, metadata: {name: a}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: bar}}
      """)
    #expect(
      problems == [
        "kustomization.yaml:2: in namespace foo, Pod v1 foo/a of x.yaml:1 and of x.yaml:3 are the "
          + "same object"
      ])
  }
}
