/// Kinds that Duet asks for without looking them up.
extension ResourceKind {
  public static let pods = ResourceKind(
    plural: "pods", kind: "Pod", shortNames: ["po"], categories: ["all"])
  public static let nodes = ResourceKind(
    plural: "nodes", kind: "Node", isNamespaced: false, shortNames: ["no"])
  public static let namespaces = ResourceKind(
    plural: "namespaces", kind: "Namespace", isNamespaced: false, shortNames: ["ns"])
  public static let events = ResourceKind(plural: "events", kind: "Event", shortNames: ["ev"])
  public static let services = ResourceKind(
    plural: "services", kind: "Service", shortNames: ["svc"], categories: ["all"])
  public static let configMaps = ResourceKind(
    plural: "configmaps", kind: "ConfigMap", shortNames: ["cm"])
  public static let secrets = ResourceKind(plural: "secrets", kind: "Secret")
  public static let serviceAccounts = ResourceKind(
    plural: "serviceaccounts", kind: "ServiceAccount", shortNames: ["sa"])
  public static let persistentVolumeClaims = ResourceKind(
    plural: "persistentvolumeclaims", kind: "PersistentVolumeClaim", shortNames: ["pvc"])
  public static let persistentVolumes = ResourceKind(
    plural: "persistentvolumes", kind: "PersistentVolume", isNamespaced: false,
    shortNames: ["pv"])

  public static let deployments = ResourceKind(
    group: "apps", plural: "deployments", kind: "Deployment", shortNames: ["deploy"],
    categories: ["all"])
  public static let replicaSets = ResourceKind(
    group: "apps", plural: "replicasets", kind: "ReplicaSet", shortNames: ["rs"],
    categories: ["all"])
  public static let statefulSets = ResourceKind(
    group: "apps", plural: "statefulsets", kind: "StatefulSet", shortNames: ["sts"],
    categories: ["all"])
  public static let daemonSets = ResourceKind(
    group: "apps", plural: "daemonsets", kind: "DaemonSet", shortNames: ["ds"],
    categories: ["all"])
  public static let jobs = ResourceKind(
    group: "batch", plural: "jobs", kind: "Job", categories: ["all"])
  public static let cronJobs = ResourceKind(
    group: "batch", plural: "cronjobs", kind: "CronJob", shortNames: ["cj"],
    categories: ["all"])

  public static let customResourceDefinitions = ResourceKind(
    group: "apiextensions.k8s.io", plural: "customresourcedefinitions",
    kind: "CustomResourceDefinition", isNamespaced: false, shortNames: ["crd", "crds"])
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
