import Kubernetes
import Testing

@Suite struct SecurityHealthTests {
  static let rules: [HealthCase] = [
    .of(
      "external-secrets.io/v1 SecretStore", conditions: HealthCase.condition("Ready"), .healthy, "m"
    ),
    .of(
      "external-secrets.io/v1 SecretStore", conditions: HealthCase.condition("Ready", "False"),
      .degraded, "m"),
    .of(
      "external-secrets.io/v1 SecretStore", conditions: "", .progressing, "Waiting for SecretStore"),
    .of(
      "external-secrets.io/v1 ClusterSecretStore", conditions: HealthCase.condition("Ready"),
      .healthy, "m"),
    .of(
      "external-secrets.io/v1 ClusterSecretStore",
      conditions: HealthCase.condition("Ready", "False"), .degraded, "m"),
    .of(
      "external-secrets.io/v1 ClusterSecretStore", conditions: "", .progressing,
      "Waiting for ClusterSecretStore"),
    .of(
      "external-secrets.io/v1 PushSecret", conditions: HealthCase.condition("Ready"), .healthy, "m"),
    .of(
      "external-secrets.io/v1 PushSecret", conditions: HealthCase.condition("Ready", "False"),
      .degraded, "m"),
    .of(
      "external-secrets.io/v1 PushSecret", conditions: "", .progressing, "Waiting for PushSecret"),
    .of("cert-manager.io/v1 Issuer", conditions: HealthCase.condition("Ready"), .healthy, "m"),
    .of(
      "cert-manager.io/v1 Issuer", conditions: HealthCase.condition("Ready", "False"), .degraded,
      "m"),
    .of("cert-manager.io/v1 Issuer", conditions: "", .progressing, "Initializing issuer"),
    .of(
      "onepassword.com/v1 OnePasswordItem", conditions: HealthCase.condition("Ready"), .healthy, "m"
    ),
    .of(
      "onepassword.com/v1 OnePasswordItem", conditions: HealthCase.condition("Ready", "False"),
      .degraded, "m"),
    .of(
      "onepassword.com/v1 OnePasswordItem", conditions: "", .progressing,
      "Waiting for controller to report status"),
    .of(
      "external-secrets.io/v1 ExternalSecret", conditions: HealthCase.condition("Ready", "Unknown"),
      .progressing, "Waiting for ExternalSecret"),
    .of(
      "external-secrets.io/v1 ExternalSecret",
      "refreshTime: '2026-01-02T00:00:00Z', conditions: [{type: Ready, status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z'}]",
      .progressing, "Waiting for ExternalSecret", spec: "refreshPolicy: OnChange"),
    .of(
      "external-secrets.io/v1 ExternalSecret",
      "refreshTime: '2026-01-02T00:00:00Z', conditions: [{type: Ready, status: 'True', lastTransitionTime: '2026-01-03T00:00:00Z', message: m}]",
      .healthy, "m", spec: "refreshPolicy: OnChange"),
    .of(
      "external-secrets.io/v1 ClusterExternalSecret",
      conditions: HealthCase.condition("NotReady") + ", " + HealthCase.condition("Ready"), .healthy,
      "m"),
    .of(
      "external-secrets.io/v1 ClusterExternalSecret",
      conditions: HealthCase.condition("Ready") + ", "
        + HealthCase.condition("PartiallyReady", "True", "p"), .degraded, "p"),
    .of(
      "external-secrets.io/v1 ClusterExternalSecret", conditions: "", .progressing,
      "Waiting for ClusterExternalSecret"),
    .of(
      "cert-manager.io/v1 CertificateRequest",
      conditions: HealthCase.condition("Ready", "False", "p", reason: "Pending"), .progressing, "p"),
    .of(
      "cert-manager.io/v1 CertificateRequest",
      conditions: HealthCase.condition("Ready", "False", "f", reason: "Failed"), .degraded, "f"),
    .of(
      "cert-manager.io/v1 CertificateRequest",
      conditions: HealthCase.condition("Ready") + ", "
        + HealthCase.condition("Denied", "True", "no"), .degraded, "no"),
    .of(
      "trust.cert-manager.io/v1 Bundle", conditions: HealthCase.condition("Synced", "True", ""),
      .healthy, "Bundle is synced"),
    .of(
      "trust.cert-manager.io/v1 Bundle",
      conditions: HealthCase.condition("Synced", "False", "", reason: "SourceNotFound"), .degraded,
      "SourceNotFound"),
    .of(
      "acme.cert-manager.io/v1 Challenge", "state: pending, reason: waiting", .progressing,
      "waiting"),
    .of(
      "acme.cert-manager.io/v1 Challenge", "state: valid, reason: done", .healthy,
      "Challenge is valid"),
    .of("acme.cert-manager.io/v1 Order", "state: ready, reason: r", .progressing, "Order is ready"),
    .of("acme.cert-manager.io/v1 Order", "state: errored, reason: r", .degraded, "r"),
    .of("acme.cert-manager.io/v1 Order", "", .progressing, "Waiting for order"),
    .of(
      "networking.gke.io/v1 ManagedCertificate", "certificateStatus: Active", .healthy,
      "All certificates are active"),
    .of(
      "networking.gke.io/v1 ManagedCertificate", "domainStatus: [{status: FailedNotVisible}]",
      .degraded),
    .of(
      "secrets.hashicorp.com/v1beta1 VaultStaticSecret", "secretMAC: abc", .healthy,
      "Secret was found"),
    .of("secrets.hashicorp.com/v1beta1 VaultStaticSecret", "", .degraded),
    .of(
      "kyverno.io/v1 ClusterPolicy", conditions: HealthCase.condition("Ready", "Unknown"),
      .degraded, "m"),
    .of(
      "kyverno.io/v1 Policy",
      conditions: HealthCase.condition("Ready", "True", "Ready", reason: "Succeeded"), .healthy,
      "Policy is ready"),
    .of(
      "kyverno.io/v1 Policy",
      conditions: HealthCase.condition("Ready", "True", "soon", reason: "Succeeded"), .progressing,
      "Waiting for Policy to be ready"),
    .of(
      "policies.kyverno.io/v1 ValidatingPolicy",
      "conditionStatus: {ready: true, conditions: [{type: WebhookConfigured, status: 'True', message: set}]}",
      .healthy, "set"),
    .of(
      "policies.kyverno.io/v1 ValidatingPolicy",
      "conditionStatus: {ready: false, conditions: [{type: RBAC, status: 'False', message: refused}]}",
      .degraded, "RBAC: refused"),
    .of(
      "policies.kyverno.io/v1 DeletingPolicy",
      "conditionStatus: {ready: true, conditions: [{type: A, status: 'True', observedGeneration: 1}]}",
      .progressing, "Waiting for DeletingPolicy status to reflect latest generation"),
    .of(
      "policies.kyverno.io/v1 MutatingPolicy", "", .progressing, "Waiting for MutatingPolicy status"
    ),
    .of(
      "addons.projectcapsule.dev/v1alpha1 SopsSecret",
      conditions: HealthCase.condition("Ready", "Unknown"), .progressing, "m"),
    .of("capsule.clastix.io/v1beta2 Tenant", "", .progressing, "Waiting for status"),
    .of(
      "capsule.clastix.io/v1beta2 Tenant",
      conditions: HealthCase.condition("Ready") + ", "
        + HealthCase.condition("Cordoned", "True", "held"), .suspended, "held"),
    .of(
      "capsule.clastix.io/v1beta2 Tenant",
      "observedGeneration: 1, conditions: [{type: Ready, status: 'True'}]", .progressing,
      "Waiting for reconciliation (generation mismatch)"),
    .of(
      "capsule.clastix.io/v1beta2 TenantResource", conditions: "", .suspended,
      "Replication is cordoned", spec: "cordoned: true"),
    .of(
      "capsule.clastix.io/v1beta2 ResourcePoolClaim",
      conditions: HealthCase.condition("Bound", "False"), .suspended, "m"),
    .of(
      "capsule.clastix.io/v1beta2 ResourcePool",
      "conditions: [], exhaustions: {memory: {}, cpu: {}}", .degraded,
      "Pool exhausted for: cpu, memory"),
  ]

  @Test(arguments: rules) func ofRules(_ sample: HealthCase) throws { try sample.check() }
}
