import Documents

extension Scenario {
  /// Argo Rollouts and Flux, without Argo CD.
  public static let delivery = Scenario(
    "delivery",
    "Argo Rollouts and Flux: rollouts at a pause, aborted and done, and what Flux applies",
    past: .seconds(7200),
    repositories: { [Delivery.fleet($0)] },
    build: { server, now in
      var timeline = Timeline()
      timeline.add(at: now - .seconds(7200)) { server in
        Manifests.apply(Definitions.delivery, as: "kubectl", to: server)
        ClusterControllers.install(catalog: ImageCatalog(), on: server)
        RolloutController.install(on: server)
        Flux.install(repositories: [Delivery.fleet(now)], on: server)
        Nodes.add(Nodes.homelab, to: server)
        Manifests.apply(Delivery.controllers, to: server)
        for name in ["storefront", "checkout", "search"] {
          Manifests.apply(Delivery.rollout(name, tag: "1.0.0"), to: server)
        }
        Manifests.apply(
          Delivery.rollout("cart", tag: "3.1", replicas: 2, strategy: Delivery.blueGreen),
          to: server)
        Manifests.apply(Delivery.sources, to: server)
        Manifests.apply(Delivery.applied, to: server)
      }
      timeline.add(at: now - .seconds(1500)) { server in
        Manifests.apply(Delivery.rollout("search", tag: "1.1.0-rc1"), to: server)
      }
      timeline.add(at: now - .seconds(1400)) { server in
        _ = try? server.modify(
          RolloutController.rollouts, "shop", "search", as: "kubectl-argo-rollouts",
          subresource: .status
        ) { $0.set("status", "abort", to: true) }
      }
      timeline.add(at: now - .seconds(840)) { server in
        Manifests.apply(
          Delivery.rollout("cart", tag: "3.2", replicas: 2, strategy: Delivery.blueGreen),
          to: server)
      }
      timeline.add(at: now - .seconds(600)) { server in
        Manifests.apply(Delivery.rollout("storefront", tag: "1.1.0"), to: server)
      }
      timeline.play(through: now, on: server)
      Nodes.startHeartbeats(on: server)
      Metrics.start(on: server)
    })
}
