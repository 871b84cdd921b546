extension FieldRules {
  /// The rules that kustomize comes with.
  static let builtIn = FieldRules(
    namePrefix: [FieldSpec("metadata/name")],
    nameSuffix: [FieldSpec("metadata/name")],
    namespace: [
      FieldSpec("metadata/name", ResourceType(kind: "Namespace"), creates: true),
      FieldSpec(
        "spec/service/namespace",
        ResourceType(group: "apiregistration.k8s.io", kind: "APIService"), creates: true),
      FieldSpec(
        "spec/conversion/webhook/clientConfig/service/namespace",
        ResourceType(group: "apiextensions.k8s.io", kind: "CustomResourceDefinition")),
    ],
    commonLabels: selectors + metadata("labels", statefulSetGroup: "apps"),
    templateLabels: metadata("labels", statefulSetGroup: "apps"),
    commonAnnotations: metadata("annotations", statefulSetGroup: ""),
    nameReference: builtInReferences,
    varReference: builtInVarReferences,
    images: [
      FieldSpec("spec/containers[]/image", creates: true),
      FieldSpec("spec/initContainers[]/image", creates: true),
      FieldSpec("spec/template/spec/containers[]/image", creates: true),
      FieldSpec("spec/template/spec/initContainers[]/image", creates: true),
    ],
    replicas: ["Deployment", "ReplicationController", "ReplicaSet", "StatefulSet"].map {
      FieldSpec("spec/replicas", ResourceType(kind: $0), creates: true)
    })

  /// Labels or annotations, of objects and of the templates in them.
  private static func metadata(_ field: String, statefulSetGroup: String) -> [FieldSpec] {
    let template = "spec/template/metadata/\(field)"
    var specs = [
      FieldSpec("metadata/\(field)", creates: true),
      FieldSpec(
        template, ResourceType(version: "v1", kind: "ReplicationController"), creates: true),
      FieldSpec(template, ResourceType(kind: "Deployment"), creates: true),
      FieldSpec(template, ResourceType(kind: "ReplicaSet"), creates: true),
      FieldSpec(template, ResourceType(kind: "DaemonSet"), creates: true),
      FieldSpec(
        template, ResourceType(group: statefulSetGroup, kind: "StatefulSet"), creates: true),
    ]
    if field == "labels" {
      specs.append(
        FieldSpec(
          "spec/volumeClaimTemplates[]/metadata/labels",
          ResourceType(group: "apps", kind: "StatefulSet"), creates: true))
    }
    let cronJob = ResourceType(group: "batch", kind: "CronJob")
    return specs + [
      FieldSpec(template, ResourceType(group: "batch", kind: "Job"), creates: true),
      FieldSpec("spec/jobTemplate/metadata/\(field)", cronJob, creates: true),
      FieldSpec("spec/jobTemplate/\(template)", cronJob, creates: true),
    ]
  }

  private static let selectors: [FieldSpec] = {
    let deployment = ResourceType(group: "apps", kind: "Deployment")
    let statefulSet = ResourceType(group: "apps", kind: "StatefulSet")
    let policy = ResourceType(group: "networking.k8s.io", kind: "NetworkPolicy")
    let matchLabels = "spec/selector/matchLabels"
    let inTemplate = [
      "affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm",
      "affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution",
      "affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm",
      "affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution",
      "topologySpreadConstraints",
    ].map { "spec/template/spec/\($0)/labelSelector/matchLabels" }
    return [
      FieldSpec("spec/selector", ResourceType(version: "v1", kind: "Service"), creates: true),
      FieldSpec(
        "spec/selector", ResourceType(version: "v1", kind: "ReplicationController"),
        creates: true),
      FieldSpec(matchLabels, ResourceType(kind: "Deployment"), creates: true),
    ] + inTemplate.map { FieldSpec($0, deployment) } + [
      FieldSpec(matchLabels, ResourceType(kind: "ReplicaSet"), creates: true),
      FieldSpec(matchLabels, ResourceType(kind: "DaemonSet"), creates: true),
      FieldSpec(matchLabels, statefulSet, creates: true),
    ] + inTemplate.map { FieldSpec($0, statefulSet) } + [
      FieldSpec(matchLabels, ResourceType(group: "batch", kind: "Job")),
      FieldSpec(
        "spec/jobTemplate/spec/selector/matchLabels",
        ResourceType(group: "batch", kind: "CronJob")),
      FieldSpec(matchLabels, ResourceType(group: "policy", kind: "PodDisruptionBudget")),
      FieldSpec("spec/podSelector/matchLabels", policy),
      FieldSpec("spec/ingress/from/podSelector/matchLabels", policy),
      FieldSpec("spec/egress/to/podSelector/matchLabels", policy),
    ]
  }()
}
