import Documents
import Files
import YAML

/// Takes together what kustomizations name, and carries out what they say; one for each build.
///
/// All problems that are found on the way are kept, so that one build tells of them all; a
/// kustomization whose objects can't be had isn't carried any further.
final class Accumulator {
  let fetched: FetchedRemotes
  /// Whether objects are told where they come from.
  let tracksOrigins: Bool
  /// What still has to be fetched before the build can be whole.
  var needs: Set<RemoteNeed> = []
  /// How patches merge: the first word that a kustomization has on it, if any.
  var schema: MergeSchema?
  var problems: [KustomizeError.Problem] = []

  init(fetched: FetchedRemotes, tracksOrigins: Bool) {
    self.fetched = fetched
    self.tracksOrigins = tracksOrigins
  }

  /// A kustomization that is being gone through, within those that name it.
  struct Visit {
    var kustomization: KustomizationFile
    var sources: SourceFiles
    /// The kustomizations that are open, by tree and folder, the outermost first.
    var chain: [(tree: String, folder: String)]
    var origin = Origin()

    var scope: FieldScope {
      FieldScope(file: kustomization.file, folder: kustomization.folder, sources: sources)
    }
  }

  /// What a kustomization comes to by itself.
  func accumulate(_ visit: Visit) -> Accumulation {
    let folder = visit.kustomization.folder
    let isKnown = !tracksOrigins && schema == nil
    if isKnown, let known = visit.sources.cache.accumulations[folder],
      // Elsewhere it may be part of a circle.
      !visit.chain.dropLast().contains(where: { open in
        open.tree == visit.sources.prefix
          && known.folders.contains { Paths.isBelow(open.folder, $0) }
      })
    {
      visit.sources.markRead(known.files)
      return known
    }
    let problemCount = problems.count
    let outer = visit.sources.exchangeRecord()
    // The kustomization itself was read before.
    visit.sources.markRead([
      Paths.join(folder, Paths.name(of: visit.kustomization.file))
    ])
    var result = Accumulation()
    carryOut(visit, on: &result)
    result.files = visit.sources.exchangeRecord(outer)
    visit.sources.markRead(result.files)
    if isKnown, schema == nil, problems.count == problemCount, needs.isEmpty {
      visit.sources.keep(result, of: folder)
    }
    return result
  }

  /// Does what a kustomization says to what is there: nothing, unless it is a component.
  func carryOut(_ visit: Visit, on result: inout Accumulation) {
    let kustomization = visit.kustomization
    let problemCount = problems.count
    result.folders.insert(kustomization.folder)
    problems += kustomization.problems
    result.warnings += kustomization.warnings
    readSchema(visit)
    for node in kustomization.elements("resources") + kustomization.elements("bases") {
      add(node, of: visit, to: &result)
    }
    readRules(visit, into: &result)
    generate(visit, into: &result, isSound: problems.count == problemCount)
    for node in kustomization.elements("components") {
      addComponent(node, of: visit, to: &result)
    }
    // What is missing would only be found missing again.
    guard problems.count == problemCount, needs.isEmpty else { return }
    transform(visit, &result)
    if let field = kustomization.fields["vars"] {
      attempt { () throws(KustomizeError) in
        try result.variables.define(field, in: &result.set, visit.scope)
      }
    }
  }

  /// Runs what may fail, and keeps what was wrong.
  @discardableResult
  func attempt<Result>(_ body: () throws(KustomizeError) -> Result) -> Result? {
    do throws(KustomizeError) {
      return try body()
    } catch {
      problems += error.problems.filter { !problems.contains($0) }
      return nil
    }
  }

  // MARK: - Resources

  /// Adds what an element of `resources` names.
  func add(_ node: YAMLNode, of visit: Visit, to result: inout Accumulation) {
    // What is no text was complained of when the kustomization was read.
    guard let path = node.value.isNull ? "" : node.value.string else { return }
    let scope = visit.scope
    guard !path.isEmpty else { return problems.append(scope.problem("an empty path", at: node)) }
    switch visit.sources.place(of: path, from: scope.folder) {
    case .file:
      guard
        let resources = attempt({ () throws(KustomizeError) in
          try visit.sources.resources(try scope.locate(node))
        })
      else { return }
      append(resources, origin: visit.origin.appending(path), at: node, scope, to: &result)
    case .folder(let folder):
      guard let inner = enter(folder, node, of: visit, isComponent: false) else { return }
      merge(accumulate(inner), at: node, scope, into: &result)
    case .nothing, .elsewhere:
      addRemote(node, of: visit, to: &result)
    }
  }

  /// Adds objects, those excepted that are there already, which is a problem.
  func append(
    _ resources: [Resource], origin: Origin?, at node: YAMLNode, _ scope: FieldScope,
    to result: inout Accumulation
  ) {
    for resource in resources {
      var resource = resource
      if tracksOrigins, resource.origin == nil { resource.origin = origin }
      guard let index = result.set.append(resource) else { continue }
      problems.append(
        scope.problem(
          "\(node.value.string ?? "") brings \(resource.id) of \(resource.place), which "
            + "\(result.set[index].place) has already", at: node))
    }
  }

  /// Takes over what another kustomization came to.
  func merge(
    _ inner: Accumulation, at node: YAMLNode, _ scope: FieldScope,
    into result: inout Accumulation
  ) {
    if result.set.isEmpty {
      result.set = inner.set
    } else {
      append(inner.set.resources, origin: nil, at: node, scope, to: &result)
    }
    result.folders.formUnion(inner.folders)
    result.warnings += inner.warnings.filter { !result.warnings.contains($0) }
    merge(inner.rules, at: node, scope, into: &result)
    attempt { () throws(KustomizeError) in try result.variables.merge(inner.variables) }
  }

  func merge(
    _ rules: FieldRules, at node: YAMLNode, _ scope: FieldScope, into result: inout Accumulation
  ) {
    do throws(FieldRules.Conflict) {
      try result.rules.merge(rules)
    } catch {
      problems.append(
        scope.problem(
          "two configurations don't agree on whether \(error.path) is created", at: node))
    }
  }

  /// The kustomization of a folder; nil where there is none, or it is the wrong one.
  func enter(
    _ folder: String, _ node: YAMLNode, of visit: Visit, isComponent: Bool
  ) -> Visit? {
    let path = node.value.string ?? ""
    let scope = visit.scope
    func complain(_ reason: String) -> Visit? {
      problems.append(scope.problem(reason, at: node))
      return nil
    }
    let tree = visit.sources.prefix
    // To kustomize, a folder around one that is being built is a circle, too.
    if let start = visit.chain.firstIndex(where: {
      $0.tree == tree && Paths.isBelow($0.folder, folder)
    }) {
      let way = (visit.chain[start...].map(\.folder) + [folder]).map { $0.isEmpty ? "." : $0 }
      return complain(
        "\(path) goes round in a circle: \(way.joined(separator: " → "))")
    }
    let read = attempt { () throws(KustomizeError) in
      try visit.sources.kustomization(in: folder)
    }
    guard let found = read else { return nil }
    guard let kustomization = found else {
      let names = KustomizationFile.names.joined(separator: ", ")
      return complain("\(path) is a folder without a kustomization (\(names))")
    }
    guard kustomization.isComponent == isComponent || !kustomization.problems.isEmpty else {
      return complain(
        isComponent
          ? "\(path) is a kustomization; name it under resources"
          : "\(path) is a component; name it under components")
    }
    return Visit(
      kustomization: kustomization, sources: visit.sources,
      chain: visit.chain + [(tree, folder)], origin: visit.origin.appending(path))
  }

  private func addComponent(_ node: YAMLNode, of visit: Visit, to result: inout Accumulation) {
    let path = node.value.string ?? ""
    let scope = visit.scope
    switch visit.sources.place(of: path, from: scope.folder) {
    case _ where path.isEmpty: problems.append(scope.problem("an empty path", at: node))
    case .folder(let folder):
      guard let inner = enter(folder, node, of: visit, isComponent: true) else { return }
      carryOut(inner, on: &result)
    case .file:
      problems.append(
        scope.problem("\(path) is a file; a component is a folder with a kustomization", at: node))
    case .nothing, .elsewhere: addRemoteComponent(node, of: visit, to: &result)
    }
  }

  // MARK: - Rules

  private func readSchema(_ visit: Visit) {
    guard let field = visit.kustomization.fields["openapi"], schema == nil else { return }
    let scope = visit.scope
    if let path = field["path"], path.value.string?.isEmpty == false {
      if let version = field["version"], version.value.string != nil {
        problems.append(scope.problem("both path and version; openapi takes one", at: version))
      }
      guard
        let documents = attempt({ () throws(KustomizeError) in try scope.documents(at: path) })
      else { return }
      schema = MergeSchema(openAPI: documents.first?.value ?? .null)
    } else if let version = field["version"], let text = version.value.string, text != "v1.21.2",
      text != "v1212"
    {
      problems.append(
        scope.problem("openapi version \(text) isn't known; kustomize has v1.21.2", at: version))
    }
  }

  private func readRules(_ visit: Visit, into result: inout Accumulation) {
    let scope = visit.scope
    for node in visit.kustomization.elements("configurations") {
      attempt { () throws(KustomizeError) in
        for document in try scope.documents(at: node) {
          let rules = try FieldRulesReader.read(document.root, file: document.file ?? scope.file)
          merge(rules, at: node, scope, into: &result)
        }
      }
    }
    for node in visit.kustomization.elements("crds") {
      attempt { () throws(KustomizeError) in
        let documents = try scope.documents(at: node)
        guard let definitions = TypeDefinitions(documents.first?.value ?? .null) else {
          throw scope.error(
            "\(node.value.string ?? "") has no OpenAPI definitions, which crds takes; "
              + "a CustomResourceDefinition goes under resources", at: node)
        }
        merge(definitions.rules, at: node, scope, into: &result)
      }
    }
  }
}
