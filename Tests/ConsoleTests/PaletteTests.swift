import Console
import Kubernetes
import TUI
import Testing

@Suite struct PaletteTests {
  @Test(arguments: ["deployments", "deploy", "Deployment", "deployments.apps"])
  func anyNameOfAKindShowsIt(name: String) {
    var state = Samples.state()
    state.press(":")
    for character in name { _ = state.update(.key(.character(character))) }
    state.press("<enter>")
    #expect(state.resourceKind == .deployments)
    #expect(state.focus == .resources)
    #expect(
      state.activities.contains(.cluster(state.cluster.id, .table(ResourceQuery(.deployments)))))
  }

  @Test func aKindWithANamespaceShowsOnlyThat() {
    var state = Samples.state()
    state.press(":pods media<enter>")
    #expect(state.namespaces == ["media"])
    #expect(state.resourceKind == .pods)
  }

  @Test func tabGoesThroughTheCompletions() {
    var state = Samples.state()
    state.press(":pods m<tab>")
    guard case .entry(let entry) = state.overlays.last else {
      Issue.record("no line is being typed")
      return
    }
    #expect(entry.line.text == "pods media")
  }

  @Test func theHistoryComesBack() {
    var state = Samples.state()
    state.press(":svc<enter>:ns media<enter>:<up><up>")
    guard case .entry(let entry) = state.overlays.last else {
      Issue.record("no line is being typed")
      return
    }
    #expect(entry.line.text == "svc")
  }

  @Test func whatIsNotKnownIsSaid() {
    var state = Samples.state()
    state.press(":frobnicate<enter>")
    #expect(state.said == ["frobnicate: neither a command nor a kind that this cluster has"])
  }

  @Test func aThemeIsACommandForTheTerminal() {
    var state = Samples.state()
    #expect(state.press(":theme nord<enter>").substantial == [.useTheme("nord")])
    #expect(state.press(":theme pink<enter>").substantial.isEmpty)
  }

  @Test func escapeLeavesEverythingAsItWas() {
    var state = Samples.state()
    state.press("3")
    let before = state
    state.press(":quit<esc>")
    #expect(state == before)
    state.press("/web<esc>")
    #expect(state.pods.visible == before.pods.visible)
    #expect(state.pods.filter == .none)
    #expect(state.overlays.isEmpty)
  }
}
