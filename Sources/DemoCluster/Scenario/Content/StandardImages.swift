/// What the images of the standard scenario do.
extension ImageCatalog {
  static let standard = ImageCatalog(
    exact: [
      // Starts, and finds that its pool has no size.
      "registry.talos00/catalyst-api:d4f1c08": .crashing(.javaCrash, after: .seconds(11)),
      "registry.talos00/catalyst-api:91b0d7f": ContainerBehaviour(ready: .seconds(14), log: .java),
      "registry.talos00/catalyst-api:c3a9e55": ContainerBehaviour(ready: .seconds(14), log: .java),
      "registry.talos00/catalyst-migrate:12": .completing(after: .seconds(6)),
      "registry.talos00/catalyst-worker:2f6c9e1": ContainerBehaviour(log: .json),
      "registry.talos00/photo-thumbnails:1.2": .completing(after: .seconds(48)),
      "registry.talos00/photo-tools:3": .completing(after: .seconds(7)),
      "registry.talos00/wait-for:1": ContainerBehaviour(log: .quiet),
      "registry.talos00/import:7": .crashing(.task, code: 2, after: .seconds(6)),
      // Leaks, and is ended a few times a day.
      "linuxserver/sonarr:4.0.15": ContainerBehaviour(
        run: .outOfMemory(after: .seconds(14_400)), ready: .seconds(12), log: .quiet),
    ],
    names: [
      "registry.talos00/catalyst-ui": ContainerBehaviour(ready: .seconds(2), log: .nginx),
      "quay.io/argoproj/argocd": ContainerBehaviour(ready: .seconds(4), log: .recorded),
      "redis": ContainerBehaviour(log: .quiet), "traefik": ContainerBehaviour(log: .nginx),
      "registry": ContainerBehaviour(log: .go),
      "grafana/grafana": ContainerBehaviour(ready: .seconds(9), log: .go),
      "quay.io/prometheus/prometheus": ContainerBehaviour(ready: .seconds(15), log: .go),
      "opensearchproject/opensearch": ContainerBehaviour(ready: .seconds(25), log: .java),
      "fluent/fluent-bit": ContainerBehaviour(log: .klog),
      "quay.io/prometheus/node-exporter": ContainerBehaviour(log: .go),
      "jellyfin/jellyfin": ContainerBehaviour(ready: .seconds(8), log: .klog),
      "linuxserver/sonarr": ContainerBehaviour(ready: .seconds(12), log: .quiet),
      "eclipse-mosquitto": ContainerBehaviour(log: .quiet),
      "registry.talos00/photo-vault": ContainerBehaviour(ready: .seconds(6), log: .json),
      "registry.k8s.io/coredns/coredns": ContainerBehaviour(log: .klog),
      "postgres": ContainerBehaviour(log: .database),
      "registry.talos00/recipes": ContainerBehaviour(log: .coloured),
      "registry.talos00/weather-collector": ContainerBehaviour(log: .python),
    ],
    closedRegistries: ["registry.talos00"],
    known: [
      "registry.talos00/catalyst-ui:7c1f0a2", "registry.talos00/catalyst-ui:e02d9b4",
      "registry.talos00/catalyst-ui:4be71d0", "registry.talos00/catalyst-ui:c81a3f6",
      "registry.talos00/catalyst-ui:91d5e02", "registry.talos00/photo-vault:1.8.2",
      "registry.talos00/photo-vault:1.9.0", "registry.talos00/photo-vault:1.9.1",
      "registry.talos00/weather-collector:0.3.0", "registry.talos00/recipes:3.1",
      "registry.talos00/recipes:3.2", "registry.talos00/links:1.4.0",
      "registry.talos00/links:1.5.0", "registry.talos00/status-page:2.2",
    ])
}
