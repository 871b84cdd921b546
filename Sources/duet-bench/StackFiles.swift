import Foundation

/// Stacks as text, to be measured with.
enum StackFiles {
  /// A folder of the disk that is there until `body` returns.
  static func withFolder<Result>(
    _ files: [String: String], _ body: (_ folder: String) async throws -> Result
  ) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("duet-bench-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, text) in files {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return try await body(folder.path)
  }

  /// The manifests of a stack with `count` objects: of every 50, one is a namespace and the others
  /// are in it.
  ///
  /// The namespaces come first, for tools that send a file from its top to its end.
  static func manifests(_ count: Int, prefix: String) -> [String: String] {
    var namespaces: [String] = []
    var others: [String] = []
    for index in 0..<count {
      let namespace = "\(prefix)-\(index / 50)"
      if index % 50 == 0 {
        namespaces.append("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: \(namespace)\n")
        continue
      }
      let name = "app-\(index)"
      let metadata = """
        metadata:
          name: \(name)
          namespace: \(namespace)
          labels:
            app.kubernetes.io/name: \(name)

        """
      switch index % 5 {
      case 0: others.append("apiVersion: v1\nkind: ServiceAccount\n" + metadata)
      case 1:
        others.append("apiVersion: v1\nkind: ConfigMap\n\(metadata)data:\n  index: \"\(index)\"\n")
      case 2:
        others.append("apiVersion: v1\nkind: Secret\n\(metadata)stringData:\n  token: t\(index)\n")
      case 3:
        others.append(
          """
          apiVersion: v1
          kind: Service
          \(metadata)spec:
            selector:
              app.kubernetes.io/name: \(name)
            ports:
              - name: http
                port: 80
                protocol: TCP
                targetPort: 8080

          """)
      default:
        others.append(
          """
          apiVersion: apps/v1
          kind: Deployment
          \(metadata)spec:
            replicas: 0
            selector:
              matchLabels:
                app.kubernetes.io/name: \(name)
            template:
              metadata:
                labels:
                  app.kubernetes.io/name: \(name)
              spec:
                containers:
                  - name: web
                    image: registry.example.com/web:\(index)
                    ports:
                      - name: http
                        containerPort: 8080
                        protocol: TCP
                    resources:
                      requests:
                        cpu: 10m
                        memory: 32Mi

          """)
      }
    }
    return [
      "00-namespaces.yaml": namespaces.joined(separator: "---\n"),
      "10-objects.yaml": others.joined(separator: "---\n"),
    ]
  }

  /// A repository with `count` kustomizations: a base and four overlays for each application.
  static func kustomizations(_ count: Int) -> [String: String] {
    var files: [String: String] = [:]
    for index in 0..<count {
      let application = index / 5
      let base = "apps/app-\(application)/base"
      guard index % 5 > 0 else {
        let all = manifests(6, prefix: "app-\(application)")
        files["\(base)/objects.yaml"] = all["10-objects.yaml"]
        files["\(base)/kustomization.yaml"] = """
          resources:
            - objects.yaml
          configMapGenerator:
            - name: settings
              literals:
                - index=\(index)
                - mode=base
          labels:
            - pairs:
                app.kubernetes.io/part-of: app-\(application)
              includeSelectors: true

          """
        continue
      }
      files["apps/app-\(application)/overlays/e\(index % 5)/kustomization.yaml"] = """
        namespace: app-\(application)-e\(index % 5)
        namePrefix: e\(index % 5)-
        resources:
          - ../../base
        images:
          - name: registry.example.com/web
            newTag: "\(index)"
        replicas:
          - name: app-4
            count: \(index % 5)
        configMapGenerator:
          - name: settings
            behavior: merge
            literals:
              - mode=e\(index % 5)
        patches:
          - target:
              kind: Deployment
            patch: |
              - op: add
                path: /spec/template/spec/containers/0/env
                value:
                  - name: MODE
                    valueFrom:
                      configMapKeyRef:
                        name: settings
                        key: mode

        """
    }
    return files
  }
}
