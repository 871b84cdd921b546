import ConsoleRuntime
import Documents
import GitOps
import Kubernetes

/// Finds out which pods the command line means.
struct LogSubjectResolver: Sendable {
  let world: VerbWorld
  let cluster: LiveWorld.Cluster
  let repository: RepositoryOptions
  /// The namespaces to look in; nil for all of them.
  let namespaces: [String]?
  /// Whether they were named, or are those of the context.
  let areNamed: Bool

  private var client: Client { cluster.client }
  private var places: [String?] { namespaces.map { $0 } ?? [nil] }

  /// The pods that are meant; throws a `Problem` where what is named isn't there.
  func selection(of request: LogSubject.Request) async throws -> PodSelection {
    var selection = try await selection(of: request.subject)
    selection.pattern = request.pattern ?? selection.pattern
    if let labels = request.labels {
      for index in selection.queries.indices { selection.queries[index].labelSelector = labels }
    }
    return selection
  }

  private func selection(of subject: LogSubject) async throws -> PodSelection {
    switch subject {
    case .query(let text):
      if Self.isName(text), let exact = try await pods(named: text) { return exact }
      return PodSelection(
        queries: places.map { ResourceQuery(.pods, namespace: $0) }, pattern: text)
    case .labels(let text):
      return PodSelection(
        queries: places.map { ResourceQuery(.pods, namespace: $0, labelSelector: text) })
    case .object(let kind, let name): return try await selection(kind: kind, name: name)
    case .stack(let name): return try await selection(stack: name)
    case .application(let name): return try await selection(application: name)
    }
  }

  // MARK: By name

  /// The pods of that name, one in each namespace at most; nil for none.
  private func pods(named name: String) async throws -> PodSelection? {
    let found = try await objects(.pods, named: name)
    guard !found.isEmpty else { return nil }
    var selection = PodSelection(queries: [], names: [])
    for document in found {
      guard let pod = row(document) else { continue }
      let key = pod.name
      selection.pods.append(pod)
      selection.names?.insert(key)
      selection.queries.append(
        ResourceQuery(.pods, namespace: key.namespace, fieldSelector: "metadata.name=\(name)"))
      selection.usualContainers[key] =
        document["metadata"]?["annotations"]?[ContainerChoice.annotation]?.string
    }
    return selection
  }

  /// The objects of that name in the namespaces that are looked in.
  private func objects(_ kind: ResourceKind, named name: String) async throws -> [Value] {
    do throws(KubernetesError) {
      guard let namespaces, kind.isNamespaced else {
        return try await client.list(
          ResourceQuery(kind, fieldSelector: "metadata.name=\(name)"))
      }
      // Whoever may read one by its name may not be allowed to list them.
      var found: [Value] = []
      for namespace in namespaces {
        do throws(KubernetesError) {
          found.append(
            try await client.get(ObjectKey(kind, namespace: namespace, name: name)))
        } catch .notFound(let status) where !status.name.isEmpty {
          continue
        }
      }
      return found
    } catch {
      throw Problem(error)
    }
  }

  // MARK: By what looks after them

  private func selection(kind name: String, name object: String) async throws -> PodSelection {
    let kind = try await kind(named: name)
    guard Self.isName(object) else {
      throw Problem("\(SafeText.line(object)) can't be the name of anything")
    }
    if kind == .pods {
      guard let pods = try await pods(named: object) else { throw missing("pod", object) }
      return pods
    }
    let found = try await objects(kind, named: object)
    guard !found.isEmpty else { throw missing(kind.singular, object) }
    var selection = PodSelection(queries: [])
    for document in found {
      let namespace = document["metadata"]?["namespace"]?.string
      if kind == .cronJobs {
        // Its jobs come and go, and with them what their pods are selected by.
        var links = selection.links ?? PodLinks()
        links.insert(
          kind: kind.kind, ObjectName(namespace: namespace ?? "", name: object))
        selection.links = links
        selection.queries.append(ResourceQuery(.pods, namespace: namespace))
        continue
      }
      guard let selector = LabelSelector(of: document) else {
        throw Problem(
          "\(kind.singular)/\(object) has no selector: its pods can't be told from others",
          advice: "choose pods by their labels with -l")
      }
      selection.queries.append(
        ResourceQuery(.pods, namespace: namespace, labelSelector: "\(selector)"))
      if kind == .jobs, found.count == 1 {
        selection.job = ObjectName(namespace: namespace ?? "", name: object)
      }
    }
    return selection
  }

  private func kind(named name: String) async throws -> ResourceKind {
    let known = Discovery(kinds: [
      .pods, .deployments, .statefulSets, .daemonSets, .replicaSets, .jobs, .cronJobs, .services,
    ])
    if let kind = known.kind(named: name) { return kind }
    do throws(KubernetesError) {
      if let kind = try await client.discover().kind(named: name) { return kind }
    } catch {
      throw Problem(error)
    }
    throw Problem("the server has no kind \(SafeText.line(name))")
  }

  private func missing(_ kind: String, _ name: String) -> Problem {
    Problem(
      "there is no \(kind) \(SafeText.line(name)) \(place)",
      advice: areNamed ? nil : "-n names other namespaces, and -A takes all of them")
  }

  /// Where is looked, in words.
  var place: String {
    guard let namespaces else { return "in any namespace" }
    let names = SafeText.line(namespaces.joined(separator: ", "))
    return namespaces.count == 1 ? "in namespace \(names)" : "in namespaces \(names)"
  }

  /// Names of pods have no other characters.
  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 253 && text != "." && text != ".."
      && text.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E
      }
  }

  // MARK: By what Git says

  private func selection(stack name: String) async throws -> PodSelection {
    let checkout = try Checkout(world, repository)
    var stack = try checkout.stack(named: name)
    do throws(StackBuildError) {
      stack = try await checkout.renderer.render(stack).stack
    } catch {
      throw Problem(error, building: "the stack \(stack.name)")
    }
    let usual = areNamed ? namespaces?.first ?? cluster.defaultNamespace : cluster.defaultNamespace
    return selection(
      PodLinks(stack, defaultNamespace: usual),
      in: stack.objects.map { $0.namespace.isEmpty ? usual : $0.namespace })
  }

  private func selection(application name: String) async throws -> PodSelection {
    let applications = try await ApplicationCluster(world, namespace: nil)
    let application = try await applications.application(named: name)
    guard let row = application.row else {
      throw Problem("\(SafeText.line("\(application.name)")) can't be read")
    }
    return selection(PodLinks(row), in: row.resources.map(\.name.namespace))
  }

  /// The pods of workloads, in those of their namespaces that were asked for.
  private func selection(_ links: PodLinks, in all: [String]) -> PodSelection {
    var places = Set(all.filter { !$0.isEmpty })
    if areNamed, let namespaces { places.formIntersection(namespaces) }
    return PodSelection(
      queries: places.sorted().map { ResourceQuery(.pods, namespace: $0) }, links: links)
  }
}

/// The pod of a document as lists have it; nil where it can't be read.
private func row(_ document: Value) -> PodRow? {
  var reader = JSONReader(JSONWriter().bytes(document))
  var decoder = PodDecoder()
  var metadata = ObjectMetadata()
  return try? decoder.decode(&reader, &metadata)
}
