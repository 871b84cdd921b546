import Documents
import HTTP
import Kubernetes
import Testing

@Suite struct RequestsTests {
  private let web = ObjectKey(.deployments, namespace: "shop", name: "web")

  private func line(_ request: Request) -> String {
    "\(request.method.rawValue) \(request.target)"
  }

  private func body(_ request: Request) -> String {
    String(decoding: request.body ?? [], as: UTF8.self)
  }

  @Test func listOfOneNamespace() {
    let query = ResourceQuery(.pods, namespace: "shop", labelSelector: "app=web,tier in (a,b)")
    #expect(
      line(Requests.list(query, ListOptions(limit: 500, continuation: "a b+c")))
        == "GET /api/v1/namespaces/shop/pods?labelSelector=app%3Dweb%2Ctier%20in%20%28a%2Cb%29"
        + "&limit=500&continue=a%20b%2Bc")
  }

  @Test func listOfAllNamespaces() {
    #expect(
      line(Requests.list(ResourceQuery(.applications)))
        == "GET /apis/argoproj.io/v1alpha1/applications")
  }

  @Test func namespaceOfAKindWithoutOneIsLeftOut() {
    #expect(line(Requests.list(ResourceQuery(.nodes, namespace: "shop"))) == "GET /api/v1/nodes")
  }

  @Test func tableAsksForMetadata() {
    let request = Requests.list(ResourceQuery(.services), as: .table)
    #expect(line(request) == "GET /api/v1/services?includeObject=Metadata")
    #expect(
      request.headers["Accept"]?.hasPrefix("application/json;as=Table;v=v1;g=meta.k8s.io")
        == true)
    #expect(request.headers["Accept"]?.hasSuffix(",application/json") == true)
  }

  @Test func watchGoesOnFromAVersion() {
    let options = WatchOptions(.after("17"), timeoutSeconds: 300, idleTimeout: .seconds(75))
    let request = Requests.watch(ResourceQuery(.pods), options)
    #expect(
      line(request)
        == "GET /api/v1/pods?watch=true&allowWatchBookmarks=true&resourceVersion=17"
        + "&timeoutSeconds=300")
    #expect(request.idleTimeout == .seconds(75))
  }

  @Test func streamingListAsksForInitialEvents() {
    #expect(
      line(Requests.watch(ResourceQuery(.pods), WatchOptions(.initialEvents)))
        == "GET /api/v1/pods?watch=true&allowWatchBookmarks=true&sendInitialEvents=true"
        + "&resourceVersionMatch=NotOlderThan")
  }

  @Test func applyNamesItsManager() {
    let options = ApplyOptions(isForced: true, isDryRun: true, fieldValidation: "Strict")
    let request = Requests.apply(web, ["kind": "Deployment"], options)
    #expect(
      line(request)
        == "PATCH /apis/apps/v1/namespaces/shop/deployments/web?fieldManager=duet&force=true"
        + "&dryRun=All&fieldValidation=Strict")
    #expect(request.headers["Content-Type"] == "application/apply-patch+yaml")
    #expect(body(request) == #"{"kind":"Deployment"}"#)
  }

  @Test(arguments: [
    (PatchType.merge, "application/merge-patch+json"),
    (.json, "application/json-patch+json"),
    (.strategicMerge, "application/strategic-merge-patch+json"),
  ])
  func patchSaysItsType(type: PatchType, mediaType: String) {
    let request = Requests.patch(web, type, [:])
    #expect(request.headers["Content-Type"] == mediaType)
    #expect(
      line(request)
        == "PATCH /apis/apps/v1/namespaces/shop/deployments/web?fieldManager=duet")
  }

  @Test func createGoesToTheCollection() {
    let request = Requests.create(.configMaps, namespace: "shop", ["kind": "ConfigMap"])
    #expect(line(request) == "POST /api/v1/namespaces/shop/configmaps?fieldManager=duet")
  }

  @Test func scaleIsAPatchOfTheSubresource() {
    let request = Requests.scale(web, to: 3)
    #expect(
      line(request)
        == "PATCH /apis/apps/v1/namespaces/shop/deployments/web/scale?fieldManager=duet")
    #expect(body(request) == #"{"spec":{"replicas":3}}"#)
  }

  @Test func deleteCarriesItsConditions() {
    let options = DeleteOptions(
      propagation: .foreground, gracePeriodSeconds: 0, uid: "u-1", resourceVersion: "9",
      isDryRun: true)
    let request = Requests.delete(ObjectKey(.pods, namespace: "shop", name: "web-1"), options)
    #expect(line(request) == "DELETE /api/v1/namespaces/shop/pods/web-1")
    #expect(
      body(request)
        == #"{"apiVersion":"v1","dryRun":["All"],"gracePeriodSeconds":0,"kind":"DeleteOptions","#
        + #""preconditions":{"resourceVersion":"9","uid":"u-1"},"propagationPolicy":"Foreground"}"#)
  }

  @Test func evictionIsCreatedOnThePod() {
    let request = Requests.evict(ObjectName(namespace: "shop", name: "web-1"))
    #expect(line(request) == "POST /api/v1/namespaces/shop/pods/web-1/eviction")
    #expect(body(request).contains(#""apiVersion":"policy/v1""#))
  }

  @Test func logsAlwaysHaveTimes() {
    let query = LogQuery(
      namespace: "shop", pod: "web-1", container: "app", previous: true, follow: true,
      start: .seconds(60), tailLines: 100)
    #expect(
      line(Requests.logs(query, limitBytes: 5000))
        == "GET /api/v1/namespaces/shop/pods/web-1/log?container=app&follow=true&previous=true"
        + "&sinceSeconds=60&tailLines=100&limitBytes=5000&timestamps=true")
  }

  @Test func logsSinceATimeKeepItsNanoseconds() {
    let start = LogQuery.Start.time(Timestamp(seconds: 0, nanoseconds: 1_000_000))
    let query = LogQuery(namespace: "n", pod: "p", start: start)
    #expect(
      line(Requests.logs(query))
        == "GET /api/v1/namespaces/n/pods/p/log?sinceTime=1970-01-01T00%3A00%3A00.001Z"
        + "&timestamps=true")
  }

  @Test func accessReviewAsksAboutASubresource() {
    let request = Requests.accessReview(
      Access("get", .pods, subresource: "log", namespace: "shop"))
    #expect(line(request) == "POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
    #expect(
      body(request)
        == #"{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":"#
        + #"{"resourceAttributes":{"group":"","namespace":"shop","resource":"pods","#
        + #""subresource":"log","verb":"get"}}}"#)
  }

  @Test func namesAreEncoded() {
    let role = ResourceKind(
      group: "rbac.authorization.k8s.io", plural: "clusterroles", kind: "ClusterRole",
      isNamespaced: false)
    #expect(
      ObjectKey(role, name: "system:node/a b").path()
        == "/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode%2Fa%20b")
  }
}
