import Documents
import Files
import YAML

extension Accumulator {
  /// Adds what the kustomization's generators make.
  func generate(_ visit: Visit, into result: inout Accumulation, isSound: Bool) {
    let scope = visit.scope
    let options = visit.kustomization.fields["generatorOptions"]
    for (field, kind) in [
      ("configMapGenerator", ObjectGenerator.Kind.configMap), ("secretGenerator", .secret),
    ] {
      let generator = ObjectGenerator(kind: kind, commonOptions: options, scope: scope)
      for node in visit.kustomization.elements(field) {
        let made = attempt { () throws(KustomizeError) in try generator.generate(node) }
        guard var made, isSound else { continue }
        let file = Paths.name(of: visit.kustomization.file)
        made.origin =
          tracksOrigins
          ? visit.origin.configuring("\(kind.rawValue)Generator", in: file) : nil
        absorb(made, node, scope, into: &result)
      }
    }
    inflateCharts(visit, into: &result)
    for plugin in plugins("generators", of: visit) {
      run(plugin, of: visit, isSound: isSound, into: &result)
    }
  }

  private func absorb(
    _ made: Resource, _ node: YAMLNode, _ scope: FieldScope, into result: inout Accumulation
  ) {
    guard let reason = result.set.absorb(made) else { return }
    problems.append(scope.problem(reason, at: node))
  }

  /// Runs a generator that has a file, or an element of `generators`, of its own.
  private func run(
    _ plugin: Plugin, of visit: Visit, isSound: Bool, into result: inout Accumulation
  ) {
    guard let kind = Plugin.Generator(rawValue: plugin.kind) else {
      problems.append(
        plugin.scope.problem(
          "\(plugin.kind) is no generator that is built in, and others aren't run",
          at: plugin.node))
      return
    }
    switch kind {
    case .configMap, .secret:
      let generator = ObjectGenerator(
        kind: kind == .secret ? .secret : .configMap, scope: plugin.scope)
      // Its name and namespace are those of the configuration itself.
      let node = plugin.node.adding(
        ["name", "namespace"].compactMap { name in
          plugin.node["metadata"]?[name].map { (name, $0) }
        })
      guard
        var made = attempt({ () throws(KustomizeError) in try generator.generate(node) }), isSound
      else { return }
      made.origin = tracksOrigins ? plugin.origin : nil
      absorb(made, plugin.node, plugin.scope, into: &result)
    case .helmChart:
      inflate(plugin.node, globals: plugin.node, scope: plugin.scope, of: visit, into: &result)
    }
  }
}

extension YAMLNode {
  /// The mapping with more fields, in the place of those with their names.
  func adding(_ added: [(key: String, node: YAMLNode)]) -> YAMLNode {
    let names = Set(added.map(\.key))
    return YAMLNode(
      fields: fields.filter { !names.contains($0.key) }
        + added.map { YAMLNode.Field(key: $0.key, keyPosition: $0.node.position, node: $0.node) },
      from: position, to: end)
  }

  /// A value as if it stood at a place.
  init(_ value: Value, at position: SourcePosition) {
    switch value {
    case .array(let elements):
      self.init(
        elements: elements.map { YAMLNode($0, at: position) }, from: position, to: position)
    case .object(let fields):
      let sorted = fields.sorted { $0.key < $1.key }
      self.init(
        fields: sorted.map {
          YAMLNode.Field(
            key: $0.key, keyPosition: position, node: YAMLNode($0.value, at: position))
        }, from: position, to: position)
    default: self.init(scalar: value, from: position, to: position)
    }
  }
}
