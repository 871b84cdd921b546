extension Client {
  /// Reads a list once, page by page; the next is asked for when `take` has returned.
  ///
  /// Objects that can't be read are passed over. Where the server has forgotten the list before its
  /// last page, it is read anew as a whole: `isFirst` says that what came before doesn't count.
  public func pages<Decoder: RowDecoder>(
    _ query: ResourceQuery, decoding decoder: Decoder, limit: Int = 500,
    take: (_ rows: [Decoder.DecodedRow], _ isFirst: Bool) async -> Void
  ) async throws(KubernetesError) {
    var reader = ListReader(decoder)
    var options = ListOptions(limit: limit)
    while true {
      let bytes: [UInt8]
      do throws(KubernetesError) {
        bytes = try await self.bytes(
          Requests.list(query, as: decoder.representation, options))
      } catch {
        guard case .gone = error, options.continuation != nil else { throw error }
        options = ListOptions()
        continue
      }
      let head: PageHead
      do {
        head = try ListReader<Decoder>.head(of: bytes)
        await take(try reader.rows(of: bytes).rows, options.continuation == nil)
      } catch {
        throw .undecodable(
          Undecodable(code: 200, contentType: "", beginning: "", reason: "\(error)"))
      }
      guard let continuation = head.continuation else { return }
      options.continuation = continuation
    }
  }

  /// Reads a list once, as rows, however long it is.
  public func rows<Decoder: RowDecoder>(
    _ query: ResourceQuery, decoding decoder: Decoder
  ) async throws(KubernetesError) -> [Decoder.DecodedRow] {
    var all: [Decoder.DecodedRow] = []
    try await pages(query, decoding: decoder) { rows, isFirst in
      if isFirst { all = [] }
      all += rows
    }
    return all
  }
}
