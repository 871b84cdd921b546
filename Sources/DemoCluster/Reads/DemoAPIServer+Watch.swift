import Documents
import HTTP

extension DemoAPIServer {
  func watch(_ asked: ResourceRequest, _ media: MediaType) throws(APIFailure) -> Response {
    let query = try ListQuery(asked)
    let sendsInitial = try initialEvents(asked, query)
    let channel = LiveChannel()
    var watcher = Watcher(
      asked: asked, media: media, query: query, output: channel.output,
      wantsBookmarks: asked.target.flag("allowWatchBookmarks"))
    var start: [[UInt8]] = []
    switch startingPoint(query, sendsInitial) {
    case .objects:
      for object in store.list(asked.type.id, namespace: query.namespace)
      where query.matches(object) {
        start.append(try event(.added, object, &watcher))
      }
      if sendsInitial == true, watcher.wantsBookmarks {
        start.append(bookmark(watcher, endsInitialEvents: true))
      }
    case .now: break
    case .history(let version):
      guard let entries = store.history(after: version) else {
        return expiredWatch(asked, media, version)
      }
      for entry in entries {
        guard let (kind, object) = watcher.event(for: entry) else { continue }
        start.append(try event(kind, object, &watcher))
      }
    }

    let id = nextStream()
    watchers[id] = watcher
    try scheduleEnd(id, asked)
    let body = Body(channel.source(startingWith: start))
    return Response(status: 200, headers: headers(streamType(media)), body: body)
  }

  private enum StartingPoint {
    case objects
    case now
    case history(UInt64)
  }

  private func startingPoint(_ query: ListQuery, _ sendsInitial: Bool?) -> StartingPoint {
    if sendsInitial == true { return .objects }
    guard let version = query.resourceVersion, version > 0 else {
      return sendsInitial == false ? .now : .objects
    }
    return .history(version)
  }

  /// `sendInitialEvents`, which has conditions; nil if it isn't there.
  private func initialEvents(
    _ asked: ResourceRequest, _ query: ListQuery
  ) throws(APIFailure) -> Bool? {
    guard asked.target["sendInitialEvents"] != nil else { return nil }
    guard query.match == .notOlderThan else {
      throw ListQuery.invalid(
        "resourceVersionMatch", "FieldValueForbidden",
        "Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")
    }
    let isWanted = asked.target.flag("sendInitialEvents")
    if isWanted, let version = query.resourceVersion, version > store.resourceVersion {
      throw Self.tooNew(version, store.resourceVersion)
    }
    return isWanted
  }

  private func streamType(_ media: MediaType) -> String {
    media.format == .json ? "application/json" : "application/yaml"
  }

  /// A watch from a version that has been forgotten says so and ends.
  private func expiredWatch(
    _ asked: ResourceRequest, _ media: MediaType, _ version: UInt64
  ) -> Response {
    let failure = APIFailure.expired(
      "too old resource version: \(version) (\(store.compactedVersion + 1))")
    let line = JSONWriter().bytes(["type": "ERROR", "object": failure.status]) + [10]
    return Response(status: 200, headers: headers(streamType(media)), body: Body(line))
  }

  /// One event as a line.
  private func event(
    _ kind: Change.Kind, _ object: StoredObject, _ watcher: inout Watcher
  ) throws(APIFailure) -> [UInt8] {
    let shown: [UInt8]
    switch watcher.media.shape {
    case .whole where !isConverted(watcher.asked):
      shown = object.json(as: watcher.asked.apiVersion)
    case .whole:
      shown = JSONWriter().bytes(presented(object.value, watcher.asked))
    case .metadata(let version):
      shown = JSONWriter().bytes(partial(object.value, version))
    case .table(let version):
      let page = Page(objects: [object], resourceVersion: object.resourceVersion)
      var table = try table(page, watcher.asked, version)
      if watcher.hasColumns { table["columnDefinitions"] = .null }
      watcher.hasColumns = true
      shown = JSONWriter().bytes(table)
    }
    return Array(#"{"type":"\#(kind.rawValue)","object":"#.utf8) + shown + Array("}\n".utf8)
  }

  /// An event that says how far the watch has come, without an object.
  private func bookmark(_ watcher: Watcher, endsInitialEvents: Bool = false) -> [UInt8] {
    var metadata: Value = [
      "resourceVersion": .string(String(store.resourceVersion)), "creationTimestamp": .null,
    ]
    if endsInitialEvents {
      metadata["annotations"] = ["k8s.io/initial-events-end": "true"]
    }
    let object: Value
    switch watcher.media.shape {
    case .whole:
      object = [
        "kind": .string(watcher.asked.type.kind),
        "apiVersion": .string(watcher.asked.apiVersion), "metadata": metadata,
      ]
    case .metadata(let version): object = partial(["metadata": metadata], version)
    case .table(let version):
      object = [
        "kind": "Table", "apiVersion": .string("meta.k8s.io/\(version)"),
        "metadata": ["resourceVersion": .string(String(store.resourceVersion))],
        "columnDefinitions": .null,
        "rows": [["cells": [], "object": partial(["metadata": metadata], version)]],
      ]
    }
    return JSONWriter().bytes(["type": "BOOKMARK", "object": object]) + [10]
  }

  /// Tells every watch what a write means to it.
  func notifyWatchers(_ entry: ObjectStore.Entry) {
    for (id, watcher) in watchers {
      guard let (kind, object) = watcher.event(for: entry) else { continue }
      var watcher = watcher
      guard let line = try? event(kind, object, &watcher), watcher.output.send(line) else {
        watchers[id] = nil
        continue
      }
      if watcher.hasColumns { watchers[id]?.hasColumns = true }
    }
  }

  /// Ends a watch when its time is over, which is between half an hour and an hour unless it says.
  private func scheduleEnd(_ id: StreamID, _ asked: ResourceRequest) throws(APIFailure) {
    let seconds = try asked.target.number("timeoutSeconds") ?? Int64(1800 + random.next() % 1800)
    schedule(after: .seconds(max(1, seconds)), "end of a watch", isRoutine: true) { server in
      guard let watcher = server.watchers.removeValue(forKey: id) else { return }
      if watcher.wantsBookmarks { _ = watcher.output.send(server.bookmark(watcher)) }
      watcher.output.end(nil)
    }
    guard watchers[id]?.wantsBookmarks == true else { return }
    scheduleBookmark(id)
  }

  private func scheduleBookmark(_ id: StreamID) {
    schedule(after: .seconds(60), "bookmark", isRoutine: true) { server in
      guard let watcher = server.watchers[id] else { return }
      guard watcher.output.send(server.bookmark(watcher)) else {
        server.watchers[id] = nil
        return
      }
      server.scheduleBookmark(id)
    }
  }

  /// Ends every open watch and log, in one of two ways.
  func endStreams(_ error: TransportError?) {
    for watcher in watchers.values { watcher.output.end(error) }
    watchers = [:]
    for follower in followers.values { follower.output.end(error) }
    followers = [:]
  }

  func nextStream() -> StreamID {
    lastStream += 1
    return lastStream
  }
}
