/// One event of a watch, read.
enum WatchEvent<R: Row>: Equatable, Sendable {
  /// An object was added or changed.
  case applied(R, version: String)
  /// An object is gone.
  case deleted(ObjectName, version: String)
  /// Nothing has changed up to that version; or all of a streaming list has been sent.
  case bookmark(version: String, endsInitialEvents: Bool)
  /// The server can't go on.
  case failed(Status)
  /// An object that couldn't be read.
  case unreadable(ObjectName?, String, version: String)
}

/// What a page of a list says of itself.
struct PageHead: Hashable, Sendable {
  /// The version of the list: where a watch goes on.
  var version = ""
  /// Where the next page begins; nil for the last.
  var continuation: String?
  /// How many objects are still to come, where the server says.
  var remaining: Int?
}

/// An object of a list that couldn't be read.
struct Unreadable: Hashable, Sendable {
  var name: ObjectName?
  var reason: String
}
