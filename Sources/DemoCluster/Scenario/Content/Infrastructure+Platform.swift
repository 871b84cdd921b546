/// Storage, Argo CD, Traefik, the registry and what isn't deployed.
extension Infrastructure {
  private static let base = "infrastructure/base/"

  static let storage = [
    base + "storage/storageclasses.yaml": """
    # Fast and local; gone with the disk.
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata:
      name: local-path
      annotations:
        storageclass.kubernetes.io/is-default-class: "true"
    provisioner: rancher.io/local-path
    volumeBindingMode: WaitForFirstConsumer
    reclaimPolicy: Delete
    ---
    # Slow and safe, on the NAS.
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata:
      name: nfs
    provisioner: nfs.csi.k8s.io
    parameters:
      server: 192.168.10.20
      share: /volume1/cluster
    volumeBindingMode: Immediate
    reclaimPolicy: Retain

    """,
    base + "storage/provisioner.yaml": ManifestText.namespace(
      "local-path-storage", partOf: "storage")
      + "---\n"
      + ManifestText.deployment(
        .init(
          name: "local-path-provisioner", namespace: "local-path-storage",
          image: "rancher/local-path-provisioner:v0.0.32", memory: "32Mi")),
  ]

  static let argocd: [String: String] = {
    let image = "quay.io/argoproj/argocd:v3.2.0"
    func server(_ name: String, port: Int, container: String = "") -> String {
      ManifestText.deployment(
        .init(
          name: name, namespace: "argocd", image: image, port: port, cpu: "50m", memory: "128Mi",
          memoryLimit: "512Mi", container: container))
    }
    return [
      base + "argocd/namespace.yaml": ManifestText.namespace("argocd", partOf: "argocd"),
      base + "argocd/controller.yaml": """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: argocd-application-controller
        namespace: argocd
      spec:
        serviceName: argocd-application-controller
        replicas: 1
        selector:
          matchLabels:
            app.kubernetes.io/name: argocd-application-controller
        template:
          metadata:
            labels:
              app.kubernetes.io/name: argocd-application-controller
          spec:
            containers:
              - name: application-controller
                image: \(image)
                args: ["/usr/local/bin/argocd-application-controller"]
                ports:
                  - name: metrics
                    containerPort: 8082
                readinessProbe:
                  httpGet:
                    path: /healthz
                    port: metrics
                resources:
                  requests:
                    cpu: 250m
                    memory: 512Mi
                  limits:
                    memory: 1Gi

      """,
      base + "argocd/server.yaml": server("argocd-server", port: 8080) + "---\n"
        + ManifestText.service("argocd-server", namespace: "argocd"),
      base + "argocd/repo-server.yaml": server("argocd-repo-server", port: 8081),
      base + "argocd/applicationset-controller.yaml": server(
        "argocd-applicationset-controller", port: 7000),
      base + "argocd/redis.yaml": ManifestText.deployment(
        .init(
          name: "argocd-redis", namespace: "argocd", image: "redis:8.2-alpine", port: 6379,
          memory: "32Mi")),
      base + "argocd/argocd-cm.yaml": """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: argocd-cm
        namespace: argocd
        labels:
          app.kubernetes.io/part-of: argocd
      data:
        url: https://argocd.talos00
        application.resourceTrackingMethod: annotation
        timeout.reconciliation: 120s

      """,
      base + "argocd/ingressroute.yaml": ManifestText.ingressRoute(
        "argocd-server", namespace: "argocd", host: "argocd.talos00"),
      base + "argocd/values.yaml": """
      # Values for the Helm chart, from before the manifests were written out.
      global:
        domain: argocd.talos00
      server:
        insecure: true

      """,
    ]
  }()

  static let traefik = [
    base + "traefik/kustomization.yaml": ManifestText.kustomization(
      ["namespace.yaml", "deployment.yaml", "service.yaml", "config.yaml"], namespace: "traefik",
      images: [("traefik", "v3.5.3")]),
    base + "traefik/namespace.yaml": ManifestText.namespace("traefik", partOf: "traefik"),
    base + "traefik/deployment.yaml": ManifestText.deployment(
      .init(
        name: "traefik", namespace: "traefik", image: "traefik", replicas: 2, port: 8443,
        health: "/ping", cpu: "100m", memory: "96Mi", memoryLimit: "256Mi",
        environment: [("TRAEFIK_LOG_LEVEL", "INFO")])),
    base + "traefik/service.yaml": ManifestText.service(
      "traefik", namespace: "traefik", port: 443, type: "NodePort"),
    base + "traefik/config.yaml": """
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: traefik-dynamic
      namespace: traefik
    data:
      tls.yaml: |
        tls:
          options:
            default:
              minVersion: VersionTLS12

    """,
  ]

  static func registry(memory: String) -> [String: String] {
    [
      base + "registry/registry.yaml": ManifestText.namespace("registry", partOf: "registry")
        + "---\n" + ManifestText.claim("registry-data", namespace: "registry", size: "100Gi")
        + "---\n"
        + ManifestText.deployment(
          .init(
            name: "docker-registry", namespace: "registry", image: "registry:3.0", port: 5000,
            health: "/", cpu: "100m", memory: memory, memoryLimit: "1Gi",
            environment: [("REGISTRY_STORAGE_DELETE_ENABLED", "true")],
            container: """
                        volumeMounts:
                          - name: data
                            mountPath: /var/lib/registry

              """,
            pod: """
                    volumes:
                      - name: data
                        persistentVolumeClaim:
                          claimName: registry-data

              """)),
      base + "registry/users.yaml": registryUsers,
      base + "registry/service.yaml": ManifestText.service(
        "docker-registry", namespace: "registry", port: 5000),
      base + "registry/ingressroute.yaml": ManifestText.ingressRoute(
        "docker-registry", namespace: "registry", host: "registry.talos00", port: 5000),
    ]
  }

  /// What the registry was a mirror of, once.
  static let registryMirror = [
    base + "registry/mirror.yaml": """
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: docker-registry-mirror
      namespace: registry
    data:
      remoteurl: https://registry-1.docker.io
      ttl: 168h

    """
  ]

  /// Who may push: the hashes of passwords, which are nobody's.
  private static let registryUsers = """
    apiVersion: v1
    kind: Secret
    metadata:
      name: docker-registry-users
      namespace: registry
    type: Opaque
    stringData:
      htpasswd: |
        mira:$2y$05$examplehashexamplehashexaOcVq1rQe5mJ8uT3wYzKxN7LbPdFgHi
        tomas:$2y$05$examplehashexamplehashexaWs4tRf6yGh9jUk2lOp0aSdFgHjKlZx

    """

  static let networkPolicies = [
    base + "network-policies/default-deny.yaml": ["catalyst", "media", "photos"].map { namespace in
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: default-deny
        namespace: \(namespace)
      spec:
        podSelector: {}
        policyTypes: [Ingress]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: allow-traefik
        namespace: \(namespace)
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress:
          - from:
              - namespaceSelector:
                  matchLabels:
                    kubernetes.io/metadata.name: traefik

      """
    }.joined(separator: "---\n")
  ]

  /// A move that isn't finished: a line of the second file is indented by one space too many.
  static let media = [
    base + "media/service.yaml": ManifestText.service("overseerr", namespace: "media", port: 5055),
    base + "media/overseerr.yaml": """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: overseerr
      namespace: media
    spec:
      replicas: 1
      selector:
        matchLabels:
          app.kubernetes.io/name: overseerr
      template:
        metadata:
          labels:
           app.kubernetes.io/name: overseerr
          app.kubernetes.io/part-of: media
        spec:
          containers:
            - name: overseerr
               image: sctx/overseerr:1.34.0
              ports:
                - containerPort: 5055

    """,
  ]

  static let overlays = [
    "infrastructure/overlays/dev/kustomization.yaml": """
    apiVersion: kustomize.config.k8s.io/v1beta1
    kind: Kustomization

    resources:
      - ../../base/traefik

    namePrefix: dev-

    patches:
      - target:
          kind: Deployment
          name: traefik
        patch: |-
          - op: replace
            path: /spec/replicas
            value: 1

    """,
    "infrastructure/overlays/prod/kustomization.yaml": """
    apiVersion: kustomize.config.k8s.io/v1beta1
    kind: Kustomization

    resources:
      - ../../base/traefik
      - ../../base/monitoring

    labels:
      - pairs:
          homelab/environment: prod

    """,
  ]
}
