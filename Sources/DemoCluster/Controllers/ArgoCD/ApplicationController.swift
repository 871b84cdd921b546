import Documents

/// Brings the status of Applications up to date, and syncs by itself those that want it.
enum ApplicationController {
  /// Compares one application and writes down what there is.
  static func refresh(
    _ name: String, isPeriodic: Bool = false, on server: isolated DemoAPIServer
  ) {
    guard let application = server.get(ArgoCD.applications, ArgoState.namespace, name),
      !application.isBeingDeleted,
      application.annotation("argocd.argoproj.io/skip-reconcile") != "true"
    else { return }
    let asked = application.annotation(ArgoCD.refreshAnnotation)
    if asked == "hard" { forgetBuilds(of: application, on: server) }
    let why =
      asked != nil
      ? "\(asked ?? "") refresh requested"
      : isPeriodic
        ? "comparison expired, requesting refresh. reconciledAt: "
          + (application.at("status", "reconciledAt")?.string ?? "never") + ", expiry: 2m0s"
        : "controller refresh requested"
    let destination = application.at("spec", "destination")
    let level = asked == nil ? 2 : 3
    ArgoCD.log("Refreshing app status (\(why)), level (\(level))", about: application, on: server)
    ArgoCD.log(
      "Comparing app state (cluster: \(destination?["server"]?.string ?? ""), namespace: "
        + "\(destination?["namespace"]?.string ?? ""))", about: application, on: server)
    let target = ApplicationTarget.resolve(application, on: server)
    let state = ApplicationState.compare(application, target, on: server)
    if let problem = target.problem {
      ArgoCD.log(problem, about: application, level: "error", on: server)
    }
    let syncError = AutoSync.consider(application, state, on: server)
    write(
      state, of: application, syncError: syncError, hasRefreshed: asked != nil || isPeriodic,
      on: server)
    ArgoCD.log(
      "Reconciliation completed", about: application,
      [
        ("comparison-level", "\(level)"), ("dest-server", destination?["server"]?.string ?? ""),
        ("time_ms", String(8 + server.random.next() % 60)),
      ], on: server)
  }

  private static func forgetBuilds(of application: Value, on server: isolated DemoAPIServer) {
    let addresses = ApplicationTarget.sources(of: application).compactMap { $0["repoURL"]?.string }
    server.controllers.argo.builds = server.controllers.argo.builds.filter {
      !addresses.contains($0.key.url)
    }
  }

  private static func write(
    _ state: ApplicationState, of application: Value, syncError: String?, hasRefreshed: Bool,
    on server: isolated DemoAPIServer
  ) {
    let now = server.now
    let changed = try? server.modify(
      ArgoCD.applications, ArgoState.namespace, application.objectName, as: ArgoCD.manager
    ) { object in
      object.set("metadata", "annotations", ArgoCD.refreshAnnotation, to: nil)
      if object.at("metadata", "annotations")?.object?.isEmpty == true {
        object.set("metadata", "annotations", to: nil)
      }
      var status = object["status"] ?? [:]
      status["controllerNamespace"] = .string(ArgoState.namespace)
      status["resourceHealthSource"] = "appTree"
      status["sync"] = sync(state, of: object)
      let resources = state.resources.map(\.status)
      status["resources"] = resources.isEmpty ? nil : .array(resources)
      status["health"] = health(state, before: status["health"], at: now)
      status["summary"] = summary(state)
      let conditions = conditions(
        state, syncError: syncError, before: status["conditions"]?.array ?? [], at: now)
      status["conditions"] = conditions.isEmpty ? nil : .array(conditions)
      status["sourceType"] = "Kustomize"
      if hasRefreshed || status["reconciledAt"] == nil || status != object["status"] {
        status["reconciledAt"] = .string(now.rfc3339)
      }
      object["status"] = status
    }
    if let changed { tell(changed, since: application, on: server) }
  }

  /// Says what has become different, as Argo CD's own events do.
  private static func tell(
    _ application: Value, since before: Value, on server: isolated DemoAPIServer
  ) {
    for (part, name) in [("sync", "sync"), ("health", "health")] {
      let old = before.at("status", part, "status")?.string ?? ""
      let new = application.at("status", part, "status")?.string ?? ""
      guard old != new, !old.isEmpty else { continue }
      let message = "Updated \(name) status: \(old) -> \(new)"
      ArgoCD.log(message, about: application, on: server)
      server.record(
        EventRecord(
          component: "argocd-application-controller", reason: "ResourceUpdated", message: message),
        about: application)
    }
  }

  private static func sync(_ state: ApplicationState, of application: Value) -> Value {
    let spec = application["spec"]
    var compared: Value = ["destination": spec?["destination"] ?? [:]]
    var sync: Value = ["status": .string(state.sync)]
    if ApplicationTarget.isMultiSource(application) {
      compared["sources"] = spec?["sources"]
      sync["revisions"] = .array(state.target.revisions.map { .string($0) })
    } else {
      compared["source"] = spec?["source"]
      let revision = state.target.revisions.first ?? ""
      if !revision.isEmpty { sync["revision"] = .string(revision) }
    }
    compared["ignoreDifferences"] = spec?["ignoreDifferences"]
    sync["comparedTo"] = compared
    return sync
  }

  private static func health(
    _ state: ApplicationState, before: Value?, at now: DemoTime
  ) -> Value {
    let health = state.health.rawValue
    let since = before?["status"]?.string == health ? before?["lastTransitionTime"] : nil
    return ["status": .string(health), "lastTransitionTime": since ?? .string(now.rfc3339)]
  }

  private static func summary(_ state: ApplicationState) -> Value {
    var images: Set<String> = []
    for live in state.resources.compactMap(\.live) {
      let template =
        live.at("spec", "template") ?? live.at("spec", "jobTemplate", "spec", "template")
      for container in template?.at("spec", "containers")?.array ?? [] {
        if let image = container["image"]?.string { images.insert(image) }
      }
    }
    return images.isEmpty ? [:] : ["images": .array(images.sorted().map { .string($0) })]
  }

  private static func conditions(
    _ state: ApplicationState, syncError: String?, before: [Value], at now: DemoTime
  ) -> [Value] {
    [("ComparisonError", state.target.problem), ("SyncError", syncError)].compactMap {
      type, message in
      guard let message else { return nil }
      let same = before.first { $0["type"]?.string == type && $0["message"]?.string == message }
      return [
        "type": .string(type), "message": .string(message),
        "lastTransitionTime": same?["lastTransitionTime"] ?? .string(now.rfc3339),
      ]
    }
  }

  /// Deletes what belongs to an application that is deleted, if its finalizer says so, and lets the
  /// application go when that is gone.
  static func finalize(_ application: Value, on server: isolated DemoAPIServer) {
    let name = application.objectName
    let finalizers = (application.at("metadata", "finalizers")?.array ?? []).compactMap(\.string)
    guard let policy = finalizers.first(where: isCascade) else { return }
    let left = (server.controllers.argo.tracked[name] ?? []).compactMap {
      server.get($0.resource, $0.namespace, $0.name).map { ($0.isBeingDeleted, $0) }
    }
    for (isBeingDeleted, object) in left where !isBeingDeleted {
      guard let type = server.types.type(kind: object.objectKind, group: object.objectGroup)
      else { continue }
      try? server.delete(
        type.id, object.objectNamespace, object.objectName,
        DeleteOptions(propagation: policy.hasSuffix("/background") ? .background : .foreground))
    }
    guard left.isEmpty else {
      ArgoCD.log(
        "\(left.count) objects remaining for deletion", about: application, on: server)
      server.schedule(after: .seconds(1), "argocd deletion") { server in
        guard let again = server.get(ArgoCD.applications, ArgoState.namespace, name) else { return }
        finalize(again, on: server)
      }
      return
    }
    ArgoCD.log("Successfully deleted", about: application, on: server)
    _ = try? server.modify(
      ArgoCD.applications, ArgoState.namespace, name, as: ArgoCD.manager
    ) { object in
      object.set(
        "metadata", "finalizers",
        to: .array(finalizers.filter { !isCascade($0) }.map { .string($0) }))
    }
  }

  private static func isCascade(_ finalizer: String) -> Bool {
    let own = "resources-finalizer.argocd.argoproj.io"
    return [own, own + "/foreground", own + "/background"].contains(finalizer)
  }
}
