/// The repository with several small tools, each in a folder of its own below `k8s/`.
extension ExampleRepositories {
  static func teamTools(_ now: DemoTime) -> ExampleRepository {
    let links = { (tag: String) in
      ManifestText.deployment(
        .init(
          name: "links", namespace: "tools", image: "registry.talos00/links:\(tag)",
          memory: "32Mi"))
    }
    return ExampleRepository(
      name: "team-tools",
      commits: [
        RepositoryCommit(
          People.june, at: now.ago(days: 70), "Collect our small tools",
          [
            "README.md": "# team-tools\n\nOne folder below k8s/ for each tool.\n",
            "k8s/links/namespace.yaml": ManifestText.namespace("tools", partOf: "team-tools"),
            "k8s/links/deployment.yaml": links("1.4.0"),
            "k8s/links/service.yaml": ManifestText.service("links", namespace: "tools"),
            "k8s/recipes/deployment.yaml": ManifestText.deployment(
              .init(
                name: "recipes", namespace: "tools", image: "registry.talos00/recipes:3.1",
                memory: "48Mi")),
            "k8s/recipes/service.yaml": ManifestText.service("recipes", namespace: "tools"),
            "k8s/preview/deployment.yaml": ManifestText.deployment(
              .init(
                name: "preview", namespace: "",
                image: "registry.talos00/catalyst-ui:4be71d0", health: "/health.json", cpu: "10m",
                memory: "16Mi")),
            "k8s/preview/service.yaml": ManifestText.service("preview", namespace: ""),
            "k8s/media-dashboards/dashboards.yaml": dashboards,
          ]),
        RepositoryCommit(
          People.june, at: now.ago(days: 8, hours: 1), "Bring our applications along ourselves",
          ["apps/ledger-sync.yaml": StandardApplications.ledgerSync]),
        RepositoryCommit(
          People.tomas, at: now.ago(days: 6), "Add the status page behind a Gateway route",
          [
            "k8s/status-page/deployment.yaml": ManifestText.deployment(
              .init(
                name: "status-page", namespace: "tools", image: "registry.talos00/status-page:2.2",
                memory: "24Mi")),
            "k8s/status-page/service.yaml": ManifestText.service("status-page", namespace: "tools"),
            "k8s/status-page/route.yaml": """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata:
              name: status-page
              namespace: tools
            spec:
              parentRefs:
                - name: public
              hostnames: ["status.talos00"]
              rules:
                - backendRefs:
                    - name: status-page
                      port: 80

            """,
          ]),
        RepositoryCommit(
          People.june, at: now.ago(days: 5, hours: 20),
          "Hold recipes back until the import is done",
          [
            "k8s/recipes/deployment.yaml": ManifestText.deployment(
              .init(
                name: "recipes", namespace: "tools", image: "registry.talos00/recipes:3.2",
                memory: "48Mi", spec: "  paused: true\n"))
          ]),
        RepositoryCommit(
          People.june, at: now.ago(days: 1, hours: 6), "Update links to 1.5.0",
          ["k8s/links/deployment.yaml": links("1.5.0")]),
      ])
  }

  private static let dashboards = """
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: media-dashboards
      namespace: media
      labels:
        grafana_dashboard: "1"
    data:
      playback.json: |
        {"title": "Playback", "panels": [{"type": "timeseries", "title": "Streams"}]}

    """
}
