import Documents
import HTTP
import Testing

@testable import DemoCluster

@Suite struct WatchTests {
  let client = APIClient()
  let path = "/api/v1/namespaces/default/configmaps"

  private var now: String {
    get async throws { try await client.get(path).resourceVersion }
  }

  @Test func aWatchFromAVersionGetsWhatCameAfter() async throws {
    let version = try await now
    try await client.makeConfigMap("a")
    var watch = try await client.watch("\(path)?watch=1&resourceVersion=\(version)")
    _ = try await client.patch("\(path)/a", ["data": ["x": "1"]], "merge")
    _ = try await client.send(.delete, "\(path)/a")
    #expect(try await watch.nextTitle() == "ADDED a")
    #expect(try await watch.nextTitle() == "MODIFIED a")
    let deleted = try #require(try await watch.next())
    #expect(deleted["type"] == "DELETED")
    #expect(deleted["object"]?["kind"] == "ConfigMap")
    #expect(deleted.at("object", "data", "x") == "1")
    let last = try await now
    #expect(deleted.at("object", "metadata", "resourceVersion") == .string(last))
  }

  @Test func aWatchWithoutAVersionBeginsWithWhatThereIs() async throws {
    try await client.makeConfigMap("a")
    var watch = try await client.watch("\(path)?watch=1")
    #expect(try await watch.nextTitle() == "ADDED a")
    #expect(try await watch.nextTitle() == "ADDED kube-root-ca.crt")
  }

  @Test func selectionsTurnChangesIntoComingAndGoing() async throws {
    try await client.makeConfigMap("a")
    let version = try await now
    var watch = try await client.watch(
      "\(path)?watch=1&resourceVersion=\(version)&labelSelector=on%3Dyes")
    for label in ["yes", "yes", "no"] as [Value] {
      _ = try await client.patch(
        "\(path)/a", ["metadata": ["labels": ["on": label]], "data": ["l": label]], "merge")
      _ = try await client.patch("\(path)/a", ["data": ["again": label]], "merge")
    }
    #expect(try await watch.nextTitle() == "ADDED a")
    #expect(try await watch.nextTitle() == "MODIFIED a")
    #expect(try await watch.nextTitle() == "DELETED a")
  }

  @Test func forgottenVersionsAreGone() async throws {
    let version = try await now
    try await client.makeConfigMap("a")
    await client.server.compactHistory()
    var watch = try await client.watch("\(path)?watch=1&resourceVersion=\(version)")
    let event = try #require(try await watch.next())
    #expect(event["type"] == "ERROR")
    #expect(event.at("object", "code") == 410)
    #expect(event.at("object", "reason") == "Expired")
    #expect(try await watch.next() == nil)
  }

  @Test func bookmarksComeEveryMinute() async throws {
    let version = try await now
    var watch = try await client.watch(
      "\(path)?watch=1&allowWatchBookmarks=true&resourceVersion=\(version)")
    try await client.makeConfigMap("other", in: "kube-system")
    await client.server.advance(by: .seconds(61))
    let event = try #require(try await watch.next())
    #expect(event["type"] == "BOOKMARK")
    #expect(event.at("object", "kind") == "ConfigMap")
    let latest = try await now
    #expect(event.at("object", "metadata", "resourceVersion") == .string(latest))
  }

  @Test func watchesEndWhenTheirTimeIsOver() async throws {
    let version = try await now
    var watch = try await client.watch(
      "\(path)?watch=1&timeoutSeconds=5&resourceVersion=\(version)")
    await client.server.advance(by: .seconds(5))
    #expect(try await watch.next() == nil)
  }

  @Test func streamingListsSayWhenTheyAreComplete() async throws {
    try await client.makeConfigMap("a")
    var watch = try await client.watch(
      "\(path)?watch=1&sendInitialEvents=true&allowWatchBookmarks=true"
        + "&resourceVersionMatch=NotOlderThan")
    #expect(try await watch.nextTitle() == "ADDED a")
    #expect(try await watch.nextTitle() == "ADDED kube-root-ca.crt")
    let mark = try #require(try await watch.next())
    #expect(mark["type"] == "BOOKMARK")
    #expect(
      mark.at("object", "metadata", "annotations", "k8s.io/initial-events-end") == "true")
    try await client.makeConfigMap("b")
    #expect(try await watch.nextTitle() == "ADDED b")
  }

  @Test func streamingListsNeedTheirMatch() async throws {
    #expect(try await client.get("\(path)?watch=1&sendInitialEvents=true").status == 422)
  }

  @Test func tablesSendTheirColumnsOnce() async throws {
    let version = try await now
    var watch = try await client.watch(
      "\(path)?watch=1&resourceVersion=\(version)",
      accept: "application/json;as=Table;v=v1;g=meta.k8s.io")
    try await client.makeConfigMap("a", ["x": "1"])
    try await client.makeConfigMap("b")
    let first = try #require(try await watch.next())
    #expect(first.at("object", "kind") == "Table")
    #expect(first.at("object", "columnDefinitions")?.array?.count == 3)
    #expect(first.at("object", "rows")?[0]?["cells"] == ["a", 1, "0s"])
    let second = try #require(try await watch.next())
    #expect(second.at("object", "columnDefinitions")?.isNull == true)
  }

  @Test func cutStreamsFail() async throws {
    let version = try await now
    var watch = try await client.watch("\(path)?watch=1&resourceVersion=\(version)")
    await client.server.dropStreams()
    await #expect(throws: TransportError.self) { try await watch.next() }
  }

  @Test func closedStreamsEnd() async throws {
    let version = try await now
    var watch = try await client.watch("\(path)?watch=1&resourceVersion=\(version)")
    await client.server.closeStreams()
    #expect(try await watch.next() == nil)
  }

  @Test func cancelledReadersStop() async throws {
    let version = try await now
    let watch = try await client.watch("\(path)?watch=1&resourceVersion=\(version)")
    let reading = Task {
      var watch = watch
      return try await watch.next()
    }
    reading.cancel()
    await #expect(throws: TransportError(.cancelled)) { try await reading.value }
  }
}
