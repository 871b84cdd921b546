import Documents

/// Simulates Flux: fetches sources, applies Kustomizations and installs HelmReleases, when something
/// has changed, when it is time, and when somebody asks.
enum Flux {
  static let gitRepositories = ResourceID("gitrepositories", group: "source.toolkit.fluxcd.io")
  static let helmRepositories = ResourceID("helmrepositories", group: "source.toolkit.fluxcd.io")
  static let kustomizations = ResourceID("kustomizations", group: "kustomize.toolkit.fluxcd.io")
  static let helmReleases = ResourceID("helmreleases", group: "helm.toolkit.fluxcd.io")

  /// What the simulated Flux remembers.
  struct State {
    /// The Git repositories it can reach, by address.
    var repositories: [String: ExampleRepository] = [:]
    /// What it has been told to look at, and how often since.
    var rounds: [ObjectLocation: Int] = [:]
  }

  /// Installs the controllers; the cluster needs the definitions of Flux's kinds first.
  static func install(
    repositories: [ExampleRepository], on server: isolated DemoAPIServer
  ) {
    for repository in repositories {
      server.controllers.flux.repositories[repository.url] = repository
    }
    for resource in [gitRepositories, helmRepositories, kustomizations, helmReleases] {
      server.onChange(of: resource) { server, change in
        guard let object = change.new, !object.isBeingDeleted else { return }
        let location = ObjectLocation(
          resource: resource, namespace: change.namespace, name: change.name)
        if change.old?["spec"] != object["spec"] || isAsked(object) { begin(location, on: server) }
        if change.old?.at("status", "artifact", "revision")
          != object.at("status", "artifact", "revision")
        {
          tell(of: object, on: server)
        }
      }
    }
  }

  private static func isAsked(_ object: Value) -> Bool {
    guard let mark = object.annotation("reconcile.fluxcd.io/requestedAt") else { return false }
    return mark != object.at("status", "lastHandledReconcileAt")?.string
  }

  /// Has whatever comes from a source looked at.
  private static func tell(of source: Value, on server: isolated DemoAPIServer) {
    for resource in [kustomizations, helmReleases] {
      for object in server.list(resource) {
        let reference =
          object.at("spec", "sourceRef") ?? object.at("spec", "chart", "spec", "sourceRef")
        guard reference?["kind"]?.string == source.objectKind,
          reference?["name"]?.string == source.objectName,
          reference?["namespace"]?.string ?? object.objectNamespace == source.objectNamespace
        else { continue }
        begin(
          ObjectLocation(
            resource: resource, namespace: object.objectNamespace, name: object.objectName),
          on: server)
      }
    }
  }

  // MARK: One round

  /// Looks at an object: first it says so, a moment later what came of it.
  private static func begin(_ location: ObjectLocation, on server: isolated DemoAPIServer) {
    guard let object = get(location, server), object.at("spec", "suspend")?.bool != true else {
      return
    }
    let round = (server.controllers.flux.rounds[location] ?? 0) + 1
    server.controllers.flux.rounds[location] = round
    server.schedule(after: .milliseconds(200), "flux") { server in
      guard server.controllers.flux.rounds[location] == round else { return }
      write(location, .working, on: server)
    }
    server.schedule(after: .milliseconds(1_400), "flux") { server in
      guard server.controllers.flux.rounds[location] == round, let object = get(location, server),
        object.at("spec", "suspend")?.bool != true
      else { return }
      write(location, FluxOutcome.reconcile(object, at: location, on: server), on: server)
      planNext(location, object, round, on: server)
    }
  }

  private static func planNext(
    _ location: ObjectLocation, _ object: Value, _ round: Int, on server: isolated DemoAPIServer
  ) {
    let interval = interval(object.at("spec", "interval")?.string ?? "") ?? .seconds(600)
    server.schedule(after: interval, "flux interval", isRoutine: true) { server in
      guard server.controllers.flux.rounds[location] == round else { return }
      begin(location, on: server)
    }
  }

  /// A span of one unit, as Go writes it: `10m`, `30s`.
  private static func interval(_ text: String) -> Duration? {
    guard let unit = text.last, let number = Int64(text.dropLast()) else { return nil }
    return switch unit {
    case "s": .seconds(number)
    case "m": .seconds(number * 60)
    case "h": .seconds(number * 3600)
    default: nil
    }
  }

  private static func get(_ location: ObjectLocation, _ server: isolated DemoAPIServer) -> Value? {
    server.get(location.resource, location.namespace, location.name)
  }

  private static func write(
    _ location: ObjectLocation, _ outcome: FluxOutcome, on server: isolated DemoAPIServer
  ) {
    let now = server.now
    var message = ""
    let changed = try? server.modify(
      location.resource, location.namespace, location.name, as: outcome.manager(location),
      subresource: .status
    ) { object in
      var status = object["status"] ?? [:]
      message = status.conditionMessage
      outcome.apply(to: &status, of: object, at: now)
      object["status"] = status
    }
    // It says what is new, not that nothing is.
    guard let changed, !outcome.isWorking, outcome.message != message else { return }
    server.record(
      EventRecord(
        component: outcome.manager(location), severity: outcome.isReady ? .normal : .warning,
        reason: outcome.reason, message: outcome.message), about: changed)
  }
}

extension Value {
  /// What the condition `Ready` of a status says.
  fileprivate var conditionMessage: String {
    self["conditions"]?.array?.first { $0["type"] == "Ready" }?["message"]?.string ?? ""
  }
}
