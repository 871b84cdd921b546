import Kubernetes
import Testing

@Suite struct LabelsTests {
  @Test func areSortedByKey() {
    let labels = Labels([.init("tier", "front"), .init("app", "web")])
    #expect(labels.description == "app=web,tier=front")
  }

  @Test func lastOfEqualKeysCounts() {
    let labels = Labels([.init("app", "old"), .init("app", "new")])
    #expect(labels["app"] == "new")
    #expect(labels.sorted.count == 1)
  }

  @Test func orderDoesNotMatter() {
    #expect(Labels([.init("b", "2"), .init("a", "1")]) == ["a": "1", "b": "2"])
  }
}
