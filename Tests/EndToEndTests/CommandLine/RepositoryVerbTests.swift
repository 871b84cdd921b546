import DemoCluster
import Documents
import Kubernetes
import TestSupport
import Testing

/// The verbs that ask no cluster: listing and rendering.
@Suite(.timeLimit(.minutes(10)))
struct RepositoryVerbTests {
  private let nowhere = Client(transport: Scenario.empty.makeServer())

  @Test func stacksAreListedWithWhatIsWrong() async throws {
    try await VerbBench.demo { duet in
      let result = try await duet("stacks")
      #expect(result.code == 0)
      let lines = result.output.split(separator: "\n").map(String.init)
      #expect(
        lines.first == "NAME                  ENVIRONMENT   SOURCE      OBJECTS   GIT     STATE")
      #expect(
        lines.contains("media                 -             plain       -         clean   broken"))
      #expect(lines.contains { $0.hasPrefix("monitoring ") && $0.hasSuffix("clean   ok") })
      #expect(result.remarks.hasPrefix("media: infrastructure/base/media/overseerr.yaml:19: "))
    }
  }

  @Test func stacksAreForScriptsToo() async throws {
    try await VerbBench.demo { duet in
      let result = try await duet("stacks", "-o", "json")
      let items = try #require(try result.json["items"]?.array)
      let media = try #require(items.first { $0["name"] == "media" })
      #expect(media["broken"] == true)
      #expect(media["problems"]?[0]?["line"] == 19)
      let registry = try #require(items.first { $0["name"] == "registry" })
      #expect(registry["objects"]?.array?.contains { $0["kind"] == "Namespace" } == true)
      #expect(registry["source"] == "plain")
    }
  }

  @Test func theEnvironmentSaysWhichStacksAreMeant() async throws {
    try await VerbBench.empty(on: nowhere) { duet in
      try duet.write("infrastructure/base/web/a.yaml", configMap("base"))
      try duet.write("infrastructure/overlays/prod/web/a.yaml", configMap("prod"))
      try duet.write("infrastructure/overlays/dev/web/a.yaml", configMap("dev"))
      try duet.write(".duet.yaml", "environments: {dev: {context: demo}}\n")
      func names(_ result: VerbBench.Result) -> [String] {
        result.output.split(separator: "\n").filter { $0.hasPrefix("  name: ") }
          .map { String($0.dropFirst(8)) }
      }
      #expect(names(try await duet("render", "web")) == ["dev"])
      #expect(names(try await duet("render", "web", "--env", "prod")) == ["prod"])
      let unknown = try await duet("stacks", "--env", "test")
      #expect(unknown.code == 1)
      #expect(unknown.remarks == "duet: there is no environment test\n  there are dev, prod\n")
    }
  }

  @Test func aStackAPathAndTheInputAreRendered() async throws {
    try await VerbBench.empty(on: nowhere) { duet in
      try duet.write(
        "infrastructure/base/web/kustomization.yaml", "namePrefix: my-\nresources: [a.yaml]\n")
      try duet.write("infrastructure/base/web/a.yaml", configMap("a"))
      try duet.write("elsewhere/b.yaml", configMap("b"))
      let wanted = configMap("my-a")
      #expect(try await duet("render", "web").output == wanted)
      #expect(try await duet("render", "./infrastructure/base/web").output == wanted)
      #expect(try await duet("render", "\(duet.folder)/infrastructure/base/web/").output == wanted)
      #expect(
        try await duet("render", ".", from: "\(duet.folder)/infrastructure/base/web").output
          == wanted)
      #expect(try await duet("render", "elsewhere").output == configMap("b"))
      #expect(try await duet("render", "elsewhere/b.yaml").output == configMap("b"))
      #expect(try await duet("render", "-", input: configMap("c")).output == configMap("c"))
      let json = try await duet("render", "web", "-o", "json").json
      #expect(json["kind"] == "List")
      #expect(json["items"]?[0]?["metadata"]?["name"] == "my-a")
    }
  }

  @Test func whatCannotBeRenderedSaysFileLineAndReason() async throws {
    try await VerbBench.empty(on: nowhere) { duet in
      try duet.write("bad/kustomization.yaml", "resources:\n- a.yaml\n- missing.yaml\n")
      try duet.write("bad/a.yaml", configMap("a"))
      let result = try await duet("render", "bad")
      #expect(result.code == 1)
      #expect(result.output.isEmpty)
      #expect(result.remarks.hasPrefix("duet: bad can't be built\n  bad/kustomization.yaml:3: "))
      let none = try await duet("render", "nothing")
      #expect(none.remarks.hasPrefix("duet: there is neither a stack nor a path nothing\n"))
      try duet.write("values/values.yaml", "a: 1\n")
      let empty = try await duet("render", "values")
      #expect(empty.code == 1)
      #expect(
        empty.remarks == "duet: values has no objects: no document with apiVersion and kind\n")
    }
  }

  @Test func whatLiesElsewhereIsRefusedWithWhatAllowsIt() async throws {
    try await VerbBench.empty(on: nowhere) { duet in
      let file = "infrastructure/base/web/kustomization.yaml"
      try duet.write(file, "resources:\n- https://nowhere.invalid/a.yaml\n")
      for target in ["web", "./infrastructure/base/web"] {
        let result = try await duet("render", target)
        #expect(result.code == 1)
        #expect(result.remarks.contains("--allow-remote allows it"), "\(result.remarks)")
      }
    }
  }

  @Test func whatIsRenderedRendersToItself() async throws {
    try await VerbBench.demo { duet in
      let rendered = try await duet("render", "monitoring").output
      try duet.write("rendered.yaml", rendered)
      let again = try await duet("render", "./rendered.yaml").output
      #expect(again == rendered)
    }
  }

  private func configMap(_ name: String) -> String {
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: \(name)\n"
  }
}
