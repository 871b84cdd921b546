import Documents
import GitOps
import Kubernetes

/// A controller that makes an object, or a field of it, without an owner reference that says so.
struct ObjectMaker {
  /// What it is called.
  var words: String
  /// What it sets; the whole object where this is empty.
  var fields: [FieldPath]
  /// Whether it makes the object anew where it is deleted.
  var makesAnew: Bool
  /// When it puts back what was changed.
  var moment: ForecastMoment = .atOnce(delay: 0)

  /// Who makes an object.
  static func of(_ object: Value) -> [ObjectMaker] {
    let name = object["metadata"]?["name"]?.string ?? ""
    let annotations = object["metadata"]?["annotations"]
    switch (object["apiVersion"]?.string ?? "", object["kind"]?.string ?? "") {
    case ("v1", "ConfigMap") where name == "kube-root-ca.crt":
      return [
        ObjectMaker(
          words: "the controller of Kubernetes that publishes its certificates",
          fields: [["data"]], makesAnew: true)
      ]
    case ("v1", "ServiceAccount") where name == "default":
      return [
        ObjectMaker(
          words: "the controller of Kubernetes that makes default accounts",
          fields: [["metadata", "name"]], makesAnew: true)
      ]
    case ("v1", "Endpoints")
    where annotations?["endpoints.kubernetes.io/last-change-trigger-time"] != nil:
      return [
        ObjectMaker(
          words: "the controller of Service \(name)", fields: [["subsets"]], makesAnew: true)
      ]
    case ("v1", "Secret"):
      if let certificate = annotations?["cert-manager.io/certificate-name"]?.string {
        return [
          ObjectMaker(
            words: "Certificate \(certificate) of cert-manager",
            fields: [["data", "tls.crt"], ["data", "tls.key"], ["data", "ca.crt"], ["type"]],
            makesAnew: true, moment: .noticed)
        ]
      }
      guard object["type"] == "kubernetes.io/service-account-token" else { return [] }
      return [
        ObjectMaker(
          words: "the controller of Kubernetes that makes tokens",
          fields: [["data", "token"], ["data", "ca.crt"], ["data", "namespace"]],
          makesAnew: false)
      ]
    case ("apps/v1", "Deployment"):
      return [
        ObjectMaker(
          words: "its own controller",
          fields: [["metadata", "annotations", "deployment.kubernetes.io/revision"]],
          makesAnew: false)
      ]
    default: return []
    }
  }

  /// What it makes of a change of a field; nil where it has nothing to do with it.
  func outcome(of edit: FieldEdit) -> ForecastOutcome? {
    guard fields.contains(where: { $0.contains(edit.path) || edit.path.contains($0) }) else {
      return nil
    }
    return ForecastOutcome(ForecastActor(.maker, resource: words), .reverted(moment))
  }

  /// What it makes of the object's deletion.
  var outcomeOfDeletion: ForecastOutcome? {
    makesAnew ? ForecastOutcome(ForecastActor(.maker, resource: words), .reverted(moment)) : nil
  }
}
