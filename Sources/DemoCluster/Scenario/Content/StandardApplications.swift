/// The Applications of the standard scenario, one for each state there is.
enum StandardApplications {
  /// The files of the infrastructure repository that define them.
  static let manifests: [String: String] = {
    var files: [String: String] = [:]
    for application in all {
      files["\(folder)/\(application.name).yaml"] = application.text
    }
    files["\(folder)/previews.yaml"] = previews
    files["\(folder)/projects.yaml"] = projects
    return files
  }()

  static let folder = "infrastructure/base/argocd/applications"

  private struct Definition {
    var name: String
    var sources: [(repository: String, path: String)]
    var namespace: String
    var project = "default"
    /// The lines below `syncPolicy`, indented by four spaces.
    var policy = ""
    var isMultiSource = false
    var annotations = ""

    var text: String {
      let source = sources.map { source in
        let lines = [
          "repoURL: \(ExampleRepository.server)\(source.repository).git", "targetRevision: main",
          "path: \(source.path)",
        ]
        return isMultiSource
          ? "    - " + lines.joined(separator: "\n      ")
          : "    " + lines.joined(separator: "\n    ")
      }.joined(separator: "\n")
      return """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata:
          name: \(name)
          namespace: argocd
        \(annotations)  finalizers:
            - resources-finalizer.argocd.argoproj.io
        spec:
          project: \(project)
          \(isMultiSource ? "sources" : "source"):
        \(source)
          destination:
            server: https://kubernetes.default.svc
            namespace: \(namespace)
        \(policy.isEmpty ? "" : "  syncPolicy:\n" + policy)
        """
    }
  }

  private static let automatic = """
        automated:
          prune: true
          selfHeal: true
        syncOptions:
          - CreateNamespace=true
        retry:
          limit: 3
          backoff:
            duration: 5s
            factor: 2
            maxDuration: 3m

    """

  private static let byHand = """
        syncOptions:
          - CreateNamespace=true

    """

  private static let all = [
    Definition(
      name: "catalyst-ui", sources: [("catalyst-ui", "k8s")], namespace: "catalyst",
      project: "catalyst", policy: automatic,
      annotations: "  annotations:\n    link.argocd.argoproj.io/site: https://catalyst.talos00\n"),
    Definition(
      name: "catalyst-api", sources: [("catalyst-api", "k8s")], namespace: "catalyst",
      project: "catalyst", policy: automatic),
    Definition(
      name: "media-library",
      sources: [("media-library", "k8s"), ("team-tools", "k8s/media-dashboards")],
      namespace: "media", project: "media", policy: automatic, isMultiSource: true),
    Definition(
      name: "photo-vault", sources: [("photo-vault", "k8s")], namespace: "photos", policy: byHand),
    Definition(
      name: "home-automation", sources: [("home-automation", "k8s")], namespace: "home",
      policy: automatic),
    Definition(
      name: "weather-station", sources: [("weather-station", "k8s")], namespace: "weather",
      policy: byHand),
    Definition(
      name: "recipes", sources: [("team-tools", "k8s/recipes")], namespace: "tools",
      policy: automatic),
    Definition(
      name: "status-page", sources: [("team-tools", "k8s/status-page")], namespace: "tools",
      policy: automatic),
    Definition(
      name: "links", sources: [("team-tools", "k8s/links")], namespace: "tools",
      policy: """
            automated:
              enabled: false
              prune: true
              selfHeal: true
            syncOptions:
              - CreateNamespace=true

        """),
    Definition(
      name: "team-apps", sources: [("team-tools", "apps")], namespace: "argocd",
      policy: """
            automated:
              selfHeal: true

        """),
  ]

  /// An application that another brings along, out of the repository of its authors; it asks for a
  /// folder that isn't there.
  static let ledgerSync = Definition(
    name: "ledger-sync", sources: [("team-tools", "k8s/ledger-sync")], namespace: "tools",
    policy: automatic
  ).text

  private static let previews = """
    # A preview of the front end for each branch that is under review.
    apiVersion: argoproj.io/v1alpha1
    kind: ApplicationSet
    metadata:
      name: previews
      namespace: argocd
    spec:
      generators:
        - list:
            elements:
              - branch: footer
              - branch: new-login
      template:
        metadata:
          name: "preview-{{branch}}"
          labels:
            homelab/branch: "{{branch}}"
        spec:
          project: catalyst
          source:
            repoURL: https://git.talos00/homelab/team-tools.git
            targetRevision: main
            path: k8s/preview
          destination:
            server: https://kubernetes.default.svc
            namespace: "preview-{{branch}}"
          syncPolicy:
            automated:
              prune: true
              selfHeal: true
            syncOptions:
              - CreateNamespace=true

    """

  /// When the media applications may not be synced: at any time, at the moment.
  static let mediaWindows = """
      syncWindows:
        - kind: deny
          schedule: "* * * * *"
          duration: 1h
          applications: ["media-*"]
          description: The disks are being moved
    """

  private static let projects = """
    apiVersion: argoproj.io/v1alpha1
    kind: AppProject
    metadata:
      name: default
      namespace: argocd
    spec:
      sourceRepos: ["*"]
      destinations:
        - server: "*"
          namespace: "*"
      clusterResourceWhitelist:
        - group: "*"
          kind: "*"
    ---
    apiVersion: argoproj.io/v1alpha1
    kind: AppProject
    metadata:
      name: catalyst
      namespace: argocd
    spec:
      description: The catalyst front end and its API
      sourceRepos: ["https://git.talos00/homelab/*"]
      destinations:
        - server: https://kubernetes.default.svc
          namespace: "*"
      clusterResourceWhitelist:
        - group: "*"
          kind: "*"
    ---
    apiVersion: argoproj.io/v1alpha1
    kind: AppProject
    metadata:
      name: media
      namespace: argocd
    spec:
      description: Films, series and music
      sourceRepos: ["https://git.talos00/homelab/*"]
      destinations:
        - server: https://kubernetes.default.svc
          namespace: "*"
      clusterResourceWhitelist:
        - group: "*"
          kind: "*"
    \(mediaWindows)

    """
}
