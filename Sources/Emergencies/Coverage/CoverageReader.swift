internal import DeployEngine
internal import Documents
internal import GitOps
public import Kubernetes

/// Lists every object of a cluster, or of some of its namespaces, and works out who owns it.
///
/// Nothing but metadata is asked for, a page at a time, and a few kinds at once; what is kept of an
/// object is a few words. What may not be listed is said, and the rest is counted all the same.
public struct CoverageReader: Sendable {
  private let owners: OwnersReader
  private let discovery: Discovery?
  private var client: Client { owners.client }

  private static let concurrency = 6
  /// Beyond so many owners that weren't listed, the rest is said not to be known.
  private static let mostLookups = 500

  /// Makes a reader; without a discovery the server is asked for its kinds.
  public init(_ owners: OwnersReader, discovery: Discovery? = nil) {
    self.owners = owners
    self.discovery = discovery
  }

  /// Reads everything; `progress` hears how many of how many lists are done.
  ///
  /// Without namespaces all of them are meant, and with them what is in none. Throws only where
  /// nothing at all can be found out.
  public func read(
    namespaces: Set<String> = [],
    progress: @escaping @Sendable (Int, Int) async -> Void = { _, _ in }
  ) async throws(KubernetesError) -> Coverage {
    let discovery: Discovery
    if let known = self.discovery, !known.kinds.isEmpty {
      discovery = known
    } else {
      discovery = try await client.discover()
    }
    let (known, adopters, gaps) = await owners.read()
    var builder = CoverageBuilder(known: known, adopters: adopters)
    var problems = gaps + discovery.gaps.map { "\($0.groupVersion): \($0.reason)" }
    let kinds = discovery.preferred.filter { Self.isCounted($0) }
    let queries = kinds.flatMap { kind -> [ResourceQuery] in
      guard !namespaces.isEmpty else { return [ResourceQuery(kind)] }
      guard kind.isNamespaced else { return [] }
      return namespaces.sorted().map { ResourceQuery(kind, namespace: $0) }
    }
    await lists(queries, progress) { query, answer in
      switch answer {
      case .success(let marks): builder.add(marks, of: query.kind)
      // A kind whose definition has just gone has no objects either.
      case .failure(.notFound), .failure(.rejected): break
      case .failure(let error):
        let place = query.namespace.map { " in \($0)" } ?? ""
        problems.append("\(query.kind.qualifiedName)\(place): \(error.summary)")
      }
    }
    await addTemplates(of: queries, to: &builder)
    await follow(&builder, discovery)
    var coverage = builder.coverage()
    coverage.gaps = problems
    return coverage
  }

  /// Events come and go by the thousand and are nobody's; what is measured isn't stored at all.
  private static func isCounted(_ kind: ResourceKind) -> Bool {
    guard kind.can("list"), kind.kind != "Event", !kind.group.hasSuffix("metrics.k8s.io") else {
      return false
    }
    return kind.group != "extensions" && kind.kind != "ComponentStatus"
  }

  private func lists(
    _ queries: [ResourceQuery], _ progress: @Sendable (Int, Int) async -> Void,
    take: (ResourceQuery, Result<[OwnerMarks], KubernetesError>) -> Void
  ) async {
    await withTaskGroup(of: (Int, Result<[OwnerMarks], KubernetesError>).self) { group in
      var next = 0
      func start() {
        guard next < queries.count else { return }
        let index = next
        next += 1
        group.addTask {
          let query = queries[index]
          do throws(KubernetesError) {
            let marks = try await client.rows(query, decoding: OwnerMarksDecoder(query.kind))
            return (index, .success(marks))
          } catch {
            return (index, .failure(error))
          }
        }
      }
      for _ in 0..<Self.concurrency { start() }
      var done = 0
      while let (index, answer) = await group.next() {
        start()
        take(queries[index], answer)
        done += 1
        await progress(done, queries.count)
      }
    }
  }

  /// The claims of stateful sets say nothing of them: their templates tell.
  private func addTemplates(
    of queries: [ResourceQuery], to builder: inout CoverageBuilder
  ) async {
    var sets: [Value] = []
    for query in queries where query.kind == .statefulSets {
      sets += (try? await client.list(query)) ?? []
    }
    builder.add(ClaimTemplates(sets))
  }

  /// Looks up what objects were made for and wasn't among the lists: without a namespace, made in
  /// between, or gone.
  private func follow(_ builder: inout CoverageBuilder, _ discovery: Discovery) async {
    var asked: Set<OwnerMarks.Reference> = []
    while true {
      let open = builder.unlisted.filter { !asked.contains($0.reference) }
      guard !open.isEmpty else { return }
      asked.formUnion(open.map(\.reference))
      for (reference, _) in open.dropFirst(Self.mostLookups) {
        builder.hide(reference, because: "too many to look at")
      }
      let answers = await concurrentMap(
        Array(open.prefix(Self.mostLookups)), limit: Self.concurrency
      ) { reference, namespace in
        (reference, await look(for: reference, in: namespace, discovery))
      }
      for (reference, answer) in answers {
        switch answer {
        case .success(let (kind, marks)?) where marks.uid == reference.uid:
          builder.add([marks], of: kind, isCounted: false)
        case .success, .failure(.notFound): break
        case .failure(let error): builder.hide(reference, because: error.summary)
        }
      }
    }
  }

  private func look(
    for reference: OwnerMarks.Reference, in namespace: String, _ discovery: Discovery
  ) async -> Result<(ResourceKind, OwnerMarks)?, KubernetesError> {
    let kind =
      discovery.kind(apiVersion: reference.apiVersion, kind: reference.kind)
      ?? discovery.kinds.first { $0.group == reference.group && $0.kind == reference.kind }
    guard let kind else { return .success(nil) }
    let name = ObjectName(namespace: kind.isNamespaced ? namespace : "", name: reference.name)
    do throws(KubernetesError) {
      return .success((kind, try await client.marks(of: ObjectKey(kind, name))))
    } catch {
      return .failure(error)
    }
  }
}
