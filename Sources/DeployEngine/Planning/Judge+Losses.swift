internal import Documents
internal import Kubernetes

extension Judge {
  /// The data that is lost when an object is deleted.
  func losses(of key: ObjectKey, _ live: Value) async -> [Consequence] {
    guard let loss = await Losses(client).loss(of: key, live) else { return [] }
    return [Consequence(key, .losesData(loss))]
  }
}

/// Finds out what data goes with an object.
struct Losses: Sendable {
  private let client: Client

  init(_ client: Client) { self.client = client }

  /// What of a namespace is counted, what matters most first.
  private static let contents: [ResourceKind] = [
    .persistentVolumeClaims, .statefulSets, .deployments, .daemonSets, .cronJobs, .jobs, .pods,
    .services, .secrets, .configMaps,
  ]

  /// The loss; nil where none is to be feared.
  func loss(of key: ObjectKey, _ live: Value) async -> Consequence.Loss? {
    switch (key.kind.group, key.kind.kind) {
    case ("", "PersistentVolumeClaim"): .claim
    case ("", "PersistentVolume"): .volume
    case ("", "Namespace"): .namespace(await contents(of: key.name.name))
    case ("apiextensions.k8s.io", "CustomResourceDefinition"):
      .definition(instances: await instances(of: live))
    case ("apps", "StatefulSet"):
      .statefulSet(
        claimsGo: live["spec"]?["persistentVolumeClaimRetentionPolicy"]?["whenDeleted"] == "Delete")
    default: nil
    }
  }

  private func contents(of namespace: String) async -> [Consequence.Count] {
    let counts = await concurrentMap(Self.contents, limit: Self.contents.count) { kind in
      await count(ResourceQuery(kind, namespace: namespace))
    }
    return zip(Self.contents, counts).compactMap { kind, count in
      guard let count, count > 0 else { return nil }
      return Consequence.Count(kind, count)
    }
  }

  private func instances(of definition: Value) async -> Int? {
    let spec = definition["spec"]
    // The first version of definitions had one version of a kind each.
    let version =
      (spec?["versions"]?.array ?? []).first { $0["served"]?.bool ?? false }?["name"]?.string
      ?? spec?["version"]?.string
    guard let version, let group = spec?["group"]?.string,
      let plural = spec?["names"]?["plural"]?.string, let kind = spec?["names"]?["kind"]?.string
    else { return nil }
    return await count(
      ResourceQuery(ResourceKind(group: group, version: version, plural: plural, kind: kind)))
  }

  /// How many objects there are, without reading them: the server says how many follow the first.
  private func count(_ query: ResourceQuery) async -> Int? {
    do throws(KubernetesError) {
      let page = try await client.value(Requests.list(query, ListOptions(limit: 1)))
      let rest = page["metadata"]?["remainingItemCount"]?.integer ?? 0
      return (page["items"]?.array?.count ?? 0) + Int(clamping: rest)
    } catch {
      if case .notFound = error { return 0 }
      return nil
    }
  }
}
