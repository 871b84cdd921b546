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
  /// The time zones that sync windows may be in.
  public var zones: TimeZones
  /// What is to be by Git of an object; nil where that isn't known.
  public var desired: @Sendable (ObjectKey) async -> Value?

  /// Describes surroundings.
  public init(
    known: KnownOwners? = nil, discovery: Discovery? = nil, zones: TimeZones = TimeZones(),
    desired: @escaping @Sendable (ObjectKey) async -> Value? = { _ in nil }
  ) {
    self.known = known
    self.discovery = discovery
    self.zones = zones
    self.desired = desired
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
      known = await KnownOwners(
        installations: installations ?? [], setNames: Self.names(of: stacks ?? []))
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
    let context = await forecasts.context(
      of: object, prepared.key, desired: await surroundings.desired(prepared.key))
    prepared.forecast =
      prepared.draft.kind == .deletion
      ? Forecast(deletionOf: object, context) : Forecast(prepared.edits, of: object, context)
    return prepared
  }
}
