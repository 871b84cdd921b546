import Documents

/// Decides whether an application is synced without anybody asking, and asks for it.
enum AutoSync {
  /// Sets an operation where one is due; gives the message of the SyncError condition otherwise, if
  /// the last attempt at the same revision failed.
  static func consider(
    _ application: Value, _ state: ApplicationState, on server: isolated DemoAPIServer
  ) -> String? {
    guard let automated = application.at("spec", "syncPolicy", "automated"),
      automated["enabled"]?.bool != false, application["operation"] == nil,
      server.controllers.argo.runs[application.objectName] == nil
    else { return nil }
    guard state.sync == "OutOfSync" else {
      ArgoCD.log(
        "Skipping auto-sync: application status is \(state.sync)", about: application, on: server)
      return nil
    }
    let prunes = automated["prune"]?.bool == true
    let outOfSync = state.resources.filter { !$0.isSynced && $0.counts }
    if !prunes, outOfSync.allSatisfy(\.requiresPruning) {
      ArgoCD.log(
        "Skipping auto-sync: need to prune extra resources only but automated prune is disabled",
        about: application, on: server)
      return nil
    }
    if prunes, automated["allowEmpty"]?.bool != true, state.target.objects.isEmpty {
      return "Skipping sync attempt to \(state.target.revisions): auto-sync will wipe out all "
        + "resources"
    }
    var operation = operation(for: application, state, prunes: prunes)
    if wasAttempted(application, state) {
      let last = application.at("status", "operationState")
      if last?["phase"]?.string != "Succeeded" {
        return "Failed last sync attempt to \(revision(state)): "
          + (last?["message"]?.string ?? "")
      }
      guard automated["selfHeal"]?.bool == true else {
        ArgoCD.log(
          "Skipping auto-sync: most recent sync already to \(revision(state))", about: application,
          on: server)
        return nil
      }
      guard let attempt = attempt(application, on: server) else { return nil }
      operation.set("sync", "autoHealAttemptsCount", to: .integer(attempt))
      // Healing touches what differs, and nothing else.
      operation.set(
        "sync", "resources",
        to: .array(
          outOfSync.filter { !$0.requiresPruning || prunes }.map { resource in
            var entry: Value = ["kind": .string(resource.kind), "name": .string(resource.name)]
            if !resource.group.isEmpty { entry["group"] = .string(resource.group) }
            if !resource.namespace.isEmpty { entry["namespace"] = .string(resource.namespace) }
            return entry
          }))
    }
    let project = server.get(
      ArgoCD.projects, ArgoState.namespace, application.at("spec", "project")?.string ?? "default")
    guard SyncWindows.allow(application, project: project, isManual: false, at: server.now) else {
      ArgoCD.log("Skipping auto-sync: blocked by sync window", about: application, on: server)
      return nil
    }
    ArgoCD.log(
      "Initiated automated sync to '\(revision(state))'", about: application, on: server)
    _ = try? server.modify(
      ArgoCD.applications, ArgoState.namespace, application.objectName, as: ArgoCD.manager
    ) { $0["operation"] = operation }
    server.record(
      EventRecord(
        component: "argocd-application-controller", reason: "OperationStarted",
        message: "Initiated automated sync to '\(revision(state))'"), about: application)
    return nil
  }

  private static func revision(_ state: ApplicationState) -> String {
    state.target.revisions.joined(separator: ",")
  }

  private static func operation(
    for application: Value, _ state: ApplicationState, prunes: Bool
  ) -> Value {
    var sync: Value = ["syncStrategy": ["hook": [:]]]
    if prunes { sync["prune"] = true }
    if ApplicationTarget.isMultiSource(application) {
      sync["revisions"] = .array(state.target.revisions.map { .string($0) })
    } else {
      sync["revision"] = .string(state.target.revisions.first ?? "")
    }
    sync["syncOptions"] = application.at("spec", "syncPolicy", "syncOptions")
    return [
      "initiatedBy": ["automated": true], "sync": sync,
      "retry": application.at("spec", "syncPolicy", "retry") ?? ["limit": 5],
    ]
  }

  /// Whether the last sync was to the same revisions.
  private static func wasAttempted(_ application: Value, _ state: ApplicationState) -> Bool {
    let result = application.at("status", "operationState", "syncResult")
    if let several = result?["revisions"]?.array {
      return several.compactMap(\.string) == state.target.revisions
    }
    return result?["revision"]?.string == state.target.revisions.first
  }

  /// How often it was healed in a row, this time included; nil where the pause since the last sync
  /// isn't over, and it is looked at again when it is.
  private static func attempt(
    _ application: Value, on server: isolated DemoAPIServer
  ) -> Int64? {
    let last = application.at("status", "operationState")
    let count = last?.at("operation", "sync", "autoHealAttemptsCount")?.integer ?? 0
    guard let ended = last?["finishedAt"]?.string.flatMap(DemoTime.init(rfc3339:)) else { return 1 }
    let since = server.now - ended
    guard count > 0, since < cooldown else { return 1 }
    var pause = Duration.seconds(2)
    for _ in 1..<min(count, 32) where pause < longestPause { pause *= 3 }
    pause = min(pause, longestPause)
    guard since < pause else { return count + 1 }
    ArgoCD.log(
      "Skipping auto-sync: already attempted sync with timeout (retrying in "
        + "\((pause - since).components.seconds)s)", about: application, on: server)
    ArgoCD.enqueue(application.objectName, after: pause - since, on: server)
    return nil
  }

  /// When healing begins anew, at its first pause.
  private static let cooldown = Duration.seconds(330)
  private static let longestPause = Duration.seconds(300)
}
