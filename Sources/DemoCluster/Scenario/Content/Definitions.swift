import Documents

/// The custom resource definitions of the demo: Argo CD's kinds, Traefik's routes, Argo Rollouts and
/// Flux.
///
/// Their schemas keep whatever is there: the demo's controllers read it, and nothing else does.
enum Definitions {
  static let all: [Value] = [
    definition(
      "argoproj.io", "v1alpha1", kind: "Application", plural: "applications",
      shortNames: ["app", "apps"],
      columns: [
        column("Sync Status", ".status.sync.status"),
        column("Health Status", ".status.health.status"),
        column("Revision", ".status.sync.revision", priority: 10),
        column("Project", ".spec.project", priority: 10),
      ], required: ["metadata", "spec"], label: "argocd"),
    definition(
      "argoproj.io", "v1alpha1", kind: "ApplicationSet", plural: "applicationsets",
      shortNames: ["appset", "appsets"], columns: [], required: ["metadata", "spec"],
      label: "argocd", hasStatus: true),
    definition(
      "argoproj.io", "v1alpha1", kind: "AppProject", plural: "appprojects",
      shortNames: ["appproj", "appprojs"], columns: [], required: ["metadata", "spec"],
      label: "argocd"),
    definition(
      "traefik.io", "v1alpha1", kind: "IngressRoute", plural: "ingressroutes", shortNames: [],
      columns: [], required: ["metadata", "spec"], label: "traefik"),
    definition(
      "traefik.io", "v1alpha1", kind: "Middleware", plural: "middlewares", shortNames: [],
      columns: [], required: ["metadata", "spec"], label: "traefik"),
  ]

  /// The kinds of Argo Rollouts and of Flux.
  static let delivery: [Value] = [
    definition(
      "argoproj.io", "v1alpha1", kind: "Rollout", plural: "rollouts", shortNames: ["ro"],
      columns: [
        column("Desired", ".spec.replicas", type: "integer"),
        column("Current", ".status.replicas", type: "integer"),
        column("Up-to-date", ".status.updatedReplicas", type: "integer"),
        column("Available", ".status.availableReplicas", type: "integer"),
        column("Age", ".metadata.creationTimestamp", type: "date"),
      ], required: ["spec"], label: "argo-rollouts", hasStatus: true),
    flux("source.toolkit.fluxcd.io", "v1", "GitRepository", "gitrepositories", ["gitrepo"]),
    flux("source.toolkit.fluxcd.io", "v1", "HelmRepository", "helmrepositories", ["helmrepo"]),
    flux("kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations", ["ks"]),
    flux("helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases", ["hr"]),
  ]

  private static func flux(
    _ group: String, _ version: String, _ kind: String, _ plural: String, _ shortNames: [String]
  ) -> Value {
    definition(
      group, version, kind: kind, plural: plural, shortNames: shortNames,
      columns: [
        column("Age", ".metadata.creationTimestamp", type: "date"),
        column("Ready", ".status.conditions[?(@.type==\"Ready\")].status"),
        column("Status", ".status.conditions[?(@.type==\"Ready\")].message"),
      ], required: ["spec"], label: "flux", hasStatus: true)
  }

  private static func column(
    _ name: String, _ path: String, type: String = "string", priority: Int64 = 0
  ) -> Value {
    var column: Value = [
      "name": .string(name), "type": .string(type), "jsonPath": .string(path),
    ]
    if priority != 0 { column["priority"] = .integer(priority) }
    return column
  }

  private static func definition(
    _ group: String, _ version: String, kind: String, plural: String, shortNames: [String],
    columns: [Value], required: [String], label: String, hasStatus: Bool = false
  ) -> Value {
    let anything: Value = ["type": "object", "x-kubernetes-preserve-unknown-fields": true]
    var properties: Value = [
      "apiVersion": ["type": "string"], "kind": ["type": "string"], "metadata": ["type": "object"],
      "spec": anything, "status": anything,
    ]
    if kind == "Application" { properties["operation"] = anything }
    var served: Value = [
      "name": .string(version), "served": true, "storage": true,
      "schema": [
        "openAPIV3Schema": [
          "type": "object", "required": .array(required.map { .string($0) }),
          "properties": properties,
        ]
      ],
    ]
    served["subresources"] = hasStatus ? ["status": [:]] : nil
    if !columns.isEmpty { served["additionalPrinterColumns"] = .array(columns) }
    return [
      "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
      "metadata": [
        "name": .string("\(plural).\(group)"),
        "labels": ["app.kubernetes.io/part-of": .string(label)],
      ],
      "spec": [
        "group": .string(group), "scope": "Namespaced",
        "names": [
          "kind": .string(kind), "listKind": .string(kind + "List"), "plural": .string(plural),
          "singular": .string(kind.lowercased()),
          "shortNames": .array(shortNames.map { .string($0) }),
        ],
        "versions": [served],
      ],
    ]
  }
}
