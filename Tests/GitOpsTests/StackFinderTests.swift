import Files
import GitOps
import Testing

@Suite struct StackFinderTests {
  let base = "infrastructure/base"

  func stacks(_ tree: MemoryTree) -> [Stack] { StackFinder(tree).stacks() }

  @Test func aFolderWithManifestsIsAPlainStack() throws {
    let stack = try #require(
      stacks([
        "infrastructure/base/registry/all.yaml":
          manifest("Namespace", "registry") + "---\n"
          + manifest("Deployment", "registry", in: "registry", apiVersion: "apps/v1")
      ]).first)
    #expect(stack.name == "registry")
    #expect(stack.path == "infrastructure/base/registry")
    #expect(stack.source == .plain)
    #expect(stack.environment == nil)
    #expect(!stack.isBroken)
    #expect(
      stack.content
        == .objects([
          StackObject(
            kind: "Namespace", name: "registry", file: "infrastructure/base/registry/all.yaml",
            line: 1),
          StackObject(
            group: "apps", version: "v1", kind: "Deployment", namespace: "registry",
            name: "registry", file: "infrastructure/base/registry/all.yaml", line: 6),
        ]))
  }

  @Test(arguments: ["kustomization.yaml", "kustomization.yml", "Kustomization"])
  func aFolderWithAKustomizationIsAKustomizeStack(name: String) {
    var tree: MemoryTree = ["infrastructure/base/web/a.yaml": manifest("ConfigMap", "a")]
    tree["infrastructure/base/web/\(name)"] = .file(Array("resources: [a.yaml]\n".utf8))
    let found = stacks(tree)
    #expect(found.map(\.source) == [.kustomize])
    #expect(found.first?.objects.map(\.description) == ["ConfigMap a"])
  }

  @Test func aFolderWithAChartIsAHelmStackWithEverythingBelow() {
    let found = stacks([
      "infrastructure/base/loki/Chart.yaml": "name: loki\n",
      "infrastructure/base/loki/values.yaml": "a: 1\n",
      "infrastructure/base/loki/templates/deployment.yaml": "{{ if }}\n",
      "infrastructure/base/loki/charts/minio/Chart.yaml": "name: minio\n",
    ])
    #expect(found.map(\.name) == ["loki"])
    #expect(found.first?.source == .helm)
    #expect(found.first?.isBroken == false)
  }

  @Test func aFolderWithoutManifestsIsNoStack() {
    #expect(
      stacks([
        "infrastructure/base/values/values.yaml": "replicas: 1\n",
        "infrastructure/base/docs/README.md": "text",
        "infrastructure/base/.hidden/a.yaml": manifest("ConfigMap", "a"),
        "elsewhere/a.yaml": manifest("ConfigMap", "a"),
      ]).isEmpty)
  }

  @Test func aPlainFolderDoesNotIncludeTheFoldersInIt() {
    let found = stacks([
      "infrastructure/base/argocd/ingress.yaml": manifest("ConfigMap", "a"),
      "infrastructure/base/argocd/applications/shop.yaml":
        manifest("Application", "shop", in: "argocd", apiVersion: "argoproj.io/v1alpha1"),
    ])
    #expect(found.map(\.name) == ["argocd", "argocd/applications"])
    #expect(found.first?.objects.count == 1)
  }

  @Test func aFolderThatTheKustomizationNamesIsNoStackOfItsOwn() {
    let found = stacks([
      "infrastructure/base/monitoring/kustomization.yaml": "resources: [prometheus, other/b.yaml]",
      "infrastructure/base/monitoring/prometheus/kustomization.yaml": "resources: [a.yaml]",
      "infrastructure/base/monitoring/prometheus/a.yaml": manifest("ConfigMap", "a"),
      "infrastructure/base/monitoring/other/b.yaml": manifest("ConfigMap", "b"),
      "infrastructure/base/monitoring/other/unused.yaml": manifest("ConfigMap", "c"),
      "infrastructure/base/monitoring/loki/kustomization.yaml": "resources: [d.yaml]",
      "infrastructure/base/monitoring/loki/d.yaml": manifest("ConfigMap", "d"),
    ])
    #expect(found.map(\.name) == ["monitoring", "monitoring/loki"])
    #expect(found.first?.objects.map(\.name) == ["a", "b"])
    #expect(
      found.first?.leftOut == [
        LeftOutFile(
          file: "infrastructure/base/monitoring/other/unused.yaml", reason: .notNamed)
      ])
  }

  @Test func aKustomizationOfTheRootDoesNotSwallowTheStacks() {
    let found = stacks([
      "infrastructure/base/kustomization.yaml": "resources: [a]",
      "infrastructure/base/a/kustomization.yaml": "resources: [a.yaml]",
      "infrastructure/base/a/a.yaml": manifest("ConfigMap", "a"),
    ])
    #expect(found.map(\.name) == ["a", "base"])
  }

  @Test func overlaysHaveTheirEnvironment() {
    let found = stacks([
      "infrastructure/base/traefik/a.yaml": manifest("ConfigMap", "a"),
      "infrastructure/overlays/dev/kustomization.yaml": "resources: [a.yaml]",
      "infrastructure/overlays/dev/a.yaml": manifest("ConfigMap", "a"),
      "infrastructure/overlays/prod/traefik/kustomization.yaml":
        "resources: [a.yaml]\nnamespace: edge\nnamePrefix: my-",
      "infrastructure/overlays/prod/traefik/a.yaml": manifest("ConfigMap", "a"),
      "infrastructure/base/web/overlays/test/a.yaml": manifest("ConfigMap", "a"),
    ])
    #expect(
      found.map { "\($0.environment ?? "-"):\($0.name)" } == [
        "-:traefik", "dev:dev", "prod:traefik", "test:web/overlays/test",
      ])
    #expect(found[2].objects.map(\.description) == ["ConfigMap edge/my-a"])
  }

  @Test func filesThatAreNoObjectsAreLeftOutWithTheReason() {
    let found = stacks([
      "infrastructure/base/a/a.yaml": manifest("ConfigMap", "a"),
      "infrastructure/base/a/local.yaml":
        manifest("ConfigMap", "b") + "  annotations: {config.kubernetes.io/local-config: 'true'}",
      "infrastructure/base/a/patch.yaml":
        manifest("Component", "b", apiVersion: "kustomize.config.k8s.io/v1alpha1"),
      "infrastructure/base/a/talos.yaml": "version: v1alpha1\nmachine: {type: worker}\n",
      "infrastructure/base/a/values.yaml": "replicas: 1\n",
      "infrastructure/base/a/empty.yaml": "# nothing\n",
    ])
    #expect(found.first?.objects.count == 1)
    #expect(
      found.first?.leftOut.map(\.reason) == [
        .localConfiguration, .kustomizeConfiguration, .talosConfiguration, .noObject,
      ])
  }

  @Test func listsAreTakenApart() {
    let found = stacks([
      "infrastructure/base/a/a.json":
        #"{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"}}]}"#
    ])
    #expect(found.first?.objects.map(\.description) == ["Secret s"])
  }

  @Test func rootsCanBeChosen() {
    let tree: MemoryTree = ["k8s/web/a.yaml": manifest("ConfigMap", "a")]
    let found = StackFinder(tree, roots: StackRoots(bases: ["./k8s/"], overlays: [])).stacks()
    #expect(found.map(\.path) == ["k8s/web"])
  }

  @Test func aConfiguredEnvironmentHasItsOwnName() throws {
    let tree: MemoryTree = [
      "envs/prod/a.yaml": manifest("ConfigMap", "a"),
      "envs/prod/eu/a.yaml": manifest("ConfigMap", "a"),
      "envs/dev/a.yaml": manifest("ConfigMap", "a"),
    ]
    let configuration = try RepositoryConfiguration(
      Array(
        """
        stackRoots: {bases: [], overlays: [envs]}
        environments:
          production: {overlay: envs/prod}
          europe: {overlay: ./envs/prod/eu/}
        """.utf8), file: ".duet.yaml")
    let found = StackFinder(tree, configuration: configuration).stacks()
    #expect(
      found.map { "\($0.environment ?? "-") \($0.path)" } == [
        "dev envs/dev", "europe envs/prod/eu", "production envs/prod",
      ])
  }
}
