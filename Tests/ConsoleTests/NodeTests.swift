import Console
import DeployEngine
import Documents
import Kubernetes
import TUI
import TestSupport
import Testing

/// Nodes: how they are shown, cordoned and drained.
@Suite struct NodeTests {
  private let node = Samples.nodeKey
  private let abc = ObjectName(namespace: "shop", name: "web-7d9f-abc")
  private let def = ObjectName(namespace: "shop", name: "web-7d9f-def")
  private let cache = ObjectName(namespace: "media", name: "cache")

  @Test(arguments: GoldenTests.sizes) func nodes(size: Size) throws {
    var state = try Samples.nodes(size.width, size.height)
    state.press("z")
    expectGolden(state.render(), "nodes")
  }

  @Test(arguments: GoldenTests.sizes) func nodePage(size: Size) throws {
    var state = try Samples.nodes(size.width, size.height)
    state.press("d")
    #expect(state.activities.contains(.cluster(state.cluster.id, .nodePods("talos-1"))))
    state.hear(.document(node, Samples.node("talos-1")))
    state.hear(.nodePods("talos-1", .began))
    state.hear(.nodePods("talos-1", .page(Samples.pods, remaining: nil)))
    state.hear(.nodePods("talos-1", .listed))
    expectGolden(state.render(), "node")
  }

  @Test(arguments: [("C", false), ("U", true)])
  func cordoningIsPrepared(key: String, isSchedulable: Bool) throws {
    var state = try Samples.nodes()
    #expect(
      state.press(key).substantial
        == [
          .cluster(
            state.cluster.id,
            .prepare([node], .setSchedulable(isSchedulable), namespace: Inventory.defaultNamespace))
        ])
  }

  // MARK: - Draining

  private func planned(_ options: String = "") throws -> ConsoleState {
    var state = try Samples.nodes()
    state.press("D\(options)<enter>")
    state.hear(.drainPlanned(Drain.ID(1), .success(Samples.drainPlan)))
    return state
  }

  private func running(_ width: Int = 140, _ height: Int = 40) throws -> ConsoleState {
    var state = try Samples.nodes(width, height)
    state.press("D<enter>")
    state.hear(.drainPlanned(Drain.ID(1), .success(Samples.drainPlan)))
    state.press("y")
    state.hear(.drain(Drain.ID(1), .cordoned(wasAlready: false)))
    state.hear(.drain(Drain.ID(1), .planned(Samples.drainPlan)))
    state.hear(.drain(Drain.ID(1), .pod(abc, .gone)))
    state.hear(.drain(Drain.ID(1), .pod(def, .refused("The disruption budget web needs 1"))))
    state.hear(.drain(Drain.ID(1), .pod(cache, .ending)))
    return state
  }

  private var drain: ClusterActivity {
    .drain(Drain.ID(1), node: "talos-1", DrainOptions())
  }

  @Test func whatIsChosenIsPlanned() throws {
    var state = try Samples.nodes()
    let commands = state.press("D<space><down><space><down><down><down>30<down>600<enter>")
    #expect(
      commands.substantial
        == [
          .cluster(
            state.cluster.id,
            .planDrain(
              Drain.ID(1), node: "talos-1",
              DrainOptions(
                ignoresDaemonSets: false, deletesLocalData: true, gracePeriodSeconds: 30,
                timeoutSeconds: 600)))
        ])
  }

  @Test func whatIsNoNumberOfSecondsStaysToBeMended() throws {
    var state = try Samples.nodes()
    #expect(state.press("D<down><down><down><down>soon<enter>").substantial.isEmpty)
    #expect(state.said.last == "soon isn't a whole number from 0 on")
    #expect(state.render().text.contains("soon"))
  }

  @Test(arguments: GoldenTests.sizes) func drainForm(size: Size) throws {
    var state = try Samples.nodes(size.width, size.height)
    state.press("D")
    expectGolden(state.render(), "drain-form")
  }

  @Test func theQuestionNamesWhatGoes() throws {
    let text = try planned().render().text
    #expect(text.contains("these 3 are evicted"))
    #expect(text.contains("shop/web-7d9f-abc (ReplicaSet set)"))
    #expect(text.contains("deleting Pods with local storage: media/cache"))
  }

  @Test func noDrainsNothing() throws {
    var state = try planned()
    state.press("<enter>")
    #expect(!state.activities.contains(.cluster(state.cluster.id, drain)))
  }

  @Test func podsInTheWayAreShownAndNothingIsAsked() throws {
    var state = try Samples.nodes()
    state.press("D<enter>")
    let plan = DrainPlan(items: [Samples.drained("shop", "lonely", .isInTheWay("no controller"))])
    state.hear(.drainPlanned(Drain.ID(1), .success(plan)))
    let text = state.render().text
    #expect(text.contains("In the way"))
    #expect(text.contains("shop/lonely"))
    #expect(state.overlays.count == 1)
  }

  @Test(arguments: GoldenTests.sizes) func drainPage(size: Size) throws {
    expectGolden(try running(size.width, size.height).render(), "drain")
  }

  @Test func itGoesOnUntilItIsOver() throws {
    var state = try running()
    #expect(state.activities.contains(.cluster(state.cluster.id, drain)))
    state.hear(.drain(Drain.ID(1), .pod(def, .gone)))
    state.hear(.drain(Drain.ID(1), .pod(cache, .gone)))
    state.hear(.drain(Drain.ID(1), .finished(.complete)))
    #expect(!state.activities.contains(.cluster(state.cluster.id, drain)))
    #expect(state.said.last == "node talos-1 is drained")
  }

  @Test func stoppedItSaysWhatWasDoneAndThatTheNodeStaysCordoned() throws {
    var state = try running()
    state.press("<esc>s")
    #expect(!state.activities.contains(.cluster(state.cluster.id, drain)))
    let text = state.render().text
    #expect(text.contains("stopped: 1 of 3 pods gone"))
    #expect(text.contains("1 evicted before, and still ending"))
    #expect(text.contains("node talos-1 is cordoned"))
    #expect(state.said.last == "drain stopped; node talos-1 stays cordoned, and U uncordons it")
  }

  @Test func leftRunningItIsFoundAgain() throws {
    var state = try running()
    state.press("<esc>r")
    #expect(state.overlays.isEmpty)
    #expect(state.activities.contains(.cluster(state.cluster.id, drain)))
    state.press("D")
    #expect(state.render().text.contains("Drain of node talos-1"))
  }

  @Test func nobodyLeavesOrChangesTheContextMeanwhile() throws {
    var state = try running()
    state.press("<esc>r")
    #expect(state.press("<ctrl-c>").substantial.isEmpty)
    state.press("<esc>:ctx work<enter>")
    #expect(state.cluster.id.context == "homelab")
  }

  @Test func inAProtectedContextTheNodesNameHasToBeTyped() throws {
    var state = try Samples.nodes()
    state.settings.protectedContexts = ["homelab"]
    state.press("D<enter>")
    state.hear(.drainPlanned(Drain.ID(1), .success(Samples.drainPlan)))
    state.press("y<enter>")
    #expect(!state.activities.contains(.cluster(state.cluster.id, drain)))
  }

  @Test func whoMayNotEvictIsTold() throws {
    var state = try Samples.nodes()
    let question = AccessQuestion(
      verb: "create", kind: .pods, subresource: "eviction", namespace: "")
    state.hear(.reviewed(question, .denied("")))
    state.press("D")
    #expect(state.said.last == "drain: you aren't allowed to create pods/eviction")
  }
}
