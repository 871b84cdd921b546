import Documents

extension Scenario {
  /// The cluster that the product is shown with: a homelab on Talos with both halves of GitOps.
  public static let standard = Scenario(
    "standard", "A homelab on Talos: seven stacks, applications in every state, a little life",
    past: .seconds(131 * 86_400), unpushed: [Infrastructure.name: Infrastructure.unpushed],
    repositories: { now in
      [Infrastructure.repository(now)] + ExampleRepositories.applications(now)
    },
    build: { server, now in StandardScenario.build(on: server, now: now) })
}

/// The past and the future of the standard scenario.
enum StandardScenario {
  static func build(on server: isolated DemoAPIServer, now: DemoTime) {
    let waking = now - .seconds(3600)
    server.controllers.isHistoric = true
    server.controllers.wakes = waking
    var timeline = Timeline()
    addPlatform(to: &timeline, now)
    addApplications(to: &timeline, now)
    // From here on pods take their time and events tell what happens.
    timeline.play(through: waking, on: server)
    server.controllers.isHistoric = false
    CronJobController.resume(on: server)
    timeline.play(through: now - .seconds(1200), on: server)
    ArgoCD.startPeriodicRefresh(on: server)
    timeline.play(through: now, on: server)
    EventExpiry.install(on: server)
    Nodes.startHeartbeats(on: server)
    Metrics.start(on: server)
    StandardLife.start(on: server)
  }

  // MARK: Infrastructure

  private static func addPlatform(to timeline: inout Timeline, _ now: DemoTime) {
    let repository = Infrastructure.repository(now)
    timeline.add(at: now.ago(days: 130, hours: 20)) { server in
      Manifests.apply(Definitions.all, as: "kubectl", to: server)
      ClusterControllers.install(catalog: .standard, on: server)
      ArgoCD.install(repositories: [], on: server)
      Nodes.add(Nodes.homelab, to: server)
      Manifests.apply(SystemPods.manifests, as: "talos", to: server)
      SystemPods.addStatic(to: server)
    }
    let ages: [(stack: String, days: Int64)] = [
      ("storage", 130), ("argocd", 130), ("traefik", 129), ("registry", 117), ("monitoring", 117),
      ("observability", 75),
    ]
    for (index, (stack, days)) in ages.enumerated() {
      // What was there when it was deployed first, and what is there since it was deployed last.
      let before = repository.snapshots.last { $0.commit.time <= now.ago(days: days) }
      if let before {
        let first = StackDeploy(
          stack: stack, snapshot: before, person: People.tomas, host: "workbench",
          duration: .seconds(41))
        timeline.add(at: now.ago(days: days)) { first.run(on: $0) }
      }
      if let snapshot = Infrastructure.lastDeployed(of: repository) {
        let last = StackDeploy(
          stack: stack, snapshot: snapshot, person: People.mira, host: "thinkpad")
        timeline.add(at: now.ago(days: 4, hours: 1) + Int64(60 * index)) { last.run(on: $0) }
      }
    }
    // Somebody looked into a problem at night, and left things as they were.
    timeline.add(at: now.ago(hours: 9)) { server in
      _ = try? server.modify(.deployments, "traefik", "traefik", as: "kubectl-edit") { object in
        object.set("spec", "replicas", to: 3)
        var container = object.at("spec", "template", "spec", "containers")?[0] ?? [:]
        container["env"] = [["name": "TRAEFIK_LOG_LEVEL", "value": "DEBUG"]]
        object.set("spec", "template", "spec", "containers", to: [container])
      }
    }
    timeline.add(at: now.ago(hours: 3, minutes: 12)) { server in
      Manifests.apply(Sandbox.manifests, as: "kubectl-create", to: server)
      Manifests.apply(Sandbox.budgets, as: "kubectl-create", to: server)
    }
    timeline.add(at: now.ago(minutes: 47)) { server in
      try? server.delete(.pods, "sandbox", "stubborn")
      addEvicted(to: server)
    }
  }

  /// A pod that the kubelet has thrown out: nothing brings it back, and nothing clears it away.
  private static func addEvicted(to server: isolated DemoAPIServer) {
    server.insert(
      .pods,
      [
        "metadata": ["name": "scratch-build", "namespace": "sandbox"],
        "spec": [
          "nodeName": "talos03", "restartPolicy": "Always",
          "containers": [["name": "build", "image": "gcc:15"]],
        ],
        "status": [
          "phase": "Failed", "reason": "Evicted",
          "message": .string(
            "The node was low on resource: ephemeral-storage. Threshold quantity: 48823546, "
              + "available: 31337."),
          "startTime": .string(server.now.rfc3339),
        ],
      ])
  }

  // MARK: Applications

  private static func addApplications(to timeline: inout Timeline, _ now: DemoTime) {
    for repository in ExampleRepositories.applications(now) {
      addCommits(of: repository, to: &timeline)
    }
    let manifests = StandardApplications.manifests
    func text(_ name: String) -> String {
      manifests["\(StandardApplications.folder)/\(name).yaml"] ?? ""
    }
    let ages: [(name: String, days: Int64)] = [
      ("projects", 112), ("media-library", 109), ("photo-vault", 79), ("recipes", 69),
      ("links", 69), ("catalyst-ui", 60), ("catalyst-api", 57), ("home-automation", 43),
      ("previews", 21), ("team-apps", 8), ("status-page", 6), ("weather-station", 2),
    ]
    for (name, days) in ages {
      // `links` was synced by itself at first, and the media project had no windows.
      let manifest =
        switch name {
        case "links": text(name).replacing("enabled: false", with: "enabled: true")
        case "projects": text(name).replacing(StandardApplications.mediaWindows, with: "")
        default: text(name)
        }
      timeline.add(at: now.ago(days: days)) { server in
        Manifests.apply(manifest, as: "kubectl", to: server)
      }
    }
    for name in ["links", "projects"] {
      let manifest = text(name)
      timeline.add(at: now.ago(days: 2)) { server in
        Manifests.apply(manifest, as: "kubectl", to: server)
      }
    }
    for days: Int64 in [78, 11] {
      timeline.add(at: now.ago(days: days, hours: 6)) { server in
        sync("photo-vault", by: "mira", on: server)
      }
    }
  }

  private static func addCommits(of repository: ExampleRepository, to timeline: inout Timeline) {
    let (name, url) = (repository.name, repository.url)
    for (index, snapshot) in repository.snapshots.enumerated() {
      let commit = snapshot.commit
      timeline.add(at: commit.time) { server in
        if index == 0 {
          server.controllers.argo.repositories[url] = ExampleRepository(
            name: name, commits: [commit])
        } else {
          ArgoCD.push(commit, to: url, on: server)
        }
        // They are in the real repositories from the start.
        server.controllers.argo.pushes.removeAll()
      }
      timeline.add(at: commit.time + 60) { server in
        for application in server.list(ArgoCD.applications) {
          let sources = ApplicationTarget.sources(of: application)
          if sources.contains(where: { $0["repoURL"]?.string == url }) {
            ArgoCD.enqueue(application.objectName, on: server)
          }
        }
      }
    }
  }

  /// Asks for a sync as Argo CD's server does.
  static func sync(_ name: String, by user: String, on server: isolated DemoAPIServer) {
    _ = try? server.modify(
      ArgoCD.applications, ArgoState.namespace, name, as: "argocd-server"
    ) { object in
      object["operation"] = [
        "initiatedBy": ["username": .string(user)],
        "sync": [
          "syncStrategy": ["hook": [:]],
          "syncOptions": object.at("spec", "syncPolicy", "syncOptions") ?? [],
        ],
      ]
      object.set("status", "operationState", to: nil)
    }
  }
}
