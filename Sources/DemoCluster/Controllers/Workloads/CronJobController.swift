import Documents

/// Starts jobs when their schedule says so, and clears away old ones.
enum CronJobController {
  private static let manager = "kube-controller-manager"

  private static let queue = WorkQueue("cron job") { server, key in
    reconcile(key, on: server)
  }

  static func install(on server: isolated DemoAPIServer) {
    server.onChange(of: .cronJobs) { server, change in
      if change.kind == .modified, change.old?["spec"] == change.new?["spec"] { return }
      if change.new != nil { plan(change.namespace, change.name, on: server) }
    }
    server.onChange(of: .jobs) { server, change in
      let owner = change.object.at("metadata", "ownerReferences")?.array?.first
      guard owner?["kind"]?.string == "CronJob", let name = owner?["name"]?.string else { return }
      queue.add(change.namespace, name, on: server)
    }
  }

  /// Sets the timers of all cron jobs, which have none while a cluster's past is made.
  static func resume(on server: isolated DemoAPIServer) {
    for job in server.list(.cronJobs) { plan(job.objectNamespace, job.objectName, on: server) }
  }

  /// Sets the timer for the next run, in place of the one there was.
  private static func plan(_ namespace: String, _ name: String, on server: isolated DemoAPIServer) {
    guard let job = server.get(.cronJobs, namespace, name) else { return }
    let uid = job.objectUID
    if let timer = server.controllers.cronTimers.removeValue(forKey: uid) { server.cancel(timer) }
    guard !server.controllers.isHistoric, job.at("spec", "suspend")?.bool != true,
      let schedule = job.at("spec", "schedule")?.string.flatMap(CronSchedule.init),
      let next = schedule.next(after: server.now)
    else { return }
    let timer = server.schedule(after: next - server.now, "cron job", isRoutine: true) { server in
      server.controllers.cronTimers[uid] = nil
      guard server.get(.cronJobs, namespace, name)?.objectUID == uid else { return }
      fire(namespace, name, at: next, on: server)
      plan(namespace, name, on: server)
    }
    server.controllers.cronTimers[uid] = timer
  }

  private static func fire(
    _ namespace: String, _ name: String, at time: DemoTime, on server: isolated DemoAPIServer
  ) {
    guard let cron = server.get(.cronJobs, namespace, name), !cron.isBeingDeleted else { return }
    let active = Self.jobs(of: cron, on: server).filter { !Self.isFinished($0) }
    let policy = cron.at("spec", "concurrencyPolicy")?.string ?? "Allow"
    if policy == "Forbid", !active.isEmpty {
      server.record(
        EventRecord(
          component: "cronjob-controller", reason: "JobAlreadyActive",
          message: "Not starting job because prior execution is running and concurrency policy "
            + "is Forbid"), about: cron)
      return
    }
    if policy == "Replace" {
      for job in active {
        try? server.delete(
          .jobs, namespace, job.objectName, DeleteOptions(propagation: .background))
      }
    }
    let jobName = "\(name)-\(time.milliseconds / 60_000)"
    let template = cron.at("spec", "jobTemplate") ?? [:]
    var metadata = template["metadata"] ?? [:]
    metadata["name"] = .string(jobName)
    metadata["namespace"] = .string(namespace)
    metadata["ownerReferences"] = [cron.controllerReference]
    metadata.set(
      "annotations", "batch.kubernetes.io/cronjob-scheduled-timestamp", to: .string(time.rfc3339))
    let job: Value = [
      "apiVersion": "batch/v1", "kind": "Job", "metadata": metadata,
      "spec": template["spec"] ?? [:],
    ]
    guard (try? server.create(.jobs, job, as: Self.manager)) != nil else { return }
    server.record(
      EventRecord(
        component: "cronjob-controller", reason: "SuccessfulCreate",
        message: "Created job \(jobName)"), about: cron)
    _ = try? server.modify(
      .cronJobs, namespace, name, as: Self.manager, subresource: .status
    ) { $0.set("status", "lastScheduleTime", to: .string(time.rfc3339)) }
  }

  private static func jobs(of cron: Value, on server: isolated DemoAPIServer) -> [Value] {
    server.list(.jobs, namespace: cron.objectNamespace)
      .filter { $0.controllerUID == cron.objectUID && !$0.isBeingDeleted }
      .sorted { ($0.created, $0.objectName) < ($1.created, $1.objectName) }
  }

  private static func isFinished(_ job: Value) -> Bool {
    job.isTrue("Complete") || job.isTrue("Failed")
  }

  /// Brings the status up to date and keeps no more finished jobs than the limits allow.
  private static func reconcile(_ key: WorkQueue.Key, on server: isolated DemoAPIServer) {
    guard let cron = server.get(.cronJobs, key.namespace, key.name) else { return }
    let jobs = Self.jobs(of: cron, on: server)
    let active = jobs.filter { !Self.isFinished($0) }
    let lastSuccess = jobs.compactMap { $0.at("status", "completionTime")?.string }.max()
    _ = try? server.modify(
      .cronJobs, key.namespace, key.name, as: Self.manager, subresource: .status
    ) { object in
      object.set(
        "status", "active",
        to: active.isEmpty
          ? nil
          : .array(
            active.map { job in
              [
                "apiVersion": "batch/v1", "kind": "Job", "name": .string(job.objectName),
                "namespace": .string(job.objectNamespace), "uid": .string(job.objectUID),
              ]
            }))
      if let lastSuccess { object.set("status", "lastSuccessfulTime", to: .string(lastSuccess)) }
    }
    trim(
      jobs.filter { $0.isTrue("Complete") },
      to: cron.at("spec", "successfulJobsHistoryLimit")?.integer ?? 3, on: server)
    trim(
      jobs.filter { $0.isTrue("Failed") },
      to: cron.at("spec", "failedJobsHistoryLimit")?.integer ?? 1, on: server)
  }

  private static func trim(_ jobs: [Value], to limit: Int64, on server: isolated DemoAPIServer) {
    for job in jobs.dropLast(Int(limit)) {
      try? server.delete(
        .jobs, job.objectNamespace, job.objectName, DeleteOptions(propagation: .background))
    }
  }
}
