/// The repositories of the catalyst namespace: a front end that is well, an API that isn't.
extension ExampleRepositories {
  static func catalystUI(_ now: DemoTime) -> ExampleRepository {
    let image = "registry.talos00/catalyst-ui"
    let kustomization = { (tag: String) in
      ManifestText.kustomization(
        ["namespace.yaml", "deployment.yaml", "service.yaml", "ingressroute.yaml"],
        namespace: "catalyst", images: [(image, tag)])
    }
    let deployment = { (replicas: Int) in
      ManifestText.deployment(
        .init(
          name: "catalyst-ui", namespace: "catalyst", image: image, replicas: replicas, port: 8080,
          health: "/health.json", cpu: "10m", memory: "16Mi", memoryLimit: "64Mi",
          environment: [("API_URL", "http://catalyst-api"), ("ENVIRONMENT", "production")],
          spec: """
              revisionHistoryLimit: 4
              strategy:
                rollingUpdate:
                  maxSurge: 1
                  maxUnavailable: 0

            """))
    }
    return ExampleRepository(
      name: "catalyst-ui",
      commits: [
        RepositoryCommit(
          People.june, at: now.ago(days: 61), "Begin with the front end and its manifests",
          [
            "Dockerfile": """
            FROM node:22-alpine AS build
            WORKDIR /src
            COPY . .
            RUN npm ci && npm run build

            FROM nginxinc/nginx-unprivileged:1.29-alpine
            COPY --from=build /src/dist /usr/share/nginx/html

            """,
            "README.md": "# catalyst-ui\n\nThe front end. A push to main is a deployment.\n",
            "src/main.ts": "document.title = \"Catalyst\"\n",
            "k8s/namespace.yaml": ManifestText.namespace("catalyst", partOf: "catalyst"),
            "k8s/deployment.yaml": deployment(1),
            "k8s/service.yaml": ManifestText.service("catalyst-ui", namespace: "catalyst"),
            "k8s/ingressroute.yaml": ManifestText.ingressRoute(
              "catalyst-ui", namespace: "catalyst", host: "catalyst.talos00"),
            "k8s/kustomization.yaml": kustomization("7c1f0a2"),
          ]),
        RepositoryCommit(
          People.june, at: now.ago(days: 33), "Run two replicas",
          ["k8s/deployment.yaml": deployment(2)]),
        RepositoryCommit(
          People.builder, at: now.ago(days: 9, hours: 4), "Deploy e02d9b4",
          ["k8s/kustomization.yaml": kustomization("e02d9b4")]),
        RepositoryCommit(
          People.june, at: now.ago(days: 2, hours: 3, minutes: 11), "Show the build in the footer",
          ["src/main.ts": "document.title = \"Catalyst\"\nshowBuild()\n"]),
        RepositoryCommit(
          People.builder, at: now.ago(days: 2, hours: 3, minutes: 2), "Deploy 4be71d0",
          ["k8s/kustomization.yaml": kustomization("4be71d0")]),
      ])
  }

  /// The commit that somebody makes a few minutes into the demo.
  static func catalystUIRelease(at time: Int64, tag: String) -> RepositoryCommit {
    RepositoryCommit(
      People.builder, at: time, "Deploy \(tag)",
      [
        "k8s/kustomization.yaml": ManifestText.kustomization(
          ["namespace.yaml", "deployment.yaml", "service.yaml", "ingressroute.yaml"],
          namespace: "catalyst", images: [("registry.talos00/catalyst-ui", tag)])
      ])
  }

  static func catalystAPI(_ now: DemoTime) -> ExampleRepository {
    let image = "registry.talos00/catalyst-api"
    let kustomization = { (tag: String) in
      ManifestText.kustomization(
        ["deployment.yaml", "service.yaml", "config.yaml", "migrate.yaml", "worker.yaml"],
        namespace: "catalyst", images: [(image, tag)])
    }
    let migrate = """
      # Runs before every sync, so that the schema is there when the pods start.
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: catalyst-api-migrate
        namespace: catalyst
        annotations:
          argocd.argoproj.io/hook: PreSync
          argocd.argoproj.io/hook-delete-policy: BeforeHookCreation
      spec:
        backoffLimit: 1
        template:
          spec:
            restartPolicy: Never
            containers:
              - name: migrate
                image: registry.talos00/catalyst-migrate:12
                resources:
                  requests:
                    cpu: 20m
                    memory: 32Mi

      """
    return ExampleRepository(
      name: "catalyst-api",
      commits: [
        RepositoryCommit(
          People.tomas, at: now.ago(days: 58), "Begin with the API and its manifests",
          [
            "Dockerfile": "FROM eclipse-temurin:21-jre\nCOPY build/app.jar /app.jar\n"
              + "ENTRYPOINT [\"java\", \"-jar\", \"/app.jar\"]\n",
            "README.md": "# catalyst-api\n\nThe API behind catalyst-ui.\n",
            "k8s/deployment.yaml": ManifestText.deployment(
              .init(
                name: "catalyst-api", namespace: "catalyst", image: image, replicas: 2,
                health: "/actuator/health", cpu: "100m", memory: "256Mi", memoryLimit: "512Mi",
                environment: [("SPRING_PROFILES_ACTIVE", "talos"), ("DB_HOST", "catalyst-db")],
                container: """
                            envFrom:
                              - configMapRef:
                                  name: catalyst-api

                  """)),
            "k8s/service.yaml": ManifestText.service("catalyst-api", namespace: "catalyst"),
            "k8s/config.yaml": """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: catalyst-api
              namespace: catalyst
            data:
              LOG_LEVEL: info
              FEATURE_EXPORT: "false"

            """,
            "k8s/migrate.yaml": migrate,
            "k8s/worker.yaml": ManifestText.deployment(
              .init(
                name: "catalyst-worker", namespace: "catalyst",
                image: "registry.talos00/catalyst-worker:2f6c9e1", cpu: "30m", memory: "96Mi",
                memoryLimit: "192Mi")),
            "k8s/kustomization.yaml": kustomization("c3a9e55"),
          ]),
        RepositoryCommit(
          People.tomas, at: now.ago(days: 20, hours: 5), "Deploy 91b0d7f",
          ["k8s/kustomization.yaml": kustomization("91b0d7f")]),
        RepositoryCommit(
          People.tomas, at: now.ago(hours: 3, minutes: 40),
          "Deploy d4f1c08\n\nThe connection pool is configured by the platform's profile now.",
          ["k8s/kustomization.yaml": kustomization("d4f1c08")]),
      ])
  }
}
