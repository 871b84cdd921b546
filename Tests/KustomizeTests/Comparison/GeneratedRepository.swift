/// A repository of kustomizations, the same every time: bases, overlays and components with
/// everything that is in use.
///
/// All names are of one kustomization alone, so that many can be built as one.
struct GeneratedRepository {
  /// The texts by path.
  private(set) var files: [String: String] = [:]
  /// The folders of all overlays.
  private(set) var overlays: [String] = []
  /// The folders of all bases.
  private(set) var bases: [String] = []

  /// How many kustomizations there are, components included.
  var count: Int { files.keys.count { $0.hasSuffix("/kustomization.yaml") } }

  private var random: Random

  /// Makes as many families, each of a base, an overlay and maybe more.
  init(families: Int, seed: UInt64) {
    random = Random(state: seed)
    for number in 0..<families { addFamily("k\(number)") }
  }

  /// A generator of numbers that looks random and isn't.
  struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private mutating func some(_ parts: [String]) -> [String] {
    parts.filter { _ in chance(55) }
  }

  private mutating func addFamily(_ name: String) {
    let base = "\(name)/base"
    let overlay = "\(name)/overlay"
    addBase(name, base)
    var fields = ["resources: [../base]"]
    if chance(35) {
      addComponent(name)
      fields.append("components: [../component]")
    }
    addOverlay(name, overlay, fields)
    guard chance(30) else {
      overlays.append(overlay)
      return
    }
    // An overlay of the overlay.
    addOverlay("\(name)x", "\(name)/outer", ["resources: [../overlay]"], of: name)
    overlays.append("\(name)/outer")
  }

  // MARK: - Bases

  private mutating func addBase(_ name: String, _ folder: String) {
    var objects = [Manifests.deployment(name), Manifests.service(name)]
    objects += some([
      Manifests.configMap(name), Manifests.serviceAccount(name), Manifests.roleBinding(name),
      Manifests.statefulSet(name), Manifests.cronJob(name), Manifests.ingress(name),
      Manifests.autoscaler(name), Manifests.claim(name), Manifests.secret(name),
      Manifests.namespace(name), Manifests.clusterRole(name), Manifests.webhook(name),
      Manifests.custom(name), Manifests.policy(name), Manifests.list(name),
    ])
    objects.shuffle(using: &random)
    let half = objects.count / 2
    files["\(folder)/first.yaml"] = objects[..<half].joined(separator: "---\n")
    files["\(folder)/second.yaml"] = objects[half...].joined(separator: "---\n")
    var fields = ["resources: [first.yaml, second.yaml]"]
    if chance(60) {
      fields.append(
        """
        configMapGenerator:
        - name: \(name)-settings
          literals: [A=1, B=two words, "C=x=y"]
        - name: \(name)-files
          files: [notes.txt, renamed=notes.txt]
          envs: [some.env]
        """)
      files["\(folder)/notes.txt"] = "notes of \(name)\nin two lines\n"
      files["\(folder)/some.env"] = "# comment\nFIRST=1\n\nSECOND=b c\n"
    }
    if chance(40) {
      fields.append(
        """
        secretGenerator:
        - name: \(name)-password
          type: Opaque
          literals: [user=admin, password=p4ss]
        """)
    }
    if chance(30) { fields.append("namePrefix: base-") }
    if chance(20) { fields.append("nameSuffix: -v1") }
    if chance(25) { fields.append("commonLabels: {family: \(name)}") }
    files["\(folder)/kustomization.yaml"] = fields.joined(separator: "\n") + "\n"
    bases.append(folder)
  }

  private mutating func addComponent(_ name: String) {
    files["\(name)/component/kustomization.yaml"] = """
      apiVersion: kustomize.config.k8s.io/v1alpha1
      kind: Component
      resources: [extra.yaml]
      patches:
      - target: {kind: Deployment}
        patch: |-
          - op: add
            path: /spec/template/metadata/annotations
            value: {component: "yes"}
      labels:
      - pairs: {component: \(name)}
      """
    files["\(name)/component/extra.yaml"] = Manifests.extra(name)
  }

  // MARK: - Overlays

  private mutating func addOverlay(
    _ id: String, _ folder: String, _ fields: [String], of name: String? = nil
  ) {
    let name = name ?? id
    var fields = fields
    fields += some([
      "namespace: \(id)-space", "namePrefix: \(id)-pre-", "nameSuffix: -suf",
      "commonAnnotations: {note: \"\(id)\", owner: team}",
      "buildMetadata: [originAnnotations]",
      "replicas: [{name: \(name), count: \(Int.random(in: 2..<9, using: &random))}]",
      """
      images:
      - {name: nginx, newName: registry.example.com/nginx, newTag: "1.27"}
      - {name: busybox, digest: sha256:abc}
      """,
      """
      configMapGenerator:
      - name: \(id)-own
        literals: [x=y]
        options: {disableNameSuffixHash: true, labels: {made: here}}
      """,
    ])
    fields += labels(id)
    fields += patches(name)
    if chance(40) { fields.append(replacements(name)) }
    if chance(25) { fields.append(variables(name, id)) }
    if chance(20) { fields.append("sortOptions: {order: legacy}") }
    if chance(15) { fields.append("generatorOptions: {annotations: {generated: \"true\"}}") }
    files["\(folder)/kustomization.yaml"] = fields.joined(separator: "\n") + "\n"
  }

  private mutating func labels(_ id: String) -> [String] {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: ["commonLabels: {app.kubernetes.io/part-of: \(id)}"]
    case 1: ["labels: [{pairs: {plain: \(id)}}]"]
    case 2: ["labels: [{pairs: {selected: \(id)}, includeSelectors: true}]"]
    case 3: ["labels: [{pairs: {templated: \(id)}, includeTemplates: true}]"]
    default: []
    }
  }

  private mutating func patches(_ name: String) -> [String] {
    let all = [
      """
      - patch: |-
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: \(name), labels: {patched: "yes"}}
          spec:
            template:
              spec:
                containers:
                - name: app
                  env: [{name: MODE, value: fast}, {name: EXTRA, value: "1"}]
                  ports: [{containerPort: 8080, protocol: TCP, name: web}]
                - {name: sidecar, image: "busybox:1.36"}
                volumes: [{name: cache, emptyDir: {sizeLimit: 1Gi}}]
      """,
      """
      - target: {kind: Deployment|StatefulSet, name: \(name).*}
        patch: |-
          - {op: add, path: /metadata/annotations/touched, value: "true"}
          - {op: replace, path: /spec/replicas, value: 7}
          - {op: add, path: /spec/template/spec/containers/0/args/-, value: --patched}
      """,
      """
      - target: {labelSelector: "app=\(name),tier notin (back)"}
        patch: |-
          apiVersion: v1
          kind: Anything
          metadata: {name: ignored, annotations: {selected: by-label}}
      """,
      """
      - patch: |-
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: \(name)}
          spec:
            strategy: {$patch: replace, type: Recreate}
            template:
              spec:
                initContainers: [{name: setup, $patch: delete}]
                containers: [{name: app, command: null}]
      """,
      """
      - target: {kind: Service}
        options: {allowNameChange: true}
        patch: |-
          apiVersion: v1
          kind: Service
          metadata: {name: \(name)-renamed}
      """,
      """
      - target: {kind: CronJob|ClusterRole}
        patch: |-
          $patch: delete
          apiVersion: v1
          kind: Any
          metadata: {name: any}
      """,
      """
      - target: {kind: Widget}
        patch: |-
          apiVersion: v1
          kind: Any
          metadata: {name: any}
          spec: {parts: [{name: new}], nested: {kept: null, added: {deep: [1, 2]}}}
      """,
    ]
    let chosen = some(all)
    return chosen.isEmpty ? [] : ["patches:\n" + chosen.joined(separator: "\n")]
  }

  private mutating func replacements(_ name: String) -> String {
    let targets = some([
      """
        - select: {kind: Deployment}
          fieldPaths: ["spec.template.spec.containers.[name=app].env.[name=FROM].value"]
          options: {create: true}
      """,
      """
        - select: {kind: Deployment, name: \(name)}
          fieldPaths: [spec.template.spec.containers.*.image]
          options: {delimiter: ":", index: 1}
      """,
      """
        - select: {version: v1}
          reject: [{kind: Deployment}]
          fieldPaths: ['metadata.annotations.example\\.com/source']
          options: {create: true}
      """,
    ])
    guard !targets.isEmpty else { return "" }
    return """
      replacements:
      - source: {kind: Service, fieldPath: spec.ports.0.name}
        targets:
      \(targets.joined(separator: "\n"))
      """
  }

  private func variables(_ name: String, _ id: String) -> String {
    """
    vars:
    - name: SERVICE_\(id)
      objref: {apiVersion: v1, kind: Service, name: \(name)}
    - name: PORT_\(id)
      objref: {apiVersion: v1, kind: Service, name: \(name)}
      fieldref: {fieldPath: "spec.ports[0].port"}
    """
  }
}
