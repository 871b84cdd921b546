import Console
import Documents
import Kubernetes
import Logs
import TUI
import TestSupport
import Testing

@Suite struct GoldenTests {
  static let sizes = [Size(80, 24), Size(140, 40)]

  @Test(arguments: sizes) func deck(size: Size) {
    expectGolden(Samples.state(size.width, size.height).render(), "deck")
  }

  @Test(arguments: [Size(40, 10), Size(30, 8), Size(10, 3), Size(60, 17)])
  func crampedDeck(size: Size) {
    expectGolden(Samples.state(size.width, size.height).render(), "deck-cramped")
  }

  @Test(arguments: sizes) func waitingDeck(size: Size) {
    expectGolden(Samples.empty(size.width, size.height).render(), "deck-waiting")
  }

  @Test(arguments: sizes) func zoomedPods(size: Size) {
    var state = Samples.state(size.width, size.height)
    state.press("3jz")
    expectGolden(state.render(), "pods-zoomed")
  }

  @Test(arguments: sizes) func stack(size: Size) {
    var state = Samples.state(size.width, size.height)
    state.select(stack: "media")
    state.press("<enter>")
    expectGolden(state.render(), "stack")
  }

  @Test(arguments: sizes) func yaml(size: Size) {
    var state = Samples.state(size.width, size.height)
    state.press("3y")
    state.hear(.document(ObjectKey(.pods, Samples.pods[0].name), Samples.podDocument))
    expectGolden(state.render(), "yaml")
  }

  @Test(arguments: sizes) func description(size: Size) {
    var state = Samples.state(size.width, size.height)
    state.press("3d")
    let key = ObjectKey(.pods, Samples.pods[0].name)
    state.hear(.document(key, Samples.podDocument))
    let event = EventRow(
      name: ObjectName(namespace: "argocd", name: "e1"), isWarning: true, reason: "BackOff",
      message: "Back-off restarting failed container", object: key.name, source: "kubelet",
      count: 7, lastSeen: Samples.now.seconds - 30)
    state.hear(.events(key, .began))
    state.hear(.events(key, .page([event], remaining: nil)))
    state.hear(.events(key, .listed))
    expectGolden(state.render(), "description")
  }

  @Test(arguments: sizes) func logs(size: Size) {
    var state = Samples.state(size.width, size.height)
    state.press("3jj")
    if let query = state.logs.queries.first {
      let lines = (0..<5).map {
        LogLine(
          time: Timestamp(seconds: Samples.now.seconds + $0),
          text: "level=info msg=\"line \($0)\" \u{1B}[31mred\u{1B}[0m \u{1B}]0;title\u{7} 漢字")
      }
      state.hear(.logs(query, .lines(PackedLines(lines))))
    }
    state.press("lt")
    expectGolden(state.render(), "logs")
  }

  @Test(arguments: sizes) func palette(size: Size) {
    var state = Samples.state(size.width, size.height)
    state.press(":d")
    expectGolden(state.render(), "palette")
  }

  @Test(arguments: sizes) func namespacePicker(size: Size) {
    var state = Samples.state(size.width, size.height)
    state.press("n<down><space>")
    expectGolden(state.render(), "namespaces")
  }

  @Test(arguments: sizes) func question(size: Size) {
    var state = Samples.state(size.width, size.height)
    state.press("3<ctrl-d>")
    expectGolden(state.render(), "delete")
  }

  @Test(arguments: sizes) func help(size: Size) {
    var state = Samples.state(size.width, size.height)
    state.press("3?")
    expectGolden(state.render(), "help")
  }
}

extension Samples {
  static let podDocument: Value = [
    "apiVersion": "v1", "kind": "Pod",
    "metadata": [
      "name": "argocd-server-7c9f", "namespace": "argocd",
      "creationTimestamp": "2027-01-15T06:00:00Z", "labels": ["app": "argocd-server"],
      "managedFields": [["manager": "kubelet"]],
    ],
    "spec": [
      "containers": [
        [
          "name": "server", "image": "quay.io/argoproj/argocd:v3.1.0", "args": ["--insecure"],
          "resources": ["requests": ["cpu": "100m", "memory": "128Mi"]],
        ]
      ], "nodeName": "talos-1",
    ],
    "status": [
      "phase": "Running",
      "containerStatuses": [
        [
          "name": "server", "ready": true, "restartCount": 2,
          "state": ["running": ["startedAt": "2027-01-15T06:00:10Z"]],
        ]
      ],
      "conditions": [["type": "Ready", "status": "True"]],
    ],
  ]
}
