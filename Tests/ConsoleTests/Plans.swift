import DeployEngine
import Documents
import GitOps
import Kubernetes

/// Plans and what becomes of them, as the console hears of them.
enum Plans {
  static let stack = Stack.ID("infrastructure/base/registry")

  /// A plan of one deployment with two fields that differ.
  static func one(_ verdict: PlannedObject.Verdict) -> Plan {
    Plan(stack: stack, name: "registry", git: Samples.git, items: [deployment(verdict)])
  }

  static func deployment(_ verdict: PlannedObject.Verdict) -> PlannedObject {
    PlannedObject(
      key: ObjectKey(.deployments, namespace: "registry", name: "registry"),
      object: StackObject(
        group: "apps", kind: "Deployment", namespace: "registry", name: "registry",
        file: "infrastructure/base/registry/deployment.yaml", line: 1), verdict: verdict,
      fields: [
        FieldChange(
          pointer: Pointer(), label: "/spec/replicas", live: 1, git: 2, result: 2),
        FieldChange(
          pointer: Pointer(),
          label: "/spec/template/spec/containers[registry]/resources/limits/memory",
          live: "256Mi", git: "0.5Gi", result: "512Mi"),
      ])
  }

  /// A plan with something of everything.
  static let large: Plan = {
    let config = ObjectKey(.configMaps, namespace: "registry", name: "registry-config")
    let claim = ObjectKey(.persistentVolumeClaims, namespace: "registry", name: "registry-old")
    let job = ObjectKey(.jobs, namespace: "registry", name: "registry-migrate")
    let service = ObjectKey(.services, namespace: "registry", name: "registry")
    let account = ObjectKey(.serviceAccounts, namespace: "registry", name: "registry")
    func item(
      _ key: ObjectKey, _ verdict: PlannedObject.Verdict, _ line: Int, after: Value = .null,
      fields: [FieldChange] = [], adoption: Adoption? = nil, isGone: Bool = false
    ) -> PlannedObject {
      PlannedObject(
        key: key,
        object: StackObject(
          group: key.kind.group, kind: key.kind.kind, namespace: key.name.namespace,
          name: key.name.name, file: isGone ? "" : "infrastructure/base/registry/all.yaml",
          line: line), verdict: verdict, after: after, fields: fields, adoption: adoption)
    }
    let text = (1...12).map { "line \($0)" }
    let old = text.joined(separator: "\n")
    let new = text.map { $0 == "line 7" ? "line seven" : $0 }.joined(separator: "\n")
    return Plan(
      stack: stack, name: "registry", git: Samples.git,
      items: [
        item(account, .unchanged, 1),
        item(
          config, .change, 4,
          fields: [
            FieldChange(
              pointer: Pointer(), label: "/data/config.yml", live: .string(old),
              git: .string(new), result: .string(new))
          ]),
        item(
          service, .unchanged, 20, adoption: Adoption(managers: ["kubectl"], joinsInventory: true)),
        deployment(.change),
        item(job, .recreate(fields: ["spec.template"]), 40),
        item(
          ObjectKey(.secrets, namespace: "registry", name: "registry-tls"), .create, 60,
          after: ["kind": "Secret", "data": ["tls.key": "••••••••"]]),
        item(claim, .prune, 0, isGone: true),
      ],
      consequences: [
        Consequence(
          ObjectKey(.deployments, namespace: "registry", name: "registry"),
          .restarts(pods: 2, .template)),
        Consequence(job, .recreates(fields: ["spec.template"])),
        Consequence(service, .adopts(from: ["kubectl"])),
        Consequence(claim, .losesData(.claim)),
      ],
      kept: [KeptObject(key: config, reason: .annotation("helm.sh/resource-policy"))])
  }()

  /// A plan that only prunes.
  static let pruning = Plan(
    stack: stack, name: "registry", git: Samples.git,
    items: large.items.filter { $0.verdict == .prune }, consequences: large.consequences)

  static func waiting(for key: ObjectKey) -> WaitStatus {
    WaitStatus(
      key: key, health: .progressing, message: "1 of 2 updated replicas are available",
      events: [],
      culprits: [
        .init(
          pod: ObjectName(namespace: "registry", name: "registry-7d9f-abc"),
          reason: "CrashLoopBackOff",
          lastEvents: [
            WaitNote(
              reason: "BackOff", message: "Back-off restarting failed container", count: 7)
          ], container: "registry", lastLogLines: ["panic: no configuration"])
      ])
  }
}
