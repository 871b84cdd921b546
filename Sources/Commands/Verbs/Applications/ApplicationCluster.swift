import ConsoleRuntime
import DeployEngine
import Files
import GitOps
import Kubernetes

/// A cluster with applications, and how verbs find them.
struct ApplicationCluster: Sendable {
  let world: VerbWorld
  let cluster: LiveWorld.Cluster
  /// The namespace that applications without one are in; nil for any.
  let namespace: String?

  var client: Client { cluster.client }

  /// Connects.
  init(_ world: VerbWorld, namespace: String?) async throws {
    cluster = try await world.connect()
    for warning in cluster.warnings { world.output.note("warning: \(SafeText.line(warning))") }
    self.world = world
    self.namespace = namespace
  }

  // MARK: By name

  /// The applications of those names, each once, in their order; throws before any is used where one
  /// isn't there, or could be several.
  func applications(named names: [String]) async throws -> [Application] {
    var found: [Application] = []
    for name in names {
      let application = try await application(named: name)
      if !found.contains(where: { $0.name == application.name }) { found.append(application) }
    }
    return found
  }

  /// The application of a name, `name` or `namespace/name`.
  func application(named text: String) async throws -> Application {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, parts.allSatisfy(Self.isName), let name = parts.last else {
      throw Problem(
        "\(SafeText.line(text)) can't be the name of an application",
        advice: "name it as `duet apps` does: name, or namespace/name")
    }
    if let namespace = parts.count == 2 ? parts[0] : namespace {
      guard let application = try await application(ObjectName(namespace: namespace, name: name))
      else { throw missing("\(namespace)/\(name)") }
      return application
    }
    let matches = try await everywhere { namespace throws(KubernetesError) in
      guard let namespace else {
        let query = ResourceQuery(.applications, fieldSelector: "metadata.name=\(name)")
        return try await client.list(query).map { Application($0) }
      }
      // Whoever may read one by its name may not be allowed to list them.
      return try await optional(ObjectName(namespace: namespace, name: name)).map { [$0] } ?? []
    }.found
    guard matches.count <= 1 else {
      let names = matches.map(\.name).sorted().map { SafeText.line("\($0)") }
      throw Problem(
        "\(name) could be any of \(names.joined(separator: ", "))",
        advice: "say which, with its namespace: \(names[0])")
    }
    guard let match = matches.first else { throw missing(name) }
    return match
  }

  /// The application of that name; nil for none.
  private func application(_ name: ObjectName) async throws -> Application? {
    do throws(KubernetesError) {
      return try await optional(name)
    } catch {
      throw problem(error)
    }
  }

  private func optional(_ name: ObjectName) async throws(KubernetesError) -> Application? {
    do {
      return Application(try await client.get(ObjectKey(.applications, name)))
    } catch .notFound(let status) where !status.name.isEmpty {
      return nil
    }
  }

  /// Names of objects have no other characters; what has isn't worth asking a server about.
  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 253 && text != "." && text != ".."
      && text.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E
      }
  }

  private func missing(_ name: String) -> Problem {
    Problem(
      "there is no application \(SafeText.line(name))" + (place.isEmpty ? "" : " in \(place)"),
      advice: "`duet apps` lists what there is")
  }

  // MARK: All

  /// The applications of the namespace that was named, or else of all that may be read, and in which
  /// namespaces that was; nil stands for all.
  func rows(labelSelector: String?) async throws -> (rows: [ApplicationRow], places: [String?]) {
    let (rows, places) = try await everywhere { namespace throws(KubernetesError) in
      try await client.rows(
        ResourceQuery(.applications, namespace: namespace, labelSelector: labelSelector),
        decoding: ApplicationDecoder())
    }
    return (rows, places)
  }

  /// The same, whole.
  func applications(labelSelector: String) async throws -> [Application] {
    try await everywhere { namespace throws(KubernetesError) in
      let query = ResourceQuery(
        .applications, namespace: namespace, labelSelector: labelSelector)
      return try await client.list(query).map { Application($0) }
    }.found
  }

  /// Looks in the namespace that was named, or else in all; without the right to, in those that
  /// applications are usually in.
  private func everywhere<Found: Sendable>(
    read: (_ namespace: String?) async throws(KubernetesError) -> [Found]
  ) async throws -> (found: [Found], places: [String?]) {
    do throws(KubernetesError) {
      return (try await read(namespace), [namespace])
    } catch {
      guard case .forbidden = error, namespace == nil else { throw problem(error) }
      var namespaces = Set((try? await client.argoInstallations())?.map(\.namespace) ?? [])
      namespaces.formUnion(["argocd", cluster.defaultNamespace])
      var found: [Found] = []
      var places: [String] = []
      for namespace in namespaces.sorted() {
        do throws(KubernetesError) {
          found += try await read(namespace)
          places.append(namespace)
        } catch {
          guard case .forbidden = error else { throw problem(error) }
        }
      }
      guard !places.isEmpty else { throw problem(error) }
      world.output.note(
        "not all namespaces may be looked at: only \(places.joined(separator: ", "))")
      return (found, places)
    }
  }

  // MARK: Argo CD

  /// Who looks after an application: the Argo CD that says so on it, or else the one that serves its
  /// namespace.
  func installation(of application: Application) async -> ArgoInstallation {
    let namespace = application.status.controllerNamespace
    if !namespace.isEmpty { return await client.argoInstallation(in: namespace) }
    let all = (try? await client.argoInstallations(applications: [application])) ?? []
    return all.first { $0.serves(application.name.namespace) } ?? all.first
      ?? ArgoInstallation(namespace: application.name.namespace)
  }

  /// What asks an Argo CD to do things.
  func applicationOperator(of installation: ArgoInstallation) async -> ApplicationOperator {
    let now = world.now
    return ApplicationOperator(
      client, installation, user: await world.user().user, zones: zones,
      now: { now().seconds })
  }

  /// When it is how late.
  var zones: TimeZones { TimeZones(try? DiskTree(TimeZones.folder)) }

  // MARK: Words

  private var place: String {
    world.context.map { "context \(SafeText.line($0))" } ?? ""
  }

  /// What the server said about applications; that it knows none at all is worth words of its own.
  func problem(_ error: KubernetesError) -> Problem {
    if case .notFound(let status) = error, status.name.isEmpty {
      return Problem(
        "Argo CD isn't installed in \(place.isEmpty ? "this cluster" : place): "
          + "it has no kind applications.argoproj.io",
        advice: "choose another context with --context, or install Argo CD's definitions")
    }
    return Problem(error)
  }
}
