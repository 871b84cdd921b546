/// What a path of a kustomization means that isn't one of the tree: a repository, or a file of the web.
enum RemoteAddress: Hashable {
  case file(String)
  case repository(RemoteRepository, folder: String)

  /// Makes out what is meant; nil where it doesn't look like anything remote.
  init?(_ text: String) {
    let (address, query) = Self.splitQuery(text)
    let lower = address.lowercased()
    if lower.hasPrefix("http://") || lower.hasPrefix("https://"), !Self.namesRepository(address),
      query["ref"] == nil, query["version"] == nil
    {
      self = .file(text)
      return
    }
    guard let (repository, folder) = Self.splitRepository(address) else { return nil }
    let submodules = query["submodules"].map { $0 != "false" && $0 != "0" } ?? true
    self = .repository(
      RemoteRepository(
        address: repository, revision: query["version"] ?? query["ref"],
        includesSubmodules: submodules),
      folder: folder)
  }

  private static func splitQuery(_ text: String) -> (address: String, query: [String: String]) {
    guard let mark = text.lastIndex(of: "?") else { return (text, [:]) }
    let pairs = text[text.index(after: mark)...].split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1)
      return (String(parts.first ?? ""), parts.count > 1 ? String(parts[1]) : "")
    }
    return (String(text[..<mark]), Dictionary(pairs, uniquingKeysWith: { $1 }))
  }

  /// Whether a web address is one of a repository rather than of a file.
  private static func namesRepository(_ address: String) -> Bool {
    let afterScheme = address.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2)
    let path = afterScheme.joined(separator: "/")
    if path.contains("//") || path.contains(".git/") || path.hasSuffix(".git")
      || path.contains("_git/")
    {
      return true
    }
    let parts = path.split(separator: "/")
    let isFile = [".yaml", ".yml", ".json"].contains { path.hasSuffix($0) }
    return parts.first.map { $0 == "github.com" || $0 == "gitlab.com" } ?? false && !isFile
      && parts.count >= 3
  }

  /// The repository's own address, and the folder in it.
  private static func splitRepository(_ text: String) -> (address: String, folder: String)? {
    var text = text
    if text.hasPrefix("git::") { text.removeFirst("git::".utf8.count) }
    var head = ""
    for scheme in ["https://", "http://", "ssh://", "git://", "file://"]
    where text.lowercased().hasPrefix(scheme) {
      head = String(text.prefix(scheme.utf8.count))
      text.removeFirst(scheme.utf8.count)
    }
    let isSecureCopy =
      head.isEmpty && text.prefix { $0 != "/" }.contains("@")
      && text.contains(":")
    if head.isEmpty, !isSecureCopy {
      // `github.com/owner/repository/folder`: only a host that is known needs no scheme.
      let host = text.prefix { $0 != "/" && $0 != ":" }
      guard
        text.lowercased().hasPrefix("github.com/") || text.lowercased().hasPrefix("github.com:")
          || host.contains(".") && !host.hasPrefix(".") && text.contains(".git")
      else { return nil }
      head = "https://"
      if text.lowercased().hasPrefix("github.com:") {
        text = "github.com/" + text.dropFirst("github.com:".utf8.count)
      }
    }
    if let divider = text.firstRange(of: "//") {
      let address = String(text[..<divider.lowerBound])
      return (head + address, String(text[divider.upperBound...]))
    }
    if let end = text.firstRange(of: ".git") {
      let rest = text[end.upperBound...]
      guard rest.isEmpty || rest.hasPrefix("/") else { return nil }
      return (head + text[..<end.upperBound], String(rest.drop { $0 == "/" }))
    }
    if head == "file://" { return (head + text, "") }
    // The host, the owner and the name; all behind them is the folder.
    let parts = text.split(separator: "/", omittingEmptySubsequences: true)
    let count = isSecureCopy ? 2 : 3
    guard parts.count >= count else { return nil }
    return (
      head + parts.prefix(count).joined(separator: "/"),
      parts.dropFirst(count).joined(separator: "/")
    )
  }
}
