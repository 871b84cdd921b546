import HTTP
import Kubernetes
import Testing

@Suite struct LiveListTests {
  /// Runs a live list until it has told that many changes.
  private func changes(
    _ count: Int, from transport: ScriptedTransport, _ pacing: InstantPacing = InstantPacing()
  ) async -> [Change<NameRow>] {
    let client = Client(transport: transport, pacing: pacing.pacing)
    let (stream, continuation) = AsyncStream.makeStream(of: Change<NameRow>.self)
    let task = Task {
      await client.live(ResourceQuery(.pods), decoding: NameDecoder()) { continuation.yield($0) }
      continuation.finish()
    }
    var changes: [Change<NameRow>] = []
    for await change in stream {
      changes.append(change)
      if changes.count == count { break }
    }
    task.cancel()
    await task.value
    return changes
  }

  private let refused = ScriptedTransport.Answer.json(
    #"{"kind":"Status","code":422,"reason":"Invalid"}"#, status: 422)

  private func page(_ names: String..., next: String = "") -> ScriptedTransport.Answer {
    let items = names.map { #"{"metadata":{"name":"\#($0)"}}"# }.joined(separator: ",")
    return .json(
      #"{"metadata":{"resourceVersion":"5","continue":"\#(next)"},"items":[\#(items)]}"#)
  }

  private func event(_ type: String, _ name: String, _ version: Int) -> String {
    """
    {"type":"\(type)","object":{"metadata":{"name":"\(name)","resourceVersion":"\(version)"}}}\n
    """
  }

  @Test func listsInPagesAndWatches() async {
    let transport = ScriptedTransport(
      refused, page("a", next: "n"), page("b"),
      .stream(event("ADDED", "c", 6), ending: .silence))
    #expect(
      await changes(5, from: transport) == [
        .began, .began, .page([NameRow("a")], remaining: nil),
        .page([NameRow("b")], remaining: nil), .listed,
      ])
  }

  @Test func asksOnceForAStreamingList() async {
    let transport = ScriptedTransport(
      refused, page("a"), .stream(event("ADDED", "c", 6), ending: .silence))
    _ = await changes(5, from: transport)
    let targets = await transport.targets
    #expect(targets[0].contains("sendInitialEvents=true"))
    #expect(targets[1] == "/api/v1/pods?limit=250")
    #expect(targets[2].contains("resourceVersion=5"))
  }

  @Test func eventsOfOneChunkComeTogether() async {
    let transport = ScriptedTransport(
      refused, page(),
      .stream(
        event("ADDED", "a", 6) + event("ADDED", "b", 7), event("DELETED", "a", 8),
        ending: .silence))
    #expect(
      await changes(6, from: transport).suffix(2) == [
        .applied([NameRow("a"), NameRow("b")]), .deleted([ObjectName(name: "a")]),
      ])
  }

  @Test func eventsMayBeCutAnywhere() async {
    let transport = ScriptedTransport(
      refused, page(),
      .stream(
        #"{"type":"ADDED","object":{"meta"#, #"data":{"name":"a"}}}"# + "\n", ending: .silence))
    #expect(await changes(5, from: transport).last == .applied([NameRow("a")]))
  }

  @Test func streamCutInTheMiddleOfALineResumes() async {
    let transport = ScriptedTransport(
      refused, page(),
      .stream(event("ADDED", "a", 6) + #"{"type":"ADDED","obj"#, ending: .end),
      .stream(event("ADDED", "b", 7), ending: .silence))
    #expect(
      await changes(6, from: transport).suffix(2)
        == [.applied([NameRow("a")]), .applied([NameRow("b")])])
    #expect(await transport.targets.last?.contains("resourceVersion=6") == true)
  }

  @Test func webPageInsteadOfAListIsToldAndTriedAgain() async {
    let page = ScriptedTransport.Answer.response(
      200, ["Content-Type": "text/html"], ["<html>\u{1B}[31mlog in</html>"], .end)
    let pacing = InstantPacing()
    let transport = ScriptedTransport(
      refused, page, self.page("a"), .stream(ending: .silence))
    let told = await changes(4, from: transport, pacing)
    guard case .interrupted(let interruption) = told[2],
      case .undecodable(let answer) = interruption.error
    else {
      Issue.record("not interrupted by what came: \(told)")
      return
    }
    #expect(answer.contentType == "text/html")
    #expect(answer.beginning == "<html> [31mlog in</html>")
    #expect(told[3] == .began)
    #expect(await pacing.waits == [.seconds(30)])
  }

  @Test func lostConnectionWaitsAndResumes() async {
    let pacing = InstantPacing()
    let transport = ScriptedTransport(
      refused, page(), .stream(event("ADDED", "a", 6), ending: .failure(.connectionLost)),
      .stream(ending: .silence))
    let told = await changes(7, from: transport, pacing)
    #expect(
      told.suffix(2) == [
        .interrupted(
          Interruption(
            .transport(TransportError(.connectionLost)), retriesAfter: .milliseconds(800))),
        .alive,
      ])
    #expect(await pacing.waits == [.milliseconds(800)])
  }

  @Test func silentStreamResumes() async {
    let transport = ScriptedTransport(
      refused, page(), .stream(ending: .failure(.timedOut)),
      .stream(event("ADDED", "a", 6), ending: .silence))
    #expect(await changes(5, from: transport).last == .applied([NameRow("a")]))
  }
}
