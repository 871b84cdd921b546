internal import Documents

/// The fields a kustomization may have, and what they hold.
enum KustomizationFields {
  /// What a field holds.
  enum Shape {
    case text
    case texts
    case textMap
    case object
    case objects

    var description: String {
      switch self {
      case .text: "text"
      case .texts: "a list of text"
      case .textMap: "a mapping of text"
      case .object: "a mapping"
      case .objects: "a list of mappings"
      }
    }

    func accepts(_ value: Value) -> Bool {
      switch self {
      case .text: value.string != nil
      case .texts: value.array?.allSatisfy { $0.string != nil } ?? false
      case .textMap: value.object?.values.allSatisfy { $0.string != nil || $0.isNull } ?? false
      case .object: value.object != nil
      case .objects: value.array?.allSatisfy { $0.object != nil } ?? false
      }
    }
  }

  /// By name in lower case, field by field as kustomize 5 has them.
  ///
  /// Those that it only still reads are included.
  static let shapes: [String: Shape] = [
    "apiversion": .text, "kind": .text, "metadata": .object, "openapi": .textMap,
    "nameprefix": .text, "namesuffix": .text, "namespace": .text, "commonlabels": .textMap,
    "labels": .objects, "commonannotations": .textMap, "patchesstrategicmerge": .texts,
    "patchesjson6902": .objects, "patches": .objects, "images": .objects, "imagetags": .objects,
    "replacements": .objects, "replicas": .objects, "vars": .objects, "sortoptions": .object,
    "resources": .texts, "components": .texts, "crds": .texts, "bases": .texts,
    "configmapgenerator": .objects, "secretgenerator": .objects, "helmglobals": .object,
    "helmcharts": .objects, "helmchartinflationgenerator": .objects, "generatoroptions": .object,
    "configurations": .texts, "generators": .texts, "transformers": .texts,
    "validators": .texts, "buildmetadata": .texts,
  ]
}
