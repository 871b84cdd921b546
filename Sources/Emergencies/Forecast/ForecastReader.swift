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
  private var known: Task<KnownOwners, Never>?
  private var objects: [ObjectKey: Task<ForecastOwner.Found<Value>, Never>] = [:]
  private var lists: [ResourceQuery: Task<Result<[Value], KubernetesError>, Never>] = [:]

  /// Makes a reader.
  ///
  /// `known` tells what there is to know of owners, and `discovery` which kinds the server has; without
  /// them, the cluster is asked when they are needed. Sync windows in other places than UTC need
  /// `zones`. `now` gives the seconds since 1970.
  public init(
    _ client: Client, known: KnownOwners? = nil, discovery: Discovery? = nil,
    zones: TimeZones = TimeZones(), now: @escaping @Sendable () -> Int64
  ) {
    self.client = client
    self.zones = zones
    self.now = now
    self.known = known.map { known in Task { known } }
    self.discovery = discovery.map { known in Task { known } }
  }

  /// Gathers what there is to know about an object as it is now.
  ///
  /// `desired` is what the repository says of it, where that was built.
  public func context(
    of object: Value, _ key: ObjectKey, desired: Value? = nil
  ) async -> ForecastContext {
    async let scalers = scalers(of: object, key)
    let known = await owners()
    var context = ForecastContext(now: now(), desired: desired)
    for owner in known.owners(of: OwnerMarks(object)) {
      context.owners.append(await facts(about: owner, of: object, key, known))
    }
    let (found, gap) = await scalers
    context.scalers = found
    if let gap { context.gaps.append(gap) }
    return context
  }

  // MARK: - Owners

  private func facts(
    about owner: ObjectOwner, of object: Value, _ key: ObjectKey, _ known: KnownOwners
  ) async -> ForecastOwner {
    switch owner {
    case .controller(let identity, _): return await controller(identity, of: object, key, known)
    case .application(let name): return .application(await application(name, known))
    case .fluxKustomization(let name): return .kustomization(name, await flux(.kustomization, name))
    case .fluxRelease(let name): return .fluxRelease(name, await flux(.helmRelease, name))
    case .helmRelease(let name): return .helmRelease(name)
    case .applySet(let id): return .stack(known.setNames[id] ?? "")
    case .stack(let id): return .stack(known.stackNames[id] ?? id.path)
    }
  }

  private func controller(
    _ identity: ResourceIdentity, of object: Value, _ key: ObjectKey, _ known: KnownOwners
  ) async -> ForecastOwner {
    if identity.group == ResourceKind.applicationSets.group, identity.kind == "ApplicationSet" {
      switch await read(ObjectKey(.applicationSets, identity.name)) {
      case .unreadable(let why): return .applicationSet(identity.name, .unreadable(why))
      case .found(let document):
        var set = ApplicationSet(document)
        // What the controller is told counts for all of its sets.
        let rights = known.installation(of: identity.name)?.settings.applicationSetRights
        if let rights { set.rights = rights }
        return .applicationSet(identity.name, .found(set))
      }
    }
    let ownership = await OwnershipReader(client, known: known, discovery: kinds())
      .ownership(of: object, key: key)
    var found = ForecastOwner.Found<Value>.unreadable("the server doesn't know its kind")
    if ownership.chain.count > 1 {
      let parent = ownership.chain[1]
      switch parent.standing {
      case .live: if let key = parent.key { found = await read(key) }
      case .gone, .replaced: found = .unreadable("it isn't there any more")
      case .misplaced: found = .unreadable("it can't own this object")
      case .hidden(let reason): found = .unreadable(reason)
      }
    }
    return .controller(
      ForecastOwner.Controller(
        identity, found, root: ownership.chain.count > 2 ? ownership.root.identity : nil))
  }

  private func application(
    _ name: ObjectName, _ known: KnownOwners
  ) async -> ForecastOwner.ApplicationFacts {
    let argo = known.installation(of: name)
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
    guard owner?["kind"] == "ScaledObject", let name = owner?["name"]?.string,
      let kind = await kinds().kind(named: "scaledobjects.keda.sh"),
      case .found(let made) = await read(ObjectKey(kind, namespace: namespace, name: name))
    else { return false }
    let annotations = made["metadata"]?["annotations"]
    return annotations?["autoscaling.keda.sh/paused"] == "true"
      || annotations?["autoscaling.keda.sh/paused-replicas"] != nil
  }

  // MARK: - Reading

  private func owners() async -> KnownOwners {
    if let known { return await known.value }
    let task = Task { [client] in
      // Without a readable Argo CD nothing counts as an application's.
      KnownOwners(installations: (try? await client.argoInstallations()) ?? [])
    }
    known = task
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

extension KnownOwners {
  /// The Argo CD that looks after an application.
  fileprivate func installation(of application: ObjectName) -> ArgoInstallation? {
    installations.first { $0.namespace == application.namespace }
      ?? installations.first { $0.serves(application.namespace) }
  }
}
