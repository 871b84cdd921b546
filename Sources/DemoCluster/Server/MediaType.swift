import HTTP

/// The form in which a client wants its answer.
struct MediaType: Hashable, Sendable {
  enum Shape: Hashable, Sendable {
    /// The objects themselves.
    case whole
    /// Rows of cells, as kubectl prints them.
    case table(version: String)
    /// Metadata alone.
    case metadata(version: String)
  }

  enum Format: Hashable, Sendable {
    case json
    case yaml
  }

  static let json = MediaType()

  var format: Format = .json
  var shape: Shape = .whole

  /// The first of the forms in an `Accept` header that the server has; nil if it has none.
  static func accepted(_ headers: Headers) -> MediaType? {
    guard let accept = headers["Accept"] else { return MediaType() }
    for alternative in accept.split(separator: ",") {
      if let type = MediaType(alternative) { return type }
    }
    return nil
  }

  private init() {}

  private init?(_ text: Substring) {
    var parts = text.split(separator: ";").map { $0.filter { $0 != " " } }
    guard !parts.isEmpty else { return nil }
    switch parts.removeFirst().lowercased() {
    case "application/json", "*/*", "application/*": format = .json
    case "application/yaml": format = .yaml
    default: return nil
    }
    var parameters: [String: String] = [:]
    for part in parts {
      let sides = part.split(separator: "=", maxSplits: 1)
      if sides.count == 2 { parameters[sides[0].lowercased()] = String(sides[1]) }
    }
    guard let shape = parameters["as"] else { return }
    guard parameters["g"] == "meta.k8s.io", let version = parameters["v"],
      ["v1", "v1beta1"].contains(version)
    else { return nil }
    switch shape {
    case "Table": self.shape = .table(version: version)
    case "PartialObjectMetadata", "PartialObjectMetadataList":
      self.shape = .metadata(version: version)
    default: return nil
    }
  }
}
