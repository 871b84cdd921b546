import Documents
import Kubernetes
import Testing

/// Which pods go when a node is drained, held against kubectl's filters.
@Suite struct DrainPlanTests {
  private func pod(
    _ name: String, owner: String? = "ReplicaSet", phase: String = "Running",
    annotations: Value = [:], volumes: Value = []
  ) -> Value {
    var metadata: Value = [
      "namespace": "shop", "name": .string(name), "uid": .string("uid-\(name)"),
      "annotations": annotations,
    ]
    if let owner {
      metadata["ownerReferences"] = [
        ["kind": .string(owner), "name": "owner", "controller": true]
      ]
    }
    return [
      "metadata": metadata, "spec": ["volumes": volumes], "status": ["phase": .string(phase)],
    ]
  }

  private func verdict(
    _ pod: Value, _ options: DrainOptions = DrainOptions(),
    errors: [ObjectName: KubernetesError] = [:]
  ) -> DrainPlan.Verdict? {
    DrainPlan(pods: [pod], options, daemonSetErrors: errors).items.first?.verdict
  }

  @Test func aPodOfAControllerGoes() {
    #expect(verdict(pod("web")) == .goes(warning: nil))
  }

  @Test func podsOfDaemonSetsStayOrAreInTheWay() {
    let pod = pod("agent", owner: "DaemonSet")
    #expect(verdict(pod) == .stays("ignoring DaemonSet-managed Pods"))
    #expect(
      verdict(pod, DrainOptions(ignoresDaemonSets: false))
        == .isInTheWay("cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)"))
  }

  @Test func aPodWhoseDaemonSetIsGoneGoesOnlyByForce() {
    let pod = pod("agent", owner: "DaemonSet")
    let gone = KubernetesError.notFound(
      Status(code: 404, message: "daemonsets.apps \"owner\" not found"))
    let errors = [ObjectName(namespace: "shop", name: "owner"): gone]
    #expect(verdict(pod, errors: errors) == .isInTheWay(gone.summary))
    #expect(
      verdict(pod, DrainOptions(isForced: true), errors: errors)
        == .goes(warning: "daemonsets.apps \"owner\" not found"))
  }

  @Test func aDaemonSetThatCannotBeReadKeepsItsPods() {
    let denied = KubernetesError.forbidden(Denial(status: Status(code: 403, message: "no")))
    let errors = [ObjectName(namespace: "shop", name: "owner"): denied]
    #expect(
      verdict(pod("agent", owner: "DaemonSet"), DrainOptions(isForced: true), errors: errors)
        == .isInTheWay("no"))
  }

  @Test func staticPodsStay() {
    let pod = pod("etcd", owner: "Node", annotations: ["kubernetes.io/config.mirror": "x"])
    #expect(verdict(pod) == .stays("a static pod: the node itself runs it"))
  }

  @Test func dataOfAnEmptyDirIsNotLostUnasked() {
    let pod = pod("cache", volumes: [["name": "tmp", "emptyDir": [:]]])
    #expect(
      verdict(pod)
        == .isInTheWay(
          "cannot delete Pods with local storage (use --delete-emptydir-data to override)"))
    #expect(
      verdict(pod, DrainOptions(deletesLocalData: true))
        == .goes(warning: "deleting Pods with local storage"))
  }

  @Test func whatNobodyMakesAnewGoesOnlyByForce() {
    let pod = pod("lonely", owner: nil)
    #expect(
      verdict(pod)
        == .isInTheWay("cannot delete Pods that declare no controller (use --force to override)"))
    #expect(
      verdict(pod, DrainOptions(isForced: true))
        == .goes(warning: "deleting Pods that declare no controller"))
  }

  @Test(arguments: ["Succeeded", "Failed"])
  func whatIsOverGoesAnyway(phase: String) {
    let volumes: Value = [["name": "tmp", "emptyDir": [:]]]
    #expect(verdict(pod("done", owner: nil, phase: phase, volumes: volumes)) == .goes(warning: nil))
    #expect(verdict(pod("done", owner: "DaemonSet", phase: phase)) == .goes(warning: nil))
  }

  @Test func theLastWarningCounts() {
    let pod = pod("both", owner: nil, volumes: [["name": "tmp", "emptyDir": [:]]])
    let plan = DrainPlan(pods: [pod], DrainOptions(deletesLocalData: true, isForced: true))
    #expect(plan.warnings.map(\.text) == ["deleting Pods that declare no controller"])
    #expect(plan.going.map(\.name.name) == ["both"])
  }
}
