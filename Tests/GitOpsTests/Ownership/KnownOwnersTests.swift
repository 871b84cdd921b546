import Documents
import GitOps
import Kubernetes
import Testing

@Suite struct KnownOwnersTests {
  static let web = ObjectName(namespace: "shop", name: "web")

  static func argo(_ namespace: String, _ settings: [String: String] = [:]) -> ArgoInstallation {
    ArgoInstallation(namespace: namespace, settings: ArgoSettings(settings))
  }

  func document(_ kind: String, _ apiVersion: String, _ metadata: Value) -> Value {
    let base: Value = ["namespace": "shop", "name": "web"]
    return [
      "apiVersion": .string(apiVersion), "kind": .string(kind),
      "metadata": base.applying(mergePatch: metadata),
    ]
  }

  static let replicaSet: Value = [
    "ownerReferences": [
      [
        "apiVersion": "apps/v1", "kind": "Deployment", "name": "web", "uid": "u1",
        "controller": true,
      ]
    ]
  ]

  @Test func labelsThatAControllerCopiedSayNothing() {
    let marks: Value = [
      "labels": [
        "app.kubernetes.io/managed-by": "Helm", "app.kubernetes.io/instance": "front",
        "applyset.kubernetes.io/part-of": "applyset-x-v1",
      ],
      "annotations": ["meta.helm.sh/release-name": "web"],
    ]
    let object = document(
      "ReplicaSet", "apps/v1", Self.replicaSet.applying(mergePatch: marks))
    let known = KnownOwners(
      installations: [Self.argo("argocd", ["application.resourceTrackingMethod": "label"])])
    #expect(known.appliers(of: OwnerMarks(object)) == [])
    #expect(known.owners(of: OwnerMarks(object)).map(\.isController) == [true])
  }

  @Test func endpointsHaveTheLabelsOfTheirService() {
    let marks = OwnerMarks(
      document("Endpoints", "v1", ["labels": ["applyset.kubernetes.io/part-of": "applyset-x-v1"]]))
    #expect(KnownOwners().appliers(of: marks) == [])
    #expect(marks.parent == OwnerMarks.Reference(apiVersion: "v1", kind: "Service", name: "web"))
  }

  @Test func aTrackingAnnotationCountsWhoeverMadeTheObject() {
    let object = document(
      "ReplicaSet", "apps/v1",
      Self.replicaSet.applying(mergePatch: [
        "annotations": ["argocd.argoproj.io/tracking-id": "front:apps/ReplicaSet:shop/web"]
      ]))
    #expect(
      KnownOwners(installations: [Self.argo("argocd")]).appliers(of: OwnerMarks(object))
        == [.application(ObjectName(namespace: "argocd", name: "front"))])
  }

  @Test func ofTwoArgosTheOneCountsThatHasTheApplication() {
    let object = document(
      "ConfigMap", "v1",
      ["annotations": ["argocd.argoproj.io/tracking-id": "front:/ConfigMap:shop/web"]])
    var known = KnownOwners(installations: [Self.argo("argo-a"), Self.argo("argo-b")])
    #expect(
      known.appliers(of: OwnerMarks(object))
        == [.application(ObjectName(namespace: "argo-a", name: "front"))])
    known.applications = [ObjectName(namespace: "argo-b", name: "front")]
    #expect(
      known.appliers(of: OwnerMarks(object))
        == [.application(ObjectName(namespace: "argo-b", name: "front"))])
  }

  @Test func whatARepositoryRendersIsItsStacks() {
    var known = KnownOwners()
    known.add([
      Stack(
        path: "infra/web", name: "web", source: .plain,
        content: .objects([StackObject(kind: "ConfigMap", namespace: "shop", name: "web")]))
    ])
    let object = document("ConfigMap", "v1", [:])
    let owners = known.appliers(of: OwnerMarks(object))
    #expect(owners == [.stack(Stack.ID("infra/web"))])
    #expect(owners.map { $0.words(known) } == ["stack web"])
    let labelled = document(
      "ConfigMap", "v1", ["labels": ["applyset.kubernetes.io/part-of": "applyset-x-v1"]])
    #expect(known.appliers(of: OwnerMarks(labelled)) == [.applySet(id: "applyset-x-v1")])
  }

  @Test func aStackWithoutNamespacesIsInTheDefaultOne() {
    var known = KnownOwners()
    known.add(
      [
        Stack(
          path: "infra/web", name: "web", source: .plain,
          content: .objects([StackObject(kind: "ConfigMap", name: "web")]))
      ], defaultNamespace: "shop")
    #expect(known.appliers(of: OwnerMarks(document("ConfigMap", "v1", [:]))).count == 1)
    let elsewhere = document("ConfigMap", "v1", ["namespace": "other"])
    #expect(known.appliers(of: OwnerMarks(elsewhere)) == [])
  }

  @Test func ownersHaveNamesAndWords() {
    let known = KnownOwners(
      installations: [Self.argo("argocd")], setNames: ["applyset-x-v1": "monitoring"])
    let own = ObjectOwner.application(ObjectName(namespace: "argocd", name: "front"))
    let foreign = ObjectOwner.application(ObjectName(namespace: "team", name: "front"))
    #expect(own.words(known) == "application front")
    #expect(foreign.words(known) == "application team/front")
    #expect(own.word(known) == "app/front")
    #expect(ObjectOwner.applySet(id: "applyset-x-v1").words(known) == "stack monitoring")
    #expect(ObjectOwner.applySet(id: "other").words(known) == "the ApplySet other")
    #expect(ObjectOwner.helmRelease(Self.web).words() == "Helm release shop/web")
    #expect(ObjectOwner.fluxKustomization(Self.web).word() == "flux/web")
  }
}
