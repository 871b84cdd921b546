import Documents
import YAML

/// The field `patchesJson6902`: JSON patches with targets.
struct JSONPatchesField {
  private let applier = PatchApplier(schema: .empty)

  /// Applies one of the patches.
  func apply(
    entry: YAMLNode, to set: inout ResourceSet, in scope: FieldScope
  ) throws(KustomizeError) {
    guard let target = entry["target"], !target.value.isNull, target.text("name") != nil else {
      throw scope.error(
        "an entry in patchesJson6902 needs a target with a name", at: entry["target"] ?? entry)
    }
    let text: PatchText
    switch (entry.text("path"), entry.text("patch")) {
    case (nil, nil), (.some, .some):
      throw scope.error("an entry in patchesJson6902 takes path or patch, one of them", at: entry)
    case (.some, nil): text = try PatchText(fileAt: entry["path"] ?? entry, in: scope)
    case (nil, .some): text = PatchText(inline: entry["patch"] ?? entry, in: scope)
    }
    let selector = try ResourceSelector(target, in: scope)
    let (operations, lines) = try text.readOperations()
    try applier.apply(operations, lines: lines, file: text.file, to: &set, matching: selector)
  }
}
