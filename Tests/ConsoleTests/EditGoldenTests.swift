import Console
import Documents
import Emergencies
import GitOps
import Kubernetes
import TUI
import TestSupport
import Testing

/// How edits by hand, their review and the record of them look.
@Suite struct EditGoldenTests {
  static let sizes = [Size(80, 24), Size(200, 50)]
  private let first = EditFlow.ID(1)

  private func reviewing(_ size: Size, _ prepared: PreparedEdit...) -> ConsoleState {
    var state = Samples.deployments(size.width, size.height)
    state.press("e")
    state.hear(.editOpened(first, .success(Samples.webText)))
    _ = state.update(.edited(first, .left(Samples.webText(replicas: 5))))
    state.hear(.editPrepared(first, prepared))
    return state
  }

  /// An edit of an image and of a text of several lines, which the server adds something to.
  private var rich: PreparedEdit {
    var prepared = Samples.healed()
    let image: FieldPath = [
      "spec", "template", "spec", "containers", .element(["name": "web"]), "image",
    ]
    let script: FieldPath = ["metadata", "annotations", "example.org/script"]
    prepared.edits += [
      FieldEdit(image, before: "nginx:1.29", after: "nginx:1.30"),
      FieldEdit(script, before: "one\ntwo\nthree", after: "one\n2\nthree"),
    ]
    if var result = prepared.wanted {
      result = image.setting("nginx:1.30", in: result)
      prepared.verdict = .accepted(
        result: result,
        also: [FieldEdit(["metadata", "labels", "team"], before: nil, after: "shop")])
    }
    prepared.warnings = ["spec.template.spec.nodeSelector: deprecated since v1.14"]
    prepared.forecast?.fields += [
      FieldForecast(
        prepared.edits[1],
        [
          ForecastOutcome(
            ForecastActor(.application, ObjectName(namespace: "argocd", name: "shop")),
            .reverted(.atOnce(delay: 0)))
        ]),
      FieldForecast(
        prepared.edits[2], [ForecastOutcome(.nobody, .survives(.nobody))]),
    ]
    return prepared
  }

  @Test(arguments: sizes) func review(size: Size) {
    expectGolden(reviewing(size, rich).render(), "edit-review")
  }

  @Test(arguments: sizes) func conflicts(size: Size) {
    expectGolden(reviewing(size, Samples.conflicting()).render(), "edit-conflict")
  }

  @Test(arguments: sizes) func refused(size: Size) {
    var prepared = Samples.scaled()
    prepared.verdict = .refused(
      .invalid(
        Status(
          code: 422, reason: "Invalid", message: "Deployment.apps \"web\" is invalid",
          causes: [.init(reason: "x", message: "must be positive", field: "spec.replicas")])))
    expectGolden(reviewing(size, prepared).render(), "edit-refused")
  }

  @Test(arguments: sizes) func decision(size: Size) {
    var state = reviewing(size, rich)
    state.press("<enter><space><down>")
    expectGolden(state.render(), "edit-decision")
  }

  @Test(arguments: sizes) func waiting(size: Size) {
    var state = reviewing(size, rich)
    state.press("<esc>")
    let kept = KeptEdit(
      id: KeptEdit.ID("1-2-3"), context: "work",
      time: Timestamp(seconds: Samples.now.seconds - 7200), objects: Samples.webText.objects)
    _ = state.update(.keptEdits([kept]))
    state.press(":edits<enter>")
    expectGolden(state.render(), "edits")
  }

  @Test(arguments: sizes) func record(size: Size) {
    var state = Samples.deployments(size.width, size.height)
    state.hear(
      .emergencies(
        [
          Samples.emergency(number: 3),
          Samples.emergency(.reverted(by: "argocd-controller", at: Samples.now), number: 2),
          Samples.emergency(.inGit, number: 1),
        ], nil))
    state.press("<ctrl-e><space>")
    expectGolden(state.render(), "emergencies")
  }

  @Test(arguments: sizes) func ways(size: Size) {
    var state = Samples.deployments(size.width, size.height)
    state.hear(.emergencies([Samples.emergency()], nil))
    state.press("<ctrl-e>w")
    let text = { (replicas: Int) in
      Array("kind: Deployment\nspec:\n  replicas: \(replicas) # enough\n  paused: false\n".utf8)
    }
    let path: FieldPath = ["spec", "replicas"]
    let proposal = GitProposal(
      repository: .infrastructure, folder: "/home/me/homelab-infra", base: "595bc0b7",
      branch: "main", source: "shop", edits: [FieldEdit(path, before: 3, after: 5)],
      files: [FileChange(path: "shop/base/web.yaml", before: text(3), after: text(5))],
      traces: [
        .init(path: path, file: "shop/base/web.yaml", line: 3, layer: "the resource itself")
      ],
      effects: [
        .init(
          stack: "shop", environment: "dev", object: "Deployment shop/web",
          fields: ["spec.replicas"])
      ])
    state.hear(.traced(GitFlow.ID(1), GitProposals(proposals: [proposal])))
    expectGolden(state.render(), "git-ways")
  }

  @Test(arguments: sizes) func variable(size: Size) {
    var state = Samples.deployments(size.width, size.height)
    state.press("E")
    state.hear(.document(Samples.webKey, Samples.webDocument))
    state.press("<down>LEVEL")
    expectGolden(state.render(), "variable-form")
  }
}
