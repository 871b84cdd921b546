import Documents

/// How an application's live objects stand beside what its sources want.
struct ApplicationState {
  /// One object: wanted, there, or both.
  struct Resource {
    var group: String
    var version: String
    var kind: String
    var namespace: String
    var name: String
    var wanted: Value?
    var live: Value?
    /// Where it is; nil for a kind that the cluster doesn't have.
    var location: ObjectLocation?
    var differences: [String] = []

    var requiresPruning: Bool { wanted == nil && live != nil }
    var isSynced: Bool { wanted != nil && live != nil && differences.isEmpty }

    /// Whether the difference counts towards the application's own status.
    var counts: Bool {
      let options = (wanted ?? live)?.annotation("argocd.argoproj.io/compare-options") ?? ""
      return !(requiresPruning && options.contains("IgnoreExtraneous"))
    }

    /// The entry in `status.resources`.
    var status: Value {
      var entry: Value = [
        "kind": .string(kind), "name": .string(name), "version": .string(version),
      ]
      if !group.isEmpty { entry["group"] = .string(group) }
      if !namespace.isEmpty { entry["namespace"] = .string(namespace) }
      entry["status"] = isSynced ? "Synced" : "OutOfSync"
      if requiresPruning { entry["requiresPruning"] = true }
      if let wave = (wanted ?? live)?.annotation("argocd.argoproj.io/sync-wave").flatMap({
        Int64($0)
      }) {
        entry["syncWave"] = .integer(wave)
      }
      return entry
    }
  }

  var target: ApplicationTarget
  var resources: [Resource] = []

  var sync: String {
    if target.problem != nil { return "Unknown" }
    return resources.contains { !$0.isSynced && $0.counts } ? "OutOfSync" : "Synced"
  }

  /// The worst health of what is there; missing if nothing is, as long as something should be.
  var health: ResourceHealth {
    let live = resources.compactMap(\.live)
    let wanted = resources.filter { $0.wanted != nil }
    if live.isEmpty, !wanted.isEmpty { return .missing }
    return live.filter { $0.annotation("argocd.argoproj.io/ignore-healthcheck") != "true" }
      .compactMap(ResourceHealth.of).max() ?? .healthy
  }

  /// Compares an application with the cluster.
  static func compare(
    _ application: Value, _ target: ApplicationTarget, on server: isolated DemoAPIServer
  ) -> ApplicationState {
    var state = ApplicationState(target: target)
    var seen: Set<ObjectLocation> = []
    for object in target.objects {
      let resource = resource(object, wanted: object, application, on: server)
      if let location = resource.location { seen.insert(location) }
      state.resources.append(resource)
    }
    if target.problem == nil {
      let tracked = server.controllers.argo.tracked[application.objectName] ?? []
      for location in tracked.subtracting(seen) {
        guard let live = server.get(location.resource, location.namespace, location.name),
          live.at("metadata", "ownerReferences") == nil,
          SyncOrder.hooks(of: live)?.isEmpty == true
        else { continue }
        var resource = resource(live, wanted: nil, application, on: server)
        resource.live = live
        state.resources.append(resource)
      }
    }
    state.resources.sort {
      ($0.group, $0.kind, $0.namespace, $0.name) < ($1.group, $1.kind, $1.namespace, $1.name)
    }
    return state
  }

  private static func resource(
    _ object: Value, wanted: Value?, _ application: Value, on server: isolated DemoAPIServer
  ) -> Resource {
    let type = server.types.type(kind: object.objectKind, group: object.objectGroup)
    var resource = Resource(
      group: object.objectGroup, version: object.objectVersion, kind: object.objectKind,
      namespace: object.objectNamespace, name: object.objectName, wanted: wanted)
    guard let type else { return resource }
    let location = ObjectLocation(
      resource: type.id, namespace: object.objectNamespace, name: object.objectName)
    resource.location = location
    resource.live = server.get(type.id, location.namespace, location.name)
    guard let wanted, let live = resource.live else { return resource }
    let ignored = ignoredPointers(of: object, in: application)
    resource.differences = Comparison.differences(
      wanted: Comparison.removing(ignored, from: wanted),
      live: Comparison.removing(ignored, from: live),
      applied: server.controllers.argo.applied[live.objectUID].map {
        Comparison.removing(ignored, from: $0)
      })
    return resource
  }

  private static func ignoredPointers(of object: Value, in application: Value) -> [String] {
    (application.at("spec", "ignoreDifferences")?.array ?? []).filter { rule in
      func fits(_ field: String, _ value: String) -> Bool {
        guard let wanted = rule[field]?.string, !wanted.isEmpty else { return true }
        return SyncWindows.glob(wanted, matches: value)
      }
      return fits("group", object.objectGroup) && fits("kind", object.objectKind)
        && fits("name", object.objectName) && fits("namespace", object.objectNamespace)
    }.flatMap { ($0["jsonPointers"]?.array ?? []).compactMap(\.string) }
  }
}
