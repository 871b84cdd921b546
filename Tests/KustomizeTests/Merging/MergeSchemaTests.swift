import Documents
import Testing
import YAML

@testable import Kustomize

@Suite struct MergeSchemaTests {
  @Test func knowsTheKeysOfContainers() throws {
    let pod = try #require(MergeSchema.kustomize.node(apiVersion: "v1", kind: "Pod"))
    let containers = pod.field("spec")?.field("containers")
    #expect(containers?.mergeKeys == ["name"])
    let container = containers?.element
    #expect(container?.field("ports")?.mergeKeys == ["containerPort", "protocol"])
    #expect(container?.field("args") == nil)
  }

  @Test func plainValuesHaveNoKeys() {
    let map = MergeSchema.kustomize.node(apiVersion: "v1", kind: "ConfigMap")
    #expect(map?.field("metadata")?.field("finalizers")?.mergeKeys == [])
  }

  @Test(arguments: ["autoscaling/v2 HorizontalPodAutoscaler", "policy/v1 Eviction"])
  func kustomizeKnowsNothingOfLaterKinds(_ type: String) {
    let words = type.split(separator: " ").map(String.init)
    #expect(MergeSchema.kustomize.node(apiVersion: words[0], kind: words[1]) == nil)
    #expect(MergeSchema.builtIn.node(apiVersion: words[0], kind: words[1]) != nil)
  }

  @Test func allTypesOfTheTablesAreThere() {
    for schema in [MergeSchema.kustomize, .builtIn] {
      let named = Set(schema.kinds.values).union(
        schema.types.values.flatMap { $0.fields.values.compactMap(\.type) })
      #expect(named.subtracting(schema.types.keys) == [])
    }
  }

  @Test func readsAnOpenAPIDocument() throws {
    let schema = MergeSchema(
      openAPI: try Value(
        yaml: """
          definitions:
            io.example.Shop:
              properties:
                spec: {$ref: '#/definitions/io.example.ShopSpec'}
              x-kubernetes-group-version-kind: [{group: example.io, version: v1, kind: Shop}]
            io.example.ShopSpec:
              properties:
                shelves:
                  items:
                    properties:
                      boxes:
                        items: {type: string}
                        x-kubernetes-patch-strategy: merge
                  x-kubernetes-patch-merge-key: name
                  x-kubernetes-patch-strategy: merge
                doors: {items: {type: object}, x-kubernetes-patch-merge-key: name}
          """))
    let spec = schema.node(apiVersion: "example.io/v1", kind: "Shop")?.field("spec")
    #expect(spec?.field("shelves")?.mergeKeys == ["name"])
    #expect(spec?.field("shelves")?.element?.field("boxes")?.mergeKeys == [])
    #expect(spec?.field("doors")?.mergeKeys == nil)
  }
}
