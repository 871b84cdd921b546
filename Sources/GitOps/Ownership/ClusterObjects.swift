internal import Kubernetes

/// What Kubernetes itself makes: nobody's in particular, and no orphan either.
public enum ClusterObjects {
  static let flowControl = "apf.kubernetes.io/autoupdate-spec"
  static let provisioner = "pv.kubernetes.io/provisioned-by"
  static let mirror = "kubernetes.io/config.mirror"

  /// Who in the cluster makes such objects, as the end of a sentence: `the API server makes it`; nil
  /// where nobody does.
  ///
  /// Goes by the names and labels that Kubernetes, kubeadm and Talos give to what they set up. That an
  /// object is in `kube-system` says nothing: people put things there, too.
  public static func maker(of marks: OwnerMarks) -> String? {
    let identity = marks.identity
    let name = identity.name.name
    if let kind = kinds["\(identity.group)/\(identity.kind)"] { return kind }
    if marks.labels["kubernetes.io/bootstrapping"] == "rbac-defaults" { return server }
    if marks.labels["kube-aggregator.kubernetes.io/automanaged"] != nil { return server }
    if marks.annotations[flowControl] != nil { return server }
    if marks.annotations[mirror] != nil { return "the kubelet runs it from a file of its node" }
    if marks.labels["applyset.kubernetes.io/id"] != nil || marks.labels["duet/ledger"] != nil {
      return "it is a record of deploys"
    }
    if identity.group == "rbac.authorization.k8s.io",
      bootstrapPrefixes.contains(where: { name.hasPrefix($0) })
    {
      return setup
    }
    return special(identity, marks)
  }

  private static let server = "the API server makes it"
  private static let setup = "the cluster was set up with it"

  private static let kinds = [
    "/Event": "events are told by controllers", "/ComponentStatus": server,
    "events.k8s.io/Event": "events are told by controllers",
    "coordination.k8s.io/Lease": "whoever leads holds it",
    "coordination.k8s.io/LeaseCandidate": "whoever wants to lead makes it",
    "/Node": "its kubelet registers it", "storage.k8s.io/CSINode": "its kubelet registers it",
    "storage.k8s.io/VolumeAttachment": "attaching a volume makes it",
    "certificates.k8s.io/CertificateSigningRequest": "whoever wants a certificate makes it",
    "networking.k8s.io/IPAddress": server, "internal.apiserver.k8s.io/StorageVersion": server,
  ]

  /// Roles that kubeadm and Talos bind to those who join the cluster.
  private static let bootstrapPrefixes = ["system:", "kubeadm:", "system-bootstrap"]

  private static func special(_ identity: ResourceIdentity, _ marks: OwnerMarks) -> String? {
    let (namespace, name) = (identity.name.namespace, identity.name.name)
    switch (identity.group, identity.kind) {
    case ("", "ServiceAccount") where name == "default",
      ("", "ConfigMap") where everywhere.contains(name):
      return "every namespace has it"
    case ("", "Namespace") where namespaces.contains(name): return setup
    case ("", "Service") where namespace == "default" && name == "kubernetes": return server
    case ("discovery.k8s.io", "EndpointSlice") where namespace == "default" && name == "kubernetes":
      return server
    case ("apiregistration.k8s.io", "APIService") where marks.labels.isEmpty: return server
    case ("scheduling.k8s.io", "PriorityClass") where name.hasPrefix("system-"): return server
    case ("networking.k8s.io", "ServiceCIDR") where name == "kubernetes": return server
    case ("", "PersistentVolume") where marks.annotations[provisioner] != nil:
      return "its provisioner made it for a claim"
    default: break
    }
    guard namespaces.contains(namespace), namespace != "default" else { return nil }
    if marks.labels["kubernetes.io/cluster-service"] == "true"
      || marks.labels["addonmanager.kubernetes.io/mode"] != nil
      || marks.labels["kubernetes.io/bootstrapping"] != nil
      || identity.kind == "Secret" && name.hasPrefix("bootstrap-token-")
      || identity.kind == "ServiceAccount" && marks.labels.isEmpty
        && (name.hasSuffix("-controller") || controllers.contains(name))
      || parts.contains(name)
    {
      return setup
    }
    return nil
  }

  /// What each namespace has.
  private static let everywhere: Set<String> = ["kube-root-ca.crt", "openshift-service-ca.crt"]
  /// The namespaces that each cluster has.
  private static let namespaces: Set<String> = [
    "default", "kube-node-lease", "kube-public", "kube-system",
  ]
  /// The controllers of Kubernetes that aren't called so, and have an account each.
  private static let controllers: Set<String> = [
    "bootstrap-signer", "generic-garbage-collector", "horizontal-pod-autoscaler",
    "persistent-volume-binder", "pod-garbage-collector", "root-ca-cert-publisher",
    "token-cleaner",
  ]
  /// What kubeadm and Talos put into `kube-system` and `kube-public`.
  private static let parts: Set<String> = [
    "cluster-info", "coredns", "extension-apiserver-authentication",
    "kube-apiserver-legacy-service-account-token-tracking", "kube-dns", "kube-flannel",
    "kube-flannel-cfg", "kube-proxy", "kubeadm-config", "kubeconfig-in-cluster", "kubelet-config",
  ]
}
