import Kubernetes
import Testing

@testable import Commands

@Suite struct ContainerChoiceTests {
  private let pod = PodRow(
    name: ObjectName(namespace: "shop", name: "web-1"),
    containers: [
      ContainerRow(name: "setup", role: .initial), ContainerRow(name: "mesh", role: .sidecar),
      ContainerRow(name: "app"), ContainerRow(name: "app-metrics"),
      ContainerRow(name: "debug", role: .ephemeral),
    ])

  private func names(_ choice: ContainerChoice, usual: String? = nil) -> [String] {
    choice.containers(of: pod, usual: usual).map(\.name)
  }

  @Test func allAreAllOfThem() {
    #expect(names(.init(wanted: .all)) == ["setup", "mesh", "app", "app-metrics", "debug"])
  }

  @Test func someKindsCanBeLeftOut() {
    let choice = ContainerChoice(wanted: .all, includesInitial: false, includesEphemeral: false)
    #expect(names(choice) == ["mesh", "app", "app-metrics"])
  }

  @Test func theUsualOneIsTheFirstUnlessThePodSaysAnother() {
    #expect(names(.init(wanted: .usual)) == ["app"])
    #expect(names(.init(wanted: .usual), usual: "app-metrics") == ["app-metrics"])
    #expect(names(.init(wanted: .usual), usual: "gone") == ["app"])
  }

  @Test func aNameMeansItselfBeforeItIsAnExpression() {
    #expect(names(.init(wanted: .named("app"))) == ["app"])
    #expect(names(.init(wanted: .named("setup"), includesInitial: false)) == ["setup"])
    #expect(names(.init(wanted: .named("app.*"))) == ["app", "app-metrics"])
    #expect(names(.init(wanted: .named("APP"))) == [])
  }

  @Test func excludedOnesAreLeftOut() {
    #expect(
      names(.init(wanted: .all, excluded: ["^app$", "debug|setup"])) == ["mesh", "app-metrics"])
  }

  @Test func namesAreKubectls() {
    #expect(pod.containerNames == "app, app-metrics, debug (ephem), mesh (init), setup (init)")
  }
}
