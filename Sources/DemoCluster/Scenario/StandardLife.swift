import Documents

/// What goes on happening in the standard scenario: releases, and hands where they don't belong.
enum StandardLife {
  /// The builds that follow each other, a few minutes apart, over and over.
  private static let tags = ["c81a3f6", "91d5e02"]

  static func start(on server: isolated DemoAPIServer) {
    release(0, after: .seconds(240), on: server)
    meddle(after: .seconds(540), on: server)
    kill(after: .seconds(380), on: server)
  }

  /// The worker needs too much memory for a moment, is ended and comes back.
  private static func kill(after delay: Duration, on server: isolated DemoAPIServer) {
    server.schedule(after: delay, "kill", isRoutine: true) { server in
      let worker = server.list(.pods, namespace: "catalyst")
        .first { $0.objectName.hasPrefix("catalyst-worker-") }
      if let worker { Kubelet.kill(worker, on: server) }
      kill(after: .seconds(2700), on: server)
    }
  }

  /// Somebody pushes a new build of the front end; Argo CD notices and deploys it.
  private static func release(
    _ number: Int, after delay: Duration, on server: isolated DemoAPIServer
  ) {
    server.schedule(after: delay, "release", isRoutine: true) { server in
      let url = ExampleRepository.server + "catalyst-ui.git"
      let commit = ExampleRepositories.catalystUIRelease(
        at: server.now.milliseconds / 1000, tag: tags[number % tags.count])
      ArgoCD.push(commit, to: url, on: server)
      release(number + 1, after: .seconds(1500), on: server)
    }
  }

  /// Somebody scales the front end by hand; Argo CD puts it back within seconds.
  private static func meddle(after delay: Duration, on server: isolated DemoAPIServer) {
    server.schedule(after: delay, "meddle", isRoutine: true) { server in
      _ = try? server.modify(.deployments, "catalyst", "catalyst-ui", as: "kubectl-edit") {
        $0.set("spec", "replicas", to: 5)
      }
      meddle(after: .seconds(1260), on: server)
    }
  }
}

/// Forgets events after an hour, as an API server does.
enum EventExpiry {
  static func install(on server: isolated DemoAPIServer) {
    let oldest = (server.now - .seconds(3600)).rfc3339
    for event in server.list(.events) where event["lastTimestamp"]?.string ?? "" < oldest {
      try? server.delete(.events, event.objectNamespace, event.objectName)
    }
    server.schedule(after: .seconds(300), "event expiry", isRoutine: true) { server in
      install(on: server)
    }
  }
}
