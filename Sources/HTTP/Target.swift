/// A request's path and query, in pieces that need no encoding: `Request.target` is its `text`.
public struct Target: Hashable, Sendable, CustomStringConvertible {
  /// One `name=value` of a query.
  public struct QueryItem: Hashable, Sendable {
    /// The name, decoded.
    public var name: String
    /// The value, decoded; empty where there was none.
    public var value: String

    /// Makes an item.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The parts of the path between slashes, decoded; a slash within one is encoded.
  public var path: [String]
  /// The items of the query, in order; names may repeat.
  public var query: [QueryItem]

  /// Makes a target.
  public init(path: [String], query: [QueryItem] = []) {
    self.path = path
    self.query = query
  }

  /// Reads a target; nil if it doesn't begin with `/` or its encoding is broken.
  ///
  /// Empty segments are kept, but for the one that a `/` at the end would make.
  public init?(_ text: String) {
    guard text.first == "/" else { return nil }
    let halves = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var segments = halves[0].dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    if segments.last?.isEmpty == true { segments.removeLast() }
    path = []
    for segment in segments {
      guard let decoded = PercentEncoding.decode(segment) else { return nil }
      path.append(decoded)
    }
    query = []
    guard halves.count == 2 else { return }
    for item in halves[1].split(separator: "&") {
      let sides = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentEncoding.decode(sides[0], plusIsSpace: true),
        let value = PercentEncoding.decode(sides.count == 2 ? sides[1] : "", plusIsSpace: true)
      else { return nil }
      query.append(QueryItem(name, value))
    }
  }

  /// The first value of that name in the query.
  ///
  /// Setting it replaces all values of that name; setting nil removes them.
  public subscript(name: String) -> String? {
    get { query.first { $0.name == name }?.value }
    set {
      query.removeAll { $0.name == name }
      if let newValue { query.append(QueryItem(name, newValue)) }
    }
  }

  /// The target as it is sent, percent-encoded.
  public var text: String {
    var text = ""
    for segment in path { text += "/" + PercentEncoding.encode(segment) }
    if path.isEmpty { text = "/" }
    for (index, item) in query.enumerated() {
      text += index == 0 ? "?" : "&"
      text += PercentEncoding.encode(item.name) + "=" + PercentEncoding.encode(item.value)
    }
    return text
  }

  public var description: String { text }
}
