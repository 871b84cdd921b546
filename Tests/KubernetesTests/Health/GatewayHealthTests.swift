import Kubernetes
import Testing

@Suite struct GatewayHealthTests {
  static let gateways: [HealthCase] = [
    .of(
      "gateway.networking.k8s.io/v1 HTTPRoute",
      "parents: [{parentRef: {name: a}, conditions: [{type: Accepted, status: 'False', observedGeneration: 1}]}, {parentRef: {name: b}, conditions: [{type: Accepted, status: 'True', observedGeneration: 2}]}]",
      .healthy, "HTTPRoute is healthy"),
    .of(
      "gateway.networking.k8s.io/v1 GRPCRoute",
      "parents: [{conditions: [{type: ResolvedRefs, status: 'False', observedGeneration: 2}]}]",
      .degraded, "Parent : Failed condition: ResolvedRefs"),
    .of(
      "gateway.networking.k8s.io/v1 TLSRoute",
      "parents: [{parentRef: {name: a}, conditions: [{type: Accepted, status: 'True', observedGeneration: 2}, {type: ResolvedRefs, status: 'True', observedGeneration: 2}]}]",
      .healthy, "TLSRoute is healthy"),
    .of(
      "gateway.networking.k8s.io/v1 TLSRoute",
      "parents: [{parentRef: {name: a}, conditions: [{type: Accepted, status: 'True', observedGeneration: 2}]}]",
      .progressing, "Parent a: Waiting for TLSRoute conditions"),
    .of(
      "gateway.networking.k8s.io/v1 TLSRoute",
      "parents: [{parentRef: {name: a}, conditions: [{type: Accepted, status: 'True', observedGeneration: 2}, {type: ResolvedRefs, status: 'True', observedGeneration: 2}]}, {parentRef: {name: b}, conditions: [{type: Accepted, status: 'True', observedGeneration: 2}, {type: ResolvedRefs, status: 'True', observedGeneration: 2}, {type: Programmed, status: 'False', observedGeneration: 2}]}]",
      .progressing, "Parent b: Route is still being programmed"),
    .of("gateway.networking.k8s.io/v1 TLSRoute", "", .progressing, "Waiting for TLSRoute status"),
    .of(
      "gateway.networking.k8s.io/v1 GatewayClass",
      conditions: HealthCase.condition("Accepted", "True", ""), .healthy, "GatewayClass is accepted"
    ),
    .of(
      "gateway.networking.k8s.io/v1 GatewayClass",
      conditions: HealthCase.condition("Accepted", "False", "no"), .degraded, "no"),
    .of(
      "gateway.networking.k8s.io/v1 GatewayClass",
      conditions: HealthCase.condition("Accepted", "True", "old", reason: "R", generation: 1),
      .progressing, "Waiting for GatewayClass status"),
    .of(
      "gateway.networking.k8s.io/v1 ListenerSet",
      "conditions: [{type: Accepted, status: 'True', observedGeneration: 2}], listeners: [{name: a, conditions: [{type: Accepted, status: 'True', observedGeneration: 2}]}]",
      .healthy, "ListenerSet is healthy"),
    .of(
      "gateway.networking.k8s.io/v1 ListenerSet",
      "conditions: [{type: Accepted, status: 'True', observedGeneration: 2}], listeners: [{name: a, conditions: [{type: Conflicted, status: 'True'}]}]",
      .degraded, "Listener: Listener is conflicted"),
    .of(
      "gateway.networking.k8s.io/v1 ListenerSet",
      "conditions: [{type: Accepted, status: 'True', observedGeneration: 2}]", .progressing,
      "Waiting for ListenerSet status"),
    .of(
      "gateway.networking.k8s.io/v1 BackendTLSPolicy",
      "ancestors: [{ancestorRef: {name: a}, conditions: [{type: Accepted, status: 'False', reason: TargetNotFound}]}, {ancestorRef: {name: b}, conditions: [{type: Accepted, status: 'True', observedGeneration: 2}]}]",
      .healthy, "BackendTLSPolicy is healthy"),
    .of(
      "gateway.networking.k8s.io/v1 BackendTLSPolicy",
      "ancestors: [{ancestorRef: {name: a}, conditions: [{type: Accepted, status: 'False', message: refused}]}]",
      .degraded, "Ancestor a: refused"),
    .of(
      "gateway.networking.k8s.io/v1 BackendTLSPolicy",
      "ancestors: [{ancestorRef: {name: a}, conditions: [{type: Accepted, status: 'False', observedGeneration: 1}]}]",
      .progressing, "Waiting for Ancestor a to update BackendTLSPolicy status"),
    .of(
      "gateway.envoyproxy.io/v1alpha1 Backend",
      conditions: HealthCase.condition("Accepted", "False", "no"), .degraded, "no"),
    .of(
      "gateway.envoyproxy.io/v1alpha1 Backend",
      conditions: HealthCase.condition("Accepted", "True", "m", reason: "R", generation: 1),
      .progressing, "Waiting for Backend status to be updated"),
    .of(
      "gateway.envoyproxy.io/v1alpha1 SecurityPolicy",
      "ancestors: [{conditions: [{type: Accepted, status: 'True', observedGeneration: 2}]}]",
      .healthy, "SecurityPolicy is healthy"),
    .of(
      "gateway.envoyproxy.io/v1alpha1 SecurityPolicy",
      "ancestors: [{conditions: [{type: Accepted, status: 'False', observedGeneration: 1}]}]",
      .progressing, "Waiting for SecurityPolicy status"),
    .of(
      "projectcontour.io/v1 HTTPProxy",
      "description: d, conditions: [{type: Valid, status: 'False', observedGeneration: 2}]",
      .degraded, "d"),
    .of(
      "projectcontour.io/v1 HTTPProxy",
      "description: d, conditions: [{type: Valid, status: 'True', observedGeneration: 1}]",
      .progressing, "Waiting for status"),
    .of(
      "projectcontour.io/v1 HTTPProxy", "description: d, currentStatus: NotReconciled",
      .progressing, "d"),
    .of(
      "projectcontour.io/v1alpha1 ExtensionService",
      conditions: HealthCase.condition("Valid", "True", "ok", reason: "R", generation: 2), .healthy,
      "ok"),
  ]

  static let flux: [HealthCase] = [
    .of(
      "source.toolkit.fluxcd.io/v1 HelmRepository", "", .healthy,
      "Helm repositories of type 'oci' do not contain any information in the status.",
      spec: "type: oci"),
    .of(
      "source.toolkit.fluxcd.io/v1 GitRepository",
      conditions: HealthCase.condition("Ready", "True", "m", reason: "Succeeded") + ", "
        + HealthCase.condition("ArtifactInStorage"), .healthy, "Succeeded"),
    .of(
      "source.toolkit.fluxcd.io/v1 GitRepository",
      conditions: HealthCase.condition("Ready", "True", "m", reason: "Succeeded"), .degraded,
      "Succeeded"),
    .of(
      "source.toolkit.fluxcd.io/v1 GitRepository",
      conditions: HealthCase.condition("Ready", "False", "m", reason: "Failed") + ", "
        + HealthCase.condition("ArtifactOutdated", "True", "m", reason: "NewRevision"), .degraded,
      "Failed NewRevision"),
    .of(
      "image.toolkit.fluxcd.io/v1 ImageRepository",
      conditions: HealthCase.condition("Ready", "False", "m", reason: "Scanning") + ", "
        + HealthCase.condition("Reconciling", "True", "m", reason: "Scanning"), .progressing,
      "Scanning"),
    .of(
      "image.toolkit.fluxcd.io/v1 ImageRepository",
      conditions: HealthCase.condition("Ready", "False", "m", reason: "Failed") + ", "
        + HealthCase.condition("Reconciling", "True", "m", reason: "Other"), .degraded, "Failed"),
    .of(
      "image.toolkit.fluxcd.io/v1 ImagePolicy",
      conditions: HealthCase.condition("Ready", "True", "m", reason: "Succeeded"), .healthy,
      "Succeeded"),
    .of(
      "image.toolkit.fluxcd.io/v1 ImageUpdateAutomation", conditions: "", .suspended,
      "ImageUpdateAutomation is suspended", spec: "suspend: true"),
    .of(
      "notification.toolkit.fluxcd.io/v1 Receiver",
      conditions: HealthCase.condition("Ready", "False", "m", reason: "Failed"), .degraded, "Failed"
    ),
    .of("notification.toolkit.fluxcd.io/v1 Receiver", "", .progressing, "Status unknown"),
  ]

  @Test(arguments: gateways) func ofGateways(_ sample: HealthCase) throws { try sample.check() }
  @Test(arguments: flux) func ofFlux(_ sample: HealthCase) throws { try sample.check() }
}
