import Documents
import Kustomize
import Testing

/// What Argo CD makes of `source.kustomize`.
@Suite struct OverrideTests {
  private static let tree = """
    == kustomization.yaml
    resources: [x.yaml]
    namePrefix: old-
    images: [{name: nginx, newName: mirror/nginx, newTag: v1}]
    labels:
    - pairs: {there: already}
    == x.yaml
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: d}
    spec: {replicas: 1, template: {spec: {containers: [{name: c, image: 'nginx:0'}]}}}
    == extra/kustomization.yaml
    kind: Component
    nameSuffix: -extra
    """

  private static func built(
    _ change: (inout KustomizeOverrides) -> Void
  ) async throws -> Value {
    var overrides = KustomizeOverrides()
    change(&overrides)
    let objects = try await TreeBuild.objects(tree, overriding: overrides)
    return try #require(objects.first)
  }

  private static func image(_ object: Value) -> Value? {
    object["spec"]?["template"]?["spec"]?["containers"]?[0]?["image"]
  }

  @Test func namesAndNamespaceReplaceTheKustomizationsOwn() async throws {
    let object = try await Self.built {
      ($0.namePrefix, $0.nameSuffix, $0.namespace) = ("new-", "-s", "ns")
    }
    #expect(object["metadata"]?["name"] == "new-d-s")
    #expect(object["metadata"]?["namespace"] == "ns")
  }

  @Test(arguments: [
    ("nginx=other:v2", "other:v2"), ("nginx:v2", "nginx:v2"),
    ("nginx@sha256:ab", "nginx@sha256:ab"), ("nginx=*:v2", "mirror/nginx:v2"),
    ("nginx=r:5000/n@sha256:ab", "r:5000/n@sha256:ab"), ("other:v2", "mirror/nginx:v1"),
  ])
  func imagesAreSetAsOnTheCommandLine(_ text: String, _ image: String) async throws {
    let object = try await Self.built { $0.images = [text] }
    #expect(Self.image(object)?.string == image)
  }

  @Test func replicasAndPatchesAndComponentsAreAdded() async throws {
    let object = try await Self.built {
      $0.replicas = [.init(name: "d", count: 4)]
      $0.patches = [
        [
          "target": ["kind": "Deployment"],
          "patch": "- {op: add, path: /spec/paused, value: true}",
        ]
      ]
      $0.components = ["extra", "missing"]
      $0.ignoresMissingComponents = true
    }
    #expect(object["spec"]?["replicas"] == 4)
    #expect(object["spec"]?["paused"] == true)
    #expect(object["metadata"]?["name"] == "old-d-extra")
  }

  @Test func labelsGoIntoSelectorsUnlessToldNotTo() async throws {
    let object = try await Self.built { $0.commonLabels = ["a": "b"] }
    #expect(object["spec"]?["selector"]?["matchLabels"] == ["a": "b"])
    let other = try await Self.built {
      $0.commonLabels = ["a": "b"]
      ($0.labelsWithoutSelectors, $0.labelsIncludeTemplates) = (true, true)
    }
    #expect(other["spec"]?["selector"] == nil)
    #expect(other["spec"]?["template"]?["metadata"]?["labels"] == ["a": "b"])
    #expect(other["metadata"]?["labels"] == ["a": "b", "there": "already"])
  }

  @Test func labelsThatAreThereAreReplacedByForceOnly() async throws {
    func change(_ overrides: inout KustomizeOverrides) {
      overrides.commonLabels = ["there": "new"]
      overrides.labelsWithoutSelectors = true
    }
    await #expect(
      throws: KustomizeError([
        .init(
          file: "kustomization.yaml", line: 5,
          reason: "labels: there is there already, and isn't to be replaced")
      ])
    ) {
      try await Self.built(change)
    }
    let object = try await Self.built {
      change(&$0)
      $0.forcesCommonLabels = true
    }
    #expect(object["metadata"]?["labels"] == ["there": "new"])
  }

  @Test func annotationsAreAdded() async throws {
    let object = try await Self.built { $0.commonAnnotations = ["a": "b"] }
    #expect(object["metadata"]?["annotations"] == ["a": "b"])
  }
}
