import Documents
import YAML

/// The field `patchesStrategicMerge`: files of objects to merge, or the objects themselves.
struct StrategicMergeField {
  private let applier: PatchApplier

  init(schema: MergeSchema) {
    applier = PatchApplier(schema: schema)
  }

  /// Applies all patches, in order.
  func apply(
    _ field: YAMLNode, to set: inout ResourceSet, in scope: FieldScope
  ) throws(KustomizeError) {
    var patches: [Resource] = []
    for entry in field.elements {
      patches += try Self.text(of: entry, in: scope).readObjects()
    }
    try applier.apply(patches, to: &set)
  }

  /// The text of an entry, which is a file's path or else a patch.
  private static func text(
    of entry: YAMLNode, in scope: FieldScope
  ) throws(KustomizeError) -> PatchText {
    let text = entry.value.string ?? ""
    let isFile = scope.sources.place(of: text, from: scope.folder) != .nothing
    let isText = text.contains(where: \.isNewline) || text.hasPrefix("{")
    return isFile || !isText
      ? try PatchText(fileAt: entry, in: scope) : PatchText(inline: entry, in: scope)
  }
}
