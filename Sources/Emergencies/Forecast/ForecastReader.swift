public import Documents
public import GitOps
public import Kubernetes

/// Finds out who looks after objects, with few requests.
///
/// What can't be read becomes a gap with its reason; nothing here fails. One reader serves the
/// objects of one question: what several have in common is read once.
public actor ForecastReader {
  private let client: Client
  private let zones: TimeZones
  private let now: @Sendable () -> Int64
  private var discovery: Task<Discovery, Never>?
  private var installation: Task<ArgoInstallation?, Never>?
  private var objects: [ObjectKey: Task<ForecastOwner.Found<Value>, Never>] = [:]
  private var lists: [ResourceQuery: Task<Result<[Value], KubernetesError>, Never>] = [:]

  /// Makes a reader.
  ///
  /// `discovery` tells which kinds the server has; without it, it is asked for when it is needed.
  /// `installation` is the Argo CD, where it is known already.
  public init(
    _ client: Client, discovery: Discovery? = nil, installation: ArgoInstallation? = nil,
    zones: TimeZones = TimeZones(), now: @escaping @Sendable () -> Int64
  ) {
    self.client = client
    self.zones = zones
    self.now = now
    self.discovery = discovery.map { known in Task { known } }
    self.installation = installation.map { known in Task { known } }
  }

  /// Gathers what there is to know about an object as it is now.
  ///
  /// `desired` is what the repository says of it, `stack` the name of the stack it belongs to, where
  /// these are known: then the stack counts among its owners even where the object bears no mark.
  public func context(
    of object: Value, _ key: ObjectKey, desired: Value? = nil, stack: String = ""
  ) async -> ForecastContext {
    async let scalers = scalers(of: object, key)
    let argo = await argo()
    var owners = ObjectOwner.owners(
      of: object, argoNamespace: argo?.namespace, settings: argo?.settings ?? ArgoSettings())
    if !stack.isEmpty, !owners.contains(where: \.isApplySet) { owners.append(.applySet(id: "")) }
    var context = ForecastContext(now: now(), desired: desired)
    for owner in owners {
      context.owners.append(await facts(about: owner, of: object, key, argo, stack))
    }
    let (found, gap) = await scalers
    context.scalers = found
    if let gap { context.gaps.append(gap) }
    return context
  }

  // MARK: - Owners

  private func facts(
    about owner: ObjectOwner, of object: Value, _ key: ObjectKey, _ argo: ArgoInstallation?,
    _ stack: String
  ) async -> ForecastOwner {
    switch owner {
    case .controller(let identity, _): return await controller(identity, of: object)
    case .application(let name): return .application(await application(name, argo))
    case .fluxKustomization(let name): return .kustomization(name, await flux(.kustomization, name))
    case .fluxRelease(let name): return .fluxRelease(name, await flux(.helmRelease, name))
    case .helmRelease(let name): return .helmRelease(name)
    case .applySet(let id): return .stack(id: id, name: stack)
    }
  }

  private func controller(_ identity: ResourceIdentity, of object: Value) async -> ForecastOwner {
    if identity.group == ResourceKind.applicationSets.group, identity.kind == "ApplicationSet" {
      let argo = await argo()
      switch await read(ObjectKey(.applicationSets, identity.name)) {
      case .unreadable(let why): return .applicationSet(identity.name, .unreadable(why))
      case .found(let document):
        var set = ApplicationSet(document)
        // What the controller is told counts for all of its sets.
        if let rights = argo?.settings.applicationSetRights { set.rights = rights }
        return .applicationSet(identity.name, .found(set))
      }
    }
    let first = await owner(of: object)
    var root = first
    // Nobody makes things through more hands than this; a circle would have no end.
    for _ in 0..<Self.longestChain {
      guard case .found(let above)? = root?.object, let next = await owner(of: above) else { break }
      root = next
    }
    return .controller(
      ForecastOwner.Controller(
        identity, first?.object ?? .unreadable("the server doesn't know its kind"),
        root: root.map(\.identity).flatMap { $0 == identity ? nil : $0 }))
  }

  private static let longestChain = 6

  /// The object that an object's controller works for.
  private func owner(
    of object: Value
  ) async -> (identity: ResourceIdentity, object: ForecastOwner.Found<Value>)? {
    let metadata = object["metadata"]
    guard
      let reference = metadata?["ownerReferences"]?.array?.first(where: {
        $0["controller"] == true
      }),
      let apiVersion = reference["apiVersion"]?.string, let kind = reference["kind"]?.string,
      let name = reference["name"]?.string
    else { return nil }
    let known = await kinds().kind(apiVersion: apiVersion, kind: kind)
    let namespace =
      known?.isNamespaced == false ? "" : metadata?["namespace"]?.string ?? ""
    let identity = ResourceIdentity(
      group: apiVersion.contains("/") ? String(apiVersion.prefix { $0 != "/" }) : "", kind: kind,
      name: ObjectName(namespace: namespace, name: name))
    guard let known else { return (identity, .unreadable("the server doesn't know its kind")) }
    return (identity, await read(ObjectKey(known, identity.name)))
  }

  private func application(
    _ name: ObjectName, _ argo: ArgoInstallation?
  ) async -> ForecastOwner.ApplicationFacts {
    let settings = argo?.settings ?? ArgoSettings()
    switch await read(ObjectKey(.applications, name)) {
    case .unreadable(let why):
      return ForecastOwner.ApplicationFacts(name, .unreadable(why), settings: settings)
    case .found(let document):
      let application = Application(document)
      return ForecastOwner.ApplicationFacts(
        name, .found(application), settings: settings,
        windows: await windows(of: application, argo))
    }
  }

  /// The windows of a project and of those it inherits from; nil where one can't be read.
  private func windows(
    of application: Application, _ argo: ArgoInstallation?
  ) async -> SyncWindows? {
    let namespace = argo?.namespace ?? application.name.namespace
    guard let own = await project(application.project, namespace) else { return nil }
    var windows = own.windows
    for name in argo?.settings.projects(inheritedBy: own) ?? [] {
      guard let other = await project(name, namespace) else { return nil }
      windows += other.windows
    }
    return SyncWindows(windows, for: application, at: now(), zones)
  }

  private func project(_ name: String, _ namespace: String) async -> ApplicationProject? {
    guard
      case .found(let document) = await read(
        ObjectKey(.appProjects, namespace: namespace, name: name))
    else { return nil }
    return ApplicationProject(document)
  }

  private func flux(_ kind: FluxKind, _ name: ObjectName) async -> ForecastOwner.Found<Value> {
    guard let known = FluxKind.all(in: await kinds().kinds)[kind] else {
      return .unreadable("the server doesn't know its kind")
    }
    return await read(ObjectKey(known, name))
  }

  // MARK: - Autoscalers

  private static let scaled: Set = [
    "Deployment", "StatefulSet", "ReplicaSet", "ReplicationController", "Rollout", "DaemonSet",
  ]

  /// The autoscalers of an object, and why they can't be told.
  private func scalers(
    of object: Value, _ key: ObjectKey
  ) async -> (found: [Autoscaler], gap: String?) {
    let kind = object["kind"]?.string ?? key.kind.kind
    // Custom resources may be scaled too, where they have something to scale.
    guard Self.scaled.contains(kind) || object["spec"]?["replicas"] != nil else { return ([], nil) }
    let namespace = key.name.namespace
    let known = await kinds()
    var found: [Autoscaler] = []
    var gap: String?
    if let horizontal = known.kind(named: "horizontalpodautoscalers.autoscaling") {
      switch await list(ResourceQuery(horizontal, namespace: namespace)) {
      case .success(let documents):
        for document in documents {
          guard var scaler = Autoscaler(horizontal: document, of: object) else { continue }
          scaler.isPaused = await isPaused(document, namespace)
          found.append(scaler)
        }
      case .failure(let error):
        gap = "whether an autoscaler sets the number of replicas can't be said: \(error.summary)"
      }
    }
    if let vertical = known.kind(named: "verticalpodautoscalers.autoscaling.k8s.io"),
      case .success(let documents) = await list(ResourceQuery(vertical, namespace: namespace))
    {
      found += documents.compactMap { Autoscaler(vertical: $0, of: object) }
    }
    return (found, gap)
  }

  /// Whether KEDA is told to leave the number of an autoscaler's target where it is.
  private func isPaused(_ scaler: Value, _ namespace: String) async -> Bool {
    let owner = scaler["metadata"]?["ownerReferences"]?.array?.first
    guard owner?["kind"] == "ScaledObject",
      case .found(let made)? = await self.owner(of: scaler)?.object
    else { return false }
    let annotations = made["metadata"]?["annotations"]
    let paused = annotations?["autoscaling.keda.sh/paused"]?.string
    return paused == "true" || annotations?["autoscaling.keda.sh/paused-replicas"] != nil
  }

  // MARK: - Reading

  private func argo() async -> ArgoInstallation? {
    if let installation { return await installation.value }
    let task = Task { [client] in (try? await client.argoInstallations())?.first }
    installation = task
    return await task.value
  }

  private func kinds() async -> Discovery {
    if let discovery { return await discovery.value }
    let task = Task { [client] in (try? await client.discover()) ?? Discovery(kinds: []) }
    discovery = task
    return await task.value
  }

  private func read(_ key: ObjectKey) async -> ForecastOwner.Found<Value> {
    if let task = objects[key] { return await task.value }
    let task = Task { [client] () -> ForecastOwner.Found<Value> in
      do throws(KubernetesError) {
        return .found(try await client.get(key))
      } catch {
        return .unreadable(error.summary)
      }
    }
    objects[key] = task
    return await task.value
  }

  private func list(_ query: ResourceQuery) async -> Result<[Value], KubernetesError> {
    if let task = lists[query] { return await task.value }
    let task = Task { [client] () -> Result<[Value], KubernetesError> in
      do throws(KubernetesError) {
        return .success(try await client.list(query))
      } catch {
        return .failure(error)
      }
    }
    lists[query] = task
    return await task.value
  }
}

extension ObjectOwner {
  fileprivate var isApplySet: Bool {
    if case .applySet = self { true } else { false }
  }
}
