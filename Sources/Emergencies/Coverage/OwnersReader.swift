public import DeployEngine
public import GitOps
public import Kubernetes

/// Finds out who may own objects of a cluster: its Argo CDs with their applications, and what was
/// deployed of which stack.
public struct OwnersReader: Sendable {
  let client: Client
  private let inventoryNamespace: String
  private let stacks: [Stack]
  private let others: [Stack]
  private let defaultNamespace: String

  /// Makes a reader.
  ///
  /// `stacks` are those of the repository that are for the cluster: what they render is theirs.
  /// `others` are those of other environments, which could take things over.
  public init(
    _ client: Client, inventoryNamespace: String = Inventory.defaultNamespace,
    stacks: [Stack] = [], others: [Stack] = [], defaultNamespace: String = "default"
  ) {
    self.client = client
    self.inventoryNamespace = inventoryNamespace
    self.stacks = stacks
    self.others = others
    self.defaultNamespace = defaultNamespace
  }

  /// What there is to know of owners; what can't be read is left out.
  public func known() async -> KnownOwners { await read().known }

  /// The same, with who could take things over, and what couldn't be read and why.
  func read() async -> (known: KnownOwners, adopters: Adopters, gaps: [String]) {
    async let installations = attempt("Argo CD's settings") { () throws(KubernetesError) in
      try await client.argoInstallations()
    }
    async let applications = attempt("applications") { () throws(KubernetesError) in
      try await client.rows(ResourceQuery(.applications), decoding: ApplicationDecoder())
    }
    async let inventories = attempt("inventories") { () throws(KubernetesError) in
      try await Inventories(client, namespace: inventoryNamespace).all()
    }
    async let sets = foreignSets()
    let (argo, rows, own) = await (installations, applications, inventories)
    // Whoever may not look for Argo CD still sees its marks.
    let unseen = argo.gap == nil ? [] : [ArgoInstallation(namespace: "argocd")]
    var known = KnownOwners(
      installations: argo.value ?? unseen, applications: rows.value.map { Set($0.map(\.name)) },
      setNames: await sets)
    var adopters = Adopters()
    for installation in known.installations { adopters.add(installation.settings) }
    for row in rows.value ?? [] { adopters.add(row) }
    known.add(stacks, defaultNamespace: defaultNamespace)
    adopters.add(stacks + others)
    for stack in others { known.stackNames[stack.id] = stack.name }
    for inventory in own.value ?? [] {
      known.setNames[inventory.id] = name(of: inventory)
      adopters.add(inventory)
    }
    return (known, adopters, [argo.gap, rows.gap, own.gap].compactMap { $0 })
  }

  private func name(of inventory: Inventory) -> String {
    if let stack = (stacks + others).first(where: { $0.path == inventory.path }) {
      return stack.name
    }
    let name = inventory.name.name
    return name.hasPrefix("stack-") ? String(name.dropFirst("stack-".count)) : name
  }

  /// The sets that others have applied, by their parents' names; none where they can't be listed.
  private func foreignSets() async -> [String: String] {
    var names: [String: String] = [:]
    for kind in [ResourceKind.configMaps, .secrets] {
      let query = ResourceQuery(kind, labelSelector: ApplySet.idLabel)
      let parents = (try? await client.rows(query, decoding: OwnerMarksDecoder(kind))) ?? []
      for parent in parents {
        guard let id = parent.labels[ApplySet.idLabel] else { continue }
        names[id] = parent.name.description
      }
    }
    return names
  }

  private func attempt<Found: Sendable>(
    _ what: String, _ read: () async throws(KubernetesError) -> Found
  ) async -> (value: Found?, gap: String?) {
    do throws(KubernetesError) {
      return (try await read(), nil)
    } catch {
      // A cluster without Argo CD has no applications, and that is all there is to know.
      if case .notFound = error { return (nil, nil) }
      return (nil, "\(what) aren't known: \(error.summary)")
    }
  }
}
