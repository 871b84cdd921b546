/// Writes the manifests that many of the example repositories have in common, as text.
enum ManifestText {
  /// What an ordinary web service's deployment is made from.
  struct Workload {
    var name: String
    var namespace: String
    var image: String
    var replicas = 1
    var port = 8080
    var health = "/healthz"
    var cpu = "50m"
    var memory = "64Mi"
    var memoryLimit = "128Mi"
    /// Environment variables, in order.
    var environment: [(String, String)] = []
    /// Further fields of the container, indented by ten spaces.
    var container = ""
    /// Further fields of the pod, indented by six spaces.
    var pod = ""
    /// Further fields of the spec, indented by two spaces.
    var spec = ""
  }

  static func namespace(_ name: String, partOf: String) -> String {
    """
    apiVersion: v1
    kind: Namespace
    metadata:
      name: \(name)
      labels:
        app.kubernetes.io/part-of: \(partOf)

    """
  }

  static func deployment(_ workload: Workload) -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: \(workload.name)
    \(place(workload.namespace))  labels:
        app.kubernetes.io/name: \(workload.name)
    spec:
      replicas: \(workload.replicas)
    \(workload.spec)  selector:
        matchLabels:
          app.kubernetes.io/name: \(workload.name)
      template:
        metadata:
          labels:
            app.kubernetes.io/name: \(workload.name)
        spec:
    \(workload.pod)      containers:
            - name: \(workload.name)
              image: \(workload.image)
    \(environment(workload.environment))          ports:
                - name: http
                  containerPort: \(workload.port)
              readinessProbe:
                httpGet:
                  path: \(workload.health)
                  port: http
                periodSeconds: 5
              livenessProbe:
                httpGet:
                  path: \(workload.health)
                  port: http
                initialDelaySeconds: 10
              resources:
                requests:
                  cpu: \(workload.cpu)
                  memory: \(workload.memory)
                limits:
                  memory: \(workload.memoryLimit)
    \(workload.container)
    """
  }

  static func service(
    _ name: String, namespace: String, port: Int = 80, target: String = "http",
    type: String = "ClusterIP"
  ) -> String {
    """
    apiVersion: v1
    kind: Service
    metadata:
      name: \(name)
    \(place(namespace))  labels:
        app.kubernetes.io/name: \(name)
    spec:
      type: \(type)
      selector:
        app.kubernetes.io/name: \(name)
      ports:
        - name: http
          port: \(port)
          targetPort: \(target)

    """
  }

  static func ingressRoute(_ name: String, namespace: String, host: String, port: Int = 80)
    -> String
  {
    """
    apiVersion: traefik.io/v1alpha1
    kind: IngressRoute
    metadata:
      name: \(name)
      namespace: \(namespace)
    spec:
      entryPoints:
        - websecure
      routes:
        - kind: Rule
          match: Host(`\(host)`)
          services:
            - name: \(name)
              port: \(port)

    """
  }

  static func claim(
    _ name: String, namespace: String, size: String, storageClass: String = "local-path"
  ) -> String {
    """
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata:
      name: \(name)
      namespace: \(namespace)
    spec:
      accessModes:
        - ReadWriteOnce
      storageClassName: \(storageClass)
      resources:
        requests:
          storage: \(size)

    """
  }

  static func kustomization(
    _ resources: [String], namespace: String? = nil, images: [(name: String, tag: String)] = []
  ) -> String {
    var text = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"
    if let namespace { text += "\nnamespace: \(namespace)\n" }
    text += "\nresources:\n" + resources.map { "  - \($0)\n" }.joined()
    guard !images.isEmpty else { return text }
    text += "\nimages:\n"
    for image in images { text += "  - name: \(image.name)\n    newTag: \(image.tag)\n" }
    return text
  }

  /// The line with the namespace, if there is one.
  private static func place(_ namespace: String) -> String {
    namespace.isEmpty ? "" : "  namespace: \(namespace)\n"
  }

  private static func environment(_ variables: [(String, String)]) -> String {
    guard !variables.isEmpty else { return "" }
    return "          env:\n"
      + variables.map { "            - name: \($0.0)\n              value: \"\($0.1)\"\n" }.joined()
  }
}
