/// Kinds that Duet asks for without looking them up.
extension ResourceKind {
  /// Groups of containers that run together.
  public static let pods = ResourceKind(
    plural: "pods", kind: "Pod", shortNames: ["po"], categories: ["all"])
  /// The machines.
  public static let nodes = ResourceKind(
    plural: "nodes", kind: "Node", isNamespaced: false, shortNames: ["no"])
  /// The namespaces.
  public static let namespaces = ResourceKind(
    plural: "namespaces", kind: "Namespace", isNamespaced: false, shortNames: ["ns"])
  /// What controllers say about objects.
  public static let events = ResourceKind(plural: "events", kind: "Event", shortNames: ["ev"])
  /// Stable addresses of pods.
  public static let services = ResourceKind(
    plural: "services", kind: "Service", shortNames: ["svc"], categories: ["all"])
  /// Configuration as texts.
  public static let configMaps = ResourceKind(
    plural: "configmaps", kind: "ConfigMap", shortNames: ["cm"])
  /// Configuration that must not be shown.
  public static let secrets = ResourceKind(plural: "secrets", kind: "Secret")
  /// Whom pods act as.
  public static let serviceAccounts = ResourceKind(
    plural: "serviceaccounts", kind: "ServiceAccount", shortNames: ["sa"])
  /// What workloads ask of storage.
  public static let persistentVolumeClaims = ResourceKind(
    plural: "persistentvolumeclaims", kind: "PersistentVolumeClaim", shortNames: ["pvc"])
  /// Storage that can be claimed.
  public static let persistentVolumes = ResourceKind(
    plural: "persistentvolumes", kind: "PersistentVolume", isNamespaced: false,
    shortNames: ["pv"])

  /// Workloads whose pods are all alike.
  public static let deployments = ResourceKind(
    group: "apps", plural: "deployments", kind: "Deployment", shortNames: ["deploy"],
    categories: ["all"])
  /// The pods of one revision of a deployment.
  public static let replicaSets = ResourceKind(
    group: "apps", plural: "replicasets", kind: "ReplicaSet", shortNames: ["rs"],
    categories: ["all"])
  /// Workloads whose pods have names and storage of their own.
  public static let statefulSets = ResourceKind(
    group: "apps", plural: "statefulsets", kind: "StatefulSet", shortNames: ["sts"],
    categories: ["all"])
  /// Workloads with a pod on every node.
  public static let daemonSets = ResourceKind(
    group: "apps", plural: "daemonsets", kind: "DaemonSet", shortNames: ["ds"],
    categories: ["all"])
  /// Workloads that run to an end.
  public static let jobs = ResourceKind(
    group: "batch", plural: "jobs", kind: "Job", categories: ["all"])
  /// Jobs that start by the clock.
  public static let cronJobs = ResourceKind(
    group: "batch", plural: "cronjobs", kind: "CronJob", shortNames: ["cj"],
    categories: ["all"])

  /// Kinds that the cluster was taught.
  public static let customResourceDefinitions = ResourceKind(
    group: "apiextensions.k8s.io", plural: "customresourcedefinitions",
    kind: "CustomResourceDefinition", isNamespaced: false, shortNames: ["crd", "crds"])
  /// Who leads, and until when.
  public static let leases = ResourceKind(
    group: "coordination.k8s.io", plural: "leases", kind: "Lease")

  /// Argo CD's applications.
  public static let applications = ResourceKind(
    group: "argoproj.io", version: "v1alpha1", plural: "applications", kind: "Application",
    shortNames: ["app", "apps"])
  /// Argo CD's projects.
  public static let appProjects = ResourceKind(
    group: "argoproj.io", version: "v1alpha1", plural: "appprojects", kind: "AppProject",
    shortNames: ["appproj", "appprojs"])
  /// Argo CD's application sets.
  public static let applicationSets = ResourceKind(
    group: "argoproj.io", version: "v1alpha1", plural: "applicationsets",
    kind: "ApplicationSet", shortNames: ["appset", "appsets"])
}
