import Console
import ConsoleRuntime
import CurlHTTP
import KubeletSupport
import Kubernetes
import Logs
import TUI
import TestSupport
import Testing

@testable import Commands

/// The deck's logs on a real API server: of several containers at once, while pods come and go.
@Suite(.kubelet, .timeLimit(.minutes(10)))
struct RealLogDeckTests {
  private func run(
    _ namespace: String, on server: ControlPlane,
    _ body: (ConsoleDriver, StandInKubelet) async throws -> Void
  ) async throws {
    try await server.kubectl()("create", "namespace", namespace)
    let kubelet = try await StandInKubelet.start(for: server)
    let context = ControlPlane.Identity.admin.rawValue
    let clusters = KubeconfigClusters(
      ConnectionChoice(kubeconfig: server.kubeconfigPath()), initialContext: context,
      loop: TransferLoop())
    var setup = ConsoleDriver.Setup()
    setup.context = context
    setup.settings = Settings(contexts: [context])
    setup.namespaces = [namespace]
    let world = LiveWorld(
      connect: { id throws(ConnectionProblem) in try await clusters.cluster(id) },
      repository: setup.repository, now: { .current() })
    try await ConsoleDriver.run(world, setup) { driver in
      try await driver.wait(for: "the kinds") { !$0.cluster.kinds.isEmpty }
      try driver.press(":logs -l app=web -n \(namespace)<enter>")
      try await body(driver, kubelet)
    }
    await kubelet.stop()
  }

  @Test func podsThatAreReplacedAreFollowed() async throws {
    try await run("replaced", on: .shared) { driver, kubelet in
      for generation in 0..<6 {
        let pod = "web-\(generation)"
        try await kubelet.run(pod, labels: ["app": "web"], in: "replaced")
        let main = StandInKubelet.Container(pod, in: "replaced")
        for number in 0..<50 { kubelet.write("\(generation):\(number)\n", to: main) }
        try await driver.wait(for: "the lines of \(pod)") { state in
          texts(state.logs.contents).contains("\(generation):49")
        }
        try await kubelet.remove(pod, in: "replaced")
      }
      let expected = (0..<6).flatMap { generation in (0..<50).map { "\(generation):\($0)" } }
      #expect(texts(await driver.runtime.state.logs.contents) == expected)
    }
  }

  @Test func aRestartOfTheServerLosesNothingOfSeveralContainers() async throws {
    let server = try await ControlPlane.start()
    let containers = ["one", "two", "three"].map {
      StandInKubelet.Container("web", $0, in: "several")
    }
    try await run("several", on: server) { driver, kubelet in
      try await kubelet.run(
        "web", containers: containers.map(\.name), labels: ["app": "web"], in: "several")
      func count(_ numbers: Range<Int>) {
        for number in numbers {
          for container in containers {
            kubelet.write("\(container.name) \(number)\n", to: container)
          }
        }
      }
      func waitForAll(_ count: Int) async throws {
        try await driver.wait(for: "\(count) lines of each") { state in
          texts(state.logs.contents).count >= count * containers.count
        }
      }
      count(0..<100)
      try await waitForAll(100)
      count(100..<200)
      await server.interrupt()
      count(200..<300)
      try await server.resume()
      try await waitForAll(300)
      let lines = texts(await driver.runtime.state.logs.contents)
      for container in containers {
        let own = lines.filter { $0.hasPrefix("\(container.name) ") }
        #expect(own == (0..<300).map { "\(container.name) \($0)" })
      }
    }
    await server.stop()
  }
}

/// The lines that containers wrote, oldest first.
private func texts(_ contents: LogContents) -> [String] {
  (0..<contents.count).compactMap { number in
    guard let (lines, index) = contents.line(number), !lines.entries[index].isMarker else {
      return nil
    }
    return lines.text(index)
  }
}
