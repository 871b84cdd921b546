import Documents

extension PodFacts {
  /// Reads a pod; `reset` has to come first.
  mutating func read(
    _ reader: inout JSONReader, sharing pool: inout RowPool
  ) throws(JSONError) {
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "metadata": try metadata.read(&reader, sharing: &pool)
      case "spec": try readSpec(&reader, &pool)
      case "status": try readStatus(&reader, &pool)
      default: break
      }
    }
  }

  private mutating func readSpec(
    _ reader: inout JSONReader, _ pool: inout RowPool
  ) throws(JSONError) {
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "nodeName": node = try pool.readText(&reader)
      case "restartPolicy": restartPolicy = try pool.readText(&reader)
      case "activeDeadlineSeconds": deadline = try reader.readIntegerOrNull()
      case "overhead": try overhead.read(&reader)
      case "resources": try Self.readResources(&reader, &podRequests, &podLimits)
      case "containers": try Self.readSpecs(&reader, &pool, into: &specs)
      case "initContainers": try Self.readSpecs(&reader, &pool, into: &initSpecs)
      case "ephemeralContainers": try Self.readSpecs(&reader, &pool, into: &ephemeralSpecs)
      case "readinessGates":
        try reader.beginArray()
        while try reader.nextElement() {
          try reader.beginObject()
          while let key = try reader.nextField() {
            if key == "conditionType" { readinessGates.append(try pool.readText(&reader)) }
          }
        }
      default: break
      }
    }
  }

  private static func readSpecs(
    _ reader: inout JSONReader, _ pool: inout RowPool, into list: inout [Container]
  ) throws(JSONError) {
    try reader.beginArray()
    while try reader.nextElement() {
      var container = Container()
      try reader.beginObject()
      while let key = try reader.nextField() {
        switch key {
        case "name": container.name = try pool.readText(&reader)
        case "image": container.image = try pool.readText(&reader)
        case "restartPolicy":
          container.restartsAlways = try reader.readStringOrNull() == "Always"
        case "resources":
          try readResources(&reader, &container.requests, &container.limits)
        default: break
        }
      }
      list.append(container)
    }
  }

  private static func readResources(
    _ reader: inout JSONReader, _ requests: inout ResourceAmounts, _ limits: inout ResourceAmounts
  ) throws(JSONError) {
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "requests": try requests.read(&reader)
      case "limits": try limits.read(&reader)
      default: break
      }
    }
  }

  private mutating func readStatus(
    _ reader: inout JSONReader, _ pool: inout RowPool
  ) throws(JSONError) {
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "phase": phase = try pool.readText(&reader)
      case "reason": reason = try pool.readText(&reader)
      case "message": message = try pool.readText(&reader)
      case "podIP": if ip.isEmpty { ip = try reader.readStringOrNull() ?? "" }
      case "podIPs": try readAddresses(&reader)
      case "nominatedNodeName": nominatedNode = try pool.readText(&reader)
      case "containerStatuses": try Self.readStatuses(&reader, &pool, into: &statuses)
      case "initContainerStatuses": try Self.readStatuses(&reader, &pool, into: &initStatuses)
      case "ephemeralContainerStatuses":
        try Self.readStatuses(&reader, &pool, into: &ephemeralStatuses)
      case "conditions":
        try reader.beginArray()
        while try reader.nextElement() { try readCondition(&reader, &pool) }
      default: break
      }
    }
  }

  /// The first of the pod's addresses is its address; `podIP` is the older name for that one.
  private mutating func readAddresses(_ reader: inout JSONReader) throws(JSONError) {
    var isFirst = true
    try reader.beginArray()
    while try reader.nextElement() {
      try reader.beginObject()
      while let key = try reader.nextField() {
        if isFirst, key == "ip" { ip = try reader.readStringOrNull() ?? ip }
      }
      isFirst = false
    }
  }

  private mutating func readCondition(
    _ reader: inout JSONReader, _ pool: inout RowPool
  ) throws(JSONError) {
    var condition = Statement()
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "type": condition.type = try pool.readText(&reader)
      case "status": condition.isTrue = try reader.readStringOrNull() == "True"
      case "reason": condition.reason = try pool.readText(&reader)
      case "message": condition.message = try pool.readText(&reader)
      default: break
      }
    }
    conditions.append(condition)
    let isTrue = condition.isTrue
    switch condition.type {
    // kubectl looks at the first one of that type.
    case "Initialized" where initialized == .unset: initialized = isTrue ? .yes : .no
    case "Ready": ready = isTrue || ready == .yes ? .yes : .no
    case "PodScheduled":
      if condition.reason == "SchedulingGated" {
        isSchedulingGated = true
      } else if condition.reason == "Unschedulable" {
        unschedulable = condition.message
      }
    default: break
    }
  }

  private static func readStatuses(
    _ reader: inout JSONReader, _ pool: inout RowPool, into list: inout [Container]
  ) throws(JSONError) {
    try reader.beginArray()
    while try reader.nextElement() {
      var container = Container()
      try reader.beginObject()
      while let key = try reader.nextField() {
        switch key {
        case "name": container.name = try pool.readText(&reader)
        case "ready": container.isReady = try reader.readBoolOrNull() ?? false
        case "started": container.isStarted = try reader.readBoolOrNull() ?? false
        case "restartCount": container.restarts = try reader.readIntegerOrNull() ?? 0
        case "state": try container.state.read(&reader, &pool)
        case "lastState": try container.last.read(&reader, &pool)
        default: break
        }
      }
      list.append(container)
    }
  }
}

extension PodFacts.State {
  fileprivate mutating func read(
    _ reader: inout JSONReader, _ pool: inout RowPool
  ) throws(JSONError) {
    try reader.beginObject()
    while let key = try reader.nextField() {
      let kind: ContainerRow.State
      switch key {
      case "waiting": kind = .waiting
      case "running": kind = .running
      case "terminated": kind = .terminated
      default: continue
      }
      if try reader.readNull() { continue }
      self.kind = kind
      try reader.beginObject()
      while let key = try reader.nextField() {
        switch key {
        case "reason": reason = try pool.readText(&reader)
        case "message": message = try pool.readText(&reader)
        case "exitCode": exitCode = try reader.readIntegerOrNull() ?? 0
        case "signal": signal = try reader.readIntegerOrNull() ?? 0
        case "startedAt": started = try ObjectMetadata.readSeconds(&reader)
        case "finishedAt": finished = try ObjectMetadata.readSeconds(&reader)
        default: break
        }
      }
    }
  }
}
