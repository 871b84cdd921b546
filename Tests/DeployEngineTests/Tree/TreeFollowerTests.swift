import DemoCluster
import DeployEngine
import Documents
import Kubernetes
import Testing
import YAML

@Suite(.timeLimit(.minutes(5))) struct TreeFollowerTests {
  @Test func aDeploymentsPodsComeIntoItsTree() async throws {
    let server = Scenario.empty.makeServer()
    let client = Client(transport: server, pacing: .immediate)
    let key = ObjectKey(.deployments, namespace: "default", name: "web")
    let applied = try await client.apply(key, try Value(yaml: WaiterTests.deployment()))
    let root = ObjectNode(
      key: key, uid: applied.object["metadata"]?["uid"]?.string ?? "", standing: .inSync)
    let (changes, feed) = AsyncStream.makeStream(
      of: (Change<HealthRow>, OwnedObjects.Source).self)
    let following = Task {
      await TreeFollower(client).follow(TreeFollower.sources(for: [root])) {
        feed.yield(($0, $1))
      }
    }
    let clock = Task {
      while !Task.isCancelled {
        await server.advance(by: .seconds(1))
        await Task.yield()
      }
    }
    var owned = OwnedObjects()
    for await (change, source) in changes {
      owned.apply(change, from: source)
      let pods = ObjectTree(roots: [root], owned).nodes.first?.children.first?.children ?? []
      if pods.count == 2, pods.allSatisfy({ $0.health == .healthy }) { break }
    }
    clock.cancel()
    following.cancel()
    #expect(ObjectTree(roots: [root], owned).count == 4)
  }
}
