import Documents
import Files
import GitOps
import Kubernetes
import Testing

/// An example repository: a base with two overlays, a component, generators and a plain stack.
struct TracedRepository {
  static let texts: [String: String] = [
    "infrastructure/base/shop/kustomization.yaml": """
    resources:
      - deployment.yaml
      - service.yaml # the front door
    configMapGenerator:
      - name: settings
        literals:
          - LEVEL=info # quiet
          - MODE=fast
        envs:
          - limits.env
        files:
          - motd=motd.txt
    commonAnnotations:
      team: shop

    """,
    "infrastructure/base/shop/deployment.yaml": """
    # The shop itself.
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
    spec:
      replicas: 1 # the overlays have more
      selector:
        matchLabels: {app: web}
      template:
        metadata:
          labels: {app: web}
        spec:
          containers:
            - name: web
              image: shop/web:1.0
              args: ["--verbose"]
              ports:
                - containerPort: 8080
              env:
                # what the shop is called
                - name: TITLE
                  value: "Shop"
              envFrom:
                - configMapRef:
                    name: settings
            - name: proxy
              image: proxy:3

    """,
    "infrastructure/base/shop/service.yaml": """
    apiVersion: v1
    kind: Service
    metadata: {name: web}
    spec:
      ports: [{port: 80, targetPort: 8080}]
    ---
    apiVersion: v1
    kind: Service
    metadata:
      name: admin
    spec:
      ports:
        - port: 81

    """,
    "infrastructure/base/shop/limits.env": "# limits\nMAX=10\nMIN=1\n",
    "infrastructure/base/shop/motd.txt": "Welcome\n",
    "infrastructure/components/metrics/kustomization.yaml": """
    apiVersion: kustomize.config.k8s.io/v1alpha1
    kind: Component
    patches:
      - target: {kind: Deployment}
        patch: |-
          # scraped by hand
          - op: add
            path: /spec/template/metadata/annotations
            value:
              scrape: "true"

    """,
    "infrastructure/overlays/dev/shop/kustomization.yaml": """
    namespace: shop-dev
    namePrefix: dev-
    resources:
      - ../../../base/shop
    components:
      - ../../../components/metrics
    images:
      - name: shop/web
        newTag: "1.1" # the next one
    replicas:
      - name: web
        count: 2
    patches:
      - path: resources.yaml
      - patch: |
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
          spec:
            template:
              spec:
                containers:
                  - name: web
                    env:
                      - name: STAGE # dev
                        value: dev

    """,
    "infrastructure/overlays/dev/shop/resources.yaml": """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
    spec:
      template:
        spec:
          containers:
            - name: web
              resources:
                limits:
                  memory: 64Mi # enough

    """,
    "infrastructure/overlays/prod/shop/kustomization.yaml": """
    namespace: shop
    resources:
      - ../../../base/shop

    """,
    "infrastructure/base/tools/jobs.yaml": """
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: tools
      namespace: tools
    data:
      a: "1" # first
    ---
    apiVersion: v1
    kind: Secret
    metadata:
      name: key
      namespace: tools
    stringData:
      password: old
    ---
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: worker, namespace: tools}
    spec:
      scaleTargetRef: {kind: Deployment, name: worker}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: worker, namespace: tools}
    spec:
      replicas: 1

    """,
  ]

  var tree = MemoryTree(texts)
  let stack: String

  init(_ stack: String) { self.stack = stack }

  /// What tracing a change comes to.
  func trace(_ request: GitRequest) async throws -> FieldTracer.Answer {
    let stacks = StackFinder(tree).stacks()
    let own = try #require(stacks.first { $0.path == stack })
    return await FieldTracer(
      tree, .stack(own), others: stacks.filter { $0.id != own.id },
      renderer: { StackRenderer($0) }
    ).trace(request)
  }

  func trace(
    _ kind: String, _ name: String, in namespace: String, _ edits: [FieldEdit]
  ) async throws -> FieldTracer.Answer {
    try await trace(Self.request(kind, name, in: namespace, .fields(edits)))
  }

  static func request(
    _ kind: String, _ name: String, in namespace: String, _ change: GitRequest.Change
  ) -> GitRequest {
    let group = ["Deployment": "apps", "HorizontalPodAutoscaler": "autoscaling"][kind] ?? ""
    return GitRequest(
      ResourceIdentity(
        group: group, kind: kind, name: ObjectName(namespace: namespace, name: name)), change)
  }
}

extension FieldTracer.Answer {
  /// The lines that the first way takes out and puts in.
  var changedLines: [String] { ways.first?.changedLines ?? [] }
}

extension TracedChange {
  /// The lines that it takes out and puts in, without the files' names.
  var changedLines: [String] {
    files.flatMap(\.diff).filter {
      ($0.hasPrefix("+") || $0.hasPrefix("-")) && !$0.hasPrefix("+++") && !$0.hasPrefix("---")
    }
  }
}

extension FieldPath {
  /// A field of a container.
  static func container(_ name: String, _ rest: Step...) -> FieldPath {
    FieldPath(
      ["spec", "template", "spec", "containers", .element(["name": .string(name)])] + rest)
  }
}
