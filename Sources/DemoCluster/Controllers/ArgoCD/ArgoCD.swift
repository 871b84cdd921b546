import Documents

/// Simulates Argo CD on its custom resources: compares, syncs and heals Applications, and makes
/// those that ApplicationSets ask for.
enum ArgoCD {
  static let applications = ResourceID("applications", group: "argoproj.io")
  static let applicationSets = ResourceID("applicationsets", group: "argoproj.io")
  static let projects = ResourceID("appprojects", group: "argoproj.io")
  static let manager = "argocd-application-controller"
  /// The manager that applied fields belong to.
  static let applier = "argocd-controller"
  static let refreshAnnotation = "argocd.argoproj.io/refresh"

  private static let queue = WorkQueue("argocd", delay: .milliseconds(250)) { server, key in
    ApplicationController.refresh(key.name, on: server)
  }

  /// Installs the controllers; the cluster needs the definitions of Argo CD's kinds first.
  static func install(repositories: [ExampleRepository], on server: isolated DemoAPIServer) {
    for repository in repositories {
      server.controllers.argo.repositories[repository.url] = repository
    }
    server.onChange { server, change in react(to: change, on: server) }
    ApplicationSets.install(on: server)
  }

  /// Has an application compared soon.
  static func enqueue(_ application: String, on server: isolated DemoAPIServer) {
    queue.add(ArgoState.namespace, application, on: server)
  }

  static func enqueue(
    _ application: String, after delay: Duration, on server: isolated DemoAPIServer
  ) {
    queue.add(ArgoState.namespace, application, after: delay, on: server)
  }

  private static func react(to change: Change, on server: isolated DemoAPIServer) {
    if change.resource == applications {
      applicationChanged(change, on: server)
    } else if let owner = ArgoState.owner(of: change.object) {
      let location = ObjectLocation(
        resource: change.resource, namespace: change.namespace, name: change.name)
      if change.new == nil {
        server.controllers.argo.tracked[owner]?.remove(location)
      } else {
        server.controllers.argo.tracked[owner, default: []].insert(location)
      }
      enqueue(owner, on: server)
    }
  }

  private static func applicationChanged(_ change: Change, on server: isolated DemoAPIServer) {
    guard change.namespace == ArgoState.namespace else { return }
    guard let application = change.new else {
      server.controllers.argo.runs[change.name] = nil
      return
    }
    if application.isBeingDeleted {
      // From then on it looks again by itself.
      if change.old?.isBeingDeleted != true {
        ArgoCD.log("Deleting resources", about: application, on: server)
        ApplicationController.finalize(application, on: server)
      }
      return
    }
    if application["operation"] != nil {
      SyncController.operationChanged(application, on: server)
    }
    let isAsked = application.annotation(refreshAnnotation) != nil
    if change.kind == .added || change.old?["spec"] != application["spec"] || isAsked {
      enqueue(change.name, on: server)
    }
  }

  /// Compares every application about every two minutes, each at its own time.
  static func startPeriodicRefresh(on server: isolated DemoAPIServer) {
    guard !server.controllers.argo.isPeriodic else { return }
    server.controllers.argo.isPeriodic = true
    server.schedule(after: .seconds(1), "argocd refresh", isRoutine: true) { server in
      for application in server.list(applications, namespace: ArgoState.namespace) {
        planRefresh(of: application.objectName, first: true, on: server)
      }
    }
  }

  static func planRefresh(of name: String, first: Bool, on server: isolated DemoAPIServer) {
    let jitter = Duration.milliseconds(Int64(server.random.next() % 60_000))
    server.schedule(
      after: (first ? .zero : .seconds(120)) + jitter, "argocd refresh", isRoutine: true
    ) { server in
      guard server.get(applications, ArgoState.namespace, name) != nil else { return }
      ApplicationController.refresh(name, isPeriodic: true, on: server)
      planRefresh(of: name, first: false, on: server)
    }
  }

  /// Puts a commit on top of a repository's `main`, as a push does.
  ///
  /// Argo CD notices when it next compares.
  static func push(
    _ commit: RepositoryCommit, to url: String, on server: isolated DemoAPIServer
  ) {
    guard var repository = server.controllers.argo.repositories[url] else { return }
    repository.add(commit)
    server.controllers.argo.repositories[url] = repository
    if let snapshot = repository.snapshots.last {
      server.controllers.argo.pushes.append(
        ArgoState.Push(repository: repository.name, snapshot: snapshot))
    }
  }

  /// A line in the application controller's log, as it writes them.
  static func log(
    _ message: String, about application: Value?, level: String = "info",
    _ fields: [(String, String)] = [], on server: isolated DemoAPIServer
  ) {
    guard !server.controllers.isHistoric else { return }
    func quoted(_ text: String) -> String {
      text.contains { " =\"".contains($0) }
        ? "\"" + text.replacing("\"", with: "\\\"") + "\"" : text
    }
    var line = "time=\"\(server.now.rfc3339)\" level=\(level) msg=\(quoted(message))"
    if let application {
      let (namespace, name) = (ArgoState.namespace, application.objectName)
      line += " app-namespace=\(namespace) app-qualified-name=\(namespace)/\(name)"
      line += " application=\(name)"
      let project = application.at("spec", "project")?.string ?? "default"
      line += " project=\(project)"
    }
    for (key, value) in fields { line += " \(key)=\(quoted(value))" }
    let id = ContainerID(
      namespace: ArgoState.namespace, pod: "argocd-application-controller-0",
      container: "application-controller")
    guard server.get(.pods, id.namespace, id.pod) != nil else { return }
    server.appendLog(id, line)
  }
}
