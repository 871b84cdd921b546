import Documents
import Files
import YAML

extension Accumulator {
  /// Adds what an element of `resources` names that isn't in the tree.
  func addRemote(_ node: YAMLNode, of visit: Visit, to result: inout Accumulation) {
    let path = node.value.string ?? ""
    let scope = visit.scope
    switch RemoteAddress(path) {
    case .file(let address):
      guard let bytes = take(\.files, address, need: .file(address), node, scope) else { return }
      guard let resources = attempt({ () throws(KustomizeError) in try read(bytes, address) })
      else { return }
      append(resources, origin: visit.origin.appending(path), at: node, scope, to: &result)
    case .repository(let repository, let folder):
      guard
        let inner = enter(repository, folder, node, of: visit, isComponent: false)
      else { return }
      merge(accumulate(inner), at: node, scope, into: &result)
    case nil: complainOfMissing(node, of: visit)
    }
  }

  private func read(_ bytes: [UInt8], _ address: String) throws(KustomizeError) -> [Resource] {
    let documents: [YAMLDocument]
    do throws(YAMLError) {
      documents = try YAMLParser(dialect: .kustomize).parse(bytes, file: address)
    } catch {
      throw KustomizeError([
        .init(file: address, line: error.position.line, reason: "\(error.reason)")
      ])
    }
    return try ResourceReader.read(documents, of: bytes, file: address)
  }

  /// Carries out what an element of `components` names that isn't in the tree.
  func addRemoteComponent(_ node: YAMLNode, of visit: Visit, to result: inout Accumulation) {
    guard case .repository(let repository, let folder) = RemoteAddress(node.value.string ?? "")
    else { return complainOfMissing(node, of: visit) }
    guard let inner = enter(repository, folder, node, of: visit, isComponent: true) else { return }
    carryOut(inner, on: &result)
  }

  private func complainOfMissing(_ node: YAMLNode, of visit: Visit) {
    let path = node.value.string ?? ""
    let folder = visit.kustomization.folder
    let place = Paths.normalize(Paths.join(folder, path)).map(visit.sources.name)
    let reason =
      path.hasPrefix("/")
      ? "\(path) is an absolute path; say where it is from the kustomization"
      : visit.sources.place(of: path, from: folder) == .elsewhere || place == nil
        ? "\(path) leads out of the tree"
        : "\(path) doesn't exist: there is neither a file nor a folder \(place ?? path)"
    problems.append(visit.scope.problem(reason, at: node))
  }

  /// The kustomization of a folder of a repository.
  private func enter(
    _ repository: RemoteRepository, _ folder: String, _ node: YAMLNode, of visit: Visit,
    isComponent: Bool
  ) -> Visit? {
    guard
      let tree = take(\.repositories, repository, need: .repository(repository), node, visit.scope)
    else { return nil }
    let revision = repository.revision.map { "?ref=\($0)" } ?? ""
    let prefix = "\(repository.address)\(revision)//"
    var remote = visit
    // One that is gone through already keeps what it knows.
    if visit.sources.prefix != prefix { remote.sources = SourceFiles(tree, prefix: prefix) }
    remote.origin = Origin(
      repository: repository.address, revision: repository.revision ?? "")
    guard case .folder(let place) = remote.sources.place(of: folder, from: "") else {
      problems.append(
        visit.scope.problem("\(repository.address) has no folder \(folder)", at: node))
      return nil
    }
    var inner = enter(place, node, of: remote, isComponent: isComponent)
    inner?.origin.path = place
    return inner
  }

  /// Something that was fetched; nil, with the reason or the need noted, where it wasn't.
  func take<Key, Content>(
    _ kind: KeyPath<FetchedRemotes, [Key: Result<Content, RemoteFailure>]>, _ key: Key,
    need: RemoteNeed, _ node: YAMLNode, _ scope: FieldScope
  ) -> Content? {
    let what =
      switch need {
      case .chart: "the chart \(node.text("name") ?? node.text("chartName") ?? "")"
      default: node.value.string ?? ""
      }
    switch fetched[keyPath: kind][key] {
    case .success(let content): return content
    case .failure(let failure):
      problems.append(scope.problem("\(what) can't be had: \(failure.reason)", at: node))
    case nil:
      guard let refusal = fetched.refusal(of: need) else {
        needs.insert(need)
        return nil
      }
      problems.append(scope.problem("\(what) \(refusal)", at: node))
    }
    return nil
  }
}
