import Files
import GitOps
import Testing

/// Folders of manifests, and single files.
@Suite struct PlainRenderingTests {
  func render(_ tree: MemoryTree, _ path: String = "web") async throws -> RenderedStack {
    try await StackRenderer(tree).render(path: path)
  }

  func problems(_ tree: MemoryTree, _ path: String = "web") async -> [String]? {
    let error = await #expect(throws: StackBuildError.self) {
      _ = try await render(tree, path)
    }
    return error?.problems.map(\.description)
  }

  @Test func objectsComeInTheOrderOfFilesAndLines() async throws {
    let rendered = try await render([
      "web/b.yaml": manifest("ConfigMap", "c"),
      "web/a.yaml": manifest("ConfigMap", "b") + "---\n" + manifest("ConfigMap", "a"),
    ])
    #expect(rendered.manifests.map(\.object.name) == ["b", "a", "c"])
    #expect(
      rendered.manifests.map { "\($0.object.file):\($0.object.line)" }
        == ["web/a.yaml:1", "web/a.yaml:6", "web/b.yaml:1"])
    #expect(rendered.files == ["web/a.yaml", "web/b.yaml"])
  }

  @Test func theStackKnowsItsObjectsAndWhatIsLeftOut() async throws {
    let rendered = try await render([
      "web/a.yaml": manifest("ConfigMap", "a"), "web/values.yaml": "replicas: 1\n",
    ])
    #expect(rendered.stack.objects.map(\.name) == ["a"])
    #expect(rendered.leftOut == [LeftOutFile(file: "web/values.yaml", reason: .noObject)])
  }

  @Test func aFolderWithinIsNoPart() async throws {
    let rendered = try await render([
      "web/a.yaml": manifest("ConfigMap", "a"), "web/b/b.yaml": manifest("ConfigMap", "b"),
    ])
    #expect(rendered.manifests.count == 1)
  }

  @Test func aFileStandsForItself() async throws {
    let tree: MemoryTree = [
      "web/a.yaml": manifest("ConfigMap", "a"), "web/b.yaml": manifest("ConfigMap", "b"),
    ]
    #expect(try await render(tree, "web/b.yaml").manifests.map(\.object.name) == ["b"])
  }

  @Test func anObjectWithoutANameHasItsLine() async throws {
    let found = await problems([
      "web/a.yaml": manifest("ConfigMap", "a") + "---\napiVersion: v1\nkind: Secret\n"
    ])
    #expect(found == ["web/a.yaml:6: Secret has no metadata.name"])
  }

  @Test func theSameObjectTwiceSaysBothPlaces() async throws {
    let found = await problems([
      "web/a.yaml": manifest("ConfigMap", "a"), "web/b.yaml": manifest("ConfigMap", "a"),
    ])
    #expect(found == ["web/b.yaml:1: ConfigMap a is already there, in web/a.yaml:1"])
  }

  @Test func everythingThatIsWrongIsSaid() async throws {
    let found = await problems(["web/a.yaml": "a: [\n", "web/b.yaml": "\tb: 1\n"])
    #expect(found?.count == 2)
  }

  @Test func aPathToNothingIsSaid() async throws {
    #expect(await problems([:], "web") == ["web: doesn't exist"])
  }

  @Test func aPathOutOfTheTreeIsRefused() async throws {
    #expect(await problems([:], "../web") == ["../web: leads out of the repository"])
  }

  @Test func manyStacksComeBackInTheirOrder() async throws {
    var tree = MemoryTree()
    var stacks: [Stack] = []
    for index in 0..<30 {
      let path = "s\(index)"
      tree["\(path)/a.yaml"] = .file(
        Array((index % 7 == 3 ? "a: [" : manifest("ConfigMap", "c\(index)")).utf8))
      stacks.append(Stack(path: path, name: path, source: .plain))
    }
    let results = await StackRenderer(tree).render(all: stacks)
    #expect(results.map(\.stack) == stacks)
    for (index, result) in results.enumerated() {
      let built = result.stack.built(result.result)
      #expect(built.isBroken == (index % 7 == 3))
      #expect(built.objects.map(\.name) == (built.isBroken ? [] : ["c\(index)"]))
    }
  }

  @Test func whatAFolderIsMadeFromIsLookedUpAnew() async throws {
    let stack = Stack(path: "web", name: "web", source: .kustomize, environment: "dev")
    let tree: MemoryTree = ["web/a.yaml": manifest("ConfigMap", "a")]
    let rendered = try await StackRenderer(tree).render(stack)
    #expect(rendered.stack.source == .plain)
    #expect(rendered.stack.environment == "dev")
  }
}
