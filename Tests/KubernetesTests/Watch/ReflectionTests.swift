import HTTP
import Kubernetes
import Testing

@Suite struct ReflectionTests {
  private let interruption = Interruption(
    .transport(TransportError(.connectionLost)), retriesAfter: .seconds(1))

  private func live(_ rows: NameRow...) -> Reflection<NameRow> {
    var reflection = Reflection<NameRow>()
    for change in [Change.began, .page(rows, remaining: nil), .listed] { reflection.apply(change) }
    return reflection
  }

  private func names(_ reflection: Reflection<NameRow>) -> [String] {
    reflection.rows.keys.map(\.name).sorted()
  }

  @Test func firstListShowsItsPagesAsTheyCome() {
    var reflection = Reflection<NameRow>()
    reflection.apply(.began)
    reflection.apply(.page([NameRow("a")], remaining: 9))
    #expect(names(reflection) == ["a"])
    #expect(reflection.state == .listing(remaining: 9))
    #expect(!reflection.isComplete)
  }

  @Test func laterListIsSwappedInWhole() {
    var reflection = live(NameRow("a"), NameRow("b"))
    reflection.apply(.began)
    reflection.apply(.page([NameRow("c")], remaining: nil))
    #expect(names(reflection) == ["a", "b"])
    reflection.apply(.listed)
    #expect(names(reflection) == ["c"])
  }

  @Test func interruptedListLeavesWhatThereWas() {
    var reflection = live(NameRow("a"))
    reflection.apply(.began)
    reflection.apply(.page([], remaining: 5))
    reflection.apply(.interrupted(interruption))
    #expect(names(reflection) == ["a"])
    #expect(reflection.state == .stale(interruption))
    reflection.apply(.alive)
    #expect(reflection.state == .live)
  }

  @Test func interruptedFirstListIsNotLive() {
    var reflection = Reflection<NameRow>()
    reflection.apply(.began)
    reflection.apply(.interrupted(interruption))
    #expect(reflection.state == .stale(interruption))
    #expect(!reflection.isComplete)
  }

  @Test func changesAreApplied() {
    var reflection = live(NameRow("a"), NameRow("b"))
    reflection.apply(.applied([NameRow("a", 2), NameRow("c")]))
    reflection.apply(.deleted([ObjectName(name: "b")]))
    #expect(names(reflection) == ["a", "c"])
    #expect(reflection[ObjectName(name: "a")]?.value == 2)
  }

  @Test func unchangedListDoesNotCountAsAChange() {
    var reflection = live(NameRow("a"))
    let revision = reflection.revision
    reflection.apply(.began)
    reflection.apply(.page([NameRow("a")], remaining: nil))
    reflection.apply(.listed)
    reflection.apply(.alive)
    #expect(reflection.revision == revision)
  }

  @Test func unreadableObjectIsRememberedUntilItCanBeRead() {
    var reflection = live()
    reflection.apply(.unreadable(ObjectName(name: "a"), "why"))
    #expect(reflection.unreadable == [ObjectName(name: "a"): "why"])
    reflection.apply(.applied([NameRow("a")]))
    #expect(reflection.unreadable.isEmpty)
  }
}
