import Console
import DeployEngine
import GitOps
import HTTP
import Kubernetes
import TestSupport
import Testing

@testable import ConsoleRuntime

/// Deploys and scripts that can't begin are over all the same, and say why.
@Suite(.timeLimit(.minutes(2)))
struct LiveDeployTests {
  private let id = ClusterID(context: "test")
  private let apply = ClusterActivity.apply(Deploy.ID(1), Deployer.Options())

  private func events(
    _ activity: Activity, connect: @escaping LiveWorld.Connect
  ) async -> [Event] {
    let told = Watched<[Event]>([])
    let world = LiveWorld(
      connect: connect, repository: NoRepository(), now: { Timestamp(seconds: 0) })
    await world.run(activity) { event in told.change { $0.append(event) } }
    return told.value
  }

  private func cluster() -> LiveWorld.Cluster {
    let transport = ScriptedTransport { _, _ throws(TransportError) in .json("{}") }
    return LiveWorld.Cluster(client: Client(transport: transport), address: "https://test")
  }

  @Test func aDeployWithoutItsPlanIsOver() async {
    let cluster = cluster()
    let events = await events(.cluster(id, apply)) { _ throws(ConnectionProblem) in cluster }
    let nothing = ChangeSet(entries: [], ending: .cancelled)
    #expect(events == [.cluster(id, .deploy(Deploy.ID(1), .finished(nothing)))])
  }

  @Test func aDeployWithoutAClusterIsOver() async {
    let events = await events(.cluster(id, apply)) { _ throws(ConnectionProblem) in
      throw ConnectionProblem("no such context")
    }
    #expect(events.first == .failed("no such context"))
    #expect(events.count == 2)
  }

  @Test func aPlanWithoutARepositorySaysSo() async {
    let cluster = cluster()
    let world = LiveWorld(
      connect: { _ throws(ConnectionProblem) in cluster }, repository: NoRepository(),
      now: { Timestamp(seconds: 0) })
    let request = PlanRequest(stack: Stack.ID("a"), purpose: .deploy)
    let event = await world.perform(.cluster(id, .plan(Deploy.ID(1), request)))
    let problem = StackProblem(file: "a", reason: "the folder isn't there any more")
    #expect(event == .cluster(id, .planned(Deploy.ID(1), .failure(.broken([problem])))))
  }

  @Test func aScriptThatCannotRunSaysSo() async {
    let cluster = cluster()
    let run = StackScript.usual.run(for: Stack(path: "a", name: "a", source: .plain))
    let events = await events(.script(ScriptRun.ID(1), run)) { _ throws(ConnectionProblem) in
      cluster
    }
    #expect(events == [.script(ScriptRun.ID(1), .ended(.notStarted("scripts can't be run here")))])
  }
}
