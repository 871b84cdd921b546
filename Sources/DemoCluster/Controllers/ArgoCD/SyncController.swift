import Documents

/// Performs the operations of Applications: phases, waves, hooks, pruning, retries.
enum SyncController {
  /// An Application has an `operation`: starts it, or ends it if that is asked for.
  static func operationChanged(_ application: Value, on server: isolated DemoAPIServer) {
    let name = application.objectName
    guard let operation = application["operation"] else { return }
    if server.controllers.argo.runs[name] != nil {
      if application.at("status", "operationState", "phase")?.string == "Terminating" {
        terminate(name, on: server)
      }
      return
    }
    let run = SyncRun(operation: operation, started: server.now)
    server.controllers.argo.runs[name] = run
    let username = operation.at("initiatedBy", "username")?.string ?? ""
    if !username.isEmpty {
      ArgoCD.log("\(username) initiated sync", about: application, on: server)
    }
    ArgoCD.log("Initialized new operation", about: application, on: server)
    ArgoCD.log(
      "updated '\(ArgoState.namespace)/\(name)' operation (phase: Running)", about: application,
      on: server)
    report(name, "Running", "", on: server)
    continueLater(name, after: .milliseconds(300), with: .preparing, on: server)
  }

  /// What an operation goes on with.
  private enum Part {
    case preparing
    case doing
    case waiting
    case ending
  }

  private static func continueLater(
    _ name: String, after delay: Duration, with part: Part, on server: isolated DemoAPIServer
  ) {
    let started = server.controllers.argo.runs[name]?.started
    let generation = server.controllers.argo.runs[name]?.generation
    let isWaiting = part == .waiting
    let pause = server.controllers.isHistoric && !isWaiting ? .milliseconds(20) : delay
    server.schedule(after: pause, "argocd sync") { server in
      let run = server.controllers.argo.runs[name]
      guard run?.started == started, run?.generation == generation else { return }
      switch part {
      case .preparing: prepare(name, on: server)
      case .doing, .waiting: step(name, on: server)
      case .ending: end(name, on: server)
      }
    }
  }

  private static func application(_ name: String, _ server: isolated DemoAPIServer) -> Value? {
    server.get(ArgoCD.applications, ArgoState.namespace, name)
  }

  // MARK: Preparing

  private static func prepare(_ name: String, on server: isolated DemoAPIServer) {
    guard let application = application(name, server),
      var run = server.controllers.argo.runs[name]
    else { return }
    let projectName = application.at("spec", "project")?.string ?? "default"
    let project = server.get(ArgoCD.projects, ArgoState.namespace, projectName)
    // Argo CD makes the default one itself.
    guard project != nil || projectName == "default" else {
      finish(
        name, "Error",
        "Failed to load application project: error getting app project \"\(projectName)\": "
          + "appproject.argoproj.io \"\(projectName)\" not found", on: server)
      return
    }
    let isOpen = SyncWindows.allow(
      application, project: project, isManual: !run.isAutomated, at: server.now)
    guard isOpen else {
      report(name, "Running", "Sync operation blocked by sync window", on: server)
      continueLater(name, after: .seconds(30), with: .preparing, on: server)
      return
    }
    let sync = run.operation["sync"]
    let single = sync?["revision"]?.string.map { [$0] } ?? []
    let several = (sync?["revisions"]?.array ?? []).compactMap(\.string)
    let given = sync?["sources"]?.array ?? sync?["source"].map { [$0] } ?? []
    let target = ApplicationTarget.resolve(
      application, revisions: several.isEmpty ? single : several, sources: given, on: server)
    run.revisions = target.revisions
    run.sources = given.isEmpty ? ApplicationTarget.sources(of: application) : given
    run.results = []
    server.controllers.argo.runs[name] = run
    if let problem = target.problem {
      finish(name, "Error", "ComparisonError: \(problem)", on: server)
      return
    }
    let state = ApplicationState.compare(application, target, on: server)
    if let refusal = plan(state, &run, on: server) {
      server.controllers.argo.runs[name] = run
      fail(name, refusal, on: server)
      return
    }
    createNamespace(of: application, run, on: server)
    run.tasks.sort { ($0.isPrune ? 1 : 0, $0.order) < ($1.isPrune ? 1 : 0, $1.order) }
    server.controllers.argo.runs[name] = run
    ArgoCD.log(
      "Syncing", about: application,
      [("skipHooks", String(run.skipsHooks)), ("started", "false"), ("syncId", "00001-\(name)")],
      on: server)
    step(name, on: server)
  }

  /// Fills in the tasks; says why they can't be done if one of them can't.
  private static func plan(
    _ state: ApplicationState, _ run: inout SyncRun, on server: isolated DemoAPIServer
  ) -> String? {
    (run.tasks, run.failHooks, run.failure) = ([], [], nil)
    var isInvalid = false
    for resource in state.resources where run.includes(resource) {
      guard let object = resource.wanted ?? resource.live else { continue }
      guard let location = resource.location else {
        isInvalid = true
        let unknown = ObjectLocation(
          resource: ResourceID(resource.kind, group: resource.group),
          namespace: resource.namespace, name: resource.name)
        let task = SyncRun.Task(
          object: object, location: unknown, order: SyncOrder(object, phase: .sync))
        run.note(
          task, "SyncFailed",
          "The Kubernetes API could not find \(resource.group)/\(resource.kind) for requested "
            + "resource \(resource.namespace)/\(resource.name). Make sure the "
            + "\"\(resource.kind)\" CRD is installed on the destination cluster.")
        continue
      }
      if run.options.contains("ApplyOutOfSyncOnly=true"), resource.isSynced { continue }
      var task = SyncRun.Task(
        object: object, location: location, order: SyncOrder(object, phase: .sync))
      task.isPrune = resource.requiresPruning
      run.tasks.append(task)
    }
    if !run.skipsHooks {
      for hook in state.target.hooks {
        guard let type = server.types.type(kind: hook.objectKind, group: hook.objectGroup) else {
          continue
        }
        let location = ObjectLocation(
          resource: type.id, namespace: hook.objectNamespace, name: hook.objectName)
        for phase in SyncOrder.hooks(of: hook) ?? [] {
          let task = SyncRun.Task(
            object: hook, location: location, order: SyncOrder(hook, phase: phase), isHook: true)
          if phase == .syncFail { run.failHooks.append(task) } else { run.tasks.append(task) }
        }
      }
    }
    guard isInvalid else { return nil }
    run.tasks = []
    return "one or more synchronization tasks are not valid"
  }

  private static func createNamespace(
    of application: Value, _ run: SyncRun, on server: isolated DemoAPIServer
  ) {
    guard run.options.contains("CreateNamespace=true"), !run.isDryRun,
      let namespace = application.at("spec", "destination", "namespace")?.string,
      server.get(.namespaces, "", namespace) == nil
    else { return }
    _ = try? server.create(
      .namespaces, ["metadata": ["name": .string(namespace)]], as: ArgoCD.applier)
  }

  // MARK: Doing

  private static func step(_ name: String, on server: isolated DemoAPIServer) {
    guard var run = server.controllers.argo.runs[name] else { return }
    let group = run.currentGroup
    guard !group.isEmpty else {
      succeed(name, on: server)
      return
    }
    let isStarted = run.results.contains { result in
      group.contains {
        run.tasks[$0].object.objectName == result["name"]?.string
          && run.tasks[$0].object.objectKind == result["kind"]?.string
      }
    }
    if !isStarted, let failure = apply(group, &run, name, on: server) {
      server.controllers.argo.runs[name] = run
      fail(name, failure, on: server)
      return
    }
    let (waiting, failed) = waits(group, &run, on: server)
    server.controllers.argo.runs[name] = run
    if let failed {
      fail(name, failed, on: server)
    } else if let waiting {
      report(name, "Running", waiting, on: server)
      continueLater(name, after: .seconds(2), with: .waiting, on: server)
    } else {
      for index in group { run.tasks[index].isDone = true }
      server.controllers.argo.runs[name] = run
      let isLast = run.currentGroup.isEmpty
      continueLater(
        name, after: isLast ? .milliseconds(100) : .seconds(2), with: .doing, on: server)
    }
  }

  /// Applies the objects of one phase and wave; gives the message if one of them fails.
  private static func apply(
    _ group: [Int], _ run: inout SyncRun, _ name: String, on server: isolated DemoAPIServer
  ) -> String? {
    let application = application(name, server)
    var failures = 0
    for index in group {
      let task = run.tasks[index]
      let object = task.object
      ArgoCD.log(
        (task.isPrune ? "Pruning" : "Applying")
          + " resource \(object.objectKind)/\(object.objectName) in cluster: "
          + "https://10.96.0.1:443, namespace: \(object.objectNamespace)", about: application,
        on: server)
      do {
        let message = try Self.perform(task, run, on: server)
        run.note(task, task.isPrune ? (run.prunes ? "Pruned" : "PruneSkipped") : "Synced", message)
        ArgoCD.log(
          "Adding resource result, status: '\(task.isPrune ? "Pruned" : "Synced")', phase: "
            + "'Running', message: '\(message)'", about: application,
          [
            ("kind", object.objectKind), ("name", object.objectName),
            ("namespace", object.objectNamespace),
          ], on: server)
      } catch {
        failures += 1
        run.note(task, "SyncFailed", error.message, hookPhase: "Failed")
        ArgoCD.log(
          "Adding resource result, status: 'SyncFailed', phase: 'Failed', message: "
            + "'\(error.message)'", about: application, level: "error",
          [("kind", object.objectKind), ("name", object.objectName)], on: server)
      }
    }
    guard failures > 0 else { return nil }
    let reasons = run.results.filter { $0["hookPhase"]?.string == "Failed" }
      .compactMap { $0["message"]?.string }
    return "one or more objects failed to apply, reason: " + reasons.joined(separator: ",")
  }

  private static func perform(
    _ task: SyncRun.Task, _ run: SyncRun, on server: isolated DemoAPIServer
  ) throws(APIFailure) -> String {
    let location = task.location
    let label =
      (location.resource.group.isEmpty ? "" : ".\(location.resource.group)")
    let subject = "\(task.object.objectKind.lowercased())\(label)/\(location.name)"
    if task.isPrune {
      let keeps = task.object.annotation("argocd.argoproj.io/sync-options") ?? ""
      guard run.prunes, !keeps.contains("Prune=false") else { return "ignored (requires pruning)" }
      if !run.isDryRun {
        try server.delete(
          location.resource, location.namespace, location.name,
          DeleteOptions(propagation: .foreground))
      }
      return "pruned"
    }
    let live = server.get(location.resource, location.namespace, location.name)
    if run.isDryRun {
      return "\(subject) \(live == nil ? "created" : "configured") (dry run)"
    }
    if task.isHook {
      if live != nil {
        guard task.isDeleted("BeforeHookCreation") else {
          try server.apply(location.resource, task.object, as: ArgoCD.applier)
          return "\(subject) unchanged"
        }
        remove(task, on: server)
      }
      try server.create(location.resource, task.object, as: ArgoCD.applier)
      return "\(subject) created"
    }
    let result: Value
    do {
      result = try server.apply(location.resource, task.object, as: ArgoCD.applier)
    } catch {
      guard run.isForced, error.code == 422, live != nil else { throw error }
      try server.delete(
        location.resource, location.namespace, location.name,
        DeleteOptions(propagation: .background))
      result = try server.create(location.resource, task.object, as: ArgoCD.applier)
    }
    server.controllers.argo.applied[result.objectUID] = task.object
    if live == nil { return "\(subject) created" }
    let version = { (object: Value?) in object?.at("metadata", "resourceVersion") }
    return "\(subject) \(version(live) == version(result) ? "unchanged" : "configured")"
  }

  /// What the current wave still waits for, or what has failed in it.
  private static func waits(
    _ group: [Int], _ run: inout SyncRun, on server: isolated DemoAPIServer
  ) -> (waiting: String?, failed: String?) {
    guard !run.isDryRun else { return (nil, nil) }
    var waiting: [SyncRun.Task] = []
    var failed: String?
    for index in group {
      let task = run.tasks[index]
      let live = server.get(task.location.resource, task.location.namespace, task.location.name)
      guard let live, !task.isPrune, task.isHook || run.hasSeveralSteps else { continue }
      switch ResourceHealth.of(live) {
      case .healthy, nil:
        if task.isHook {
          run.note(task, "", "Reached expected number of succeeded pods", hookPhase: "Succeeded")
          if task.isDeleted("HookSucceeded") { remove(task, on: server) }
        } else {
          run.settle(task)
        }
      case .degraded:
        var reason = ""
        if task.isHook {
          run.note(task, "", "Job has reached the specified backoff limit", hookPhase: "Failed")
          if task.isDeleted("HookFailed") { remove(task, on: server) }
        } else {
          if live.condition("Progressing")?["reason"]?.string == "ProgressDeadlineExceeded" {
            reason = "Deployment \"\(live.objectName)\" exceeded its progress deadline"
          }
          run.note(task, "Synced", reason, hookPhase: "Failed")
        }
        failed =
          "one or more synchronization tasks completed unsuccessfully"
          + (reason.isEmpty ? "" : ", reason: \(reason)")
      case .progressing, .missing, .suspended, .unknown: waiting.append(task)
      }
    }
    return (Self.sentence(waiting), failed)
  }

  /// What is waited for, in the words of Argo CD's engine.
  private static func sentence(_ tasks: [SyncRun.Task]) -> String? {
    guard let first = tasks.first else { return nil }
    let object = first.object
    let what = first.isHook ? "completion of hook" : "healthy state of"
    let more =
      tasks.count > 1
      ? " and \(tasks.count - 1) more \(first.isHook ? "hooks" : "resources")" : ""
    return "waiting for \(what) \(object.objectGroup)/\(object.objectKind)/\(object.objectName)"
      + more
  }

  // MARK: Ending

  private static func succeed(_ name: String, on server: isolated DemoAPIServer) {
    guard let run = server.controllers.argo.runs[name] else { return }
    if let failure = run.failure {
      conclude(name, failure, on: server)
      return
    }
    var message = "successfully synced (all tasks run)"
    if run.isDryRun { message = "successfully synced (no more tasks)" }
    if run.attempt > 0 { message += " (retried \(run.attempt) times)." }
    finish(name, "Succeeded", message, on: server)
  }

  /// Runs the hooks for failures, if there are any, before it is over or tried again.
  private static func fail(
    _ name: String, _ message: String, on server: isolated DemoAPIServer
  ) {
    guard var run = server.controllers.argo.runs[name] else { return }
    guard run.failure == nil, !run.failHooks.isEmpty, !run.isDryRun else {
      conclude(name, run.failure ?? message, on: server)
      return
    }
    run.failure = message
    run.tasks = run.failHooks.sorted { $0.order < $1.order }
    server.controllers.argo.runs[name] = run
    report(name, "Running", message, on: server)
    continueLater(name, after: .milliseconds(100), with: .doing, on: server)
  }

  private static func conclude(
    _ name: String, _ message: String, on server: isolated DemoAPIServer
  ) {
    guard var run = server.controllers.argo.runs[name] else { return }
    guard run.isRetried, !server.controllers.isHistoric else {
      finish(
        name, "Failed",
        run.attempt > 0 ? "\(message) (retried \(run.attempt) times)." : message, on: server)
      return
    }
    // The controller announces a time by the attempts so far, and waits by one more.
    let announced = server.now + run.pause(after: run.attempt)
    run.attempt += 1
    server.controllers.argo.runs[name] = run
    let due = server.now + run.pause(after: run.attempt)
    report(
      name, "Running",
      "\(message). Retrying attempt #\(run.attempt) at \(kitchen(announced)).",
      finished: server.now, on: server)
    let application = application(name, server)
    ArgoCD.log(
      "Retrying operation. Attempt #\(run.attempt)", about: application, on: server)
    ArgoCD.log(
      "Skipping retrying in-progress operation. Attempting again at: \(due.rfc3339)",
      about: application, on: server)
    continueLater(name, after: due - server.now, with: .preparing, on: server)
  }

  /// The time of day as Go's `time.Kitchen` writes it: `3:04PM`.
  private static func kitchen(_ time: DemoTime) -> String {
    let clock = time.rfc3339.dropFirst(11).prefix(5)
    let hour = Int(clock.prefix(2)) ?? 0
    return "\(hour % 12 == 0 ? 12 : hour % 12):\(clock.suffix(2))\(hour < 12 ? "AM" : "PM")"
  }

  /// Deletes the hooks that run; that it is over is said a moment later.
  private static func terminate(_ name: String, on server: isolated DemoAPIServer) {
    guard var run = server.controllers.argo.runs[name], !run.isEnding else { return }
    run.isEnding = true
    // Whatever it had planned is none of its business any more.
    run.generation += 1
    server.controllers.argo.runs[name] = run
    for task in run.tasks where task.isHook && !task.isDone { remove(task, on: server) }
    continueLater(name, after: .milliseconds(600), with: .ending, on: server)
  }

  private static func end(_ name: String, on server: isolated DemoAPIServer) {
    finish(name, "Failed", "Operation terminated", on: server)
  }

  /// Unless told otherwise an API server keeps the pods of a job that is deleted.
  private static func remove(_ task: SyncRun.Task, on server: isolated DemoAPIServer) {
    try? server.delete(
      task.location.resource, task.location.namespace, task.location.name,
      DeleteOptions(propagation: .background))
  }

  private static func report(
    _ name: String, _ phase: String, _ message: String, finished: DemoTime? = nil,
    on server: isolated DemoAPIServer
  ) {
    guard let run = server.controllers.argo.runs[name], let application = application(name, server)
    else { return }
    let state = run.state(
      phase, message, finished: finished,
      isMultiSource: ApplicationTarget.isMultiSource(application))
    _ = try? server.modify(
      ArgoCD.applications, ArgoState.namespace, name, as: ArgoCD.manager
    ) { $0.set("status", "operationState", to: state) }
  }

  private static func finish(
    _ name: String, _ phase: String, _ message: String, on server: isolated DemoAPIServer
  ) {
    guard var run = server.controllers.argo.runs.removeValue(forKey: name),
      let application = application(name, server)
    else { return }
    let now = server.now
    run.results = run.results.map { result in
      guard result["hookPhase"]?.string == "Running" else { return result }
      var done = result
      done["hookPhase"] = "Succeeded"
      return done
    }
    let isMultiSource = ApplicationTarget.isMultiSource(application)
    let state = run.state(phase, message, finished: now, isMultiSource: isMultiSource)
    let deploys = phase == "Succeeded" && !run.isDryRun && !run.isPartial
    _ = try? server.modify(
      ArgoCD.applications, ArgoState.namespace, name, as: ArgoCD.manager
    ) { object in
      object["operation"] = nil
      object.set("status", "operationState", to: state)
      if deploys { remember(run, in: &object, isMultiSource: isMultiSource, at: now) }
    }
    let revision = run.revisions.joined(separator: ",")
    let isDone = phase == "Succeeded"
    ArgoCD.log(
      "updated '\(ArgoState.namespace)/\(name)' operation (phase: \(phase))", about: application,
      on: server)
    ArgoCD.log(
      "Sync operation to \(revision) \(isDone ? "succeeded" : "failed: \(message)")",
      about: application, level: isDone ? "info" : "warning", on: server)
    server.record(
      EventRecord(
        component: "argocd-application-controller", severity: isDone ? .normal : .warning,
        reason: "OperationCompleted",
        message: "Sync operation to \(revision) \(isDone ? "succeeded" : "failed: \(message)")"),
      about: application)
    ArgoCD.enqueue(name, on: server)
  }

  private static func remember(
    _ run: SyncRun, in object: inout Value, isMultiSource: Bool, at now: DemoTime
  ) {
    var history = object.at("status", "history")?.array ?? []
    let id = (history.compactMap { $0["id"]?.integer }.max() ?? -1) + 1
    var entry: Value = [
      "id": .integer(id), "deployedAt": .string(now.rfc3339),
      "deployStartedAt": .string(run.started.rfc3339),
      "initiatedBy": run.operation["initiatedBy"] ?? [:],
    ]
    if isMultiSource {
      entry["revisions"] = .array(run.revisions.map { .string($0) })
      entry["sources"] = .array(run.sources)
    } else {
      entry["revision"] = .string(run.revisions.first ?? "")
      entry["source"] = run.sources.first ?? [:]
    }
    history.append(entry)
    let limit = Int(object.at("spec", "revisionHistoryLimit")?.integer ?? 10)
    object.set("status", "history", to: .array(history.suffix(limit)))
  }
}
