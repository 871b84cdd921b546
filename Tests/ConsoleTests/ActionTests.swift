import Console
import Kubernetes
import TUI
import Testing

@Suite struct DeleteTests {
  @Test func deletingAsksFirstAndTheAnswerIsNo() {
    var state = Samples.state()
    #expect(state.press("3<ctrl-d>").substantial.isEmpty)
    #expect(state.press("<enter>").substantial.isEmpty)
    #expect(state.overlays.isEmpty)
  }

  @Test func yesDeletesWhatIsMarked() throws {
    var state = Samples.state()
    state.hear(.discovered(Discovery(kinds: [.pods, .services])))
    state.press(":services<enter>")
    let query = ResourceQuery(.services)
    let names = ["a", "b"].map { ObjectName(namespace: "shop", name: $0) }
    state.hear(.table(query, .began))
    state.hear(
      .table(
        query,
        .page(
          names.map {
            TableRow(
              name: $0, columns: TableColumns(), cells: [])
          }, remaining: nil)))
    state.hear(.table(query, .listed))
    state.press("<space><space><ctrl-d>")
    let keys = names.map { ObjectKey(.services, $0) }
    state.hear(.editPrepared(EditFlow.ID(1), keys.map { Samples.deleted($0) }))
    #expect(Samples.deletions(state.press("<left><left><enter>")) == keys)
    #expect(state.table.marks.isEmpty)
  }

  @Test func whatIsNotAllowedIsSaidBeforehand() {
    var state = Samples.state()
    let asked = state.press("3")
    let question = AccessQuestion(verb: "delete", kind: .pods, namespace: "argocd")
    #expect(asked.contains(.cluster(state.cluster.id, .review(question))))
    state.hear(.reviewed(question, .denied("")))
    state.press("<ctrl-d>")
    #expect(state.overlays.isEmpty)
    #expect(state.said == ["delete: you aren't allowed to delete pods in namespace argocd"])
  }

  @Test func aReadOnlyConsoleChangesNothing() {
    var state = Samples.state()
    state.settings.isReadOnly = true
    #expect(state.press("3<ctrl-d>").substantial.isEmpty)
    #expect(state.press("1D").substantial.isEmpty)
    #expect(state.press(":deploy registry<enter>").substantial.isEmpty)
    #expect(state.overlays.isEmpty)
    #expect(state.said.allSatisfy { $0.contains("read-only") })
    #expect(state.said.count == 2)
  }
}
