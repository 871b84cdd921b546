/// Names a kind of resource without its version: `pods`, `deployments.apps`.
struct ResourceID: Hashable, Sendable, CustomStringConvertible {
  /// The API group; empty for the core group.
  let group: String
  /// The plural name, as in paths.
  let plural: String

  init(_ plural: String, group: String = "") {
    self.plural = plural
    self.group = group
  }

  /// As in messages: `pods`, `deployments.apps`.
  var description: String { group.isEmpty ? plural : plural + "." + group }
}

extension ResourceID {
  static let namespaces = ResourceID("namespaces")
  static let nodes = ResourceID("nodes")
  static let pods = ResourceID("pods")
  static let services = ResourceID("services")
  static let endpoints = ResourceID("endpoints")
  static let configMaps = ResourceID("configmaps")
  static let secrets = ResourceID("secrets")
  static let serviceAccounts = ResourceID("serviceaccounts")
  static let events = ResourceID("events")
  static let persistentVolumes = ResourceID("persistentvolumes")
  static let persistentVolumeClaims = ResourceID("persistentvolumeclaims")
  static let replicationControllers = ResourceID("replicationcontrollers")
  static let podTemplates = ResourceID("podtemplates")
  static let resourceQuotas = ResourceID("resourcequotas")
  static let limitRanges = ResourceID("limitranges")
  static let deployments = ResourceID("deployments", group: "apps")
  static let replicaSets = ResourceID("replicasets", group: "apps")
  static let statefulSets = ResourceID("statefulsets", group: "apps")
  static let daemonSets = ResourceID("daemonsets", group: "apps")
  static let controllerRevisions = ResourceID("controllerrevisions", group: "apps")
  static let jobs = ResourceID("jobs", group: "batch")
  static let cronJobs = ResourceID("cronjobs", group: "batch")
  static let ingresses = ResourceID("ingresses", group: "networking.k8s.io")
  static let ingressClasses = ResourceID("ingressclasses", group: "networking.k8s.io")
  static let networkPolicies = ResourceID("networkpolicies", group: "networking.k8s.io")
  static let podDisruptionBudgets = ResourceID("poddisruptionbudgets", group: "policy")
  static let horizontalPodAutoscalers = ResourceID(
    "horizontalpodautoscalers", group: "autoscaling")
  static let roles = ResourceID("roles", group: "rbac.authorization.k8s.io")
  static let roleBindings = ResourceID("rolebindings", group: "rbac.authorization.k8s.io")
  static let clusterRoles = ResourceID("clusterroles", group: "rbac.authorization.k8s.io")
  static let clusterRoleBindings = ResourceID(
    "clusterrolebindings", group: "rbac.authorization.k8s.io")
  static let storageClasses = ResourceID("storageclasses", group: "storage.k8s.io")
  static let csiDrivers = ResourceID("csidrivers", group: "storage.k8s.io")
  static let csiNodes = ResourceID("csinodes", group: "storage.k8s.io")
  static let volumeAttachments = ResourceID("volumeattachments", group: "storage.k8s.io")
  static let leases = ResourceID("leases", group: "coordination.k8s.io")
  static let endpointSlices = ResourceID("endpointslices", group: "discovery.k8s.io")
  static let priorityClasses = ResourceID("priorityclasses", group: "scheduling.k8s.io")
  static let runtimeClasses = ResourceID("runtimeclasses", group: "node.k8s.io")
  static let customResourceDefinitions = ResourceID(
    "customresourcedefinitions", group: "apiextensions.k8s.io")
  static let mutatingWebhookConfigurations = ResourceID(
    "mutatingwebhookconfigurations", group: "admissionregistration.k8s.io")
  static let validatingWebhookConfigurations = ResourceID(
    "validatingwebhookconfigurations", group: "admissionregistration.k8s.io")
  static let apiServices = ResourceID("apiservices", group: "apiregistration.k8s.io")
  static let nodeMetrics = ResourceID("nodes", group: "metrics.k8s.io")
  static let podMetrics = ResourceID("pods", group: "metrics.k8s.io")
}
