import Documents
import Files
import Testing

@testable import Kustomize

@Suite struct RemoteTests {
  /// Tools that have a few things at hand.
  private struct Tools: KustomizeTools {
    struct Missing: Error, CustomStringConvertible {
      var description: String { "nobody has it" }
    }

    var trees: [RemoteRepository: MemoryTree] = [:]
    var files: [String: String] = [:]
    var chart: @Sendable (ChartRendering) -> String? = { _ in nil }

    func checkOut(_ repository: RemoteRepository) async throws -> any FileTree {
      guard let tree = trees[repository] else { throw Missing() }
      return tree
    }

    func download(_ address: String) async throws -> [UInt8] {
      guard let text = files[address] else { throw Missing() }
      return Array(text.utf8)
    }

    func renderChart(_ rendering: ChartRendering) async throws -> [UInt8] {
      guard let text = chart(rendering) else { throw Missing() }
      return Array(text.utf8)
    }
  }

  private static func build(
    _ text: String, _ tools: Tools?, fetches: Bool = true
  ) async throws -> KustomizeResult {
    try await KustomizeBuilder(
      tree: TreeBuild.tree(text), options: KustomizeOptions(fetchesRemotes: fetches, tools: tools)
    ).build("")
  }

  @Test(
    arguments: [
      ("https://github.com/o/r", "https://github.com/o/r", nil, ""),
      ("https://github.com/o/r?ref=v1", "https://github.com/o/r", "v1", ""),
      ("https://github.com/o/r//a/b?ref=v1", "https://github.com/o/r", "v1", "a/b"),
      ("https://github.com/o/r/a/b?ref=v1", "https://github.com/o/r", "v1", "a/b"),
      ("github.com/o/r/a?ref=v1", "https://github.com/o/r", "v1", "a"),
      ("git@github.com:o/r.git//a?ref=v1", "git@github.com:o/r.git", "v1", "a"),
      ("ssh://git@host.org/o/r.git/a?version=v2", "ssh://git@host.org/o/r.git", "v2", "a"),
      ("https://host.org/x/o/r.git/a", "https://host.org/x/o/r.git", nil, "a"),
      ("git::https://host.org/o/r//a?timeout=1&ref=v1", "https://host.org/o/r", "v1", "a"),
    ] as [(String, String, String?, String)])
  func repositoriesAreMadeOut(
    _ text: String, _ address: String, _ revision: String?, _ folder: String
  ) {
    #expect(
      RemoteAddress(text)
        == .repository(RemoteRepository(address: address, revision: revision), folder: folder))
  }

  @Test(arguments: [
    "https://example.com/a/b.yaml", "https://github.com/o/r/raw/main/install.yaml",
    "https://raw.githubusercontent.com/o/r/v1/manifests/install.yaml",
  ])
  func webAddressesAreMadeOut(_ text: String) {
    #expect(RemoteAddress(text) == .file(text))
  }

  @Test(arguments: ["a.yaml", "../base", "host.invalid/x?ref=v1", "./github.com"])
  func pathsAreNoAddresses(_ text: String) {
    #expect(RemoteAddress(text) == nil)
  }

  @Test func repositoriesAreBuiltAsTheyAre() async throws {
    let repository = RemoteRepository(address: "https://github.com/o/r", revision: "v1")
    let tools = Tools(trees: [
      repository: TreeBuild.tree(
        """
        == deploy/kustomization.yaml
        resources: [../base]
        namePrefix: r-
        == base/kustomization.yaml
        resources: [x.yaml]
        == base/x.yaml
        {apiVersion: v1, kind: Pod, metadata: {name: a}}
        """)
    ])
    let result = try await Self.build(
      "== kustomization.yaml\nresources: ['https://github.com/o/r//deploy?ref=v1']\nnamePrefix: o-",
      tools)
    #expect(result.resources.map(\.value.name) == ["o-r-a"])
    #expect(result.resources.map(\.file) == ["https://github.com/o/r?ref=v1//base/x.yaml"])
    #expect(result.files == ["kustomization.yaml"])
  }

  @Test func filesOfTheWebAreRead() async throws {
    let address = "https://example.com/install.yaml"
    let tools = Tools(files: [address: "{apiVersion: v1, kind: Pod, metadata: {name: a}}"])
    let result = try await Self.build("== kustomization.yaml\nresources: [\(address)]", tools)
    #expect(result.resources.map(\.file) == [address])
  }

  @Test func whatCannotBeFetchedIsToldAtOnce() async {
    await #expect(
      throws: KustomizeError([
        .init(
          file: "kustomization.yaml", line: 2,
          reason: "https://example.com/a.yaml can't be had: nobody has it"),
        .init(
          file: "kustomization.yaml", line: 3,
          reason: "github.com/o/r?ref=v1 can't be had: nobody has it"),
      ])
    ) {
      try await Self.build(
        """
        == kustomization.yaml
        resources:
        - https://example.com/a.yaml
        - github.com/o/r?ref=v1
        """, Tools())
    }
  }

  @Test(arguments: [
    ("resources: [github.com/o/r]", "github.com/o/r"),
    ("resources: ['https://example.com/a.yaml']", "https://example.com/a.yaml"),
    ("components: ['https://github.com/o/r']", "https://github.com/o/r"),
    ("helmCharts: [{name: redis, repo: 'https://charts.example.com'}]", "the chart redis"),
  ])
  func nothingIsFetchedUnlessThatIsAllowed(_ field: String, _ what: String) async {
    for (tools, reason) in [
      (nil, "isn't in the tree, and nothing is there to fetch it"),
      (Tools(), "isn't in the tree, and fetching isn't allowed"),
    ] as [(Tools?, String)] {
      await #expect(
        throws: KustomizeError([
          .init(file: "kustomization.yaml", line: 1, reason: "\(what) \(reason)")
        ])
      ) {
        try await Self.build("== kustomization.yaml\n\(field)", tools, fetches: false)
      }
    }
  }

  @Test func chartsGoThroughHelm() async throws {
    let tools = Tools(chart: { rendering in
      guard
        rendering.arguments == [
          "template", "rel", "chart", "--values", "values-0.yaml", "--values", "values-1.yaml",
          "--namespace", "ns", "--include-crds",
        ],
        Set(rendering.files.keys) == [
          "chart/Chart.yaml", "chart/templates/a.yaml", "values-0.yaml", "values-1.yaml",
        ]
      else { return nil }
      return "# Source: x\n{apiVersion: v1, kind: Pod, metadata: {name: a}}"
    })
    let result = try await Self.build(
      """
      == kustomization.yaml
      namePrefix: p-
      helmCharts:
      - name: mine
        releaseName: rel
        namespace: ns
        includeCRDs: true
        valuesFile: values.yaml
        valuesInline: {a: 1}
      == values.yaml
      a: 0
      == charts/mine/Chart.yaml
      name: mine
      == charts/mine/templates/a.yaml
      {}
      """, tools, fetches: false)
    #expect(result.resources.map(\.value.name) == ["p-a"])
    #expect(result.resources.map(\.line) == [3])
  }

  @Test func chartsInTheTreeAreRefusedWithoutHelm() async {
    await #expect(
      throws: KustomizeError([
        .init(
          file: "kustomization.yaml", line: 1,
          reason: "the chart mine needs helm, and nothing is there to run it")
      ])
    ) {
      try await Self.build(
        "== kustomization.yaml\nhelmCharts: [{name: mine}]\n== charts/mine/Chart.yaml\nname: mine",
        nil)
    }
  }

  @Test func chartsOfARepositoryAreFetchedByHelm() async throws {
    let tools = Tools(chart: { rendering in
      rendering.arguments == [
        "template", "redis", "--repo", "https://charts.example.com", "--version", "1.2",
        "--generate-name",
      ] ? "{apiVersion: v1, kind: Pod, metadata: {name: a}}" : nil
    })
    let result = try await Self.build(
      """
      == kustomization.yaml
      helmCharts: [{name: redis, repo: 'https://charts.example.com', version: '1.2'}]
      """, tools)
    #expect(result.resources.map(\.value.name) == ["a"])
  }
}
