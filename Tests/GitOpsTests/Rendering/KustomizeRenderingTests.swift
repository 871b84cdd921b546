import Documents
import Files
import GitOps
import Testing

/// Kustomizations, as stacks and as what an application puts on top of one.
@Suite struct KustomizeRenderingTests {
  let tree: MemoryTree = [
    "base/web/kustomization.yaml":
      "namespace: front\nresources: [a.yaml]\nconfigMapGenerator:\n- name: made\n  literals: [a=b]\n",
    "base/web/a.yaml":
      manifest("Service", "a") + "---\n" + manifest("Deployment", "b", apiVersion: "apps/v1"),
    "base/web/values.yaml": "a: 1\n",
    "overlays/dev/web/kustomization.yaml":
      "namePrefix: dev-\nresources: [../../../base/web]\n",
  ]

  @Test func objectsKeepWhereTheyComeFrom() async throws {
    let rendered = try await StackRenderer(tree).render(path: "overlays/dev/web")
    #expect(
      rendered.manifests.map { "\($0.object.file):\($0.object.line)" } == [
        "base/web/kustomization.yaml:4", "base/web/a.yaml:1", "base/web/a.yaml:6",
      ])
    #expect(
      rendered.manifests.map(\.object.description).suffix(2)
        == ["Service front/dev-a", "Deployment front/dev-b"])
    #expect(rendered.files.contains("base/web/a.yaml"))
  }

  @Test func theStackKnowsMoreAfterItsBuild() async throws {
    let finder = StackFinder(tree, roots: StackRoots(bases: ["base"], overlays: ["overlays"]))
    let stacks = finder.stacks()
    #expect(stacks.map(\.objects.count) == [2, 2])
    let built = await StackRenderer(tree).render(all: stacks).map { $0.stack.built($0.result) }
    #expect(built.map(\.objects.count) == [3, 3])
    #expect(built.map(\.environment) == [nil, "dev"])
    #expect(built[0].leftOut.map(\.file) == ["base/web/values.yaml"])
  }

  @Test func theKustomizationItselfStandsForItsFolder() async throws {
    let file = try await StackRenderer(tree).render(path: "base/web/kustomization.yaml")
    let folder = try await StackRenderer(tree).render(path: "base/web")
    #expect(file.manifests == folder.manifests)
  }

  @Test func whatIsWrongHasItsPlace() async throws {
    var tree = tree
    tree["base/web/kustomization.yaml"] = .file(Array("resources:\n- a.yaml\n- b.yaml\n".utf8))
    let error = await #expect(throws: StackBuildError.self) {
      _ = try await StackRenderer(tree).render(path: "overlays/dev/web")
    }
    #expect(error?.problems.first?.file == "base/web/kustomization.yaml")
    #expect(error?.problems.first?.line == 3)
  }

  @Test func anApplicationPutsItsOptionsOnTop() async throws {
    var source = ApplicationSource(repository: "https://git.example.com/web", path: "base/web")
    source.kustomize = [
      "nameSuffix": "-v2", "namespace": "other", "commonLabels": ["team": "shop"],
    ]
    let rendered = try await StackRenderer(tree).render(source, of: "web")
    let service = try #require(rendered.manifests.first { $0.object.kind == "Service" })
    #expect(service.object.description == "Service other/a-v2")
    #expect(service.value["metadata"]?["labels"]?["team"] == "shop")
  }

  @Test func remotesAreRefusedUnlessTheyAreAllowed() async throws {
    let tree: MemoryTree = [
      "web/kustomization.yaml": "resources:\n- https://example.com/a.yaml\n"
    ]
    let error = await #expect(throws: StackBuildError.self) {
      _ = try await StackRenderer(tree, tools: FakeTools("")).render(path: "web")
    }
    #expect(error?.problems.first?.line == 2)
    #expect(error?.description.contains("`allowRemote: true` in .duet.yaml allows it") == true)
    let allowed = await #expect(throws: StackBuildError.self) {
      let options = StackRenderer.Options(fetchesRemotes: true)
      _ = try await StackRenderer(tree, options: options, tools: FakeTools("")).render(path: "web")
    }
    #expect(allowed?.description.contains("no network") == true)
  }
}
