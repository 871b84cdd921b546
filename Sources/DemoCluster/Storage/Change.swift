import Documents

/// One write to the store, as controllers see it.
struct Change {
  enum Kind: String, Hashable, Sendable {
    case added = "ADDED"
    case modified = "MODIFIED"
    case deleted = "DELETED"
  }

  let kind: Kind
  let resource: ResourceID
  /// Empty for what isn't namespaced.
  let namespace: String
  let name: String
  /// The object before; nil if it was added.
  let old: Value?
  /// The object after; nil if it is gone.
  let new: Value?

  /// The object as it is, or as it was last.
  var object: Value { new ?? old ?? .null }
}

/// Somebody who wants to know about changes.
struct ChangeHandler {
  /// The kind of resource it is about; nil for all.
  let resource: ResourceID?
  let react: (isolated DemoAPIServer, Change) -> Void
}

extension DemoAPIServer {
  /// Calls back after every change of a kind of resource, or of all.
  ///
  /// Changes queue up: handlers run after the write that caused them has ended (before the request
  /// is answered, or before `advance` returns), one change after the other in the order of the
  /// writes, handlers in the order in which they were added. What a handler writes is queued in its
  /// turn. A handler that is added later doesn't hear of earlier changes.
  func onChange(
    of resource: ResourceID? = nil, _ react: @escaping (isolated DemoAPIServer, Change) -> Void
  ) {
    changeHandlers.append(ChangeHandler(resource: resource, react: react))
  }

  /// Lets the controllers react to what has changed, until nothing more changes.
  func drainChanges() {
    guard !isDraining else { return }
    isDraining = true
    defer { isDraining = false }
    var index = 0
    while index < pendingChanges.count {
      let change = pendingChanges[index]
      index += 1
      for handler in changeHandlers
      where handler.resource == nil || handler.resource == change.resource {
        handler.react(self, change)
      }
    }
    pendingChanges.removeAll(keepingCapacity: true)
  }
}
