public import Console
import Documents
import GitOps
public import Kubernetes

/// Compares what Git wants of an application, rendered from a local checkout, with what is there.
public struct ApplicationComparer: Sendable {
  let client: Client
  let repository: any RepositorySource

  /// So many objects are read at a time.
  private static let concurrency = 8

  /// Makes one for a cluster; the repository says where checkouts are.
  public init(client: Client, repository: any RepositorySource) {
    self.client = client
    self.repository = repository
  }

  /// Compares one resource, or all; what can't be compared is part of the answer.
  public func compare(
    _ request: ComparisonRequest
  ) async throws(KubernetesError) -> ApplicationComparison {
    let application = Application(
      try await client.get(ObjectKey(.applications, request.application)))
    var comparison = ApplicationComparison(origins: [])
    var manifests: [Value] = []
    for (index, source) in application.sources.enumerated() where source.tool != .reference {
      let (origin, rendered, notes) = await render(source, index, of: application)
      comparison.origins.append(origin)
      comparison.notes += notes
      manifests += rendered
    }
    guard comparison.origins.contains(where: \.isRendered) else { return comparison }
    guard application.destination.isInCluster else {
      comparison.notes.append("its resources are in another cluster, which isn't asked from here")
      return comparison
    }
    let installation = await client.argoInstallation(of: application)
    if let problem = installation.problem {
      comparison.notes.append(
        "Argo CD's settings can't be read, and its defaults are taken: \(problem.summary)")
    }
    let settings = ComparisonSettings(application, installation)
    let wanted = DesiredResources(manifests, of: application, try await client.discover().kinds)
    var ids = Set(wanted.objects.keys)
    // Without all that Git wants, nobody can say what it doesn't want.
    if comparison.isWhole {
      ids.formUnion(
        application.status.resources.filter { !$0.isHook }.map { ResourceIdentity($0) })
    }
    if let resource = request.resource {
      ids = [
        ResourceIdentity(
          group: resource.kind.group, kind: resource.kind.kind, name: resource.name)
      ]
    }
    comparison.objects = await compare(ids.sorted(), wanted, settings, comparison.isWhole)
    return comparison
  }

  // MARK: - What Git wants

  private func render(
    _ source: ApplicationSource, _ index: Int, of application: Application
  ) async -> (ApplicationComparison.Origin, [Value], [String]) {
    guard !source.isChart else {
      return (
        .failed(
          repository: source.repository,
          reasons: ["it is the chart \(source.chart) of a repository of charts"]), [], []
      )
    }
    let compared = application.status.revisions
    let revision =
      compared.indices.contains(index) ? compared[index] : application.targetRevision(index)
    do throws(StackBuildError) {
      guard
        let checkout = try await repository.checkout(
          of: application.name.name, repository: source.repository, revision: revision)
      else { return (.unconfigured(repository: source.repository), [], []) }
      guard checkout.isOf(source.repository) || application.sources.count == 1 else {
        return (.unconfigured(repository: source.repository), [], [])
      }
      var notes: [String] = []
      if let origin = checkout.origin, !checkout.isOf(source.repository) {
        notes.append("\(checkout.folder) is a checkout of \(origin), not of \(source.repository)")
      }
      let rendered = try await checkout.renderer.render(
        source, of: application.name.name, namespace: application.destination.namespace)
      return (
        .rendered(folder: checkout.folder, commit: checkout.commit),
        rendered.manifests.map(\.value), notes + rendered.warnings
      )
    } catch {
      return (
        .failed(repository: source.repository, reasons: error.problems.map(\.description)), [], []
      )
    }
  }

  // MARK: - What is there

  private func compare(
    _ ids: [ResourceIdentity], _ wanted: DesiredResources, _ settings: ComparisonSettings,
    _ isWhole: Bool
  ) async -> [ApplicationComparison.Object] {
    await withTaskGroup(of: (Int, ApplicationComparison.Object.Outcome).self) { group in
      var outcomes = [ApplicationComparison.Object.Outcome?](repeating: nil, count: ids.count)
      var next = 0
      func start() {
        guard next < ids.count else { return }
        let index = next
        next += 1
        group.addTask { (index, await outcome(ids[index], wanted, settings, isWhole)) }
      }
      for _ in 0..<Self.concurrency { start() }
      while let (index, outcome) = await group.next() {
        outcomes[index] = outcome
        start()
      }
      return zip(ids, outcomes).compactMap { id, outcome in
        outcome.map { ApplicationComparison.Object(id, $0) }
      }
    }
  }

  private func outcome(
    _ id: ResourceIdentity, _ wanted: DesiredResources, _ settings: ComparisonSettings,
    _ isWhole: Bool
  ) async -> ApplicationComparison.Object.Outcome {
    let desired = wanted.objects[id]
    guard desired != nil || isWhole else {
      return .failed("not in what could be rendered: it may come from another source")
    }
    guard let kind = wanted.kind(of: id) else { return .failed("the cluster has no such kind") }
    var live: Value?
    do throws(KubernetesError) {
      live = try await client.get(ObjectKey(kind, id.name))
    } catch {
      guard case .notFound = error else { return .failed(error.summary) }
    }
    guard desired != nil || live != nil else {
      return .failed("neither in Git nor in the cluster")
    }
    return .compared(ObjectComparison(desired: desired, live: live, settings))
  }
}

/// What Git wants, by what each object is; in the namespaces in which a sync puts it.
private struct DesiredResources: Sendable {
  private(set) var objects: [ResourceIdentity: Value] = [:]
  private var kinds: [ResourceKindName: ResourceKind] = [:]

  init(_ manifests: [Value], of application: Application, _ all: [ResourceKind]) {
    kinds = Dictionary(
      all.map { (ResourceKindName(group: $0.group, kind: $0.kind), $0) },
      uniquingKeysWith: { first, _ in first })
    for var manifest in manifests {
      var id = ResourceIdentity(manifest)
      // What is of a kind that the cluster doesn't have yet is taken for namespaced, as most are.
      let isNamespaced = kind(of: id)?.isNamespaced ?? true
      if !isNamespaced {
        id.name.namespace = ""
      } else if id.name.namespace.isEmpty {
        id.name.namespace = application.destination.namespace
      }
      manifest["metadata"]?["namespace"] =
        id.name.namespace.isEmpty ? nil : .string(id.name.namespace)
      objects[id] = manifest
    }
  }

  func kind(of id: ResourceIdentity) -> ResourceKind? {
    kinds[ResourceKindName(group: id.group, kind: id.kind)]
  }
}

extension ApplicationComparison.Origin {
  fileprivate var isRendered: Bool {
    if case .rendered = self { true } else { false }
  }
}
