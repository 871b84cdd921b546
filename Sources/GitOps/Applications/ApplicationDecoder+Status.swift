internal import Documents
internal import Kubernetes

/// What Argo CD found out about an application.
struct ApplicationFacts {
  var sync = SyncStatus.unknown
  var revisions: [String] = []
  var health = Health.unknown
  var healthMessage = ""
  var operation: ApplicationOperation?
  var condition: ApplicationCondition?
  var resources: [ApplicationResource] = []
  var reconciled: Int64?
}

extension ApplicationDecoder {
  mutating func readStatus(
    _ reader: inout JSONReader, _ status: inout ApplicationFacts
  ) throws(JSONError) {
    guard try reader.beginsObject() else { return }
    while let key = try reader.nextField() {
      switch key {
      case "sync":
        guard try reader.beginsObject() else { continue }
        var revision = ""
        while let key = try reader.nextField() {
          switch key {
          case "status": status.sync = SyncStatus(try text(&reader))
          case "revision": revision = try text(&reader)
          case "revisions": status.revisions = try texts(&reader)
          default: break
          }
        }
        if status.revisions.isEmpty, !revision.isEmpty { status.revisions = [revision] }
      case "health":
        (status.health, status.healthMessage) = try readHealth(&reader) ?? (.unknown, "")
      case "operationState": status.operation = try readOperation(&reader)
      case "conditions": status.condition = try readCondition(&reader)
      case "reconciledAt": status.reconciled = try seconds(&reader)
      case "resources":
        guard try reader.beginsArray() else { continue }
        status.resources.removeAll(keepingCapacity: true)
        while try reader.nextElement() {
          if let resource = try readResource(&reader) { status.resources.append(resource) }
        }
      default: break
      }
    }
  }

  private mutating func readHealth(
    _ reader: inout JSONReader
  ) throws(JSONError) -> (Health, String)? {
    guard try reader.beginsObject() else { return nil }
    var health: Health?
    var message = ""
    while let key = try reader.nextField() {
      switch key {
      case "status": health = Health(try text(&reader))
      case "message": message = try text(&reader)
      default: break
      }
    }
    return (health ?? .unknown, message)
  }

  private mutating func readOperation(
    _ reader: inout JSONReader
  ) throws(JSONError) -> ApplicationOperation? {
    guard try reader.beginsObject() else { return nil }
    var operation = ApplicationOperation(phase: .unknown)
    var synced: [String] = []
    var asked: [String] = []
    while let key = try reader.nextField() {
      switch key {
      case "phase": operation.phase = OperationPhase(try text(&reader))
      case "message": operation.message = try text(&reader)
      case "startedAt": operation.started = try seconds(&reader)
      case "finishedAt": operation.finished = try seconds(&reader)
      case "retryCount":
        if reader.peekKind() == .number {
          operation.retries = Int(clamping: try reader.readNumber())
        }
      case "syncResult":
        guard try reader.beginsObject() else { continue }
        synced = try readRevisions(&reader)
      case "operation":
        guard try reader.beginsObject() else { continue }
        while let key = try reader.nextField() {
          switch key {
          case "sync":
            guard try reader.beginsObject() else { continue }
            asked = try readRevisions(&reader)
          case "initiatedBy":
            guard try reader.beginsObject() else { continue }
            while let key = try reader.nextField() {
              if key == "username" { operation.initiator = try text(&reader) }
            }
          default: break
          }
        }
      default: break
      }
    }
    operation.revisions = synced.isEmpty ? asked : synced
    return operation
  }

  /// The `revision` or `revisions` of an object that has been entered; reads to its end.
  private mutating func readRevisions(_ reader: inout JSONReader) throws(JSONError) -> [String] {
    var revision = ""
    var revisions: [String] = []
    while let key = try reader.nextField() {
      switch key {
      case "revision": revision = try text(&reader)
      case "revisions": revisions = try texts(&reader)
      default: break
      }
    }
    return revisions.isEmpty && !revision.isEmpty ? [revision] : revisions
  }

  private mutating func readCondition(
    _ reader: inout JSONReader
  ) throws(JSONError) -> ApplicationCondition? {
    guard try reader.beginsArray() else { return nil }
    var chosen: ApplicationCondition?
    while try reader.nextElement() {
      var condition = ApplicationCondition(type: "", message: "")
      guard try reader.beginsObject() else { continue }
      while let key = try reader.nextField() {
        switch key {
        case "type": condition.type = try text(&reader)
        case "message": condition.message = try text(&reader)
        default: break
        }
      }
      if chosen == nil || condition.isError && chosen?.isError == false { chosen = condition }
    }
    return chosen
  }

  private mutating func readResource(
    _ reader: inout JSONReader
  ) throws(JSONError) -> ApplicationResource? {
    guard try reader.beginsObject() else { return nil }
    var resource = ApplicationResource(kind: "", name: ObjectName(name: ""))
    while let key = try reader.nextField() {
      switch key {
      case "group": resource.group = try text(&reader)
      case "kind": resource.kind = try text(&reader)
      case "namespace": resource.name.namespace = try text(&reader)
      case "name": resource.name.name = try text(&reader)
      case "status":
        let word = try text(&reader)
        if !word.isEmpty { resource.sync = SyncStatus(word) }
      case "health": resource.health = try readHealth(&reader)?.0
      case "requiresPruning": resource.requiresPruning = try reader.lenientBool() ?? false
      case "version": resource.version = try text(&reader)
      case "hook": resource.isHook = try reader.lenientBool() ?? false
      case "syncWave":
        if reader.peekKind() == .number {
          resource.wave = Int32(clamping: Int(clamping: try reader.readNumber()))
        }
      default: break
      }
    }
    return resource.kind.isEmpty ? nil : resource
  }

  private mutating func texts(_ reader: inout JSONReader) throws(JSONError) -> [String] {
    guard try reader.beginsArray() else { return [] }
    var all: [String] = []
    while try reader.nextElement() { all.append(try text(&reader)) }
    return all
  }

  private func seconds(_ reader: inout JSONReader) throws(JSONError) -> Int64? {
    guard reader.peekKind() == .string else { return nil }
    return try ObjectMetadata.readSeconds(&reader)
  }
}

extension Int {
  /// The nearest integer that there is.
  fileprivate init(clamping number: Double) {
    self = Int(exactly: number.rounded()) ?? (number < 0 ? .min : .max)
  }
}
