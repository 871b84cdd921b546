import Console
import Documents
import GitOps
import HTTP
import Kubernetes
import Logs
import TUI
import Testing

/// Text from the cluster is data: whatever it is, no control character gets onto the screen, and
/// nothing falls over.
@Suite struct HostileTextTests {
  static let texts = [
    "\u{1B}[2J\u{1B}[H", "\u{1B}]0;owned\u{7}", "a\rb\nc\td", "\u{9B}31m", "\u{202E}evil",
    "e\u{301}\u{301}\u{301}", "👩‍👩‍👧‍👦", "漢字漢字漢字", "\u{0}\u{7F}", "\u{FEFF}\u{200D}",
    String(repeating: "x", count: 5_000), "",
  ]

  @Test(arguments: texts, [Size(140, 40), Size(80, 24), Size(40, 10), Size(10, 3)])
  func nothingOfItReachesTheScreenRaw(text: String, size: Size) {
    var state = Samples.state(size.width, size.height)
    let row = PodRow(
      name: ObjectName(namespace: text, name: text), status: text, node: text,
      owner: Owner(kind: text, name: text), containers: [ContainerRow(name: text)],
      health: .degraded, message: text)
    state.hear(.pods(Samples.podQuery, .applied([row])))
    state.hear(
      .unreachable(Interruption(.transport(.init(.other, detail: text)), retriesAfter: .zero)))
    state.hear(
      .applications(
        Samples.applicationQuery,
        .applied([
          ApplicationRow(
            name: ObjectName(namespace: text, name: text), healthMessage: text, revisions: [text],
            destination: ApplicationDestination(server: text, namespace: text))
        ])))
    for keys in ["3g", "d", "<esc>y", "<esc>l", "<esc>2G<enter>", "<esc>", "?", "<esc>n"] {
      state.press(keys)
      if let query = state.logs.queries.first {
        state.hear(.logs(query, .lines(PackedLines([LogLine(time: Samples.now, text: text)]))))
      }
      #expect(!state.render().hasControlCharacters, "\(keys)")
    }
  }

  @Test(arguments: texts, [Size(140, 40), Size(80, 24), Size(40, 10), Size(10, 3)])
  func nothingOfAnApplicationReachesTheScreenRaw(text: String, size: Size) {
    var state = Samples.state(size.width, size.height)
    let name = ObjectName(namespace: "shop", name: text)
    let app = ApplicationRow(
      name: Samples.shop, healthMessage: text, revisions: [text],
      sources: [ApplicationSource(repository: text, path: text, targetRevision: text)],
      destination: ApplicationDestination(server: "https://kubernetes.default.svc"),
      operation: ApplicationOperation(phase: .failed, message: text, initiator: text),
      resources: [ApplicationResource(kind: text, name: name, sync: .outOfSync)])
    state.hear(.applications(Samples.applicationQuery, .applied([app])))
    func check(_ what: String) { #expect(!state.render().hasControlCharacters, "\(what)") }
    state.openShop()
    state.hear(
      .document(
        ObjectKey(.applications, Samples.shop),
        ["status": ["conditions": [["type": .string(text), "message": .string(text)]]]]))
    check("tree")
    state.press("V")
    let object = ApplicationComparison.Object(
      ResourceIdentity(kind: text, name: name),
      .compared(
        ObjectComparison(desired: ["kind": .string(text), "a": .string(text)], live: ["a": "b"])))
    let comparison = ApplicationComparison(
      origins: [
        .rendered(folder: text, commit: text), .unconfigured(repository: text),
        .failed(repository: text, reasons: [text]),
      ],
      objects: [object, .init(ResourceIdentity(kind: text, name: name), .failed(text))],
      notes: [text])
    state.hear(.compared(ComparisonRequest(Samples.shop), .success(comparison)))
    check("comparison")
    state.press("<esc>u")
    let links = [Link(title: text, address: "https://\(text)"), Link(title: text, address: text)]
    state.hear(.links(LinkSubject(Samples.shop), .success(links)))
    check("links")
    state.press("<enter>")
    check("link")
    state.press("<esc>o")
    let pod = PodRow(
      name: ObjectName(namespace: "argocd", name: text),
      containers: [ContainerRow(name: "argocd-application-controller")])
    let query = ResourceQuery(
      .pods, labelSelector: ArgoComponent.applicationController.labelSelector)
    state.hear(.followedPods(query, .began))
    state.hear(.followedPods(query, .page([pod], remaining: nil)))
    state.hear(.followedPods(query, .listed))
    if let query = state.logs.queries.first {
      let line = "level=error msg=\"\(text)\" application=shop \(text)=\(text)"
      state.hear(.logs(query, .lines(PackedLines([LogLine(time: Samples.now, text: line)]))))
    }
    check("logs")
  }
}

extension Canvas {
  /// Whether any cell holds something that a terminal would obey.
  var hasControlCharacters: Bool {
    (0..<size.height).contains { y in
      (0..<size.width).contains { x in
        !self[x, y].isContinuation
          && self[x, y].character.unicodeScalars.contains {
            $0.value < 0x20 || (0x7F..<0xA0).contains($0.value)
              || (0x202A...0x202E).contains($0.value)
              || (0x2066...0x2069).contains($0.value)
          }
      }
    }
  }
}
