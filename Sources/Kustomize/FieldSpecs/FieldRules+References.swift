extension FieldRules {
  /// Where names of objects stand in objects of the built-in kinds.
  static let builtInReferences: [NameReference] =
    ["Deployment", "ReplicationController", "ReplicaSet", "StatefulSet"].map { kind in
      NameReference(
        target: ResourceType(kind: kind),
        referrers: [spec("spec/scaleTargetRef/name", "HorizontalPodAutoscaler")])
    } + [
      NameReference(
        target: ResourceType(version: "v1", kind: "ConfigMap"),
        referrers: pods(configMapPaths, in: workloads) + [
          spec("spec/configSource/configMap", "Node"),
          spec("rules/resourceNames", "Role"),
          spec("rules/resourceNames", "ClusterRole"),
          spec(
            "metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap",
            "Ingress"),
        ]),
      NameReference(
        target: ResourceType(version: "v1", kind: "Secret"),
        referrers: pods(secretPaths, in: workloads) + [
          spec("spec/tls/secretName", "Ingress"),
          spec("metadata/annotations/ingress.kubernetes.io\\/auth-secret", "Ingress"),
          spec("metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret", "Ingress"),
          spec("metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret", "Ingress"),
          spec("imagePullSecrets/name", "ServiceAccount"),
          spec("parameters/secretName", "StorageClass"),
          spec("parameters/adminSecretName", "StorageClass"),
          spec("parameters/userSecretName", "StorageClass"),
          spec("parameters/secretRef", "StorageClass"),
          spec("rules/resourceNames", "Role"),
          spec("rules/resourceNames", "ClusterRole"),
          FieldSpec(
            "spec/template/spec/containers/env/valueFrom/secretKeyRef/name",
            ResourceType(group: "serving.knative.dev", version: "v1", kind: "Service")),
          spec("spec/azureFile/secretName", "PersistentVolume"),
        ]),
      NameReference(
        target: ResourceType(version: "v1", kind: "Service"),
        referrers: [
          spec("spec/serviceName", "StatefulSet", group: "apps"),
          spec("spec/rules/http/paths/backend/serviceName", "Ingress"),
          spec("spec/backend/serviceName", "Ingress"),
          spec("spec/rules/http/paths/backend/service/name", "Ingress"),
          spec("spec/defaultBackend/service/name", "Ingress"),
          spec("spec/service/name", "APIService", group: "apiregistration.k8s.io"),
          spec(
            "webhooks/clientConfig/service", "ValidatingWebhookConfiguration",
            group: "admissionregistration.k8s.io"),
          spec(
            "webhooks/clientConfig/service", "MutatingWebhookConfiguration",
            group: "admissionregistration.k8s.io"),
        ]),
      NameReference(
        target: ResourceType(group: rbac, kind: "Role"),
        referrers: [spec("roleRef/name", "RoleBinding", group: rbac)]),
      NameReference(
        target: ResourceType(group: rbac, kind: "ClusterRole"),
        referrers: [
          spec("roleRef/name", "RoleBinding", group: rbac),
          spec("roleRef/name", "ClusterRoleBinding", group: rbac),
        ]),
      NameReference(
        target: ResourceType(version: "v1", kind: "ServiceAccount"),
        referrers: [
          spec("subjects", "RoleBinding", group: rbac),
          spec("subjects", "ClusterRoleBinding", group: rbac),
        ] + pods(["serviceAccountName"], in: controllers)),
      NameReference(
        target: ResourceType(version: "v1", kind: "PersistentVolumeClaim"),
        referrers: pods(["volumes/persistentVolumeClaim/claimName"], in: controllers)),
      NameReference(
        target: ResourceType(version: "v1", kind: "PersistentVolume"),
        referrers: [
          spec("spec/volumeName", "PersistentVolumeClaim"),
          spec("rules/resourceNames", "ClusterRole"),
        ]),
      NameReference(
        target: ResourceType(group: "storage.k8s.io", version: "v1", kind: "StorageClass"),
        referrers: [
          spec("spec/storageClassName", "PersistentVolume"),
          spec("spec/storageClassName", "PersistentVolumeClaim"),
          spec("spec/volumeClaimTemplates/spec/storageClassName", "StatefulSet"),
        ]),
      NameReference(
        target: ResourceType(group: "scheduling.k8s.io", version: "v1", kind: "PriorityClass"),
        referrers: pods(["priorityClassName"], in: controllers)),
    ]

  // MARK: - Pods in other objects

  private static let rbac = "rbac.authorization.k8s.io"

  /// Kinds whose references to config maps and secrets are followed, and where their pods are.
  private static let workloads: [(type: ResourceType, pod: String)] = [
    (ResourceType(version: "v1", kind: "Pod"), "spec"),
    (ResourceType(kind: "PodTemplate"), "template/spec"),
    (ResourceType(kind: "Deployment"), "spec/template/spec"),
    (ResourceType(kind: "ReplicaSet"), "spec/template/spec"),
    (ResourceType(kind: "DaemonSet"), "spec/template/spec"),
    (ResourceType(kind: "StatefulSet"), "spec/template/spec"),
    (ResourceType(kind: "Job"), "spec/template/spec"),
    (ResourceType(kind: "CronJob"), "spec/jobTemplate/spec/template/spec"),
  ]

  /// Kinds whose other references are followed.
  private static let controllers: [(type: ResourceType, pod: String)] = [
    (ResourceType(kind: "Pod"), "spec"),
    (ResourceType(kind: "StatefulSet"), "spec/template/spec"),
    (ResourceType(kind: "Deployment"), "spec/template/spec"),
    (ResourceType(kind: "ReplicationController"), "spec/template/spec"),
    (ResourceType(kind: "CronJob"), "spec/jobTemplate/spec/template/spec"),
    (ResourceType(kind: "Job"), "spec/template/spec"),
    (ResourceType(kind: "DaemonSet"), "spec/template/spec"),
  ]

  private static let configMapPaths = [
    "volumes/configMap/name", "containers/env/valueFrom/configMapKeyRef/name",
    "initContainers/env/valueFrom/configMapKeyRef/name", "containers/envFrom/configMapRef/name",
    "initContainers/envFrom/configMapRef/name", "volumes/projected/sources/configMap/name",
  ]

  private static let secretPaths = [
    "volumes/secret/secretName", "containers/env/valueFrom/secretKeyRef/name",
    "initContainers/env/valueFrom/secretKeyRef/name", "containers/envFrom/secretRef/name",
    "initContainers/envFrom/secretRef/name", "imagePullSecrets/name",
    "volumes/projected/sources/secret/name",
  ]

  private static func pods(
    _ paths: [String], in kinds: [(type: ResourceType, pod: String)]
  ) -> [FieldSpec] {
    kinds.flatMap { kind in paths.map { FieldSpec("\(kind.pod)/\($0)", kind.type) } }
  }

  private static func spec(_ path: String, _ kind: String, group: String = "") -> FieldSpec {
    FieldSpec(path, ResourceType(group: group, kind: kind))
  }
}
