import Documents

/// Runs the pods of jobs until enough of them have succeeded, or too many have failed.
enum JobController {
  private static let manager = "kube-controller-manager"

  private static let queue = WorkQueue("job") { server, key in
    reconcile(key, on: server)
  }

  static func install(on server: isolated DemoAPIServer) {
    server.onChange(of: .jobs) { server, change in
      if change.new != nil { queue.add(change.namespace, change.name, on: server) }
    }
    server.onChange(of: .pods) { server, change in
      let owner = change.object.at("metadata", "ownerReferences")?.array?.first
      guard owner?["kind"]?.string == "Job", let name = owner?["name"]?.string else { return }
      queue.add(change.namespace, name, on: server)
    }
  }

  /// What a job should do next, from the state of its pods.
  struct Decision: Equatable {
    /// How many pods to start.
    var starts = 0
    /// How many running pods to end.
    var stops = 0
    /// The condition that ends the job, with reason and message.
    var ending: (type: String, reason: String, message: String)?
    /// Nothing may be started before this much time has passed.
    var backOff: Duration = .zero

    static func == (a: Self, b: Self) -> Bool {
      a.starts == b.starts && a.stops == b.stops && a.ending?.type == b.ending?.type
        && a.backOff == b.backOff
    }
  }

  /// Decides from counts alone, so that every case is a line in a test.
  static func decide(
    completions: Int, parallelism: Int, backoffLimit: Int, isSuspended: Bool, active: Int,
    succeeded: Int, failed: Int, sinceFailure: Duration?
  ) -> Decision {
    var decision = Decision()
    if failed > backoffLimit {
      decision.stops = active
      decision.ending = (
        "Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit"
      )
    } else if succeeded >= completions {
      decision.stops = active
      decision.ending = (
        "Complete", "CompletionsReached", "Reached expected number of succeeded pods"
      )
    } else if isSuspended {
      decision.stops = active
    } else {
      let wanted = min(parallelism, completions - succeeded)
      decision.starts = max(0, wanted - active)
      decision.stops = max(0, active - wanted)
      if decision.starts > 0, failed > 0, let sinceFailure {
        let pause = Duration.seconds(min(360, 10 << min(failed - 1, 6)))
        decision.backOff = max(.zero, pause - sinceFailure)
      }
    }
    return decision
  }

  private static func reconcile(_ key: WorkQueue.Key, on server: isolated DemoAPIServer) {
    guard let job = server.get(.jobs, key.namespace, key.name), !job.isBeingDeleted else { return }
    let pods = server.list(.pods, namespace: key.namespace)
      .filter { $0.controllerUID == job.objectUID }
    let failures = pods.filter { $0.at("status", "phase") == "Failed" }
    let succeeded = pods.filter { $0.at("status", "phase") == "Succeeded" }.count
    let active = pods.filter { !$0.hasEnded && !$0.isBeingDeleted }
    if job.isTrue("Complete") || job.isTrue("Failed") {
      expire(job, on: server)
      return
    }
    let parallelism = Int(job.at("spec", "parallelism")?.integer ?? 1)
    let last = failures.compactMap { Self.end(of: $0) }.max()
    // With `OnFailure` the kubelet restarts containers in place, which count as failures too.
    let restarts = pods.reduce(0) { $0 + Self.restarts(of: $1) }
    let decision = Self.decide(
      completions: Int(job.at("spec", "completions")?.integer ?? Int64(parallelism)),
      parallelism: parallelism,
      backoffLimit: Int(job.at("spec", "backoffLimit")?.integer ?? 6),
      isSuspended: job.at("spec", "suspend")?.bool ?? false, active: active.count,
      succeeded: succeeded, failed: failures.count + restarts,
      sinceFailure: last.map { server.now - $0 })
    for pod in active.prefix(decision.stops) {
      try? server.delete(.pods, pod.objectNamespace, pod.objectName)
    }
    if decision.backOff > .zero {
      queue.add(key.namespace, key.name, after: decision.backOff, on: server)
    } else {
      for _ in 0..<decision.starts { start(job, on: server) }
    }
    updateStatus(
      job, active: active.count - decision.stops + (decision.backOff > .zero ? 0 : decision.starts),
      ready: active.filter(\.isReadyPod).count, succeeded: succeeded, failed: failures.count,
      ending: decision.ending, on: server)
  }

  private static func restarts(of pod: Value) -> Int {
    (pod.at("status", "containerStatuses")?.array ?? [])
      .reduce(0) { $0 + Int($1["restartCount"]?.integer ?? 0) }
  }

  private static func end(of pod: Value) -> DemoTime? {
    (pod.at("status", "containerStatuses")?.array ?? [])
      .compactMap { $0.at("state", "terminated", "finishedAt")?.string }
      .compactMap(DemoTime.init(rfc3339:)).max()
  }

  private static func start(_ job: Value, on server: isolated DemoAPIServer) {
    let name = "\(job.objectName)-\(server.random.suffix())"
    let pod = PodFactory.pod(
      of: job, template: job.at("spec", "template") ?? [:], name: name,
      labels: [
        "batch.kubernetes.io/job-name": job.objectName, "job-name": job.objectName,
        "batch.kubernetes.io/controller-uid": job.objectUID, "controller-uid": job.objectUID,
      ])
    guard (try? server.create(.pods, pod, as: Self.manager)) != nil else { return }
    server.record(
      EventRecord(
        component: "job-controller", reason: "SuccessfulCreate", message: "Created pod: \(name)"),
      about: job)
  }

  private static func updateStatus(
    _ job: Value, active: Int, ready: Int, succeeded: Int, failed: Int,
    ending: (type: String, reason: String, message: String)?, on server: isolated DemoAPIServer
  ) {
    let now = server.now
    _ = try? server.modify(
      .jobs, job.objectNamespace, job.objectName, as: Self.manager, subresource: .status
    ) { object in
      var status = object["status"] ?? [:]
      let isSuspended = object.at("spec", "suspend")?.bool == true
      if status["startTime"] == nil, !isSuspended { status["startTime"] = .string(now.rfc3339) }
      status.setCount("active", ending == nil ? active : 0)
      status["ready"] = .integer(Int64(ending == nil ? ready : 0))
      status.setCount("succeeded", succeeded)
      status.setCount("failed", failed)
      status["terminating"] = 0
      status["uncountedTerminatedPods"] = [:]
      var conditions = status["conditions"]?.array ?? []
      if let ending {
        for type in [
          ending.type == "Complete" ? "SuccessCriteriaMet" : "FailureTarget", ending.type,
        ] {
          conditions.setCondition(
            [
              "type": .string(type), "status": "True", "reason": .string(ending.reason),
              "message": .string(ending.message), "lastProbeTime": .string(now.rfc3339),
            ], at: now)
        }
        if ending.type == "Complete" { status["completionTime"] = .string(now.rfc3339) }
      }
      if isSuspended {
        conditions.setCondition(
          [
            "type": "Suspended", "status": "True", "reason": "JobSuspended",
            "message": "Job suspended",
          ], at: now)
      } else if conditions.contains(where: { $0["type"] == "Suspended" }) {
        conditions.setCondition(
          [
            "type": "Suspended", "status": "False", "reason": "JobResumed",
            "message": "Job resumed",
          ], at: now)
      }
      if !conditions.isEmpty { status["conditions"] = .array(conditions) }
      object["status"] = status
    }
    guard let ending else { return }
    let isDone = ending.type == "Complete"
    server.record(
      EventRecord(
        component: "job-controller", severity: isDone ? .normal : .warning,
        reason: isDone ? "Completed" : ending.reason,
        message: isDone ? "Job completed" : ending.message), about: job)
  }

  private static func expire(_ job: Value, on server: isolated DemoAPIServer) {
    guard let seconds = job.at("spec", "ttlSecondsAfterFinished")?.integer,
      let end = (job.condition("Complete") ?? job.condition("Failed"))?["lastTransitionTime"]?
        .string.flatMap(DemoTime.init(rfc3339:))
    else { return }
    let due = end + .seconds(seconds)
    if due <= server.now {
      try? server.delete(
        .jobs, job.objectNamespace, job.objectName, DeleteOptions(propagation: .foreground))
    } else {
      queue.add(job.objectNamespace, job.objectName, after: due - server.now, on: server)
    }
  }
}
