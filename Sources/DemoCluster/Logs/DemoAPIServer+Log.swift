import Documents
import HTTP

/// What a request for a log asks for.
struct LogQuery {
  var container: ContainerID
  var follows: Bool
  var previous: Bool
  var withTimestamps: Bool
  var since: DemoTime?
  var tail: Int?
  /// How many bytes may still be sent; nil for any number.
  var limit: Int?

  /// A line as it is sent: a piece of one has its time only where the line begins, and its end
  /// where the line ends.
  func shown(_ line: ContainerLog.Line) -> [UInt8] {
    var bytes: [UInt8] = []
    if withTimestamps, !line.continues { bytes += (line.time.rfc3339Nano + " ").utf8 }
    bytes += line.text
    if !line.isOpen { bytes.append(10) }
    return bytes
  }
}

/// Somebody who follows a log.
struct LogFollower {
  var query: LogQuery
  var output: LiveOutput
  /// How many lines of the run have been sent or passed over.
  var position: Int
}

extension DemoAPIServer {
  func log(_ asked: ResourceRequest, _ pod: Value) throws(APIFailure) -> Response {
    var query = try logQuery(asked, pod)
    // A pod that isn't anywhere yet has nothing to say, and that isn't an error.
    if (pod.at("spec", "nodeName")?.string ?? "").isEmpty {
      return Response(status: 204, headers: headers("text/plain"))
    }
    if let flood = flood(of: pod), !query.previous {
      return Response(
        status: 200, headers: headers("text/plain"), body: Body(LogFloodSource(flood, query)))
    }
    refreshLog(query.container)
    let log = logs[query.container] ?? ContainerLog()
    guard let run = query.previous ? log.previous : log.current else {
      throw .badRequest(
        "previous terminated container \"\(query.container.container)\" in pod "
          + "\"\(asked.name)\" not found")
    }
    var lines = run.lines[...]
    if let since = query.since { lines = lines.drop { $0.time < since } }
    if let tail = query.tail { lines = lines.suffix(tail) }
    var pieces: [[UInt8]] = []
    for line in lines {
      guard let piece = Self.limited(query.shown(line), &query.limit) else { break }
      pieces.append(piece)
    }
    let type = "text/plain"
    guard query.follows, !run.hasEnded, query.limit != 0 else {
      return Response(
        status: 200, headers: headers(type), body: Body(PiecewiseSource(pieces)))
    }
    let channel = LiveChannel()
    followers[nextStream()] = LogFollower(
      query: query, output: channel.output, position: run.count)
    keepLogFresh(query.container)
    return Response(
      status: 200, headers: headers(type), body: Body(channel.source(startingWith: pieces)))
  }

  /// What a pod's containers write, where they write faster than lines are kept.
  private func flood(of pod: Value) -> LogFlood? {
    guard let text = pod.annotation(Self.floodAnnotation) else { return nil }
    if let known = floods[pod.objectName] { return known }
    let numbers = text.split(separator: "/").compactMap { Int($0) }
    guard numbers.count == 2 else { return nil }
    let flood = LogFlood(
      linesPerSecond: numbers[0], count: numbers[1], pod: pod.objectName, start: now)
    floods[pod.objectName] = flood
    return flood
  }

  /// The annotation by which a pod says that it is a flood: `LINES A SECOND/LINES IN ALL`.
  static let floodAnnotation = "demo.duet/flood"

  /// Has a log written while somebody follows it, each line at its time.
  private func keepLogFresh(_ container: ContainerID) {
    guard !freshLogs.contains(container), let pause = refreshLog(container) else { return }
    freshLogs.insert(container)
    schedule(after: max(pause, .milliseconds(50)), "log") { server in
      server.freshLogs.remove(container)
      let isFollowed = server.followers.values.contains { $0.query.container == container }
      if isFollowed { server.keepLogFresh(container) }
    }
  }

  private func logQuery(_ asked: ResourceRequest, _ pod: Value) throws(APIFailure) -> LogQuery {
    let target = asked.target
    let name = try logContainer(asked, pod)
    var query = LogQuery(
      container: ContainerID(namespace: asked.namespace, pod: asked.name, container: name),
      follows: target.flag("follow"), previous: target.flag("previous"),
      withTimestamps: target.flag("timestamps"))
    if let seconds = try target.number("sinceSeconds") {
      guard seconds > 0 else {
        throw Self.invalidLog(
          asked.name, "sinceSeconds", "Invalid value: \(seconds): must be greater than 0")
      }
      query.since = now - .seconds(seconds)
    }
    if let text = target["sinceTime"] {
      guard let time = DemoTime(rfc3339: text) else {
        throw .badRequest("parsing time \"\(text)\": cannot parse (sinceTime)")
      }
      guard query.since == nil else {
        throw Self.invalidLog(
          asked.name, "",
          "Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified",
          reason: "FieldValueForbidden")
      }
      // On the way to the kubelet the time loses what is less than a second.
      query.since = DemoTime(milliseconds: time.milliseconds - time.milliseconds % 1000)
    }
    if let tail = try target.number("tailLines") {
      guard tail >= 0 else {
        throw Self.invalidLog(
          asked.name, "tailLines", "Invalid value: \(tail): must be greater than or equal to 0")
      }
      query.tail = Int(tail)
    }
    if let limit = try target.number("limitBytes") {
      guard limit > 0 else {
        throw Self.invalidLog(
          asked.name, "limitBytes", "Invalid value: \(limit): must be greater than 0")
      }
      query.limit = Int(limit)
    }
    try requireStarted(query, pod)
    return query
  }

  /// The container that is asked for; it may only be left out where there is one.
  private func logContainer(
    _ asked: ResourceRequest, _ pod: Value
  ) throws(APIFailure) -> String {
    func names(_ field: String) -> [String] {
      (pod.at("spec", field)?.array ?? []).compactMap { $0["name"]?.string }
    }
    let regular = names("containers")
    let initial = names("initContainers")
    if let name = asked.target["container"] {
      guard (regular + initial + names("ephemeralContainers")).contains(name) else {
        throw .badRequest("container \(name) is not valid for pod \(asked.name)")
      }
      return name
    }
    if regular.count == 1, let only = regular.first { return only }
    var message =
      "a container name must be specified for pod \(asked.name), choose one of: "
      + "[\(regular.joined(separator: " "))]"
    if !initial.isEmpty { message += " or one of the init containers: \(initial)" }
    throw .badRequest(message)
  }

  /// A container that hasn't run yet has no log to show, and says what it waits for.
  private func requireStarted(_ query: LogQuery, _ pod: Value) throws(APIFailure) {
    guard logs[query.container] == nil else { return }
    let name = query.container.container
    let statuses =
      (pod.at("status", "containerStatuses")?.array ?? [])
      + (pod.at("status", "initContainerStatuses")?.array ?? [])
    guard
      let waiting = statuses.first(where: { $0["name"]?.string == name })?.at("state", "waiting")
    else { return }
    let reason = waiting["reason"]?.string ?? "ContainerCreating"
    let why =
      switch reason {
      case "ErrImagePull": "image can't be pulled"
      case "ImagePullBackOff": "trying and failing to pull image"
      default: reason
      }
    throw .badRequest(
      "container \"\(name)\" in pod \"\(pod.objectName)\" is waiting to start: \(why)")
  }

  private static func invalidLog(
    _ pod: String, _ field: String, _ message: String, reason: String = "FieldValueInvalid"
  ) -> APIFailure {
    APIFailure(
      422, "Invalid", "PodLogOptions \"\(pod)\" is invalid: \(field): \(message)",
      details: APIFailure.Details(
        name: pod, kind: "PodLogOptions",
        causes: [APIFailure.Cause(reason: reason, message: message, field: field)]))
  }

  /// As much of a line as may still be sent; nil if nothing may.
  private static func limited(_ line: [UInt8], _ limit: inout Int?) -> [UInt8]? {
    guard let rest = limit else { return line }
    guard rest > 0 else { return nil }
    let piece = Array(line.prefix(rest))
    limit = rest - piece.count
    return piece
  }

  /// Sends what is new to those who follow a container's log.
  func logGrew(_ container: ContainerID) {
    guard !followers.isEmpty, let run = logs[container]?.current else { return }
    for (id, follower) in followers where follower.query.container == container {
      var follower = follower
      var bytes: [UInt8] = []
      let new = run.lines.suffix(max(0, run.count - follower.position))
      for line in new {
        guard let piece = Self.limited(follower.query.shown(line), &follower.query.limit) else {
          break
        }
        bytes += piece
      }
      follower.position = run.count
      let isRead = follower.output.send(bytes)
      if !isRead || run.hasEnded || follower.query.limit == 0 {
        follower.output.end(nil)
        followers[id] = nil
      } else {
        followers[id] = follower
      }
    }
  }
}
