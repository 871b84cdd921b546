import Files
import GitOps
import Testing

/// Stacks that can't be built stay in the list, with file, line and reason.
@Suite struct BrokenStackTests {
  /// What is wrong with the stack in `infrastructure/base/web`, in the files given from there.
  func problems(_ files: [String: String]) -> [String] {
    var tree: MemoryTree = [:]
    for (name, text) in files { tree["infrastructure/base/web/\(name)"] = .file(Array(text.utf8)) }
    let prefix = "infrastructure/base/web"
    return StackFinder(tree).stacks().first { $0.path == prefix }?.problems.map {
      $0.description.replacing("\(prefix)/", with: "")
    } ?? ["not found"]
  }

  @Test func brokenYAMLHasItsLine() {
    let found = problems(["a.yaml": "apiVersion: v1\nkind: [\n", "b.yaml": manifest("Pod", "b")])
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("a.yaml:3: ") == true)
  }

  @Test func anObjectNeedsAName() {
    #expect(
      problems(["a.yaml": "apiVersion: v1\nkind: Pod\n"]) == ["a.yaml:1: Pod has no metadata.name"])
    #expect(
      problems(["a.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {generateName: x-}"]) == [
        "a.yaml:1: Pod has generateName, which can't be applied; give it a name"
      ])
  }

  @Test func oneObjectTwiceIsAProblem() {
    #expect(
      problems(["a.yaml": manifest("Pod", "a"), "b.yaml": "\n" + manifest("Pod", "a")]) == [
        "b.yaml:2: Pod a is already there, in a.yaml:1"
      ])
  }

  @Test func encryptedObjectsAreNotDeployedAsTheyAre() {
    #expect(
      problems(["a.yaml": manifest("Secret", "a") + "sops: {mac: x}\n"]) == [
        "a.yaml:5: Secret a is encrypted with sops, and would be deployed as it is"
      ])
  }

  @Test func binaryFilesAreAProblemNotACrash() {
    #expect(problems(["a.yaml": "\u{0}\u{1}\u{7f}ELF"]).count == 1)
  }

  @Test(arguments: [
    ("resources: [missing.yaml]", "kustomization.yaml:1: missing.yaml doesn't exist"),
    ("resources:\n- a.yaml\n- ../x.yaml", "kustomization.yaml:3: ../x.yaml doesn't exist"),
    (
      "resources: [../../../../x.yaml]",
      "kustomization.yaml:1: ../../../../x.yaml leads out of the repository"
    ),
    ("resources: [/etc/passwd]", "kustomization.yaml:1: /etc/passwd leads out of the repository"),
    ("resources: [sub]", "kustomization.yaml:1: sub has no kustomization.yaml"),
    ("components: [a.yaml]", "kustomization.yaml:1: a.yaml must be a folder with a kustomization"),
    ("resources:\n- a.yaml\nresuorces: []", "kustomization.yaml:3: unknown field \"resuorces\""),
    ("resources: a.yaml", "kustomization.yaml:1: resources must be a list of text"),
    ("kind: Deployment", "kustomization.yaml:1: kind should be Kustomization or Component"),
    (
      "apiVersion: v1\nresources: []",
      "kustomization.yaml:1: apiVersion for Kustomization should be kustomize.config.k8s.io/v1beta1"
    ),
    ("", "kustomization.yaml:1: the kustomization is empty"),
    ("patches: [{path: p.yaml}]", "kustomization.yaml:1: p.yaml doesn't exist"),
    (
      "configMapGenerator: [{name: a, files: [k=v.txt]}]",
      "kustomization.yaml:1: v.txt doesn't exist"
    ),
    (
      "resources: [.]",
      "kustomization.yaml:1: the kustomizations go round in a circle: "
        + "infrastructure/base/web → infrastructure/base/web"
    ),
    (
      "resources: [a.yaml, a.yaml]",
      "kustomization.yaml:1: ConfigMap a of a.yaml:1 is already there"
    ),
    ("resources: [sub/values.yaml]", "sub/values.yaml:1: not an object: no apiVersion and kind"),
    (
      "resources: [a.yaml]\nreplacements:\n- source: {kind: ConfigMap, name: b}\n  targets: []",
      "kustomization.yaml:3: nothing selected by ConfigMap b"
    ),
  ])
  func kustomizationsSayWhatIsWrong(text: String, problem: String) {
    #expect(
      problems([
        "kustomization.yaml": text, "a.yaml": manifest("ConfigMap", "a"),
        "sub/values.yaml": "a: 1\n",
      ]) == [problem])
  }

  @Test(arguments: [
    "resources: [https://example.com/a.yaml]", "resources: [github.com/a/b//c?ref=v1]",
    "resources: [git@example.com:a/b.git]", "Resources: [a.yaml]", "resources: []",
    "resources: [a.yaml]\nreplacements:\n- source: {kind: ConfigMap, name: a}\n  targets: []",
    "namePrefix: x-\nresources: [a.yaml]\nconfigMapGenerator: [{name: g}]\n"
      + "replacements:\n- source: {kind: ConfigMap, name: g}\n- source: {kind: ConfigMap, name: x-a}",
    "helmCharts: [{name: a}]\nreplacements:\n- source: {kind: ConfigMap, name: q}",
    "patchesStrategicMerge:\n- |-\n  kind: ConfigMap",
  ])
  func whatKustomizeTakesIsNoProblem(text: String) {
    #expect(problems(["kustomization.yaml": text, "a.yaml": manifest("ConfigMap", "a")]) == [])
  }

  @Test func aCircleOfKustomizationsIsFound() {
    let tree: MemoryTree = [
      "infrastructure/base/a/kustomization.yaml": "resources: [../b]",
      "infrastructure/base/b/kustomization.yaml": "resources: [../c]",
      "infrastructure/base/c/kustomization.yaml": "resources: [../b]",
    ]
    let stacks = StackFinder(tree).stacks()
    #expect(stacks.map(\.isBroken) == [true, true, true])
    #expect(
      stacks.first?.problems.map(\.description) == [
        "infrastructure/base/c/kustomization.yaml:1: the kustomizations go round in a circle: "
          + "infrastructure/base/b → infrastructure/base/c → infrastructure/base/b"
      ])
  }

  @Test func whatIsWrongWithABaseIsWrongWithTheOverlay() {
    let tree: MemoryTree = [
      "infrastructure/base/a/kustomization.yaml": "resources: [missing.yaml]",
      "infrastructure/overlays/dev/kustomization.yaml": "resources: [../../base/a]",
    ]
    #expect(
      StackFinder(tree).stacks().map(\.problems.first?.file) == [
        "infrastructure/base/a/kustomization.yaml", "infrastructure/base/a/kustomization.yaml",
      ])
  }

  @Test func twoKustomizationsInOneFolderAreOneTooMany() {
    #expect(
      problems(["kustomization.yaml": "resources: []", "Kustomization": "resources: []"]) == [
        "infrastructure/base/web: has both kustomization.yaml and Kustomization; keep one"
      ])
  }

  @Test func unreadableFilesAreAProblem() {
    let tree = UnreadableTree(
      tree: ["infrastructure/base/web/a.yaml": "x"],
      unreadable: ["infrastructure/base/web/a.yaml"])
    #expect(
      StackFinder(tree).stacks().first?.problems.map(\.description) == [
        "infrastructure/base/web/a.yaml: can't be read: Permission denied"
      ])
  }

  @Test func linksOutOfTheRepositoryAreLeftOut() {
    let tree: MemoryTree = [
      "infrastructure/base/web/a.yaml": manifest("Pod", "a"),
      "infrastructure/base/web/out.yaml": "-> ../secret.yaml",
    ]
    let stack = StackFinder(tree).stacks().first
    #expect(stack?.leftOut.map(\.reason) == [.leadsOutside])
    #expect(stack?.objects.count == 1)
  }

  @Test func linksInCirclesEnd() {
    let tree: MemoryTree = [
      "infrastructure/base/a/a.yaml": manifest("Pod", "a"),
      "infrastructure/base/a/again": "-> infrastructure/base",
      "infrastructure/base/a/other": "-> infrastructure/base/b",
      "infrastructure/base/b/b.yaml": manifest("Pod", "b"),
      "infrastructure/base/b/other": "-> infrastructure/base/a",
    ]
    #expect(StackFinder(tree).stacks().contains { $0.name == "b" })
  }
}
