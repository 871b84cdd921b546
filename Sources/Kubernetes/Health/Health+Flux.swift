internal import Documents

/// Argo CD's rules for Flux.
extension Health {
  static let flux: [RuleEntry] = [
    ("kustomize.toolkit.fluxcd.io", ["Kustomization"], suspendable(flux())),
    (
      "helm.toolkit.fluxcd.io", ["HelmRelease"],
      suspendable(flux(also: ["Released", "TestSuccess"]))
    ),
    (
      "source.toolkit.fluxcd.io", ["HelmRepository"],
      suspendable { object in
        guard object.spec["type"] == "oci" else { return source(object) }
        return ObjectHealth(
          .healthy, "Helm repositories of type 'oci' do not contain any information in the status.")
      }
    ),
    (
      "source.toolkit.fluxcd.io", ["GitRepository", "Bucket", "HelmChart", "OCIRepository"],
      suspendable(source)
    ),
    ("image.toolkit.fluxcd.io", ["ImageUpdateAutomation"], suspendable(flux())),
    (
      "image.toolkit.fluxcd.io", ["ImageRepository"],
      suspendable(flux(waitsWith: "False", because: ["NewGeneration", "Scanning"]))
    ),
    (
      "image.toolkit.fluxcd.io", ["ImagePolicy"],
      flux(
        waitsWith: "False", because: ["NewGeneration", "AccessingRepository", "ApplyingPolicy"])
    ),
    (
      "notification.toolkit.fluxcd.io", ["Receiver"],
      flux(waitsWith: "False", whileWaiting: .degraded)
    ),
  ]

  private static let source = flux(also: ["ArtifactInStorage"])

  private static func suspendable(_ rule: @escaping Rule) -> Rule {
    { object in
      object.spec["suspend"]?.bool == true
        ? ObjectHealth(.suspended, "\(object.kind) is suspended") : rule(object)
    }
  }

  /// A rule that counts conditions.
  ///
  /// Healthy where `Ready` is true and so is one of the `others`, if any. On its way where it's
  /// `Reconciling` (for one of the reasons, if any are given) and `Ready` is as it is while waiting.
  private static func flux(
    also others: Set<String> = [], waitsWith waiting: String = "Unknown",
    because reasons: Set<String> = [], whileWaiting health: Health = .progressing
  ) -> Rule {
    { object in
      guard object.hasConditions else { return ObjectHealth(.progressing, "Status unknown") }
      var progressing = 0
      var succeeded = 0
      var message = ""
      for condition in object.conditions {
        switch condition.type {
        case "Ready":
          if condition.isTrue { succeeded += 1 }
          if condition.status == waiting { progressing += 1 }
          message = condition.reason
        case "Reconciling" where condition.isTrue:
          if reasons.isEmpty || reasons.contains(condition.reason) { progressing += 1 }
        case "ArtifactOutdated" where condition.isTrue: message += " \(condition.reason)"
        case let type where others.contains(type) && condition.isTrue: succeeded += 1
        default: break
        }
      }
      if progressing == 2 { return ObjectHealth(health, message) }
      return ObjectHealth(succeeded == (others.isEmpty ? 1 : 2) ? .healthy : .degraded, message)
    }
  }
}
