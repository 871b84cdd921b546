import Console
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// The pages that have to do with an application.
@Suite struct LinkTests {
  private static let links = [
    Link(title: "Argo CD", address: "https://argocd.example.com/applications/argocd/shop"),
    Link(title: "Source", address: "https://git.example.com/me/shop/tree/3f2a9c1/k8s"),
    Link(title: "Ask", address: "mailto:me@example.com"),
  ]
  private let subject = LinkSubject(Samples.shop)

  private func opened(
    _ links: [Link] = links, canOpen: Bool = true, size: Size = Size(140, 40)
  ) -> ConsoleState {
    var state = Samples.state(size.width, size.height)
    state.settings.canOpenLinks = canOpen
    state.press("2u")
    state.hear(.links(subject, .success(links)))
    return state
  }

  @Test(arguments: GoldenTests.sizes) func links(size: Size) {
    expectGolden(opened(size: size).render(), "links")
  }

  @Test func theKeyAsksForThem() {
    var state = Samples.state()
    #expect(state.press("2u").substantial == [.cluster(state.cluster.id, .links(subject))])
    #expect(state.render().text.contains("asking"))
  }

  @Test func aResourceOfTheTreeBringsItsOwn() {
    var state = Samples.state()
    state.openShop()
    let web = ObjectKey(.deployments, namespace: "shop", name: "cart")
    #expect(
      state.press("gu").substantial == [
        .cluster(state.cluster.id, .links(LinkSubject(Samples.shop, resource: web)))
      ])
  }

  @Test func enterOpensThePage() {
    var state = opened()
    #expect(state.press("<down><enter>") == [.open(Self.links[1].address)])
    #expect(state.overlays.isEmpty)
  }

  @Test func whereNothingOpensPagesTheAddressIsCopied() {
    var state = opened(canOpen: false)
    #expect(state.press("<enter>") == [.copy(Self.links[0].address)])
    #expect(state.said.last?.contains("no program here opens pages") == true)
  }

  @Test func theAddressCanBeCopied() {
    var state = opened()
    #expect(state.press("<ctrl-y>") == [.copy(Self.links[0].address)])
  }

  @Test(arguments: [
    "mailto:me@example.com", "javascript:alert(1)", "file:///etc/passwd", "--help",
    "https://a.example.com/\u{1B}]0;x\u{7}", "https://a.example.com/ -o x", "https://",
  ])
  func whatIsNoWebPageIsNeverOpened(address: String) {
    var state = opened([Link(title: "x", address: address)])
    #expect(state.press("<enter>") == [.copy(address)])
  }

  @Test func thoseNobodyWaitsForAnyMoreAreDropped() {
    var state = Samples.state()
    state.press("2u<esc>")
    state.hear(.links(subject, .success(Self.links)))
    #expect(state.overlays.isEmpty)
  }

  @Test func whereThereAreNoneThatIsSaid() {
    let state = opened([])
    #expect(state.overlays.isEmpty)
    #expect(state.said.last == "nothing names a page about shop")
  }
}
