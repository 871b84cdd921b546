import Documents

extension Scenario {
  /// A cluster with nodes and controllers, and nothing that runs.
  public static let empty = Scenario(
    "empty", "Nodes and nothing on them",
    build: { server, _ in
      ClusterControllers.install(catalog: .standard, on: server)
      Nodes.add(Nodes.homelab, to: server)
    })

  /// One application that is fine, beside one that crashes after every start.
  public static let crashLoop = Scenario(
    "crash-loop", "A front end that is fine, and an API that crashes after every start",
    past: .seconds(1800),
    build: { server, _ in
      ClusterControllers.install(catalog: .standard, on: server)
      Nodes.add(Nodes.homelab, to: server)
      Manifests.apply(
        ManifestText.namespace("demo", partOf: "demo") + "---\n"
          + ManifestText.deployment(
            .init(
              name: "web", namespace: "demo", image: "registry.talos00/catalyst-ui:4be71d0",
              replicas: 2))
          + "---\n"
          + ManifestText.deployment(
            .init(
              name: "api", namespace: "demo", image: "registry.talos00/catalyst-api:d4f1c08"))
          + "---\n" + ManifestText.service("web", namespace: "demo"), to: server)
    })

  /// Workloads, and no Argo CD.
  public static let noArgoCD = Scenario(
    "no-argocd", "A cluster without Argo CD: its kinds aren't even defined", past: .seconds(7200),
    build: { server, _ in
      ClusterControllers.install(catalog: .standard, on: server)
      Nodes.add(Nodes.homelab, to: server)
      Manifests.apply(SystemPods.manifests, as: "talos", to: server)
      Manifests.apply(
        ManifestText.namespace("shop", partOf: "shop") + "---\n"
          + ManifestText.deployment(
            .init(name: "shop", namespace: "shop", image: "nginx:1.29", replicas: 3)) + "---\n"
          + ManifestText.service("shop", namespace: "shop"), to: server)
    })

  /// The standard cluster, for a user who may look at one namespace and change nothing.
  public static let forbidden = Scenario(
    "forbidden", "The standard cluster, for somebody who may only look at the namespace catalyst",
    past: standard.past, unpushed: standard.unpushed, repositories: standard.repositories,
    build: { server, now in
      standard.build(server, now)
      server.advance(to: now)
      server.restrict(
        to: [
          AccessRule(
            verbs: ["get", "list", "watch"], resources: ["*"], namespaces: ["catalyst"]),
          AccessRule(verbs: ["get", "list", "watch"], resources: ["namespaces"]),
          AccessRule(
            verbs: ["create"], groups: ["authorization.k8s.io"],
            resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews"]),
        ], user: "guest@talos00")
    })
}
