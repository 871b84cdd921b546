import Files
import Kustomize
import Testing

@Suite struct PatchProblemTests {
  private static let deployment = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: shop}
    spec: {replicas: 1}
    """

  private func problems(
    _ patches: String, _ files: [String: String] = [:]
  ) async -> [String] {
    var files = files
    files["d.yaml"] = Self.deployment
    files["kustomization.yaml"] = "resources: [d.yaml]\n\(patches)\n"
    do throws(KustomizeError) {
      _ = try await KustomizeBuilder(tree: MemoryTree(files)).build("")
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test func aPatchThatMatchesNothingSaysWhatThereIs() async {
    let patch = "# a comment\n" + Self.deployment.replacing(", namespace: shop", with: "")
    #expect(
      await problems("patches: [{path: p.yaml}]", ["p.yaml": patch]) == [
        "p.yaml:2: the patch matches nothing: there is no Deployment apps/v1 web; "
          + "did you mean Deployment apps/v1 shop/web?"
      ])
  }

  @Test func anOperationIsNamedByItsNumberAndLine() async {
    let patches = """
      patches:
      - target: {kind: Deployment}
        patch: |-
          - {op: replace, path: /spec/replicas, value: 2}
          - op: remove
            path: /spec/nothing
      """
    #expect(
      await problems(patches) == [
        "kustomization.yaml:6: operation 2 of the patch doesn't apply, remove /spec/nothing: "
          + "there is no \"nothing\" (for Deployment apps/v1 shop/web of d.yaml:1)"
      ])
  }

  @Test func everyEntryTellsItsProblem() async {
    let patches = """
      patches:
      - target: {kind: Deployment}
      - path: missing.yaml
      - patch: hello
      - target: {kind: "["}
        patch: '[{"op": "remove", "path": "/spec"}]'
      """
    #expect(
      await problems(patches) == [
        "kustomization.yaml:3: neither path nor patch; an entry in patches takes one of them",
        "kustomization.yaml:4: missing.yaml doesn't exist: there is no file missing.yaml",
        "kustomization.yaml:5: not a patch: not an object: "
          + "a manifest is a mapping with kind and metadata",
        "kustomization.yaml:6: kind \"[\" is not a regular expression",
      ])
  }

  @Test func aPatchThatDoesntFitSaysWhere() async {
    let patch = Self.deployment.replacing("{replicas: 1}", with: "[1]")
    #expect(
      await problems("patches: [{path: p.yaml}]", ["p.yaml": patch]) == [
        "p.yaml:1: the patch doesn't fit d.yaml:1: /spec is a mapping, and the patch has a list there"
      ])
  }

  @Test func whatDoesntFitIsNoneOfTheNextPatchesProblems() async {
    let wrong = Self.deployment.replacing("{replicas: 1}", with: "[1]")
    let problems = await problems(
      "patches: [{path: p.yaml}, {path: q.yaml}]", ["p.yaml": wrong, "q.yaml": Self.deployment])
    #expect(problems.count == 1)
  }

  @Test func aPatchMayGoToSeveralObjectsOrNone() async {
    let patches = """
      patches:
      - target: {kind: Nothing}
        patch: '[{"op": "remove", "path": "/spec"}]'
      """
    #expect(await problems(patches) == [])
  }
}
