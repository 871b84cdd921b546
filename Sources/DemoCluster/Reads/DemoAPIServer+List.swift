import Documents
import HTTP

extension DemoAPIServer {
  /// The objects a list asks for, and where they stand.
  struct Page {
    var objects: [StoredObject]
    /// 0 for what has no versions.
    var resourceVersion: UInt64
    var next: ContinueToken?
    var remaining: Int?

    /// `metadata` of the list.
    var metadata: Value {
      var metadata: Value = [:]
      if resourceVersion > 0 {
        metadata["resourceVersion"] = .string(String(resourceVersion))
      }
      if let next { metadata["continue"] = .string(next.text) }
      if let remaining { metadata["remainingItemCount"] = .integer(Int64(remaining)) }
      return metadata
    }
  }

  func list(_ asked: ResourceRequest, _ media: MediaType) throws(APIFailure) -> Response {
    var query = try ListQuery(asked)
    // A metrics server knows neither pages nor versions.
    if isMeasured(asked.type) { query.limit = 0 }
    var page = try page(asked.type, query)
    if isMeasured(asked.type) { page.resourceVersion = 0 }
    return try list(asked, page, media)
  }

  func list(
    _ asked: ResourceRequest, _ page: Page, _ media: MediaType
  ) throws(APIFailure) -> Response {
    switch (media.shape, media.format) {
    case (.whole, .json): return whole(page, asked)
    case (.whole, .yaml):
      let list: Value = [
        "kind": .string(asked.type.listKind), "apiVersion": .string(asked.apiVersion),
        "metadata": page.metadata,
        "items": .array(page.objects.map { presented($0.value, asked) }),
      ]
      return encoded(200, list, .yaml)
    case (.metadata(let version), let format):
      let list: Value = [
        "kind": "PartialObjectMetadataList", "apiVersion": .string("meta.k8s.io/\(version)"),
        "metadata": page.metadata,
        "items": .array(page.objects.map { partial($0.value, version) }),
      ]
      return encoded(200, list, format)
    case (.table(let version), let format):
      return encoded(200, try table(page, asked, version), format)
    }
  }

  /// One page of a list, at the version of the store that the query asks for.
  func page(_ type: ResourceType, _ query: ListQuery) throws(APIFailure) -> Page {
    let (candidates, version) = try snapshot(type, query)
    var start = candidates.startIndex
    if let after = query.token?.after {
      start = candidates.firstIndex { $0.key > after } ?? candidates.endIndex
    }
    let rest = candidates[start...]
    guard query.limit > 0 else {
      return Page(objects: rest.filter(query.matches), resourceVersion: version)
    }
    var page = Page(objects: [], resourceVersion: version)
    var index = rest.startIndex
    while index < rest.endIndex, page.objects.count < query.limit {
      if query.matches(rest[index]) { page.objects.append(rest[index]) }
      index += 1
    }
    let hasMore =
      query.selects ? rest[index...].contains(where: query.matches) : index < rest.endIndex
    if hasMore, let last = page.objects.last {
      page.next = ContinueToken(resourceVersion: version, after: last.key)
      // Counting what matches would mean looking at everything, so selections aren't counted.
      if !query.selects { page.remaining = rest.endIndex - index }
    }
    return page
  }

  private func snapshot(
    _ type: ResourceType, _ query: ListQuery
  ) throws(APIFailure) -> (ArraySlice<StoredObject>, UInt64) {
    let current = store.resourceVersion
    if let token = query.token {
      // A token without a version asks for the rest of whatever there is now.
      guard let version = token.resourceVersion else {
        return (store.list(type.id, namespace: query.namespace), current)
      }
      guard
        let objects = store.list(type.id, namespace: query.namespace, at: version)
      else { throw Self.expired(token) }
      return (objects, version)
    }
    let wanted = query.resourceVersion ?? 0
    if wanted > current { throw Self.tooNew(wanted, current) }
    // A page of an old version is of exactly that version, as it was before there was a choice.
    let isExact = query.match == .exact || (query.match == nil && query.limit > 0 && wanted > 0)
    guard isExact else { return (store.list(type.id, namespace: query.namespace), current) }
    guard let objects = store.list(type.id, namespace: query.namespace, at: wanted) else {
      throw .expired("The resourceVersion for the provided list is too old.")
    }
    return (objects, wanted)
  }

  private static func expired(_ token: ContinueToken) -> APIFailure {
    // The client may go on at the same place, if it can live with what has changed meanwhile.
    var failure = APIFailure.expired(
      "The provided continue parameter is too old to display a consistent list result. You can "
        + "start a new list without the continue parameter, or use the continue token in this "
        + "response to retrieve the remainder of the results. Continuing with the provided token "
        + "results in an inconsistent list - objects that were created, modified, or deleted "
        + "between the time the first chunk was returned and now may show up in the list.")
    failure.nextToken = ContinueToken(resourceVersion: nil, after: token.after).text
    return failure
  }

  static func tooNew(_ wanted: UInt64, _ current: UInt64) -> APIFailure {
    APIFailure(
      504, "Timeout", "Timeout: Too large resource version: \(wanted), current: \(current)",
      details: APIFailure.Details(
        causes: [
          APIFailure.Cause(
            reason: "ResourceVersionTooLarge", message: "Too large resource version", field: "")
        ], retryAfterSeconds: 1))
  }

  /// A list of whole objects, as bytes that are already there.
  private func whole(_ page: Page, _ asked: ResourceRequest) -> Response {
    var pieces: [[UInt8]] = []
    pieces.reserveCapacity(page.objects.count * 2 + 2)
    let head = #"{"kind":"\#(asked.type.listKind)","apiVersion":"\#(asked.apiVersion)","metadata":"#
    pieces.append(Array(head.utf8) + JSONWriter().bytes(page.metadata) + Array(#","items":["#.utf8))
    for (index, object) in page.objects.enumerated() {
      if index > 0 { pieces.append([UInt8(ascii: ",")]) }
      if isConverted(asked) {
        pieces.append(JSONWriter().bytes(presented(object.value, asked)))
      } else {
        // Items of built-in kinds don't say their kind again, custom ones do.
        pieces.append(asked.type.isCustom ? object.json(as: asked.apiVersion) : object.json)
      }
    }
    pieces.append(Array("]}\n".utf8))
    return Response(
      status: 200, headers: headers("application/json"), body: Body(PiecewiseSource(pieces)))
  }
}
