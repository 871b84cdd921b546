/// What the scenario of Argo Rollouts and Flux deploys.
enum Delivery {
  /// The controllers, so that there are pods and logs of them.
  static let controllers =
    ManifestText.namespace("argo-rollouts", partOf: "argo-rollouts") + "---\n"
    + ManifestText.deployment(
      .init(
        name: "argo-rollouts", namespace: "argo-rollouts",
        image: "quay.io/argoproj/argo-rollouts:v1.8.3"))
    + "---\n" + ManifestText.namespace("flux-system", partOf: "flux")
    + [
      ("source-controller", "v1.7.0"), ("kustomize-controller", "v1.7.0"),
      ("helm-controller", "v1.4.0"),
    ].map { name, version in
      "---\n"
        + ManifestText.deployment(
          .init(
            name: name, namespace: "flux-system", image: "ghcr.io/fluxcd/\(name):\(version)"))
    }.joined() + "---\n" + ManifestText.namespace("shop", partOf: "shop") + "---\n"
    + ManifestText.namespace("podinfo", partOf: "podinfo")

  // MARK: Rollouts

  static let canary = """
    canary:
          steps:
            - setWeight: 20
            - pause: {}
            - setWeight: 50
            - pause: {duration: 30s}
            - setWeight: 80
            - pause: {duration: 30s}
    """

  static let blueGreen = """
    blueGreen:
          activeService: cart
          previewService: cart-preview
          autoPromotionEnabled: false
    """

  static func rollout(
    _ name: String, tag: String, replicas: Int = 5, strategy: String = canary
  ) -> String {
    """
    apiVersion: argoproj.io/v1alpha1
    kind: Rollout
    metadata:
      name: \(name)
      namespace: shop
      labels:
        app.kubernetes.io/name: \(name)
    spec:
      replicas: \(replicas)
      selector:
        matchLabels:
          app.kubernetes.io/name: \(name)
      strategy:
        \(strategy)
      template:
        metadata:
          labels:
            app.kubernetes.io/name: \(name)
        spec:
          containers:
            - name: \(name)
              image: ghcr.io/shop/\(name):\(tag)
              readinessProbe:
                httpGet: {path: /healthz, port: 8080}

    """
  }

  // MARK: Flux

  static func fleet(_ now: DemoTime) -> ExampleRepository {
    func web(_ tag: String) -> String {
      ManifestText.deployment(
        .init(name: "blog", namespace: "blog", image: "ghcr.io/shop/blog:\(tag)", replicas: 2))
    }
    return ExampleRepository(
      name: "fleet",
      commits: [
        RepositoryCommit(
          People.mira, at: now.ago(days: 20), "Begin with the blog",
          [
            "apps/blog/namespace.yaml": ManifestText.namespace("blog", partOf: "apps"),
            "apps/blog/deployment.yaml": web("2.0"),
            "apps/blog/service.yaml": ManifestText.service("blog", namespace: "blog"),
            "monitoring/settings.yaml": """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: dashboards
              namespace: flux-system
            data:
              refresh: 30s

            """,
          ]),
        RepositoryCommit(
          People.june, at: now.ago(days: 2), "Update the blog to 2.1",
          ["apps/blog/deployment.yaml": web("2.1")]),
      ])
  }

  static let sources = """
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata:
      name: fleet
      namespace: flux-system
    spec:
      interval: 5m
      url: \(ExampleRepository.server)fleet.git
      ref:
        branch: main
    ---
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata:
      name: archive
      namespace: flux-system
    spec:
      interval: 10m
      url: \(ExampleRepository.server)archive.git
      ref:
        branch: main
    ---
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: HelmRepository
    metadata:
      name: podinfo
      namespace: flux-system
    spec:
      interval: 30m
      url: https://stefanprodan.github.io/podinfo

    """

  static let applied =
    kustomization("apps", path: "./apps/blog") + "---\n"
    + kustomization("monitoring", path: "./monitoring", isSuspended: true) + "---\n"
    + kustomization("databases", path: "./databases") + "---\n"
    + release("podinfo", values: "image: {repository: ghcr.io/stefanprodan/podinfo, tag: 6.9.2}")
    + "---\n" + release("podinfo-canary", values: "replicaCount: 1")

  private static func kustomization(
    _ name: String, path: String, isSuspended: Bool = false
  ) -> String {
    """
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata:
      name: \(name)
      namespace: flux-system
    spec:
      interval: 10m
      path: \(path)
      prune: true
    \(isSuspended ? "  suspend: true\n" : "")  sourceRef:
        kind: GitRepository
        name: fleet

    """
  }

  private static func release(_ name: String, values: String) -> String {
    """
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata:
      name: \(name)
      namespace: podinfo
    spec:
      interval: 10m
      chart:
        spec:
          chart: podinfo
          version: 6.9.2
          sourceRef:
            kind: HelmRepository
            name: podinfo
            namespace: flux-system
      values: {\(values)}

    """
  }
}
