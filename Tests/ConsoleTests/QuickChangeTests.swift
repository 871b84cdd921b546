import Console
import Documents
import Emergencies
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// Changes that a key asks for without an editor, and that take the road of edits all the same.
@Suite struct QuickChangeTests {
  private let service = ObjectKey(.services, namespace: "shop", name: "a")
  private let first = EditFlow.ID(1)

  private func deleting() -> ConsoleState {
    var state = Samples.listing(.services, [service.name])
    state.press("<ctrl-d>")
    return state
  }

  @Test func aDeletionSaysWhoMakesItAnew() {
    var state = deleting()
    #expect(state.render().text.contains("asking who looks after it"))
    var prepared = Samples.deleted(service)
    let shop = ForecastActor(.application, ObjectName(namespace: "argocd", name: "shop"))
    prepared.forecast = Forecast(
      object: [ForecastOutcome(shop, .reverted(.atOnce(delay: 0)))], made: Samples.now.seconds)
    state.hear(.editPrepared(first, [prepared]))
    #expect(state.render().text.contains("✖ application shop makes it anew within seconds"))
  }

  @Test func nothingIsDeletedBeforeTheServerHasAnswered() {
    var state = deleting()
    #expect(Samples.deletions(state.press("y")).isEmpty)
    #expect(state.said.last?.contains("still asked") == true)
    state.hear(.editPrepared(first, [Samples.deleted(service)]))
    #expect(Samples.deletions(state.press("y")) == [service])
  }

  @Test func whoeverSaysNoLeavesNothingBehind() {
    var state = deleting()
    state.hear(.editPrepared(first, [Samples.deleted(service)]))
    state.press("<enter>")
    #expect(state.overlays.isEmpty)
    #expect(state.edits.isEmpty)
  }

  @Test func moreChoicesAreThoseOfTheReview() {
    var state = deleting()
    state.hear(.editPrepared(first, [Samples.deleted(service)]))
    state.press("m")
    let screen = state.render().text
    #expect(screen.contains("(•) save for later"))
    #expect(screen.contains("( ) apply"))
  }

  @Test func inAProtectedContextTheNameHasToBeTyped() {
    var state = Samples.listing(.services, [service.name])
    state.settings.protectedContexts = ["homelab"]
    state.press("<ctrl-d>")
    state.hear(.editPrepared(first, [Samples.deleted(service)]))
    #expect(Samples.deletions(state.press("<enter>")).isEmpty)
    state.press("<ctrl-d>")
    state.hear(.editPrepared(EditFlow.ID(2), [Samples.deleted(service)]))
    #expect(Samples.deletions(state.press("a<enter>")) == [service])
  }

  // MARK: - Variables

  private func variable(_ keys: String, _ object: Value = Samples.webDocument) -> [EditDraft] {
    var state = Samples.deployments()
    state.press("E")
    state.hear(.document(Samples.webKey, object))
    return state.press(keys).flatMap { command -> [EditDraft] in
      if case .cluster(_, .prepareEdit(_, let drafts, _)) = command { drafts } else { [] }
    }
  }

  @Test func aVariableIsAddedAndReviewed() {
    let drafts = variable("<down>LEVEL<down>debug<enter>")
    #expect(drafts.map(\.action) == ["LEVEL of web: not set → debug"])
    #expect(
      drafts.first?.edits.map(\.path.description)
        == ["spec.template.spec.containers[web].env[LEVEL]"])
  }

  @Test func aVariableThatCameFromSomewhereElseIsReplaced() {
    var object = Samples.webDocument
    object[["spec", "template", "spec", "containers", "0", "env"]] = [
      ["name": "LEVEL", "valueFrom": ["secretKeyRef": ["name": "s", "key": "k"]]]
    ]
    let drafts = variable("<down>LEVEL<down>debug<enter>", object)
    #expect(drafts.map(\.action) == ["LEVEL of web: set from somewhere else → debug"])
    let value = drafts.first?.edits.first { $0.path.description.hasSuffix("env[LEVEL].value") }
    #expect(value?.after == "debug")
  }

  @Test func aVariableCanBeTakenAway() {
    var object = Samples.webDocument
    object[["spec", "template", "spec", "containers", "0", "env"]] = [
      ["name": "LEVEL", "value": "info"]
    ]
    let drafts = variable("<down>LEVEL<down><down><space><enter>", object)
    #expect(drafts.map(\.action) == ["LEVEL of web: info → not set"])
  }
}
