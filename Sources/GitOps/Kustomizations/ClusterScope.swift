/// Kinds that have no namespace, as far as that is known without asking a server.
enum ClusterScope {
  private static let kinds: Set<String> = [
    "APIService", "CSIDriver", "CSINode", "CertificateSigningRequest", "ClusterRole",
    "ClusterRoleBinding", "ComponentStatus", "CustomResourceDefinition", "FlowSchema",
    "IngressClass", "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding",
    "MutatingWebhookConfiguration", "Namespace", "Node", "PersistentVolume",
    "PodSecurityPolicy", "PriorityClass", "PriorityLevelConfiguration", "RuntimeClass",
    "StorageClass", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration", "VolumeAttachment",
  ]

  /// Whether objects of that kind live outside of namespaces; kinds that aren't Kubernetes' own are
  /// taken to live in one, as kustomize does.
  static func contains(group: String, kind: String) -> Bool {
    kinds.contains(kind) && (!group.contains(".") || group.hasSuffix(".k8s.io"))
  }
}
