import Console
import GitOps
import Kubernetes
import TUI

/// A small cluster and repository, as the console hears of them.
enum Samples {
  static let now = Timestamp(seconds: 1_800_000_000)

  static let pods: [PodRow] = [
    pod("argocd", "argocd-server-7c9f", status: "Running", workload: "argocd-server"),
    pod("media", "jellyfin-0", status: "Init:0/1", ready: 0, health: .progressing),
    pod(
      "shop", "cart-5d8c-x2x", status: "CrashLoopBackOff", ready: 0, health: .degraded,
      restarts: 12, workload: "cart", labels: ["app": "cart"]),
    pod("shop", "web-7d9f-abc", status: "Running", workload: "web", labels: ["app": "web"]),
    pod("shop", "web-7d9f-def", status: "Running", workload: "web", labels: ["app": "web"]),
    pod("shop", "zz-migrate-1", status: "Completed", ready: 0, phase: "Succeeded"),
  ]

  static func pod(
    _ namespace: String, _ name: String, status: String = "Running", ready: Int = 1,
    health: Health = .healthy, restarts: Int = 0, phase: String = "Running",
    workload: String? = nil, labels: Labels = [:]
  ) -> PodRow {
    PodRow(
      name: ObjectName(namespace: namespace, name: name), labels: labels, status: status,
      ready: ready, total: 1, restarts: restarts,
      lastRestart: restarts > 0 ? now.seconds - 180 : nil, created: now.seconds - 7200,
      phase: phase, node: "talos-1", ip: "10.244.0.7",
      owner: workload.map { Owner(kind: "ReplicaSet", name: "\($0)-7d9f") },
      workload: workload.map { Owner(kind: "Deployment", name: $0) },
      containers: [ContainerRow(name: "main")], health: health)
  }

  static let applications: [ApplicationRow] = [
    ApplicationRow(
      name: ObjectName(namespace: "argocd", name: "shop"), sync: .synced, health: .degraded,
      healthMessage: "cart: CrashLoopBackOff",
      revisions: ["3f2a9c1d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b"],
      destination: ApplicationDestination(
        server: "https://kubernetes.default.svc", namespace: "shop"),
      automation: Automation(isEnabled: true, prunes: true, selfHeals: true),
      operation: ApplicationOperation(phase: .succeeded, finished: now.seconds - 600),
      resources: [
        ApplicationResource(
          group: "apps", kind: "Deployment", name: ObjectName(namespace: "shop", name: "web"),
          sync: .synced),
        ApplicationResource(
          group: "apps", kind: "Deployment", name: ObjectName(namespace: "shop", name: "cart"),
          sync: .synced),
      ]),
    ApplicationRow(
      name: ObjectName(namespace: "argocd", name: "wiki"), sync: .outOfSync, health: .healthy,
      destination: ApplicationDestination(
        server: "https://kubernetes.default.svc", namespace: "wiki")),
  ]

  static let stacks: [Stack] = [
    Stack(
      path: "infrastructure/base/registry", name: "registry", source: .plain,
      content: .objects([
        StackObject(
          group: "apps", kind: "Deployment", namespace: "registry", name: "registry",
          file: "infrastructure/base/registry/deployment.yaml", line: 1)
      ])),
    Stack(
      path: "infrastructure/base/traefik", name: "traefik", source: .kustomize,
      content: .objects([
        StackObject(
          kind: "Namespace", name: "traefik", file: "infrastructure/base/traefik/all.yaml", line: 1),
        StackObject(
          group: "apps", kind: "Deployment", namespace: "traefik", name: "traefik",
          file: "infrastructure/base/traefik/all.yaml", line: 6),
      ])),
    Stack(
      path: "infrastructure/base/media", name: "media", source: .plain,
      problems: [
        StackProblem(
          file: "infrastructure/base/media/plex.yaml", line: 12, reason: "a key without a value")
      ]),
  ]

  static let git = GitStatus.repository(
    GitState(
      branch: "main", commit: "595bc0b7a1b2c3d4e5f60718293a4b5c6d7e8f90", upstream: "origin/main",
      ahead: 1, behind: 0,
      changes: [GitChange(path: "infrastructure/base/registry/deployment.yaml", kind: .modified)]))

  static let podQuery = ResourceQuery(.pods)
  static let applicationQuery = ResourceQuery(.applications)

  /// A console that has heard of all of it.
  static func state(_ width: Int = 140, _ height: Int = 40) -> ConsoleState {
    var state = empty(width, height)
    state.hear(.connected(ServerFacts(version: "v1.34.1", address: "https://10.0.0.1:6443")))
    state.hear(.discovered(Discovery(kinds: [.pods, .deployments, .services, .applications])))
    state.hear(.namespaces(.began))
    let names = ["argocd", "media", "shop"].map { NamespaceRow(name: $0) }
    state.hear(.namespaces(.page(names, remaining: nil)))
    state.hear(.namespaces(.listed))
    state.hear(pods: pods)
    state.hear(.applications(applicationQuery, .began))
    state.hear(.applications(applicationQuery, .page(applications, remaining: nil)))
    state.hear(.applications(applicationQuery, .listed))
    _ = state.update(
      .repository(
        .read(RepositorySnapshot(path: "/home/me/homelab-infra", stacks: stacks, git: git))))
    return state
  }

  /// A console that has heard of nothing.
  static func empty(_ width: Int = 140, _ height: Int = 40) -> ConsoleState {
    ConsoleState(
      settings: Settings(contexts: ["homelab", "work"], themes: ["mono", "nord"]),
      size: Size(width, height), now: now, theme: "mono", context: "homelab")
  }
}

extension ConsoleState {
  /// Hears something of its cluster.
  @discardableResult
  mutating func hear(_ event: ClusterEvent) -> [Command] {
    update(.cluster(cluster.id, event))
  }

  /// Hears a whole list of the pods whose logs are followed.
  mutating func hear(followed pods: [PodRow], in namespace: String?, labels: String? = nil) {
    let query = ResourceQuery(.pods, namespace: namespace, labelSelector: labels)
    hear(.followedPods(query, .began))
    hear(.followedPods(query, .page(pods, remaining: nil)))
    hear(.followedPods(query, .listed))
  }

  /// Hears a whole list of pods.
  mutating func hear(pods: [PodRow]) {
    hear(.pods(Samples.podQuery, .began))
    hear(.pods(Samples.podQuery, .page(pods, remaining: nil)))
    hear(.pods(Samples.podQuery, .listed))
  }

  /// Presses keys, written as `jj<enter>D`; returns the commands that came of them.
  @discardableResult
  mutating func press(_ keys: String) -> [Command] {
    guard let sequence = KeySequence(keys) else { return [] }
    return sequence.keys.flatMap { update(.key($0)) }
  }

  /// What the toasts say.
  var said: [String] { toasts.map(\.toast.text) }
}

extension [Command] {
  /// Those that aren't questions about permissions.
  var substantial: [Command] {
    filter {
      if case .cluster(_, .review) = $0 { return false }
      return true
    }
  }
}
