/// The repositories of the household: media, photos, sensors.
extension ExampleRepositories {
  static func mediaLibrary(_ now: DemoTime) -> ExampleRepository {
    let shelf = { (name: String, image: String, port: Int, memory: String) in
      ManifestText.deployment(
        .init(
          name: name, namespace: "media", image: image, port: port, health: "/ping", cpu: "50m",
          memory: memory, memoryLimit: "1Gi",
          container: """
                      volumeMounts:
                        - name: config
                          mountPath: /config

            """,
          pod: """
                  volumes:
                    - name: config
                      persistentVolumeClaim:
                        claimName: \(name)-config

            """))
    }
    return ExampleRepository(
      name: "media-library",
      commits: [
        RepositoryCommit(
          People.mira, at: now.ago(days: 110), "Begin with the shelf",
          [
            "README.md": "# media-library\n\nWhat plays and what finds it.\n",
            "k8s/namespace.yaml": ManifestText.namespace("media", partOf: "media-library"),
            "k8s/jellyfin.yaml": shelf("jellyfin", "jellyfin/jellyfin:10.10.7", 8096, "384Mi")
              + "---\n" + ManifestText.service("jellyfin", namespace: "media")
              + "---\n" + ManifestText.claim("jellyfin-config", namespace: "media", size: "10Gi")
              + "---\n"
              + ManifestText.ingressRoute("jellyfin", namespace: "media", host: "jellyfin.talos00"),
            "k8s/sonarr.yaml": shelf("sonarr", "linuxserver/sonarr:4.0.14", 8989, "160Mi")
              + "---\n" + ManifestText.service("sonarr", namespace: "media")
              + "---\n" + ManifestText.claim("sonarr-config", namespace: "media", size: "2Gi"),
            "k8s/kustomization.yaml": ManifestText.kustomization([
              "namespace.yaml", "jellyfin.yaml", "sonarr.yaml",
            ]),
          ]),
        RepositoryCommit(
          People.mira, at: now.ago(days: 14), "Update sonarr to 4.0.15",
          [
            "k8s/sonarr.yaml": shelf("sonarr", "linuxserver/sonarr:4.0.15", 8989, "160Mi")
              + "---\n" + ManifestText.service("sonarr", namespace: "media")
              + "---\n" + ManifestText.claim("sonarr-config", namespace: "media", size: "2Gi")
          ]),
      ])
  }

  static func photoVault(_ now: DemoTime) -> ExampleRepository {
    let vault = { (tag: String, memory: String) in
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: photo-vault
        namespace: photos
      spec:
        serviceName: photo-vault
        replicas: 2
        selector:
          matchLabels:
            app.kubernetes.io/name: photo-vault
        template:
          metadata:
            labels:
              app.kubernetes.io/name: photo-vault
          spec:
            initContainers:
              - name: fix-permissions
                image: busybox:1.37
                command: ["sh", "-c", "chown -R 1000:1000 /photos"]
            containers:
              - name: photo-vault
                image: registry.talos00/photo-vault:\(tag)
                ports:
                  - name: http
                    containerPort: 8080
                readinessProbe:
                  httpGet:
                    path: /healthz
                    port: http
                resources:
                  requests:
                    cpu: 100m
                    memory: \(memory)
                  limits:
                    memory: 1Gi
                volumeMounts:
                  - name: photos
                    mountPath: /photos
        volumeClaimTemplates:
          - metadata:
              name: photos
            spec:
              accessModes: ["ReadWriteOnce"]
              storageClassName: local-path
              resources:
                requests:
                  storage: 50Gi

      """
    }
    let service = ManifestText.service("photo-vault", namespace: "photos")
    return ExampleRepository(
      name: "photo-vault",
      commits: [
        RepositoryCommit(
          People.mira, at: now.ago(days: 80), "Keep the photos",
          [
            "README.md": "# photo-vault\n\nSynced by hand, after the backup has run.\n",
            "k8s/namespace.yaml": ManifestText.namespace("photos", partOf: "photo-vault"),
            "k8s/statefulset.yaml": vault("1.8.2", "256Mi"),
            "k8s/service.yaml": service,
            "k8s/thumbnails.yaml": thumbnails,
            "k8s/kustomization.yaml": ManifestText.kustomization([
              "namespace.yaml", "statefulset.yaml", "service.yaml", "thumbnails.yaml",
            ]),
          ]),
        RepositoryCommit(
          People.mira, at: now.ago(days: 12), "Update to 1.9.0",
          ["k8s/statefulset.yaml": vault("1.9.0", "256Mi")]),
        RepositoryCommit(
          People.june, at: now.ago(days: 1, hours: 2),
          "Update to 1.9.1 and give it more memory\n\nWith a backup before and an index after it.",
          [
            "k8s/statefulset.yaml": vault("1.9.1", "384Mi"),
            "k8s/backup.yaml": photoHook(
              "photo-backup", "PreSync", policy: "BeforeHookCreation,HookSucceeded"),
            "k8s/index.yaml": photoHook("photo-index", "PostSync", policy: "HookSucceeded"),
            "k8s/restore.yaml": photoHook("photo-restore", "SyncFail", policy: "HookSucceeded"),
            // The thumbnails come when the vault is there.
            "k8s/thumbnails.yaml": thumbnails.replacing(
              "  namespace: photos\n",
              with: "  namespace: photos\n  annotations:\n"
                + "    argocd.argoproj.io/sync-wave: \"5\"\n"),
            "k8s/kustomization.yaml": ManifestText.kustomization([
              "namespace.yaml", "statefulset.yaml", "service.yaml", "thumbnails.yaml",
              "backup.yaml", "index.yaml", "restore.yaml",
            ]),
          ]),
      ])
  }

  private static func photoHook(_ name: String, _ phase: String, policy: String) -> String {
    """
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: \(name)
      namespace: photos
      annotations:
        argocd.argoproj.io/hook: \(phase)
        argocd.argoproj.io/hook-delete-policy: \(policy)
    spec:
      backoffLimit: 1
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: \(name)
              image: registry.talos00/photo-tools:3
              resources:
                requests:
                  cpu: 20m
                  memory: 32Mi

    """
  }

  private static let thumbnails = """
    apiVersion: batch/v1
    kind: CronJob
    metadata:
      name: thumbnails
      namespace: photos
    spec:
      schedule: "*/10 * * * *"
      concurrencyPolicy: Forbid
      successfulJobsHistoryLimit: 2
      jobTemplate:
        spec:
          backoffLimit: 2
          template:
            spec:
              restartPolicy: Never
              containers:
                - name: thumbnails
                  image: registry.talos00/photo-thumbnails:1.2
                  resources:
                    requests:
                      cpu: 100m
                      memory: 128Mi

    """

  static func homeAutomation(_ now: DemoTime) -> ExampleRepository {
    ExampleRepository(
      name: "home-automation",
      commits: [
        RepositoryCommit(
          People.tomas, at: now.ago(days: 44), "Add the broker",
          [
            "README.md": "# home-automation\n\nSensors talk MQTT to the broker.\n",
            "k8s/namespace.yaml": ManifestText.namespace("home", partOf: "home-automation"),
            "k8s/broker.yaml": ManifestText.deployment(
              .init(
                name: "mqtt-broker", namespace: "home", image: "eclipse-mosquitto:2.0.21",
                port: 1883, cpu: "20m", memory: "32Mi", memoryLimit: "64Mi")),
            "k8s/service.yaml": ManifestText.service(
              "mqtt-broker", namespace: "home", port: 1883, type: "LoadBalancer"),
            "k8s/kustomization.yaml": ManifestText.kustomization([
              "namespace.yaml", "broker.yaml", "service.yaml",
            ]),
          ]),
        RepositoryCommit(
          People.tomas, at: now.ago(days: 5, hours: 7),
          "Say in the README that the broker waits for an address",
          ["README.md": "# home-automation\n\nThe load balancer has no address yet.\n"]),
      ])
  }

  static func weatherStation(_ now: DemoTime) -> ExampleRepository {
    ExampleRepository(
      name: "weather-station",
      commits: [
        RepositoryCommit(
          People.june, at: now.ago(days: 3), "Add the collector",
          [
            "README.md": "# weather-station\n\nNot deployed yet: sync it when the mast is up.\n",
            "k8s/namespace.yaml": ManifestText.namespace("weather", partOf: "weather-station"),
            "k8s/collector.yaml": ManifestText.deployment(
              .init(
                name: "collector", namespace: "weather",
                image: "registry.talos00/weather-collector:0.3.0", memory: "48Mi")),
            "k8s/service.yaml": ManifestText.service("collector", namespace: "weather"),
            "k8s/kustomization.yaml": ManifestText.kustomization([
              "namespace.yaml", "collector.yaml", "service.yaml",
            ]),
          ])
      ])
  }
}
