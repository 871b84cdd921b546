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
    // Less than a second is lost on the way.
    #expect(try await read("sinceTime=2026-01-05T08:59:53.999Z") == "line 3\n")
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

  @Test(arguments: [
    ("sinceSeconds=0", "sinceSeconds: Invalid value: 0: must be greater than 0"),
    ("limitBytes=0", "limitBytes: Invalid value: 0: must be greater than 0"),
    ("tailLines=-1", "tailLines: Invalid value: -1: must be greater than or equal to 0"),
    (
      "sinceSeconds=1&sinceTime=2026-01-05T08:59:53Z",
      ": Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified"
    ),
  ])
  func whatMakesNoSenseIsRefused(query: String, why: String) async throws {
    let answer = try await client.get("\(path)?\(query)")
    #expect(answer.status == 422)
    #expect(answer.message == "PodLogOptions \"p\" is invalid: \(why)")
  }
}

/// What goes wrong with logs, on purpose.
@Suite struct LogFaultTests {
  let client = APIClient()
  let main = ContainerID(namespace: "default", pod: "p", container: "main")
  let path = "/api/v1/namespaces/default/pods/p/log"

  init() async throws {
    try await client.server.configure { server in
      server.insert(
        .pods,
        [
          "metadata": ["name": "p", "namespace": "default"],
          "spec": ["nodeName": "n", "containers": [["name": "main"]]],
        ])
    }
  }

  private func bytes(_ query: String = "") async throws -> [UInt8] {
    try await client.server.send(Request(.get, "\(path)?\(query)")).body.collect()
  }

  @Test func aLineWrittenInPiecesIsOneLine() async throws {
    await client.server.write("one", to: main)
    #expect(try await bytes() == Array("one".utf8))
    await client.server.advance(by: .seconds(1))
    await client.server.write(" and the same\ntwo\n", to: main)
    #expect(
      String(decoding: try await bytes("timestamps=true"), as: UTF8.self) == """
        2026-01-05T09:00:00.000000000Z one and the same
        2026-01-05T09:00:01.000000000Z two

        """)
  }

  @Test func anyBytesCanBeWritten() async throws {
    let odd: [UInt8] = [0xff, 0xfe, 0, 0x1b, 0xc3, 10]
    await client.server.write(odd, to: main)
    #expect(try await bytes() == odd)
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20) + [10]
    await client.server.write(long, to: main)
    #expect(try await bytes("tailLines=1") == long)
  }

  @Test func whatIsRotatedAwayIsGone() async throws {
    await client.server.write("old\n", to: main)
    let response = try await client.server.send(Request(.get, "\(path)?follow=true"))
    await client.server.rotateLog(of: main)
    await client.server.write("new\n", to: main)
    #expect(try await bytes() == Array("new\n".utf8))
    await client.server.endLog(main)
    #expect(try await response.body.collect() == Array("old\nnew\n".utf8))
  }

  @Test func noMoreIsKeptThanAKubeletKeeps() async throws {
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20) + [10]
    for _ in 0..<20 { await client.server.write(line, to: main) }
    let kept = try await bytes().count
    #expect(kept > ContainerLog.limit / 2)
    #expect(kept <= ContainerLog.limit + ContainerLog.limit / 4)
  }

  @Test func aCutWithinALineLosesTheRestOfIt() async throws {
    await client.server.write("whole\n", to: main)
    let response = try await client.server.send(Request(.get, "\(path)?follow=true"))
    await client.server.cutLog(of: main, within: "1234567")
    var seen: [UInt8] = []
    let cut = await #expect(throws: TransportError.self) {
      for try await chunk in response.body { seen += chunk }
    }
    #expect(cut?.reason == .connectionLost)
    #expect(seen == Array("whole\n1234".utf8))
    #expect(try await bytes("tailLines=1") == Array("1234567\n".utf8))
    #expect(await client.server.followedLogs == 0)
  }

  @Test func logsAloneCanBeRefused() async throws {
    await client.server.failNext(
      on: "/log", with: Refusal(code: 500, reason: "InternalError", message: "no node"))
    #expect(try await client.get("/api/v1/namespaces/default/pods/p").status == 200)
    #expect(try await client.get(path).status == 500)
    #expect(try await client.get(path).status == 200)
  }
}
