import Documents
import HTTP
import Kubernetes
import Synchronization
import Testing

/// How a node is drained: what is asked of the server, and what is told.
@Suite struct DrainerTests {
  private let web = ObjectName(namespace: "shop", name: "web")
  private let node = ScriptedTransport.Answer.json(#"{"spec":{}}"#)
  private let pods = ScriptedTransport.Answer.json(
    #"{"items":[{"metadata":{"namespace":"shop","name":"web","uid":"u","ownerReferences":"#
      + #"[{"kind":"ReplicaSet","name":"r","controller":true}]}}]}"#)
  private let refused = ScriptedTransport.Answer.json(
    #"{"kind":"Status","code":429,"reason":"TooManyRequests","message":"Cannot evict pod","#
      + #""details":{"causes":[{"reason":"DisruptionBudget","message":"needs 1"}]}}"#, status: 429)
  private let gone = ScriptedTransport.Answer.json(
    #"{"kind":"Status","code":404,"reason":"NotFound","details":{"kind":"pods","name":"web"}}"#,
    status: 404)
  private let done = ScriptedTransport.Answer.json("{}")

  private func drain(
    _ answers: [ScriptedTransport.Answer], _ options: DrainOptions = DrainOptions()
  ) async -> (events: [DrainEvent], targets: [String], waits: [Duration]) {
    let transport = ScriptedTransport(answers)
    let time = InstantPacing()
    let events = Mutex<[DrainEvent]>([])
    let client = Client(transport: transport, pacing: time.pacing)
    await Drainer(client).drain("a", options) { event in events.withLock { $0.append(event) } }
    return (events.withLock { $0 }, await transport.targets, await time.waits)
  }

  @Test func aNodeIsCordonedAndItsPodsAreEvicted() async {
    let result = await drain([node, done, pods, done, done, gone])
    let steps = result.events.filter { if case .planned = $0 { false } else { true } }
    #expect(
      steps == [
        .cordoned(wasAlready: false), .pod(web, .evicting), .pod(web, .ending), .pod(web, .gone),
        .finished(.complete),
      ])
    #expect(
      result.targets == [
        "/api/v1/nodes/a", "/api/v1/nodes/a?fieldManager=duet",
        "/api/v1/pods?fieldSelector=spec.nodeName%3Da&limit=500",
        "/api/v1/namespaces/shop/pods/web/eviction", "/api/v1/namespaces/shop/pods/web",
      ])
  }

  @Test func aBudgetIsAskedAgainAfterFiveSeconds() async {
    let result = await drain([node, done, pods, refused, done, gone])
    #expect(result.events.contains(.pod(web, .refused("needs 1"))))
    #expect(result.events.last == .finished(.complete))
    #expect(result.waits == [.seconds(5)])
  }

  @Test func aPodThatTookThePlaceOfAnotherIsLeftAlone() async {
    let other = ScriptedTransport.Answer.json(#"{"metadata":{"uid":"other"}}"#)
    let result = await drain([node, done, pods, done, other])
    #expect(result.events.suffix(2) == [.pod(web, .gone), .finished(.complete)])
  }

  @Test func whatTheServerForbidsIsNotAskedAgain() async {
    let denied = ScriptedTransport.Answer.json(
      #"{"kind":"Status","code":403,"reason":"Forbidden","message":"no"}"#, status: 403)
    let result = await drain([node, done, pods, denied])
    #expect(result.events.suffix(2) == [.pod(web, .failed("no")), .finished(.complete)])
  }

  @Test func aLostConnectionIsNoEnd() async {
    let lost = ScriptedTransport.Answer.failure(TransportError(.connectionLost))
    let result = await drain([node, done, pods, lost, gone])
    #expect(result.events.suffix(2) == [.pod(web, .gone), .finished(.complete)])
  }

  @Test func podsInTheWayKeepAllOthers() async {
    let lonely = ScriptedTransport.Answer.json(
      #"{"items":[{"metadata":{"namespace":"shop","name":"lonely","uid":"u"}}]}"#)
    let result = await drain([node, done, lonely])
    #expect(result.events.last == .finished(.blocked))
    #expect(result.targets.count == 3)
  }

  @Test func withoutEvictionPodsAreDeleted() async {
    let result = await drain(
      [node, done, pods, done, gone],
      DrainOptions(gracePeriodSeconds: 10, disablesEviction: true))
    #expect(result.targets[3] == "/api/v1/namespaces/shop/pods/web")
    #expect(result.events.last == .finished(.complete))
  }

  @Test func theTimeForItMayBeUp() async {
    let silence = ScriptedTransport.Answer.stream(ending: .silence)
    let result = await drain([node, done, pods, silence], DrainOptions(timeoutSeconds: 60))
    #expect(result.events.last == .finished(.timedOut))
  }

  @Test func aNodeThatIsCordonedIsNotCordonedAgain() async {
    let cordoned = ScriptedTransport.Answer.json(#"{"spec":{"unschedulable":true}}"#)
    let result = await drain([cordoned, .json(#"{"items":[]}"#)])
    #expect(result.events.first == .cordoned(wasAlready: true))
    #expect(result.events.last == .finished(.complete))
  }
}
