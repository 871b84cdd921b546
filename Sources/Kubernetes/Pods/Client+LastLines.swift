extension Client {
  // A program that writes lines without end is cut off; a page has no room for more.
  private static var longestLine: Int { 2000 }

  /// The last lines of a log, each without its time, and cut where it is longer than a page shows.
  ///
  /// For a few lines of a log that has ended; `query` says how many with `tailLines`.
  public func lastLines(_ query: LogQuery) async throws(KubernetesError) -> [String] {
    let bytes = try await bytes(Requests.logs(query))
    return bytes.split(separator: UInt8(ascii: "\n")).suffix(query.tailLines ?? .max).map { line in
      var line = line
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      // The API server puts the time before each line, with a space behind it.
      if let space = line.prefix(36).firstIndex(of: UInt8(ascii: " ")),
        line[..<space].withUnsafeBufferPointer({ Timestamp(bytes: $0) }) != nil
      {
        line = line[(space + 1)...]
      }
      return String(decoding: line.prefix(Self.longestLine), as: UTF8.self)
    }
  }
}
