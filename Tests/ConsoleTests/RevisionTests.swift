import Console
import DeployEngine
import Documents
import Kubernetes
import TUI
import TestSupport
import Testing

/// The revisions of a workload, and the way back to one.
@Suite struct RevisionTests {
  private let web = Samples.webKey

  private func revision(_ number: Int64, image: String, cause: String = "") -> Value {
    [
      "metadata": [
        "namespace": "shop", "name": .string("web-\(number)"),
        "creationTimestamp": "2027-01-14T08:00:00Z",
        "annotations": [
          "deployment.kubernetes.io/revision": .string("\(number)"),
          "kubernetes.io/change-cause": .string(cause),
        ],
        "ownerReferences": [["uid": "u1", "controller": true]],
      ],
      "spec": [
        "template": [
          "metadata": ["labels": ["app": "web", "pod-template-hash": .string("h\(number)")]],
          "spec": [
            "initContainers": [["name": "setup", "image": "busybox:1"]],
            "containers": [["name": "web", "image": .string(image)]],
          ],
        ]
      ],
      "status": ["replicas": number == 2 ? 3 : 0],
    ]
  }

  private func page(_ width: Int = 140, _ height: Int = 40) throws -> ConsoleState {
    var state = Samples.deployments(width, height)
    state.press("H")
    state.hear(.document(web, Samples.webDocument))
    let old = try #require(Revision(revision(1, image: "nginx:1.28", cause: "the beginning")))
    let new = try #require(Revision(revision(2, image: "nginx:1.29", cause: "security")))
    state.hear(.revisions(web, .began))
    state.hear(.revisions(web, .page([old, new], remaining: nil)))
    state.hear(.revisions(web, .listed))
    return state
  }

  @Test(arguments: GoldenTests.sizes) func revisions(size: Size) throws {
    var state = try page(size.width, size.height)
    state.press("+")
    expectGolden(state.render(), "revisions")
  }

  @Test func theyAreListedWhileTheirPageIsThere() throws {
    var state = try page()
    #expect(state.activities.contains(.cluster(state.cluster.id, .revisions(web))))
    state.press("<esc>")
    #expect(!state.activities.contains(.cluster(state.cluster.id, .revisions(web))))
  }

  @Test func goingBackIsPreparedForTheSelectedOne() throws {
    var state = try page()
    let commands = state.press("GR")
    #expect(
      commands.contains(
        .cluster(
          state.cluster.id, .prepare([web], .rollBack(to: 1), namespace: Inventory.defaultNamespace)
        )))
  }

  @Test func theCurrentOneCannotBeGoneBackTo() throws {
    var state = try page()
    state.press("gjj")
    #expect(state.press("R").substantial.isEmpty)
    #expect(state.said.last == "roll back: it is as in revision 2 now")
  }

  @Test func jobsKeepNoRevisions() {
    var state = Samples.listing(.replicaSets, [ObjectName(namespace: "shop", name: "web-1")])
    state.press("H")
    #expect(state.overlays.isEmpty)
    #expect(state.said.last == "revisions: replicasets keep no revisions")
  }
}
