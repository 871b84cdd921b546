import Documents

extension Scenario {
  /// A cluster of very many Argo CD applications, for measurements.
  ///
  /// They are there with everything that a status holds after some weeks, and nothing looks after
  /// them.
  public static func applications(_ count: Int, resources: Int = 15) -> Scenario {
    Scenario(
      "applications", "\(count) applications in varied states, for measurements",
      build: { server, _ in
        Nodes.add(Nodes.homelab, to: server)
        LargeApplications(resources: resources).add(count, to: server)
      })
  }
}

/// Makes very many applications as Argo CD leaves them.
struct LargeApplications {
  /// How many resources an application has, on average.
  var resources: Int

  private static let teams = ["catalog", "checkout", "ledger", "orders", "search", "sessions"]
  private static let kinds: [(group: String, kind: String)] = [
    ("apps", "Deployment"), ("", "Service"), ("", "ConfigMap"), ("networking.k8s.io", "Ingress"),
    ("", "ServiceAccount"), ("autoscaling", "HorizontalPodAutoscaler"), ("", "Secret"),
    ("policy", "PodDisruptionBudget"),
  ]

  func add(_ count: Int, to server: isolated DemoAPIServer) {
    Manifests.apply(Definitions.all, as: "kubectl", to: server)
    server.insert(
      .namespaces, ["metadata": ["name": "argocd"], "status": ["phase": "Active"]])
    let width = String(count).utf8.count
    for index in 0..<count {
      let digits = String(index)
      let number = String(repeating: "0", count: width - digits.utf8.count) + digits
      server.insert(
        ArgoCD.applications, application(index, number, on: server), compact: true)
    }
    server.pendingChanges.removeAll()
  }

  private func application(
    _ index: Int, _ number: String, on server: isolated DemoAPIServer
  ) -> Value {
    let team = Self.teams[index % Self.teams.count]
    let name = "\(team)-service-\(number)"
    let source: Value = [
      "repoURL": .string("https://git.example.com/\(team)/\(name).git"), "path": "k8s/production",
      "targetRevision": "main",
    ]
    let destination: Value = [
      "server": "https://kubernetes.default.svc", "namespace": .string("\(team)-\(number)"),
    ]
    let created = server.now - .seconds(86_400 + Int64(index) * 7919 % (90 * 86_400))
    return [
      "apiVersion": "argoproj.io/v1alpha1", "kind": "Application",
      "metadata": [
        "name": .string(name), "namespace": "argocd",
        "labels": ["team": .string(team), "tier": index.isMultiple(of: 3) ? "gold" : "silver"],
        "annotations": ["notifications.argoproj.io/subscribe.on-sync-failed.chat": .string(team)],
        "finalizers": ["resources-finalizer.argocd.argoproj.io"],
        "creationTimestamp": .string(created.rfc3339),
      ],
      "spec": [
        "project": .string(team), "source": source, "destination": destination,
        "syncPolicy": [
          "automated": ["prune": true, "selfHeal": .bool(!index.isMultiple(of: 5))],
          "syncOptions": ["CreateNamespace=true", "ServerSideApply=true"],
          "retry": ["limit": 5, "backoff": ["duration": "5s", "factor": 2, "maxDuration": "3m"]],
        ],
      ],
      "status": status(index, number, source, destination, on: server),
    ]
  }

  private func status(
    _ index: Int, _ number: String, _ source: Value, _ destination: Value,
    on server: isolated DemoAPIServer
  ) -> Value {
    let isBad = index % 50 == 17
    let isOutOfSync = index % 20 == 3
    let time = Value.string((server.now - .seconds(Int64(index % 5000))).rfc3339)
    // Half as many as the average to one and a half times as many.
    let count = max(1, resources / 2 + index * 7919 % (resources + 1))
    let all = (0..<count).map { position in
      let (group, kind) = Self.kinds[position % Self.kinds.count]
      let name = "\(kind.lowercased())-\(number)-\(position)"
      return (group, kind, name)
    }
    let namespace = destination["namespace"] ?? ""
    let revision = Value.string(Self.revision(index))
    return [
      "sync": [
        "status": isOutOfSync ? "OutOfSync" : "Synced", "revision": revision,
        "comparedTo": ["source": source, "destination": destination],
      ],
      "health": [
        "status": isBad ? "Degraded" : "Healthy", "lastTransitionTime": time,
      ],
      "reconciledAt": time, "sourceType": "Kustomize", "resourceHealthSource": "appTree",
      "summary": ["images": [.string("registry.example.com/web:\(number)")]],
      "resources": .array(
        all.enumerated().map { position, resource in
          let isOff = isOutOfSync && position == 0
          return [
            "group": .string(resource.0), "version": "v1", "kind": .string(resource.1),
            "namespace": namespace, "name": .string(resource.2),
            "status": isOff ? "OutOfSync" : "Synced",
          ]
        }),
      "history": .array(
        (0..<10).map { position in
          [
            "id": .integer(Int64(position)), "deployedAt": time, "deployStartedAt": time,
            "revision": .string(Self.revision(index + position * 31)), "source": source,
            "initiatedBy": ["automated": true],
          ]
        }),
      "operationState": [
        "phase": "Succeeded", "message": "successfully synced (all tasks run)",
        "startedAt": time, "finishedAt": time,
        "operation": [
          "initiatedBy": ["automated": true], "retry": ["limit": 5],
          "sync": ["prune": true, "revision": revision, "syncOptions": ["CreateNamespace=true"]],
        ],
        "syncResult": [
          "revision": revision, "source": source,
          "resources": .array(
            all.map { resource in
              [
                "group": .string(resource.0), "version": "v1", "kind": .string(resource.1),
                "namespace": namespace, "name": .string(resource.2), "status": "Synced",
                "syncPhase": "Sync", "hookPhase": "Running",
                "message": .string("\(resource.1.lowercased())/\(resource.2) serverside-applied"),
              ]
            }),
        ],
      ],
    ]
  }

  /// A commit for each number.
  private static func revision(_ number: Int) -> String {
    let digits = Array("0123456789abcdef")
    var state = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15 | 1
    return String(
      (0..<40).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return digits[Int(state >> 60)]
      })
  }
}
