internal import Documents

/// What comes out differently of two renderings of the same stack.
struct RenderedChanges {
  private(set) var effects: [GitProposal.Effect] = []

  /// Compares, leaving out the fields of an object that were meant to change.
  init(
    of stack: String, environment: String?, from old: RenderedStack, to new: RenderedStack,
    except object: TracedObject? = nil, edits: [FieldEdit]? = nil
  ) {
    var after: [StackObject.Key: Manifest] = [:]
    for manifest in new.manifests { after[Self.key(manifest)] = manifest }
    var seen: Set<StackObject.Key> = []
    for manifest in old.manifests {
      let key = Self.key(manifest)
      seen.insert(key)
      let isMeant = object?.manifest == manifest
      var fields: [String]
      if let changed = after[key] {
        fields = Self.fields(
          TracedObject(manifest).value, TracedObject(changed).value, isMeant ? edits ?? [] : [])
      } else {
        // An object that is to go goes.
        fields = isMeant && edits == nil ? [] : ["goes"]
      }
      if fields.count > Self.most {
        fields = fields.prefix(Self.most) + ["and \(fields.count - Self.most) more"]
      }
      guard !fields.isEmpty else { continue }
      effects.append(
        .init(
          stack: stack, environment: environment, object: "\(manifest.object)", fields: fields))
    }
    for manifest in new.manifests where !seen.contains(Self.key(manifest)) {
      effects.append(
        .init(
          stack: stack, environment: environment, object: "\(manifest.object)",
          fields: ["is added"]))
    }
  }

  /// More fields of an object than this aren't named.
  private static let most = 8

  /// What tells an object apart, its content's hash aside.
  private static func key(_ manifest: Manifest) -> StackObject.Key {
    var key = manifest.object.key
    if HashedName.isHashed(manifest.value) { key.name = HashedName.base(key.name) }
    return key
  }

  private static func fields(_ old: Value, _ new: Value, _ edits: [FieldEdit]) -> [String] {
    guard old != new else { return [] }
    func rest(_ value: Value) -> Value {
      edits.reduce(value) { $1.path.setting(nil, in: $0, parents: 64) }
    }
    return Difference(from: rest(old), to: rest(new), matching: .byName).changes.map { change in
      change.label.split(separator: "/").joined(separator: ".")
    }
  }
}
