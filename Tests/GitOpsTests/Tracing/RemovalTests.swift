import Files
import GitOps
import Testing

struct RemovalTests {
  func removal(_ stack: String, _ kind: String, _ name: String, in namespace: String) async throws
    -> FieldTracer.Answer
  {
    try await TracedRepository(stack).trace(
      TracedRepository.request(kind, name, in: namespace, .deletion))
  }

  @Test func aDocumentIsTakenOutOfItsFile() async throws {
    let answer = try await removal(
      "infrastructure/base/tools", "ConfigMap", "tools", in: "tools")
    #expect(answer.ways.map(\.effects) == [[]])
    #expect(answer.changedLines.allSatisfy { $0.hasPrefix("-") })
    #expect(answer.changedLines.contains("-  a: \"1\" # first"))
  }

  @Test func aFileGoesWithItsNameAndAPatchRemovesItHereAlone() async throws {
    var repository = TracedRepository("infrastructure/overlays/prod/shop")
    repository.tree["infrastructure/base/shop/extra.yaml"] = .file(
      Array("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\n".utf8))
    let path = "infrastructure/base/shop/kustomization.yaml"
    let text = try #require(TracedRepository.texts[path])
    repository.tree[path] = .file(
      Array(text.replacing("- deployment.yaml\n", with: "- deployment.yaml\n  - extra.yaml\n").utf8)
    )
    let answer = try await repository.trace(
      TracedRepository.request("ConfigMap", "extra", in: "shop", .deletion))
    #expect(answer.ways.count == 2)
    #expect(
      answer.ways[0].files.map(\.path) == [
        "infrastructure/base/shop/extra.yaml", path,
      ])
    #expect(answer.ways[0].files[0].after == nil)
    #expect(answer.ways[0].effects.map(\.fields) == [["goes"], ["goes"]])
    #expect(answer.ways[1].effects.isEmpty)
    #expect(answer.ways[1].changedLines.contains("+$patch: delete"))
  }

  @Test func whatIsPatchedElsewhereIsRemovedByAPatch() async throws {
    let answer = try await removal(
      "infrastructure/overlays/dev/shop", "Service", "dev-admin", in: "shop-dev")
    #expect(answer.ways.count == 2)
    #expect(answer.ways[0].files.map(\.path) == ["infrastructure/base/shop/service.yaml"])
  }
}
