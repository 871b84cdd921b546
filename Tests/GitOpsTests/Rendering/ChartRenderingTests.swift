import Documents
import Files
import GitOps
import Kustomize
import Testing

/// Charts, as helm is asked to render them and as its output is read.
@Suite struct ChartRenderingTests {
  let chart: MemoryTree = [
    "web/Chart.yaml": "name: shop\nversion: 1.0.0\n", "web/values.yaml": "a: 1\n",
    "web/values-prod.yaml": "a: 2\n", "web/extra/more.yaml": "a: 3\n",
    "web/templates/all.yaml": "{{ .Values.a }}\n", "web/charts/db/Chart.yaml": "name: db\n",
  ]
  let output = """
    ---
    # Source: shop/charts/db/templates/secret.yaml
    apiVersion: v1
    kind: Secret
    metadata:
      name: db
    ---
    # Source: shop/templates/all.yaml
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: web
      namespace: elsewhere
    ---
    # Source: shop/templates/all.yaml
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata:
      name: web

    """
  let stack = Stack(path: "web", name: "web", source: .helm)

  func problems(_ tools: FakeTools?) async -> [String]? {
    let error = await #expect(throws: StackBuildError.self) {
      _ = try await StackRenderer(chart, tools: tools).render(stack)
    }
    return error?.problems.map(\.description)
  }

  @Test func helmGetsTheWholeChartAndTheFoldersName() async throws {
    let tools = FakeTools(output)
    _ = try await StackRenderer(chart, tools: tools).render(stack)
    let call = try #require(tools.charts.first)
    #expect(call.arguments == ["template", "web", ".", "--skip-tests", "--include-crds"])
    #expect(
      call.files.keys.sorted() == [
        "Chart.yaml", "charts/db/Chart.yaml", "extra/more.yaml", "templates/all.yaml",
        "values-prod.yaml", "values.yaml",
      ])
  }

  @Test func objectsComeFromTheirTemplates() async throws {
    let rendered = try await StackRenderer(chart, tools: FakeTools(output)).render(stack)
    #expect(
      rendered.manifests.map { "\($0.object) \($0.object.file)" } == [
        "Secret db web/charts/db/templates/secret.yaml",
        "Deployment elsewhere/web web/templates/all.yaml",
        "ClusterRole web web/templates/all.yaml",
      ])
  }

  @Test func theEnvironmentsValuesComeAfterTheChartsOwn() async throws {
    let tools = FakeTools(output)
    let options = StackRenderer.Options(environment: "prod")
    _ = try await StackRenderer(chart, options: options, tools: tools).render(stack)
    #expect(tools.charts.first?.arguments.suffix(2) == ["--values", "values-prod.yaml"])
  }

  @Test func settingsSayReleaseNamespaceAndValues() async throws {
    let tools = FakeTools(output)
    let options = StackRenderer.Options(charts: [
      "web": ChartSettings(release: "shop", namespace: "front", values: ["extra/more.yaml"])
    ])
    let rendered = try await StackRenderer(chart, options: options, tools: tools).render(stack)
    #expect(
      tools.charts.first?.arguments == [
        "template", "shop", ".", "--skip-tests", "--include-crds", "--namespace", "front",
        "--values", "extra/more.yaml",
      ])
    // What says a namespace keeps it, and what can't have one gets none.
    #expect(rendered.manifests.map(\.object.namespace) == ["front", "elsewhere", ""])
    #expect(rendered.manifests[0].value["metadata"]?["namespace"] == "front")
  }

  @Test func valuesThatAreNotThereAreSaid() async throws {
    let options = StackRenderer.Options(charts: ["web": ChartSettings(values: ["no.yaml"])])
    let error = await #expect(throws: StackBuildError.self) {
      _ = try await StackRenderer(chart, options: options, tools: FakeTools(output)).render(stack)
    }
    #expect(error?.description == "web/no.yaml: doesn't exist, and is to have values")
  }

  @Test func chartsAreFetchedOnlyWhenAllowed() async throws {
    let tools = FakeTools(output)
    let options = StackRenderer.Options(fetchesRemotes: true)
    _ = try await StackRenderer(chart, options: options, tools: tools).render(stack)
    #expect(tools.charts.first?.arguments.contains("--dependency-update") == true)
  }

  @Test func withoutToolsAChartIsRefusedByName() async throws {
    #expect(
      await problems(nil)
        == ["web/Chart.yaml: charts are rendered by helm, which can't be run here"])
  }

  @Test(arguments: [
    ("helm isn't installed", "web/Chart.yaml: helm isn't installed"),
    (
      "template: shop/templates/all.yaml:7:14: executing: nil pointer",
      "web/templates/all.yaml:7: template: shop/templates/all.yaml:7:14: executing: nil pointer"
    ),
    (
      "parse error at (shop/charts/db/templates/a.yaml:3): unclosed action",
      "web/charts/db/templates/a.yaml:3: "
        + "parse error at (shop/charts/db/templates/a.yaml:3): unclosed action"
    ),
    (
      "YAML parse error on shop/templates/all.yaml: mapping values are not allowed",
      "web/templates/all.yaml: "
        + "YAML parse error on shop/templates/all.yaml: mapping values are not allowed"
    ),
  ])
  func whatHelmComplainsOfHasItsPlace(message: String, problem: String) async throws {
    #expect(await problems(FakeTools(failing: message)) == [problem])
  }

  @Test func hooksOfTheEndAreLeftOut() async throws {
    func hook(_ name: String, _ hooks: String) -> String {
      """
      ---
      # Source: shop/templates/\(name).yaml
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: \(name)
        annotations:
          helm.sh/hook: "\(hooks)"

      """
    }
    let output = hook("make", "pre-install, pre-upgrade") + hook("undo", "post-delete")
    let rendered = try await StackRenderer(chart, tools: FakeTools(output)).render(stack)
    #expect(rendered.manifests.map(\.object.name) == ["make"])
    #expect(
      rendered.warnings
        == ["web/templates/undo.yaml: Job undo is a post-delete hook and left out"])
  }

  @Test func whatIsNoObjectHasItsTemplate() async throws {
    let output = "---\n# Source: shop/templates/all.yaml\nkind: Deployment\n"
    #expect(
      await problems(FakeTools(output))
        == ["web/templates/all.yaml:1: Deployment has no apiVersion"])
  }

  @Test func whatIsNoYAMLHasItsTemplate() async throws {
    let output = "---\n# Source: shop/templates/all.yaml\nkind: [\n"
    #expect(
      await problems(FakeTools(output))?.first?.hasPrefix("web/templates/all.yaml:1: ") == true)
  }

  @Test(arguments: [
    ("web", "web"), ("Kube_Prometheus", "kube-prometheus"), ("-a-", "a"),
    (String(repeating: "x", count: 60), String(repeating: "x", count: 53)), ("__", "release"),
  ])
  func aReleaseHasANameThatHelmTakes(folder: String, release: String) async throws {
    let tools = FakeTools(output)
    let tree: MemoryTree = ["base/\(folder)/Chart.yaml": "name: shop\n"]
    _ = try await StackRenderer(tree, tools: tools).render(path: "base/\(folder)")
    #expect(tools.charts.first?.arguments[1] == release)
  }
}
