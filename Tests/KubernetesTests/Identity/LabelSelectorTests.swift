import Kubernetes
import Testing

@Suite struct LabelSelectorTests {
  @Test(arguments: [
    ("app=web", true), ("app==web", true), ("app!=web", false), ("app", true), ("!app", false),
    ("!gone", true), ("gone!=x", true), ("gone=x", false), ("app in (a, web)", true),
    ("app notin (a,web)", false), ("gone notin (x)", true), ("app=web,tier=back", false),
    ("app=web , tier in (front,back)", false), ("app=web,tier in (front,middle)", true),
    ("replicas>2", true), ("replicas<3", false), ("app>1", false), ("empty=", true),
    ("empty in ()", true), ("", true), ("example.com/role=x", true), ("in in (in)", true),
  ])
  func matchesAsKubectlDoes(selector: String, isMatch: Bool) throws {
    let labels: Labels = [
      "app": "web", "tier": "middle", "replicas": "3", "empty": "", "example.com/role": "x",
      "in": "in",
    ]
    #expect(try LabelSelector(parsing: selector).matches(labels) == isMatch)
  }

  @Test(arguments: [
    ("app=web,", 8), ("=web", 0), ("app in web", 7), ("app in (a", 9), ("app web", 4),
    ("a/b/c=d", 0), ("app>many", 4), ("app=-x", 4),
  ])
  func saysWhereASelectorIsWrong(selector: String, offset: Int) {
    #expect { try LabelSelector(parsing: selector) } throws: {
      ($0 as? LabelSelector.ParseError)?.offset == offset
    }
  }
}
