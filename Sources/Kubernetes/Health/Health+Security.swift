internal import Documents

/// Argo CD's rules for certificates, secrets and policies.
extension Health {
  static let certificates: [RuleEntry] = [
    (
      "cert-manager.io", ["Certificate"],
      conditions(
        [.progressing("Issuing")], [.degraded("Ready"), .healthy("Ready")],
        waiting: "Waiting for certificate")
    ),
    (
      "cert-manager.io", ["CertificateRequest"],
      conditions(
        [.degraded("Denied", "True"), .degraded("InvalidRequest", "True")],
        [
          .healthy("Ready"), .progressing("Ready", nil, because: "Pending"),
          .degraded("Ready", nil),
        ], waiting: "Waiting for certificate request")
    ),
    ("cert-manager.io", ["Issuer"], ready(waiting: "Initializing issuer")),
    ("cert-manager.io", ["ClusterIssuer"], ready(waiting: "Initializing ClusterIssuer")),
    (
      "trust.cert-manager.io", ["Bundle"],
      conditions(
        [
          .healthy("Synced", says: .message(or: "Bundle is synced")),
          .degraded("Synced", nil, says: .messageOrReason),
        ], waiting: "Waiting for Bundle to be synced")
    ),
    (
      "acme.cert-manager.io", ["Challenge"],
      phase(
        "state", of: [.healthy: ["valid"], .degraded: ["invalid", "expired", "errored"]],
        says: PhaseWords(
          prefix: "Challenge is ", field: "reason", healths: [.degraded, .progressing]),
        waiting: "Waiting for challenge")
    ),
    (
      "acme.cert-manager.io", ["Order"],
      phase(
        "state", of: [.healthy: ["valid"], .degraded: ["invalid", "expired", "errored"]],
        says: PhaseWords(prefix: "Order is ", field: "reason"), waiting: "Waiting for order")
    ),
    (
      "networking.gke.io", ["ManagedCertificate"],
      { object in
        let domains = object.status["domainStatus"]?.array ?? []
        if domains.contains(where: { $0["status"] == "FailedNotVisible" }) {
          return ObjectHealth(
            .degraded, "At least one certificate has failed to be provisioned")
        }
        return object.status["certificateStatus"] == "Active"
          ? ObjectHealth(.healthy, "All certificates are active")
          : ObjectHealth(.progressing, "At least one certificate is still being provisioned")
      }
    ),
  ]

  static let secrets: [RuleEntry] = [
    ("external-secrets.io", ["ExternalSecret"], ofExternalSecret),
    ("external-secrets.io", ["SecretStore"], ready(waiting: "Waiting for SecretStore")),
    (
      "external-secrets.io", ["ClusterSecretStore"],
      ready(waiting: "Waiting for ClusterSecretStore")
    ),
    ("external-secrets.io", ["PushSecret"], ready(waiting: "Waiting for PushSecret")),
    (
      "external-secrets.io", ["ClusterExternalSecret"],
      { object in
        // Its operator appends: the last condition is the one that holds.
        switch object.conditions.last.map({ ($0.type, $0.status, $0.message) }) {
        case ("Ready", "True", let message)?: ObjectHealth(.healthy, message)
        case ("PartiallyReady", "True", let message)?, ("NotReady", "True", let message)?:
          ObjectHealth(.degraded, message)
        default: ObjectHealth(.progressing, "Waiting for ClusterExternalSecret")
        }
      }
    ),
    (
      "bitnami.com", ["SealedSecret"],
      ready("Synced", waiting: "Waiting for Sealed Secret to be decrypted")
    ),
    (
      "onepassword.com", ["OnePasswordItem"],
      ready(waiting: "Waiting for controller to report status")
    ),
    (
      "secrets.hashicorp.com", ["VaultStaticSecret"],
      { object in
        object.text(["secretMAC"]) != nil
          ? ObjectHealth(.healthy, "Secret was found")
          : ObjectHealth(
            .degraded,
            "Either the service account cannot authenticate with Vault or requested secret not"
              + " found - view events for more information")
      }
    ),
    (
      "addons.projectcapsule.dev", ["SopsSecret", "GlobalSopsSecret", "SopsProvider"],
      capsule(whenReadyIs: [
        .healthy("Ready"), .degraded("Ready"), .progressing("Ready", "Unknown"),
      ])
    ),
    (
      "kyverno.io", ["ClusterPolicy"],
      conditions(
        [.healthy("Ready"), .degraded("Ready", nil)],
        waiting: "Waiting for ClusterPolicy to become ready")
    ),
    (
      "kyverno.io", ["Policy"],
      { object in
        let isReady = object.conditions.contains {
          $0.type == "Ready" && $0.isTrue && $0.reason == "Succeeded" && $0.message == "Ready"
        }
        return isReady
          ? ObjectHealth(.healthy, "Policy is ready")
          : ObjectHealth(.progressing, "Waiting for Policy to be ready")
      }
    ),
    ("policies.kyverno.io", ["*"], ofPolicy),
  ]

  private static func ofExternalSecret(_ object: AssessedObject) -> ObjectHealth {
    let waiting = ObjectHealth(.progressing, "Waiting for ExternalSecret")
    let isForChanges = object.spec["refreshPolicy"] == "OnChange"
    let refreshed = object.text(["refreshTime"]) ?? ""
    // Times as the server writes them compare as texts.
    let current = object.conditions.first {
      $0.type == "Ready" && (!isForChanges || $0.since >= refreshed)
    }
    guard let current, current.isTrue || current.isFalse else { return waiting }
    return ObjectHealth(current.isTrue ? .healthy : .degraded, current.message)
  }

  /// Kyverno's policies keep their conditions one level deeper, beside a verdict of their own.
  private static func ofPolicy(_ object: AssessedObject) -> ObjectHealth {
    guard let state = object.status["conditionStatus"], !state.isNull else {
      return ObjectHealth(.progressing, "Waiting for \(object.kind) status")
    }
    let conditions = AssessedObject.conditions(in: state)
    if let generation = object.generation,
      conditions.contains(where: { ($0.generation ?? generation) < generation })
    {
      return ObjectHealth(
        .progressing, "Waiting for \(object.kind) status to reflect latest generation")
    }
    let message = state["message"]?.string ?? ""
    guard state["ready"]?.bool == true else {
      if let failed = conditions.first(where: \.isFalse) {
        return ObjectHealth(.degraded, "\(failed.type): \(failed.message)")
      }
      return ObjectHealth(.degraded, message.isEmpty ? "Policy is not ready" : message)
    }
    let isScheduled = ["DeletingPolicy", "GeneratingPolicy"].contains {
      object.kind.hasSuffix($0)
    }
    let configured = conditions.first {
      $0.isTrue && (isScheduled || $0.type == "WebhookConfigured")
    }
    if let configured { return ObjectHealth(.healthy, configured.message) }
    return ObjectHealth(.healthy, message.isEmpty ? "Policy is ready" : message)
  }

  // MARK: Capsule

  static let capsule: [RuleEntry] = [
    (
      "capsule.clastix.io",
      [
        "CapsuleConfiguration", "CustomQuota", "GlobalCustomQuota", "GlobalProxySettings",
        "ProxySetting", "TenantOwner",
      ], capsule()
    ),
    ("capsule.clastix.io", ["Tenant"], capsule(first: [.suspended("Cordoned")])),
    (
      "capsule.clastix.io", ["ResourcePoolClaim"], capsule(first: [.suspended("Bound", "False")])
    ),
    (
      "capsule.clastix.io", ["TenantResource", "GlobalTenantResource"],
      unless("cordoned", "Replication is cordoned", capsule())
    ),
    (
      "capsule.clastix.io", ["ResourcePool"],
      { object in
        let exhausted = object.status["exhaustions"]?.object ?? [:]
        guard object.hasConditions, !object.isOutdated, !exhausted.isEmpty else {
          return capsule()(object)
        }
        return ObjectHealth(
          .degraded, "Pool exhausted for: " + exhausted.keys.sorted().joined(separator: ", "))
      }
    ),
  ]

  private static func capsule(
    first: [Sign] = [], whenReadyIs: [Sign] = [.degraded("Ready"), .healthy("Ready")]
  ) -> Rule {
    conditioned(
      "Waiting for status",
      observed(
        "Waiting for reconciliation (generation mismatch)",
        conditions(first, whenReadyIs, waiting: "Waiting for Ready condition")))
  }
}
