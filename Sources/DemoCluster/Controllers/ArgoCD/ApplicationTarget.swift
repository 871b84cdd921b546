import Documents

/// What an Application wants: the objects its sources are built into, at which revisions.
struct ApplicationTarget {
  var objects: [Value] = []
  /// Objects that run at a phase of a sync and aren't compared.
  var hooks: [Value] = []
  /// One for each source.
  var revisions: [String] = []
  /// The first problem with a source, in the words of the ComparisonError condition.
  var problem: String?

  /// The sources of an application, whether it has one or several.
  static func sources(of application: Value) -> [Value] {
    if let several = application.at("spec", "sources")?.array, !several.isEmpty { return several }
    return application.at("spec", "source").map { [$0] } ?? []
  }

  static func isMultiSource(_ application: Value) -> Bool {
    !(application.at("spec", "sources")?.array ?? []).isEmpty
  }

  /// Builds the target at the revisions given, or at those that the sources name.
  static func resolve(
    _ application: Value, revisions wanted: [String] = [], sources given: [Value] = [],
    on server: isolated DemoAPIServer
  ) -> ApplicationTarget {
    var target = ApplicationTarget()
    let sources = given.isEmpty ? Self.sources(of: application) : given
    for (index, source) in sources.enumerated() {
      let url = source["repoURL"]?.string ?? ""
      func fail(_ why: String) {
        target.problem =
          target.problem ?? "Failed to load target state: failed to generate manifest for source "
          + "\(index + 1) of \(sources.count): rpc error: code = Unknown desc = \(why)"
      }
      guard let repository = server.controllers.argo.repositories[url] else {
        fail("failed to list refs: repository not found: Repository not found.")
        target.revisions.append("")
        continue
      }
      let name =
        wanted.indices.contains(index) && !wanted[index].isEmpty
        ? wanted[index] : source["targetRevision"]?.string ?? "HEAD"
      let isHead = ["HEAD", "main", "refs/heads/main", ""].contains(name)
      guard let snapshot = isHead ? repository.snapshots.last : repository.snapshot(name) else {
        fail("unable to resolve '\(name)' to a commit SHA")
        target.revisions.append("")
        continue
      }
      target.revisions.append(snapshot.revision)
      switch build(url, snapshot, source, on: server) {
      case .failure(let failure): fail(failure.message)
      case .success(let objects): target.add(objects, of: application, server)
      }
    }
    return target
  }

  private static func build(
    _ url: String, _ snapshot: ExampleRepository.Snapshot, _ source: Value,
    on server: isolated DemoAPIServer
  ) -> Result<[Value], ManifestBuilder.Failure> {
    let path = source["path"]?.string ?? "."
    let options = source["kustomize"]
    let key = ArgoState.BuildKey(
      url: url, revision: snapshot.revision, path: path, options: options)
    if let known = server.controllers.argo.builds[key] { return known }
    let result: Result<[Value], ManifestBuilder.Failure>
    do {
      result = .success(try ManifestBuilder(files: snapshot.files).build(path, options: options))
    } catch {
      result = .failure(error)
    }
    server.controllers.argo.builds[key] = result
    return result
  }

  private mutating func add(
    _ objects: [Value], of application: Value, _ server: isolated DemoAPIServer
  ) {
    let namespace = application.at("spec", "destination", "namespace") ?? "default"
    for var object in objects {
      let type = server.types.type(kind: object.objectKind, group: object.objectGroup)
      let isNamespaced = type?.isNamespaced ?? !ManifestBuilder.isClusterScoped(object)
      if !isNamespaced {
        object.set("metadata", "namespace", to: nil)
      } else if object.objectNamespace.isEmpty {
        object.set("metadata", "namespace", to: namespace)
      }
      guard let phases = SyncOrder.hooks(of: object) else { continue }
      if phases.isEmpty {
        let id = ArgoState.tracking(object, by: application.objectName)
        object.set("metadata", "annotations", ArgoState.trackingID, to: .string(id))
        replace(object)
      } else {
        hooks.append(object)
      }
    }
  }

  /// A later source's object takes the place of an earlier one's.
  private mutating func replace(_ object: Value) {
    objects.removeAll {
      $0.objectKind == object.objectKind && $0.objectGroup == object.objectGroup
        && $0.objectNamespace == object.objectNamespace && $0.objectName == object.objectName
    }
    objects.append(object)
  }
}
