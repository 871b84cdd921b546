import Documents
import HTTP
import Testing

@testable import DemoCluster

@Suite struct LogTests {
  let client = APIClient()
  let main = ContainerID(namespace: "default", pod: "p", container: "main")
  let path = "/api/v1/namespaces/default/pods/p/log"

  init() async throws {
    let main = main
    try await client.server.configure { server in
      server.insert(
        .pods,
        [
          "metadata": ["name": "p", "namespace": "default"],
          "spec": ["nodeName": "n", "containers": [["name": "main"]]],
        ])
      for second in 0..<4 {
        server.appendLog(main, "line \(second)", at: server.now - .seconds(10 - second))
      }
    }
  }

  private func read(_ query: String) async throws -> String {
    try await client.get("\(path)?\(query)").text
  }

  @Test func logsAreText() async throws {
    let answer = try await client.get(path)
    #expect(answer.headers["Content-Type"] == "text/plain")
    #expect(answer.text == "line 0\nline 1\nline 2\nline 3\n")
  }

  @Test func partsCanBeAskedFor() async throws {
    #expect(try await read("tailLines=2") == "line 2\nline 3\n")
    #expect(try await read("tailLines=0") == "")
    #expect(try await read("sinceSeconds=8") == "line 2\nline 3\n")
    #expect(try await read("sinceTime=2026-01-05T08:59:53Z") == "line 3\n")
    #expect(try await read("limitBytes=9") == "line 0\nli")
    #expect(
      try await read("tailLines=1&timestamps=true")
        == "2026-01-05T08:59:53.000000000Z line 3\n")
  }

  @Test func previousRunsHaveTheirOwnLog() async throws {
    let refused = try await client.get("\(path)?previous=true")
    #expect(refused.status == 400)
    #expect(
      refused.message == "previous terminated container \"main\" in pod \"p\" not found")
    let main = main
    await client.server.beginLog(main)
    await client.server.appendLog(main, "again")
    #expect(try await read("previous=true&tailLines=1") == "line 3\n")
    #expect(try await read("") == "again\n")
  }

  @Test func followersGetWhatComesUntilTheRunEnds() async throws {
    let response = try await client.server.send(
      Request(.get, "\(path)?follow=true&tailLines=1"))
    let main = main
    await client.server.appendLog(main, "new")
    await client.server.endLog(main)
    let text = String(decoding: try await response.body.collect(), as: UTF8.self)
    #expect(text == "line 3\nnew\n")
  }

  @Test func podsWithSeveralContainersNeedAName() async throws {
    try await client.server.configure { server in
      server.insert(
        .pods,
        [
          "metadata": ["name": "q", "namespace": "default"],
          "spec": ["nodeName": "n", "containers": [["name": "a"], ["name": "b"]]],
        ])
    }
    let answer = try await client.get("/api/v1/namespaces/default/pods/q/log")
    #expect(answer.status == 400)
    #expect(
      answer.message == "a container name must be specified for pod q, choose one of: [a b]")
    let other = try await client.get("/api/v1/namespaces/default/pods/q/log?container=c")
    #expect(other.message == "container c is not valid for pod q")
  }

  @Test func waitingContainersSayWhy() async throws {
    try await client.server.configure { server in
      server.insert(
        .pods,
        [
          "metadata": ["name": "w", "namespace": "default"],
          "spec": ["nodeName": "n", "containers": [["name": "main"]]],
          "status": [
            "containerStatuses": [
              ["name": "main", "state": ["waiting": ["reason": "ImagePullBackOff"]]]
            ]
          ],
        ])
    }
    let answer = try await client.get("/api/v1/namespaces/default/pods/w/log")
    #expect(
      answer.message == "container \"main\" in pod \"w\" is waiting to start: trying and failing "
        + "to pull image")
  }
}
