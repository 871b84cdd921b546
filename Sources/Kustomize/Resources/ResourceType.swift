/// The group, version and kind of an object; as a selector, empty parts match anything.
struct ResourceType: Hashable, Sendable {
  var group = ""
  var version = ""
  var kind = ""

  init(group: String = "", version: String = "", kind: String = "") {
    self.group = group
    self.version = version
    self.kind = kind
  }

  init(apiVersion: String, kind: String) {
    if let slash = apiVersion.utf8.firstIndex(of: UInt8(ascii: "/")) {
      group = String(apiVersion[..<slash])
      version = String(apiVersion[apiVersion.index(after: slash)...])
    } else if apiVersion == "builtin" {
      // Configurations of transformers say only this.
      group = apiVersion
    } else {
      version = apiVersion
    }
    self.kind = kind
  }

  var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

  /// Whether a selector picks this type.
  func isSelected(by selector: ResourceType) -> Bool {
    (selector.kind.isEmpty || selector.kind == kind)
      && (selector.group.isEmpty || selector.group == group)
      && (selector.version.isEmpty || selector.version == version)
  }
}
