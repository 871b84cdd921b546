/// A namespace where somebody tries things by hand: pods in every state that kubectl shows, owned by
/// neither half of the cluster.
enum Sandbox {
  /// What is applied there, in order, as one stream of documents.
  static let manifests = """
    apiVersion: v1
    kind: Namespace
    metadata:
      name: sandbox
    ---
    \(deployment("language-model", "ollama/ollama:0.12.6", extra: requests("4", "64Gi")))
    ---
    \(deployment("render", "linuxserver/blender:4.5.3", pod: "      nodeSelector:\n        homelab/gpu: nvidia\n"))
    ---
    \(deployment("typo", "registry.talos00/catalyst-ui:lates"))
    ---
    \(deployment("unset", "nginx:1.29", extra: settings))
    ---
    \(deployment("unmounted", "nginx:1.29", pod: volume))
    ---
    \(deployment("leaky", "python:3.14", behaviour: "out-of-memory", extra: limit))
    ---
    \(deployment("lazy", "registry.k8s.io/e2e-test-images/agnhost:2.57", behaviour: "not-ready", extra: probe))
    ---
    \(deployment("patient", "nginx:1.29", pod: waiting))
    ---
    \(deployment("hasty", "nginx:1.29", pod: failing))
    ---
    \(deployment("pair", "nginx:1.29", extra: companion))
    ---
    \(pod("import-2024", "registry.talos00/import:7"))
    ---
    \(pod("say-hello", "busybox:1.37"))
    ---
    \(pod("stubborn", "nginx:1.29", metadata: stubborn, policy: "Always"))
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata:
      name: lost-disk
      namespace: sandbox
    spec:
      accessModes: ["ReadWriteOnce"]
      storageClassName: ceph-block
      resources:
        requests:
          storage: 5Gi
    ---
    \(deployment("disk", "postgres:18", pod: claim))
    ---
    \(deployment("frozen", "python:3.14", behaviour: "hang", extra: liveness))
    """

  /// Budgets that were put beside workloads of others: one that leaves room, and one that stands in
  /// the way of every drain, as it wants the only pod there is.
  static let budgets = """
    \(budget("coredns", namespace: "kube-system"))
    ---
    \(budget("jellyfin", namespace: "media"))
    """

  private static func budget(_ app: String, namespace: String) -> String {
    """
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata:
      name: \(app)
      namespace: \(namespace)
    spec:
      minAvailable: 1
      selector:
        matchLabels:
          app.kubernetes.io/name: \(app)
    """
  }

  private static func deployment(
    _ name: String, _ image: String, behaviour: String? = nil, extra: String = "", pod: String = ""
  ) -> String {
    let annotations = behaviour.map {
      "      annotations:\n        \(ImageCatalog.annotation): \($0)\n"
    }
    return """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: \(name)
        namespace: sandbox
      spec:
        replicas: 1
        selector:
          matchLabels:
            app: \(name)
        template:
          metadata:
      \(annotations ?? "")      labels:
              app: \(name)
          spec:
      \(pod)      containers:
              - name: \(name)
                image: \(image)
      \(extra)
      """
  }

  private static func pod(
    _ name: String, _ image: String, metadata: String = "", policy: String = "Never"
  ) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata:
      name: \(name)
      namespace: sandbox
    \(metadata)spec:
      terminationGracePeriodSeconds: 7200
      restartPolicy: \(policy)
      containers:
        - name: main
          image: \(image)
    """
  }

  private static func requests(_ cpu: String, _ memory: String) -> String {
    """
              resources:
                requests:
                  cpu: "\(cpu)"
                  memory: \(memory)
    """
  }

  /// It doesn't end when it is asked to, and has two hours.
  private static let stubborn = "  annotations:\n    \(ImageCatalog.annotation): slow-stop\n"

  private static let probe = """
              readinessProbe:
                httpGet:
                  path: /readyz
                  port: 8080
    """

  private static let liveness = """
              livenessProbe:
                httpGet:
                  path: /healthz
                  port: 8080
    """

  private static let limit = """
              resources:
                requests:
                  cpu: 50m
                  memory: 64Mi
                limits:
                  memory: 128Mi
    """

  private static let settings = """
              envFrom:
                - configMapRef:
                    name: unset-settings
    """

  private static let volume = """
          volumes:
            - name: certificates
              secret:
                secretName: not-issued-yet

    """

  private static let claim = """
          volumes:
            - name: data
              persistentVolumeClaim:
                claimName: lost-disk

    """

  private static let waiting = """
          initContainers:
            - name: wait-for-queue
              image: registry.talos00/wait-for:1

    """

  private static let failing = """
          initContainers:
            - name: check-schema
              image: busybox:1.37
              command: ["sh", "-c", "echo no schema; exit 1"]

    """

  private static let companion = """
            - name: exporter
              image: registry.talos00/nginx-exporter:nightly
    """
}
