import GitOps
import Kubernetes

/// An operation that was asked for here: what tells it from the one before.
struct FollowedOperation: Equatable, Sendable {
  /// Counts those asked for since the start.
  var number: Int
  /// When it was asked for.
  var since: Timestamp
  /// When the one before began, in seconds since 1970.
  var before: Int64?
  /// Whether the cluster has said nothing of it yet.
  var isAwaited = true
}

/// Following operations.
extension ConsoleState {
  /// Shows the operations that are asked for now: a page of one, or a line each of several.
  mutating func follow(_ names: [ObjectName]) {
    for name in names {
      operationCount += 1
      operations[name] = FollowedOperation(
        number: operationCount, since: now, before: applications[name]?.operation?.started)
    }
    let content: Document.Content = names.count == 1 ? .operation(names[0]) : .operations
    if document?.content != content { open(content) }
    noteStaleOperations()
  }

  /// Whether something is to be said of an application's operation, or was ever.
  var showingOperation: Availability {
    guard let name = targetApplications.first else {
      return .disabled(because: "no application is selected")
    }
    guard let row = applications[name], row.operation != nil || row.requestedOperation else {
      return .disabled(because: "there never was an operation")
    }
    return .enabled
  }

  /// Shows how the operation of the application that is meant goes, or went; of several, a line each.
  mutating func showOperation() {
    let names = targetApplications
    if names.count > 1 {
      open(.operations)
    } else if let name = names.first {
      open(.operation(name))
    }
  }

  /// Opens the operation that is selected among several.
  mutating func openOperation() {
    guard let name = selectedOperation else { return }
    open(.operation(name))
  }

  /// The application whose operation is selected among several.
  var selectedOperation: ObjectName? {
    guard let document, document.content == .operations else { return nil }
    let anchor = document.anchor(where: { OperationsPage.application(at: $0) != nil })
    return anchor.flatMap(OperationsPage.application)
  }

  /// Notes which of the operations asked for here the cluster has heard of.
  mutating func recognize(_ change: Change<ApplicationRow>) {
    let rows: [ApplicationRow]
    switch change {
    case .applied(let changed), .page(let changed, _): rows = changed
    default: return
    }
    for row in rows {
      guard let followed = operations[row.name], followed.isAwaited else { continue }
      if row.requestedOperation || row.operation?.started != followed.before {
        operations[row.name]?.isAwaited = false
        touch(.operation(row.name))
      }
    }
  }

  /// The pages of operations show something else now.
  mutating func noteStaleOperations() {
    touch(.operations)
    for name in operations.keys { touch(.operation(name)) }
  }

  /// What everything waits for, on the page of an operation, where it is in this cluster.
  func awaited(by name: ObjectName) -> ObjectKey? {
    guard let application = application(name), application.destination.isInCluster,
      let waiting = OperationProgress(application)?.waiting,
      let kind = cluster.kinds.first(where: {
        $0.group == waiting.group && $0.kind == waiting.kind
      })
    else { return nil }
    var object = waiting.name
    if kind.isNamespaced, object.namespace.isEmpty {
      object.namespace = application.destination.namespace
    }
    if !kind.isNamespaced { object.namespace = "" }
    return ObjectKey(kind, object)
  }
}
