import Documents
import YAML

/// Where an object comes from, or what changed it, as `buildMetadata` tells it.
struct Origin: Hashable, Sendable {
  /// The path from the kustomization that is built, as its kustomizations spell it.
  var path = ""
  var repository = ""
  var revision = ""
  /// The kustomization that asks for a generator or transformer, and what that is.
  var configuredIn = ""
  var configuredBy: Configuration?

  /// A generator or transformer.
  struct Configuration: Hashable, Sendable {
    var apiVersion = "builtin"
    var kind: String
    var name = ""
    var namespace = ""
  }

  /// The origin of something that is named from here.
  func appending(_ name: String) -> Origin {
    var origin = self
    var parts = path.split(separator: "/").map(String.init)
    for part in name.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(String(part))
      }
    }
    origin.path = parts.joined(separator: "/")
    return origin
  }

  /// What a transformer or generator of the kustomization in here does.
  func configuring(_ kind: String, in file: String) -> Origin {
    var origin = appending(file)
    origin.configuredIn = origin.path
    origin.path = ""
    origin.configuredBy = Configuration(kind: kind)
    return origin
  }

  /// The text of the annotation.
  var yaml: String { lines.joined(separator: "\n") + "\n" }

  /// The text of the annotation that lists several.
  static func yaml(_ origins: [Origin]) -> String {
    origins.flatMap { origin in
      origin.lines.enumerated().map { ($0.offset == 0 ? "- " : "  ") + $0.element }
    }.joined(separator: "\n") + "\n"
  }

  private var lines: [String] {
    var lines = Self.fields([
      ("path", path), ("repo", repository), ("ref", revision), ("configuredIn", configuredIn),
    ])
    if let configuredBy {
      lines.append("configuredBy:")
      lines += Self.fields([
        ("apiVersion", configuredBy.apiVersion), ("kind", configuredBy.kind),
        ("name", configuredBy.name), ("namespace", configuredBy.namespace),
      ]).map { "  " + $0 }
    }
    return lines
  }

  private static func fields(_ fields: [(String, String)]) -> [String] {
    fields.filter { !$0.1.isEmpty }.map { name, text in
      let scalar = YAMLWriter().string(.string(text)).split(separator: "\n").joined()
      return "\(name): \(scalar)"
    }
  }
}
