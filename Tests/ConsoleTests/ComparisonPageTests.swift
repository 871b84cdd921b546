import Console
import Documents
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// How an application's resources differ from Git, on a page.
@Suite struct ComparisonPageTests {
  private let web = ObjectKey(.deployments, namespace: "shop", name: "web")
  private static let rendered = ApplicationComparison.Origin.rendered(
    folder: "/home/me/src/shop", commit: "3f2a9c1d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b")

  private static func deployment(_ image: String) -> Value {
    [
      "apiVersion": "apps/v1", "kind": "Deployment",
      "metadata": ["name": "web", "namespace": "shop"],
      "spec": ["template": ["spec": ["containers": [["name": "web", "image": .string(image)]]]]],
    ]
  }

  private static func object(
    _ kind: String, _ name: String, _ desired: Value?, _ live: Value?,
    _ settings: ComparisonSettings = ComparisonSettings()
  ) -> ApplicationComparison.Object {
    .init(
      ResourceIdentity(
        group: kind == "Deployment" ? "apps" : "", kind: kind,
        name: ObjectName(namespace: "shop", name: name)),
      .compared(ObjectComparison(desired: desired, live: live, settings)))
  }

  private static let service: Value = [
    "apiVersion": "v1", "kind": "Service", "metadata": ["name": "web", "namespace": "shop"],
  ]

  private func opened(
    _ comparison: ApplicationComparison, _ size: Size = Size(140, 40)
  ) -> ConsoleState {
    var state = Samples.state(size.width, size.height)
    state.press("2v")
    state.hear(.compared(ComparisonRequest(Samples.shop), .success(comparison)))
    return state
  }

  @Test func theKeyAsksForTheComparison() {
    var state = Samples.state()
    state.press("2v")
    let activity = Activity.cluster(state.cluster.id, .comparison(ComparisonRequest(Samples.shop)))
    #expect(state.activities.contains(activity))
    #expect(state.render().text.contains("rendering what Git wants"))
    state.press("<esc>")
    #expect(!state.activities.contains(activity))
  }

  @Test func aNodeIsComparedByItself() {
    var state = Samples.state()
    state.openShop()
    state.press("gjjjv")
    #expect(state.said.last?.contains("Git says nothing of it") != true)
    #expect(state.render().text.contains("Diff of deployment shop/web"))
    state.press("<esc>jv")
    #expect(state.said.last?.contains("Git says nothing of it") == true)
  }

  @Test(arguments: GoldenTests.sizes) func comparison(size: Size) {
    let serverSide = ComparisonSettings(isServerSide: true)
    let comparison = ApplicationComparison(
      origins: [Self.rendered],
      objects: [
        Self.object("ConfigMap", "new", ["apiVersion": "v1", "kind": "ConfigMap"], nil),
        Self.object(
          "Deployment", "web", Self.deployment("shop:2"), Self.deployment("shop:1"), serverSide),
        Self.object("Service", "old", nil, Self.service),
        Self.object("Service", "web", Self.service, Self.service),
        .init(
          ResourceIdentity(kind: "Widget", name: ObjectName(namespace: "shop", name: "w")),
          .failed("the cluster has no such kind")),
      ])
    var state = opened(comparison, size)
    state.toasts = []
    expectGolden(state.render(), "comparison")
  }

  @Test(arguments: GoldenTests.sizes) func comparisonWithoutCheckout(size: Size) {
    let comparison = ApplicationComparison(
      origins: [.unconfigured(repository: "https://git.example.com/me/shop.git")])
    expectGolden(opened(comparison, size).render(), "comparison-without-checkout")
  }

  @Test func secretsAreMasked() {
    func secret(_ value: String) -> Value {
      [
        "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "door"],
        "data": ["code": .string(value)],
      ]
    }
    let comparison = ApplicationComparison(
      origins: [Self.rendered],
      objects: [Self.object("Secret", "door", secret("c2VzYW1l"), secret("b3Blbg=="))])
    let text = opened(comparison).render().text
    #expect(text.contains("/data/code"))
    #expect(!text.contains("c2VzYW1l"))
    #expect(!text.contains("b3Blbg=="))
  }

  @Test func whatCannotBeRenderedIsSaid() {
    let comparison = ApplicationComparison(
      origins: [
        .failed(
          repository: "https://git.example.com/me/shop.git",
          reasons: ["the repository here has no commit 3f2a9c1; `git fetch` may bring it"])
      ])
    let text = opened(comparison).render().text
    #expect(text.contains("isn't rendered"))
    #expect(text.contains("`git fetch` may bring it"))
  }

  @Test func itIsComparedAnewOnceArgoHasComparedAnew() {
    var state = opened(ApplicationComparison(origins: [Self.rendered]))
    let app = ApplicationRow(name: Samples.shop, reconciled: 7)
    state.hear(.applications(Samples.applicationQuery, .applied([app])))
    let request = ComparisonRequest(Samples.shop, reconciled: 7)
    #expect(state.activities.contains(.cluster(state.cluster.id, .comparison(request))))
  }
}
