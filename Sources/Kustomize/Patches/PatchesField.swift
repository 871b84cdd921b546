import Documents
import YAML

/// The field `patches`: strategic merges and JSON patches, with targets or without.
struct PatchesField {
  private let applier: PatchApplier

  init(schema: MergeSchema) {
    applier = PatchApplier(schema: schema)
  }

  /// Applies one of the patches.
  func apply(
    entry: YAMLNode, to set: inout ResourceSet, in scope: FieldScope
  ) throws(KustomizeError) {
    let text = try Self.text(of: entry, in: scope)
    let target: ResourceSelector? =
      if let node = entry["target"], !node.value.isNull {
        try ResourceSelector(node, in: scope)
      } else {
        nil
      }
    let options = entry["options"]
    let permissions = PatchApplier.Permissions(
      changesName: options?.flag("allowNameChange") ?? false,
      changesKind: options?.flag("allowKindChange") ?? false)
    switch try text.read() {
    case .operations(let operations, let lines):
      guard let target else {
        throw text.error("a JSON patch needs a target, and its entry in patches has none")
      }
      try applier.apply(operations, lines: lines, file: text.file, to: &set, matching: target)
    case .objects(let patches):
      guard let target else { return try applier.apply(patches, to: &set, permissions) }
      guard let patch = patches.first, patches.count == 1 else {
        throw text.error("several objects, where an entry with a target takes one")
      }
      try applier.apply(patch, to: &set, matching: target, permissions)
    }
  }

  /// The text of an entry: of the file that `path` names, or of `patch`.
  private static func text(
    of entry: YAMLNode, in scope: FieldScope
  ) throws(KustomizeError) -> PatchText {
    let inline = entry.text("patch")?.contains { !$0.isWhitespace } ?? false
    switch (inline, entry["path"]) {
    case (true, let path?) where entry.text("path") != nil:
      throw scope.error("both path and patch; an entry in patches takes one of them", at: path)
    case (false, let path?) where entry.text("path") != nil:
      return try PatchText(fileAt: path, in: scope)
    case (true, _):
      return PatchText(inline: entry["patch"] ?? entry, in: scope)
    default:
      throw scope.error("neither path nor patch; an entry in patches takes one of them", at: entry)
    }
  }
}
