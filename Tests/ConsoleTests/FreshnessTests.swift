import DeployEngine
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

@testable import Console

/// Pages are made anew when an event is about them, and only then.
@Suite struct FreshnessTests {
  private let pod = ObjectKey(.pods, Samples.pods[0].name)
  private let other = ObjectKey(.pods, Samples.pods[1].name)
  private let cluster = ClusterID(context: "homelab")

  private func about(_ event: ClusterEvent) -> Event { .cluster(cluster, event) }

  @Test func aYAMLPageDependsOnItsOwnObjectAlone() {
    let page = Document.Content.yaml(pod)
    #expect(page.dependsOn(about(.document(pod, Samples.podDocument))))
    #expect(!page.dependsOn(about(.document(other, Samples.podDocument))))
    #expect(!page.dependsOn(about(.pods(Samples.podQuery, .alive))))
    #expect(!page.dependsOn(.ticked(Samples.now)))
  }

  @Test func aDescriptionDependsOnTheTimeToo() {
    let page = Document.Content.description(pod)
    #expect(page.dependsOn(.ticked(Samples.now)))
    #expect(page.dependsOn(about(.events(pod, .alive))))
    #expect(!page.dependsOn(about(.pods(Samples.podQuery, .alive))))
  }

  @Test(arguments: [Document.Content.help, .stack(Stack.ID("a")), .deploy(Deploy.ID(1))])
  func everyPageIsLaidOutAnewForAnotherSize(page: Document.Content) {
    #expect(page.dependsOn(.resized(Size(80, 24))))
    #expect(!page.dependsOn(.key(Key.character("j"))))
  }

  @Test func aPageBelowAnotherIsUpToDateWhenItIsSeenAgain() {
    var state = Samples.state()
    state.press("3y")
    state.press("?")
    state.hear(.document(pod, Samples.podDocument))
    state.press("<esc>")
    #expect(state.render().text.contains("quay.io/argoproj/argocd:v3.1.0"))
  }

  @Test func severalEventsAreTakenInAsIfOneByOne() {
    var together = Samples.state()
    var apart = together
    let keys = (KeySequence("3jj<enter><esc>k")?.keys ?? []).map { Event.key($0) }
    let events = keys + [about(.pods(Samples.podQuery, .deleted([other.name])))] + keys
    var commands: [Command] = []
    for event in events { commands += apart.update(event) }
    #expect(together.update(events).substantial == commands.substantial)
    #expect(together.render() == apart.render())
  }
}
