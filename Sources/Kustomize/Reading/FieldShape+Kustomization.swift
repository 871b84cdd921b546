extension FieldShape {
  private static let texts = FieldShape.list(.text)
  private static let textMap = FieldShape.map(.text)

  /// All fields of a kustomization, those included that kustomize only still reads.
  static let kustomization = FieldShape.object([
    "apiVersion": .text,
    "kind": .text,
    "metadata": .object([
      "name": .text, "namespace": .text, "labels": textMap, "annotations": textMap,
    ]),
    "openapi": textMap,
    "namePrefix": .text,
    "nameSuffix": .text,
    "namespace": .text,
    "commonLabels": textMap,
    "labels": .list(
      .object([
        "pairs": textMap, "includeSelectors": .flag, "includeTemplates": .flag,
        "fields": .list(fieldSpec),
      ])),
    "commonAnnotations": textMap,
    "patchesStrategicMerge": texts,
    "patchesJson6902": .list(patch),
    "patches": .list(patch),
    "images": .list(image),
    "imageTags": .list(image),
    "replacements": .list(replacement),
    "replicas": .list(.object(["name": .text, "count": .integer])),
    "vars": .list(
      .object([
        "name": .text,
        "objref": .object([
          "apiVersion": .text, "group": .text, "version": .text, "kind": .text, "name": .text,
          "namespace": .text,
        ]),
        "fieldref": .object(["fieldPath": .text]),
      ])),
    "sortOptions": .object([
      "order": .text,
      "legacySortOptions": .object(["orderFirst": texts, "orderLast": texts]),
    ]),
    "resources": texts,
    "components": texts,
    "crds": texts,
    "bases": texts,
    "configMapGenerator": .list(.object(generator)),
    "secretGenerator": .list(
      .object(generator.merging(["type": .text], uniquingKeysWith: { first, _ in first }))),
    "generatorOptions": generatorOptions,
    "helmGlobals": .object(["chartHome": .text, "configHome": .text]),
    "helmCharts": .list(helmChart),
    "helmChartInflationGenerator": .list(helmChartInflation),
    "configurations": texts,
    "generators": texts,
    "transformers": texts,
    "validators": texts,
    "buildMetadata": texts,
  ])

  static let fieldSpec = FieldShape.object([
    "group": .text, "version": .text, "kind": .text, "path": .text, "create": .flag,
  ])

  private static let selector = FieldShape.object([
    "group": .text, "version": .text, "kind": .text, "name": .text, "namespace": .text,
    "labelSelector": .text, "annotationSelector": .text,
  ])

  private static let patch = FieldShape.object([
    "path": .text, "patch": .text, "target": selector, "options": .map(.flag),
  ])

  private static let image = FieldShape.object([
    "name": .text, "newName": .text, "newTag": .text, "tagSuffix": .text, "digest": .text,
  ])

  private static let replacement = FieldShape.object([
    "path": .text,
    "source": .object([
      "group": .text, "version": .text, "kind": .text, "name": .text, "namespace": .text,
      "fieldPath": .text, "options": replacementOptions,
    ]),
    "targets": .list(
      .object([
        "select": selector, "reject": .list(selector), "fieldPaths": texts,
        "options": replacementOptions,
      ])),
  ])

  private static let replacementOptions = FieldShape.object([
    "delimiter": .text, "index": .integer, "encoding": .text, "create": .flag,
  ])

  private static let generator: [String: FieldShape] = [
    "name": .text, "namespace": .text, "behavior": .text, "literals": texts, "files": texts,
    "envs": texts, "env": .text, "options": generatorOptions,
  ]

  private static let generatorOptions = FieldShape.object([
    "labels": textMap, "annotations": textMap, "disableNameSuffixHash": .flag, "immutable": .flag,
  ])

  private static let helmChart = FieldShape.object([
    "name": .text, "version": .text, "repo": .text, "releaseName": .text, "namespace": .text,
    "valuesFile": .text, "additionalValuesFiles": texts, "valuesInline": .anyMap,
    "valuesMerge": .text, "includeCRDs": .flag, "skipHooks": .flag, "apiVersions": texts,
    "kubeVersion": .text, "nameTemplate": .text, "skipTests": .flag, "debug": .flag,
  ])

  private static let helmChartInflation = FieldShape.object([
    "chartName": .text, "chartVersion": .text, "chartRepoUrl": .text, "chartHome": .text,
    "chartRepoName": .text, "helmBin": .text, "helmHome": .text, "values": .text,
    "valuesLocal": .anyMap, "valuesMerge": .text, "releaseName": .text,
    "releaseNamespace": .text, "extraArgs": texts,
  ])
}
