/// Metrics and logs of the platform.
extension Infrastructure {
  private static let base = "infrastructure/base/"

  static func monitoring(grafana: String) -> [String: String] {
    let folder = base + "monitoring/"
    return [
      folder + "kustomization.yaml": ManifestText.kustomization(
        ["namespace.yaml", "prometheus", "grafana", "node-exporter.yaml"], namespace: "monitoring"),
      folder + "namespace.yaml": ManifestText.namespace("monitoring", partOf: "monitoring"),
      folder + "prometheus/kustomization.yaml": ManifestText.kustomization([
        "statefulset.yaml", "config.yaml", "service.yaml",
      ]),
      folder + "prometheus/statefulset.yaml": prometheus,
      folder + "prometheus/config.yaml": """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: prometheus
        namespace: monitoring
      data:
        prometheus.yml: |
          global:
            scrape_interval: 30s
          scrape_configs:
            - job_name: nodes
              kubernetes_sd_configs:
                - role: node

      """,
      folder + "prometheus/service.yaml": ManifestText.service(
        "prometheus", namespace: "monitoring", port: 9090),
      folder + "grafana/kustomization.yaml": ManifestText.kustomization(
        ["deployment.yaml", "service.yaml", "ingressroute.yaml"],
        images: [("grafana/grafana", grafana)]),
      folder + "grafana/deployment.yaml": ManifestText.deployment(
        .init(
          name: "grafana", namespace: "monitoring", image: "grafana/grafana", port: 3000,
          health: "/api/health", cpu: "50m", memory: "128Mi", memoryLimit: "256Mi",
          environment: [("GF_SERVER_ROOT_URL", "https://grafana.talos00")])),
      folder + "grafana/service.yaml": ManifestText.service("grafana", namespace: "monitoring"),
      folder + "grafana/ingressroute.yaml": ManifestText.ingressRoute(
        "grafana", namespace: "monitoring", host: "grafana.talos00"),
      folder + "node-exporter.yaml": daemonSet(
        "node-exporter", namespace: "monitoring",
        image: "quay.io/prometheus/node-exporter:v1.9.1", memory: "24Mi"),
      // Not included by the folder above: a stack of its own, and not deployed.
      folder + "loki/loki.yaml": ManifestText.deployment(
        .init(
          name: "loki", namespace: "monitoring", image: "grafana/loki:3.5.5", port: 3100,
          health: "/ready", memory: "256Mi", memoryLimit: "512Mi")),
      folder + "loki/values.yaml": "loki:\n  auth_enabled: false\n  limits_config:\n"
        + "    retention_period: 336h\n",
    ]
  }

  private static let prometheus = """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata:
      name: prometheus
      namespace: monitoring
    spec:
      serviceName: prometheus
      replicas: 1
      selector:
        matchLabels:
          app.kubernetes.io/name: prometheus
      template:
        metadata:
          labels:
            app.kubernetes.io/name: prometheus
        spec:
          containers:
            - name: prometheus
              image: quay.io/prometheus/prometheus:v3.6.0
              args: ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.retention.time=30d"]
              ports:
                - name: http
                  containerPort: 9090
              readinessProbe:
                httpGet:
                  path: /-/ready
                  port: http
              resources:
                requests:
                  cpu: 200m
                  memory: 1Gi
                limits:
                  memory: 2Gi
              volumeMounts:
                - name: data
                  mountPath: /prometheus
                - name: config
                  mountPath: /etc/prometheus
          volumes:
            - name: config
              configMap:
                name: prometheus
      volumeClaimTemplates:
        - metadata:
            name: data
          spec:
            accessModes: ["ReadWriteOnce"]
            storageClassName: local-path
            resources:
              requests:
                storage: 40Gi

    """

  static let observability = [
    base + "observability/namespace.yaml": ManifestText.namespace(
      "observability", partOf: "observability"),
    base + "observability/opensearch.yaml": """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata:
      name: opensearch
      namespace: observability
    spec:
      serviceName: opensearch
      replicas: 2
      selector:
        matchLabels:
          app.kubernetes.io/name: opensearch
      template:
        metadata:
          labels:
            app.kubernetes.io/name: opensearch
        spec:
          initContainers:
            - name: sysctl
              image: busybox:1.37
              command: ["sysctl", "-w", "vm.max_map_count=262144"]
          containers:
            - name: opensearch
              image: opensearchproject/opensearch:3.3.0
              ports:
                - name: http
                  containerPort: 9200
              readinessProbe:
                httpGet:
                  path: /_cluster/health
                  port: http
                initialDelaySeconds: 20
              resources:
                requests:
                  cpu: 500m
                  memory: 2Gi
                limits:
                  memory: 3Gi
      volumeClaimTemplates:
        - metadata:
            name: data
          spec:
            accessModes: ["ReadWriteOnce"]
            storageClassName: local-path
            resources:
              requests:
                storage: 30Gi

    """,
    base + "observability/service.yaml": ManifestText.service(
      "opensearch", namespace: "observability", port: 9200),
    base + "observability/fluent-bit.yaml": daemonSet(
      "fluent-bit", namespace: "observability", image: "fluent/fluent-bit:4.1.1", memory: "48Mi"),
  ]

  private static func daemonSet(
    _ name: String, namespace: String, image: String, memory: String
  ) -> String {
    """
    apiVersion: apps/v1
    kind: DaemonSet
    metadata:
      name: \(name)
      namespace: \(namespace)
    spec:
      selector:
        matchLabels:
          app.kubernetes.io/name: \(name)
      template:
        metadata:
          labels:
            app.kubernetes.io/name: \(name)
        spec:
          tolerations:
            - key: node-role.kubernetes.io/control-plane
              operator: Exists
              effect: NoSchedule
          containers:
            - name: \(name)
              image: \(image)
              resources:
                requests:
                  cpu: 20m
                  memory: \(memory)
                limits:
                  memory: 128Mi

    """
  }
}
