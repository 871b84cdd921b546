internal import DeployEngine
public import Documents
public import GitOps
public import Kubernetes

/// What is known of a cluster and of Git before anything is edited; whatever isn't given is found out
/// where it is needed.
public struct EditSurroundings: Sendable {
  /// Who owns things here, and what they are called; nil for what the cluster tells.
  public var known: KnownOwners?
  /// The kinds that the server has; nil for asking it.
  public var discovery: Discovery?
  /// The stacks of the repository that are for this cluster, with their objects as far as they could
  /// be built.
  public var stacks: [Stack]
  /// Where objects of stacks are that say no namespace.
  public var defaultNamespace: String
  /// The time zones that sync windows may be in.
  public var zones: TimeZones
  /// What a stack of the repository says of an object; nil where none does, or that isn't known.
  public var desired: @Sendable (ObjectKey) async -> DesiredObject?

  /// Describes surroundings.
  public init(
    known: KnownOwners? = nil, discovery: Discovery? = nil, stacks: [Stack] = [],
    defaultNamespace: String = "default", zones: TimeZones = TimeZones(),
    desired: @escaping @Sendable (ObjectKey) async -> DesiredObject? = { _ in nil }
  ) {
    self.known = known
    self.discovery = discovery
    self.stacks = stacks
    self.defaultNamespace = defaultNamespace
    self.zones = zones
    self.desired = desired
  }
}

/// An object as the repository has it.
public struct DesiredObject: Hashable, Sendable {
  /// What it says.
  public var manifest: Value
  /// Whether all files of the repository are as they were committed.
  public var isCommitted: Bool

  /// Describes what the repository says.
  public init(_ manifest: Value, isCommitted: Bool) {
    self.manifest = manifest
    self.isCommitted = isCommitted
  }
}

/// Says of edits who looks after their objects, and what becomes of them.
struct EditOutlook {
  let known: KnownOwners
  private let owners: OwnershipReader
  private let forecasts: ForecastReader
  private let surroundings: EditSurroundings

  init(
    _ client: Client, _ surroundings: EditSurroundings, inventories: Inventories,
    now: @escaping @Sendable () -> Int64
  ) async {
    self.surroundings = surroundings
    if let known = surroundings.known {
      self.known = known
    } else {
      // Without a readable Argo CD nothing counts as an application's.
      async let installations = try? client.argoInstallations()
      async let stacks = try? inventories.all()
      var known = await KnownOwners(
        installations: installations ?? [], setNames: Self.names(of: stacks ?? []))
      known.add(surroundings.stacks, defaultNamespace: surroundings.defaultNamespace)
      self.known = known
    }
    owners = OwnershipReader(
      client, known: known, discovery: surroundings.discovery ?? Discovery(kinds: []))
    forecasts = ForecastReader(
      client, known: known, discovery: surroundings.discovery, zones: surroundings.zones, now: now)
  }

  /// What the stacks of inventories are called.
  private static func names(of inventories: [Inventory]) -> [String: String] {
    let prefix = "stack-"
    return Dictionary(
      inventories.map { inventory in
        let name = inventory.name.name
        return (inventory.id, name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// What was prepared, with what there is to say of it.
  func looking(at prepared: PreparedEdit) async -> PreparedEdit {
    guard let object = prepared.live ?? prepared.wanted else { return prepared }
    var prepared = prepared
    let ownership = await owners.ownership(of: object, key: prepared.key)
    prepared.ownership = ownership
    prepared.ownerWords = ownership.words(known)
    prepared.appliers = ownership.owners.filter { !$0.isController }.map { $0.words(known) }
    // Nobody puts back what isn't there before.
    guard !prepared.edits.isEmpty, prepared.draft.kind != .creation else { return prepared }
    // What isn't deployed from there says nothing of what its owners put back.
    let desired =
      ownership.owners.areStacks ? await surroundings.desired(prepared.key)?.manifest : nil
    prepared.judge(object, await forecasts.context(of: object, prepared.key, desired: desired))
    return prepared
  }
}

extension PreparedEdit {
  /// Says what becomes of it, by what is known of those who look after the object.
  fileprivate mutating func judge(_ object: Value, _ context: ForecastContext) {
    forecastContext = context
    forecast =
      draft.kind == .deletion
      ? Forecast(deletionOf: object, context) : Forecast(edits, of: object, context)
  }

  /// The same with what becomes of it while the automation is paused that would put it back; `until`
  /// is in seconds since 1970, nil for until somebody resumes it.
  public func pausing(by user: String, reason: String, until: Int64?) -> PreparedEdit {
    guard let context = forecastContext, let object = live ?? wanted else { return self }
    var paused = self
    paused.judge(object, context.paused(user: user, reason: reason, until: until))
    return paused
  }
}

extension [ObjectOwner] {
  /// Whether those who apply an object are stacks, and nobody else.
  fileprivate var areStacks: Bool {
    let appliers = filter { !$0.isController }
    return !appliers.isEmpty
      && appliers.allSatisfy {
        switch $0 {
        case .stack, .applySet: true
        case .controller, .application, .fluxKustomization, .fluxRelease, .helmRelease: false
        }
      }
  }
}
