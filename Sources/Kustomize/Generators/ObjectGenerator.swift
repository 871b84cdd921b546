import Documents
import YAML

/// Generates config maps and secrets.
struct ObjectGenerator {
  /// What is generated.
  enum Kind: String {
    case configMap = "ConfigMap"
    case secret = "Secret"
  }

  var kind: Kind
  /// What holds for all generators of the kustomization.
  var commonOptions: YAMLNode?
  var scope: FieldScope

  /// The object that an entry asks for.
  func generate(_ node: YAMLNode) throws(KustomizeError) -> Resource {
    guard let name = node.text("name") else {
      throw scope.error("a generated \(kind.rawValue) needs a name", at: node)
    }
    let sources = KeyValueSources(node, in: scope)
    guard sources.problems.isEmpty else { throw KustomizeError(sources.problems) }

    var resource = Resource(
      [
        "apiVersion": "v1", "kind": .string(kind.rawValue),
        "metadata": ["name": .string(name)],
      ], file: scope.file, line: node.position.line)
    if let namespace = node.text("namespace") { resource.namespace = namespace }
    fill(&resource, sources.pairs)
    if kind == .secret { resource.value["type"] = .string(node.text("type") ?? "Opaque") }

    let options = [node["options"], commonOptions].compactMap { $0 }
    for field in ["labels", "annotations"] {
      let texts = options.reversed().reduce(into: [:]) { texts, options in
        texts.merge(options[field]?.texts ?? [:]) { $1 }
      }
      guard !texts.isEmpty else { continue }
      resource.setMetadata(field, .object(texts.mapValues { .string($0) }))
    }
    if options.contains(where: { $0.flag("immutable") }) { resource.value["immutable"] = true }
    resource.needsHash = !options.contains { $0.flag("disableNameSuffixHash") }
    // As in kustomize, what is neither means the same as nothing.
    resource.behavior = Resource.Behavior(rawValue: node.text("behavior") ?? "") ?? .create
    return resource
  }

  private func fill(_ resource: inout Resource, _ pairs: [KeyValueSources.Pair]) {
    var data: [String: Value] = [:]
    var binary: [String: Value] = [:]
    for pair in pairs {
      if kind == .secret {
        data[pair.key] = .string(Base64.encodeInLines(pair.content))
      } else if let text = String(validating: pair.content, as: UTF8.self) {
        data[pair.key] = .string(text)
      } else {
        binary[pair.key] = .string(Base64.encodeInLines(pair.content))
      }
    }
    if kind == .secret || !data.isEmpty { resource.value["data"] = .object(data) }
    if !binary.isEmpty { resource.value["binaryData"] = .object(binary) }
  }
}

extension ResourceSet {
  /// Adds a generated object, or puts it over the one that is there.
  ///
  /// Returns why it can't be, for a person.
  mutating func absorb(_ generated: Resource) -> String? {
    let present = indices(everNamed: generated.id)
    guard let index = present.first else {
      guard generated.behavior == .create else {
        return "there is no \(generated.id) yet, which it could \(generated.behavior.rawValue)"
      }
      _ = append(generated)
      return nil
    }
    guard present.count == 1 else {
      let places = present.map { self[$0].place }.joined(separator: " and ")
      return "\(generated.id) may be any of several: \(places)"
    }
    guard generated.behavior != .create else {
      return "\(generated.id) is there already, of \(self[index].place); "
        + "say \"behavior: merge\" or \"behavior: replace\""
    }
    let old = self[index]
    var result = generated
    for field in ["labels", "annotations"] {
      let texts = old.texts(field).merging(generated.texts(field)) { $1 }
      result.setMetadata(field, texts.isEmpty ? nil : .object(texts.mapValues { .string($0) }))
    }
    // It is still the old one, with all that has become of its name.
    result.name = old.name
    result.namespace = old.namespace
    result.formerNames = old.formerNames
    result.variables = old.variables
    (result.prefixes, result.suffixes) = (old.prefixes, old.suffixes)
    result.needsHash = old.needsHash && generated.needsHash
    result.transformations = old.transformations
    if generated.behavior == .merge {
      result.origin = old.origin
      (result.file, result.line) = (old.file, old.line)
      for field in ["data", "binaryData"] {
        let values = (old.value[field]?.object ?? [:]).mapValues { Value.string($0.scalarText) }
          .merging(generated.value[field]?.object ?? [:]) { $1 }
        if !values.isEmpty { result.value[field] = .object(values) }
      }
    }
    self[index] = result
    return nil
  }
}
