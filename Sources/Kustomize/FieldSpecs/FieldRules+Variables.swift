extension FieldRules {
  /// Where `$(NAME)` of a var is looked for in objects of the built-in kinds.
  static let builtInVarReferences: [FieldSpec] = {
    let inContainers = ["containers", "initContainers"].flatMap { list in
      ["args", "command", "env/value", "volumeMounts/mountPath"].map { "\(list)/\($0)" }
    }
    func pods(_ kind: String, _ pod: String, _ others: [String]) -> [FieldSpec] {
      (inContainers.map { "\(pod)/\($0)" } + others).map {
        FieldSpec($0, ResourceType(kind: kind))
      }
    }
    let template = "spec/template/spec"
    let nfs = "volumes/nfs/server"
    return [
      // Not where a cron job has its volumes, but where kustomize looks for them.
      pods("CronJob", "spec/jobTemplate/\(template)", ["spec/jobTemplate/spec/template/\(nfs)"]),
      pods("DaemonSet", template, ["\(template)/\(nfs)"]),
      pods("Deployment", template, ["\(template)/\(nfs)", "spec/template/metadata/annotations"]),
      fields("Ingress", ["spec/rules/host", "spec/tls/hosts", "spec/tls/secretName"]),
      pods("Job", template, ["\(template)/\(nfs)"]),
      pods("Pod", "spec", ["spec/\(nfs)"]),
      pods("ReplicaSet", template, ["\(template)/\(nfs)"]),
      fields("Service", ["spec/ports/port", "spec/ports/targetPort"]),
      pods("StatefulSet", template, ["spec/volumeClaimTemplates/spec/nfs/server"]),
      fields("PersistentVolume", ["spec/nfs/server"]),
      fields("", ["metadata/labels", "metadata/annotations"]),
    ].flatMap { $0 }
  }()

  private static func fields(_ kind: String, _ paths: [String]) -> [FieldSpec] {
    paths.map { FieldSpec($0, ResourceType(kind: kind)) }
  }
}
