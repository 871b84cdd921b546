import Documents
import GitOps
import Kubernetes

/// Follows what Argo CD does with applications, live, until it is over.
struct ApplicationFollower: Sendable {
  let cluster: ApplicationCluster
  /// What lines are for.
  let output: Output
  let goal: OperationReport.Goal
  /// How long; nil for as long as it takes.
  let limit: Duration?
  /// Takes lines.
  let show: @Sendable ([String]) -> Void

  private enum Happening: Sendable {
    case done(ApplicationResult)
    case timeIsUp
    case signal(Int32)
    case nothing
  }

  /// Follows several at once; gives what became of each, and the signal that ended it before.
  func follow(
    _ applications: [Application]
  ) async -> (results: [ApplicationResult], signal: Int32?) {
    let interruptions = cluster.world.interruptions()
    return await withTaskGroup(of: Happening.self) { group in
      for application in applications {
        group.addTask { .done(await follow(application)) }
      }
      if let limit {
        group.addTask { (try? await Task.sleep(for: limit)) == nil ? .nothing : .timeIsUp }
      }
      group.addTask {
        for await signal in interruptions { return .signal(signal) }
        return .nothing
      }
      var results: [ApplicationResult] = []
      var signal: Int32?
      while results.count < applications.count, let happening = await group.next() {
        switch happening {
        case .done(let result): results.append(result)
        case .timeIsUp: group.cancelAll()
        case .signal(let number):
          signal = number
          group.cancelAll()
        case .nothing: break
        }
      }
      group.cancelAll()
      return (results.sorted { $0.name < $1.name }, signal)
    }
  }

  /// Follows one until it is over, or the task is cancelled.
  private func follow(_ application: Application) async -> ApplicationResult {
    var report = OperationReport(application, goal: goal, output: output)
    show(report.hear(application))
    let name = application.name
    let query = ResourceQuery(
      .applications, namespace: name.namespace, fieldSelector: "metadata.name=\(name.name)")
    let (changes, feed) = AsyncStream.makeStream(of: Change<FollowedApplication>.self)
    let task = Task {
      let decoder = DocumentRowDecoder { FollowedApplication(Application($0)) }
      await cluster.client.live(query, decoding: decoder) { feed.yield($0) }
    }
    defer { task.cancel() }
    var isThere = false
    if report.ending == nil {
      for await change in changes {
        switch change {
        case .began: isThere = false
        case .page(let rows, _), .applied(let rows):
          for row in rows where row.name == name {
            isThere = true
            show(report.hear(row.application))
          }
        case .listed: if !isThere { show(report.hearDeletion()) }
        case .deleted(let names): if names.contains(name) { show(report.hearDeletion()) }
        case .interrupted(let interruption): show(report.hear(interruption.error))
        case .alive, .unreadable: break
        }
        if report.ending != nil { break }
      }
    }
    return ApplicationResult(
      name: name, ending: report.ending ?? .unfinished, message: report.message,
      application: report.application)
  }
}

/// An application, whole, as a list of one has it.
private struct FollowedApplication: Row {
  var application: Application
  var name: ObjectName { application.name }

  init(_ application: Application) { self.application = application }
}
