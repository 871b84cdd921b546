import Documents

/// Reads lists and events from bytes, through a decoder of rows.
struct ListReader<Decoder: RowDecoder>: Sendable {
  private var decoder: Decoder

  init(_ decoder: Decoder) { self.decoder = decoder }

  /// Reads what a page says of itself, and nothing else: the next one can be asked for before the
  /// objects of this one are decoded.
  static func head(of bytes: [UInt8]) throws(JSONError) -> PageHead {
    var head = PageHead()
    var hasMetadata = false
    var reader = JSONReader(bytes)
    try reader.beginObject()
    while !hasMetadata, let key = try reader.nextField() {
      guard key == "metadata" else { continue }
      hasMetadata = true
      try reader.beginObject()
      while let key = try reader.nextField() {
        switch key {
        case "resourceVersion": head.version = try reader.readStringOrNull() ?? ""
        case "continue":
          let continuation = try reader.readStringOrNull() ?? ""
          head.continuation = continuation.isEmpty ? nil : continuation
        case "remainingItemCount": head.remaining = try reader.readIntegerOrNull()
        default: break
        }
      }
    }
    guard hasMetadata else {
      throw JSONError(.expected(.object, found: .end), at: reader.position)
    }
    return head
  }

  /// Reads the objects of a page.
  mutating func rows(
    of bytes: [UInt8]
  ) throws(JSONError) -> (rows: [Decoder.DecodedRow], unreadable: [Unreadable]) {
    var rows: [Decoder.DecodedRow] = []
    var unreadable: [Unreadable] = []
    var reader = JSONReader(bytes)
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "columnDefinitions": try decoder.readColumns(&reader)
      case "items", "rows":
        try reader.beginArray()
        while try reader.nextElement() {
          var metadata = ObjectMetadata()
          switch try decode(&reader, &metadata) {
          case .success(let row): rows.append(row)
          case .failure(let error): unreadable.append(Self.unreadable(metadata, error))
          }
        }
      default: break
      }
    }
    try reader.finish()
    return (rows, unreadable)
  }

  /// Reads one line of a watch.
  ///
  /// Throws where it isn't JSON; then what follows is no use either.
  mutating func event(
    _ line: ArraySlice<UInt8>
  ) throws(JSONError) -> WatchEvent<Decoder.DecodedRow>? {
    var type = ""
    var early: [UInt8]?
    var event: WatchEvent<Decoder.DecodedRow>?
    var reader = JSONReader(line)
    try reader.beginObject()
    while let key = try reader.nextField() {
      switch key {
      case "type": type = try reader.readStringOrNull() ?? ""
      // Sorted by name, the object comes before its type.
      case "object" where type.isEmpty: early = try reader.readBytes()
      case "object": event = try object(&reader, type)
      default: break
      }
    }
    try reader.finish()
    if let early {
      var reader = JSONReader(early)
      event = try object(&reader, type)
    }
    return event
  }

  private mutating func object(
    _ reader: inout JSONReader, _ type: String
  ) throws(JSONError) -> WatchEvent<Decoder.DecodedRow>? {
    if type == "ERROR" { return .failed(Status(try reader.readValue(), code: 500)) }
    var metadata = ObjectMetadata()
    let result = try decode(&reader, &metadata)
    let version = metadata.resourceVersion
    switch type {
    case "ADDED", "MODIFIED":
      switch result {
      case .success(let row): return .applied(row, version: version)
      case .failure(let error):
        let unreadable = Self.unreadable(metadata, error)
        return .unreadable(unreadable.name, unreadable.reason, version: version)
      }
    case "DELETED": return .deleted(metadata.objectName, version: version)
    // A bookmark's object has a version and little else, so it needn't make a row.
    case "BOOKMARK":
      return .bookmark(version: version, endsInitialEvents: metadata.endsInitialEvents)
    default: return nil
    }
  }

  private mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> Result<Decoder.DecodedRow, JSONError> {
    try reader.attempt { (reader: inout JSONReader) throws(JSONError) in
      try decoder.decode(&reader, &metadata)
    }
  }

  private static func unreadable(_ metadata: ObjectMetadata, _ error: JSONError) -> Unreadable {
    Unreadable(
      name: metadata.name.isEmpty ? nil : metadata.objectName, reason: "\(error.reason)")
  }
}
