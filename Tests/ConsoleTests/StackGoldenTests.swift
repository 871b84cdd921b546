import Console
import DeployEngine
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// The screens of stacks: the pane, the tree, plans, deploys, the ledger, the script.
@Suite struct StackGoldenTests {
  private static let sizes = GoldenTests.sizes
  private let registry = ObjectKey(.deployments, namespace: "registry", name: "registry")

  private func state(_ size: Size) -> ConsoleState {
    var state = Samples.state(size.width, size.height)
    state.hearOfStacks()
    return state
  }

  private func planned(_ size: Size, _ key: String = "D", _ plan: Plan = Plans.large)
    -> ConsoleState
  {
    var state = state(size)
    state.select(stack: "registry")
    state.press(key)
    state.hear(.planned(Deploy.ID(1), .success(plan)))
    return state
  }

  @Test(arguments: sizes) func stacksPane(size: Size) {
    var state = state(size)
    state.press("1z")
    expectGolden(state.render(), "stacks")
  }

  @Test(arguments: sizes) func tree(size: Size) {
    var state = state(size)
    state.select(stack: "traefik")
    state.press("<enter>")
    state.hearOfTree()
    state.press("jj")
    expectGolden(state.render(), "tree")
  }

  @Test(arguments: sizes) func difference(size: Size) {
    expectGolden(planned(size, "v").render(), "diff")
  }

  @Test(arguments: sizes) func review(size: Size) {
    var state = planned(size)
    state.press("P")
    expectGolden(state.render(), "review")
  }

  @Test(arguments: sizes) func reviewFurtherDown(size: Size) {
    var state = planned(size)
    state.press("G")
    expectGolden(state.render(), "review-end")
  }

  @Test(arguments: sizes) func dangerousQuestion(size: Size) {
    var state = planned(size)
    state.press("Py")
    state.type("regis")
    expectGolden(state.render(), "review-question")
  }

  @Test(arguments: sizes) func applying(size: Size) {
    var state = planned(size)
    state.press("y")
    state.type("registry")
    state.press("<enter>")
    let id = Deploy.ID(1)
    state.hear(.deploy(id, .began(stages: [])))
    state.hear(.deploy(id, .entered(.applying)))
    let keys = Plans.large.items.map(\.key)
    state.hear(.deploy(id, .applied(keys[0], .unchanged)))
    state.hear(.deploy(id, .applied(keys[1], .configured)))
    state.hear(.deploy(id, .started(keys[3])))
    state.hear(.deploy(id, .retrying(keys[4], .empty, after: .seconds(1))))
    _ = state.update(.ticked(Timestamp(seconds: Samples.now.seconds + 8)))
    expectGolden(state.render(), "deploy-applying")
  }

  @Test(arguments: sizes) func waiting(size: Size) {
    var state = planned(size, "D", Plans.one(.change))
    state.press("y")
    let id = Deploy.ID(1)
    state.hear(.deploy(id, .entered(.applying)))
    state.hear(.deploy(id, .applied(registry, .configured)))
    state.hear(.deploy(id, .entered(.waiting)))
    state.hear(.deploy(id, .health(.began([Plans.waiting(for: registry)]))))
    _ = state.update(.ticked(Timestamp(seconds: Samples.now.seconds + 42)))
    expectGolden(state.render(), "deploy-waiting")
    state.press("<esc>")
    expectGolden(state.render(), "deploy-stop")
  }

  @Test(arguments: sizes) func failed(size: Size) {
    var state = planned(size, "D", Plans.one(.change))
    state.press("y")
    let error = DeployError.unknownKind(apiVersion: "apps/v2", kind: "Deployment")
    let changes = ChangeSet(
      entries: [.init(key: registry, outcome: .failed(error))], ending: .failed(error),
      warnings: ["the journal couldn't be written: no space"])
    state.hear(.deploy(Deploy.ID(1), .entered(.applying)))
    state.hear(.deploy(Deploy.ID(1), .finished(changes)))
    state.toasts = []
    expectGolden(state.render(), "deploy-failed")
  }

  @Test(arguments: sizes) func deploys(size: Size) {
    var state = planned(size, "D", Plans.one(.change))
    state.press("y<esc>r:deploys<enter>")
    state.toasts = []
    expectGolden(state.render(), "deploys")
  }

  @Test(arguments: sizes) func ledger(size: Size) {
    var state = state(size)
    state.select(stack: "registry")
    state.press("L")
    state.hear(.ledger(Stack.ID("infrastructure/base/registry"), .success(Samples.ledger)))
    state.press("j<enter>")
    expectGolden(state.render(), "ledger")
  }

  @Test(arguments: sizes) func script(size: Size) {
    var state = state(size)
    state.select(stack: "registry")
    state.press("!")
    expectGolden(state.render(), "script-question")
    state.press("y")
    state.toasts = []
    let id = ScriptRun.ID(1)
    _ = state.update(
      .script(
        id,
        .wrote([
          "deployment.apps/registry \u{1B}[32mconfigured\u{1B}[0m", "service/registry unchanged",
          "\u{1B}]0;title\u{7}\u{1B}[2Jdone\u{7}",
        ])))
    _ = state.update(.ticked(Timestamp(seconds: Samples.now.seconds + 3)))
    expectGolden(state.render(), "script")
    _ = state.update(.script(id, .ended(.exited(1))))
    state.toasts = []
    expectGolden(state.render(), "script-ended")
  }
}
