import Documents
import GitOps
import Kubernetes
import Testing

@Suite struct ObjectOwnerTests {
  func owners(
    _ metadata: Value, argoNamespace: String? = "argocd", _ settings: [String: String] = [:],
    kind: String = "Deployment", apiVersion: String = "apps/v1"
  ) -> [ObjectOwner] {
    let base: Value = ["namespace": "shop", "name": "web"]
    return ObjectOwner.owners(
      of: [
        "apiVersion": .string(apiVersion), "kind": .string(kind),
        "metadata": base.applying(mergePatch: metadata),
      ], argoNamespace: argoNamespace, settings: ArgoSettings(settings))
  }

  static func tracked(_ id: String) -> Value {
    ["annotations": ["argocd.argoproj.io/tracking-id": .string(id)]]
  }

  static let own = tracked("front:apps/Deployment:shop/web")
  static let labelled: Value = ["labels": ["app.kubernetes.io/instance": "front"]]

  @Test func whatNobodyLooksAfterHasNoOwner() {
    #expect(owners([:]) == [])
    #expect(owners(["labels": ["app.kubernetes.io/managed-by": "Helm"]]) == [])
  }

  @Test func anApplicationIsNamedByTheTrackingAnnotation() {
    #expect(owners(Self.own) == [.application(ObjectName(namespace: "argocd", name: "front"))])
    #expect(
      owners(Self.tracked("team_front:apps/Deployment:shop/web"))
        == [.application(ObjectName(namespace: "team", name: "front"))])
  }

  @Test(arguments: [
    "front:apps/Deployment:shop/other", "front:apps/Deployment:dev/web",
    "front:apps/StatefulSet:shop/web", "front:/Deployment:shop/web", "front", "",
  ]) func anAnnotationOfAnotherObjectCameWithACopy(_ id: String) {
    #expect(owners(Self.tracked(id)) == [])
  }

  @Test func howApplicationsMarkTheirsIsASetting() {
    let expected = [ObjectOwner.application(ObjectName(namespace: "argocd", name: "front"))]
    let byLabel = ["application.resourceTrackingMethod": "label"]
    #expect(owners(Self.labelled) == [])
    #expect(owners(Self.labelled, byLabel) == expected)
    #expect(owners(Self.own, byLabel) == [])
    let both = ["application.resourceTrackingMethod": "annotation+label"]
    #expect(owners(Self.own, both) == expected)
    #expect(owners(Self.labelled, both) == [])
    let ownKey = [
      "application.resourceTrackingMethod": "label", "application.instanceLabelKey": "argo/app",
    ]
    #expect(owners(["labels": ["argo/app": "front"]], ownKey) == expected)
  }

  @Test func whatAnotherArgoTracksIsNotOurs() {
    let foreign = Self.own.applying(mergePatch: [
      "annotations": ["argocd.argoproj.io/installation-id": "second"]
    ])
    #expect(owners(foreign) == [])
    #expect(owners(foreign, ["installationID": "second"]).count == 1)
    #expect(owners(Self.own, ["installationID": "second"]) == [])
  }

  @Test func withoutArgoNothingIsAnApplications() {
    #expect(owners(Self.own, argoNamespace: nil) == [])
  }

  @Test func fluxMarksWhatItApplies() {
    #expect(
      owners([
        "labels": [
          "kustomize.toolkit.fluxcd.io/name": "apps",
          "kustomize.toolkit.fluxcd.io/namespace": "flux-system",
        ]
      ]) == [.fluxKustomization(ObjectName(namespace: "flux-system", name: "apps"))])
  }

  static let helm: Value = [
    "labels": ["app.kubernetes.io/managed-by": "Helm"],
    "annotations": [
      "meta.helm.sh/release-name": "web", "meta.helm.sh/release-namespace": "shop",
    ],
  ]

  @Test func helmWantsBothItsMarks() {
    #expect(owners(Self.helm) == [.helmRelease(ObjectName(namespace: "shop", name: "web"))])
    #expect(owners(["annotations": Self.helm["annotations"] ?? [:]]) == [])
  }

  @Test func aReleaseOfFluxIsNotSaidTwice() {
    let both = Self.helm.applying(mergePatch: [
      "labels": [
        "helm.toolkit.fluxcd.io/name": "web", "helm.toolkit.fluxcd.io/namespace": "apps",
      ]
    ])
    #expect(owners(both) == [.fluxRelease(ObjectName(namespace: "apps", name: "web"))])
  }

  @Test func aControllerComesFirst() {
    let all = owners(
      Self.own.applying(mergePatch: [
        "ownerReferences": [
          ["apiVersion": "v1", "kind": "ConfigMap", "name": "seed", "uid": "u0"],
          [
            "apiVersion": "argoproj.io/v1alpha1", "kind": "Rollout", "name": "web", "uid": "u1",
            "controller": true,
          ],
        ]
      ]))
    let rollout = ResourceIdentity(
      group: "argoproj.io", kind: "Rollout", name: ObjectName(namespace: "shop", name: "web"))
    #expect(
      all == [
        .controller(rollout, uid: "u1"),
        .application(ObjectName(namespace: "argocd", name: "front")),
      ])
  }
}
