import GitOps
import Kubernetes
import Testing

@Suite struct PodLinksTests {
  func pod(
    _ name: String, in namespace: String = "shop", _ owner: Owner? = nil, of workload: Owner? = nil
  )
    -> PodRow
  {
    PodRow(
      name: ObjectName(namespace: namespace, name: name), owner: owner,
      workload: workload ?? owner)
  }

  func resource(_ kind: String, _ name: String, group: String = "apps") -> ApplicationResource {
    ApplicationResource(
      group: group, kind: kind, name: ObjectName(namespace: "shop", name: name))
  }

  func application(_ resources: ApplicationResource...) -> PodLinks {
    PodLinks(ApplicationRow(name: ObjectName(name: "a"), resources: resources))
  }

  @Test func podsBelongThroughTheirWorkload() {
    let links = application(resource("Deployment", "web"))
    let replicas = Owner(kind: "ReplicaSet", name: "web-1")
    #expect(links.contains(pod("a", replicas, of: Owner(kind: "Deployment", name: "web"))))
    #expect(!links.contains(pod("a", replicas, of: Owner(kind: "Deployment", name: "api"))))
    #expect(
      !links.contains(pod("a", in: "other", replicas, of: Owner(kind: "Deployment", name: "web"))))
    #expect(!links.contains(pod("a", Owner(kind: "StatefulSet", name: "web"))))
  }

  @Test func aReplicaSetMayBeManagedItself() {
    let links = application(resource("ReplicaSet", "web-1"))
    #expect(
      links.contains(
        pod(
          "a", Owner(kind: "ReplicaSet", name: "web-1"),
          of: Owner(kind: "Deployment", name: "web"))))
  }

  @Test func aPodMayBeManagedItself() {
    #expect(application(resource("Pod", "a", group: "")).contains(pod("a")))
  }

  @Test func runsOfACronJobBelongToIt() {
    let links = application(resource("CronJob", "backup", group: "batch"))
    #expect(links.contains(pod("a", Owner(kind: "Job", name: "backup-29012345"))))
    #expect(!links.contains(pod("a", Owner(kind: "Job", name: "backup-by-hand"))))
  }

  @Test func aServiceHasNoPodsOfItsOwn() {
    #expect(application(resource("Service", "web", group: "")).isEmpty)
    #expect(!application(resource("Service", "web", group: "serving.knative.dev")).isEmpty)
  }

  @Test func podsOfAStackAreFoundByItsObjects() {
    let stack = Stack(
      path: "x", name: "x", source: .kustomize,
      content: .notBuilt(readable: [
        StackObject(group: "apps", kind: "DaemonSet", namespace: "shop", name: "agent"),
        StackObject(group: "apps", kind: "Deployment", name: "nowhere"),
      ]))
    let links = PodLinks(stack, defaultNamespace: "team")
    #expect(links.contains(pod("a", Owner(kind: "DaemonSet", name: "agent"))))
    #expect(links.contains(pod("a", in: "team", Owner(kind: "Deployment", name: "nowhere"))))
    #expect(!links.contains(pod("a", in: "default", Owner(kind: "Deployment", name: "nowhere"))))
  }
}
