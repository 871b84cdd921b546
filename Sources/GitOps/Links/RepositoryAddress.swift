/// The address of a Git repository, taken apart: to find the web pages about it.
public struct RepositoryAddress: Hashable, Sendable {
  /// Who serves it, as far as its address tells.
  public enum Service: Hashable, Sendable {
    case gitHub
    case gitLab
    case bitbucket
    /// Bitbucket on a server of one's own.
    case bitbucketServer
    case azureDevOps
    /// Gitea, Forgejo and what is like them.
    case gitea
    /// Not known: the form most have in common is used.
    case other
  }

  /// The host, with its port where that is one of web pages.
  public var host: String
  /// The path below the host, without slashes at its ends and without `.git`.
  public var path: String
  /// Whether its pages are to be asked for without encryption.
  public var isPlain: Bool

  /// Reads an address: `https://host/path.git`, `ssh://git@host:22/path`, `git@host:path`.
  ///
  /// Nil for what names no host, such as a folder. Users and passwords in it are dropped.
  public init?(_ text: String) {
    var rest = Substring(text)
    var scheme = ""
    if let colon = rest.firstRange(of: "://") {
      scheme = rest[..<colon.lowerBound].lowercased()
      rest = rest[colon.upperBound...]
    } else if let colon = rest.firstIndex(of: ":"), !rest[..<colon].contains("/") {
      // As scp has it, which has no room for a port.
      scheme = "ssh"
      let path = rest[rest.index(after: colon)...].drop { $0 == "/" }
      rest = rest[..<colon] + "/" + path
    }
    guard ["http", "https", "ssh", "git", "git+ssh"].contains(scheme),
      let slash = rest.firstIndex(of: "/")
    else { return nil }
    var authority = rest[..<slash]
    if let at = authority.lastIndex(of: "@") {
      authority = authority[authority.index(after: at)...]
    }
    if !scheme.hasPrefix("http"), let colon = authority.lastIndex(of: ":"),
      authority[colon...].dropFirst().allSatisfy(\.isNumber)
    {
      authority = authority[..<colon]
    }
    var path = rest[slash...].drop { $0 == "/" }
    if let end = path.firstIndex(where: { $0 == "?" || $0 == "#" }) { path = path[..<end] }
    while path.hasSuffix("/") { path = path.dropLast() }
    if path.hasSuffix(".git") { path = path.dropLast(4) }
    guard !authority.isEmpty, !path.isEmpty else { return nil }
    host = authority.lowercased()
    self.path = String(path)
    isPlain = scheme == "http"
    if host == "ssh.dev.azure.com", self.path.hasPrefix("v3/") {
      // v3/organization/project/repository, and on the web with `_git` before the last.
      var parts = self.path.split(separator: "/").dropFirst().map(String.init)
      guard parts.count == 3 else { return nil }
      parts.insert("_git", at: 2)
      (host, self.path) = ("dev.azure.com", parts.joined(separator: "/"))
    }
  }

  /// Who serves it.
  public var service: Service {
    if host == "github.com" || host.hasPrefix("github.") { return .gitHub }
    if host == "bitbucket.org" { return .bitbucket }
    if host == "dev.azure.com" || host.hasSuffix(".visualstudio.com") || path.contains("/_git/") {
      return .azureDevOps
    }
    if host.contains("gitlab") { return .gitLab }
    if host.hasPrefix("bitbucket.") || path.hasPrefix("scm/") { return .bitbucketServer }
    let giteas = ["gitea", "forgejo", "codeberg", "gogs"]
    return giteas.contains { host.contains($0) } ? .gitea : .other
  }

  /// The page of the repository.
  public var page: String {
    let root = "\(isPlain ? "http" : "https")://\(host)/"
    guard service == .bitbucketServer else { return root + path.escapedPath }
    let parts = path.split(separator: "/").drop { $0 == "scm" }
    guard parts.count == 2, let project = parts.first, let name = parts.last else {
      return root + path.escapedPath
    }
    let place =
      project.hasPrefix("~") ? "users/\(project.dropFirst())" : "projects/\(project.uppercased())"
    return root + "\(place)/repos/\(name)".escapedPath
  }

  /// The page of a folder, as it was at a revision.
  public func page(revision: String, folder: String = "") -> String {
    var folder = folder == "." ? "" : folder
    while folder.hasPrefix("/") || folder.hasPrefix("./") {
      folder = String(folder.drop { $0 == "." || $0 == "/" })
    }
    while folder.hasSuffix("/") { folder.removeLast() }
    let isCommit = revision.isCommit
    let below = folder.isEmpty ? "" : "/\(folder.escapedPath)"
    // A branch may have slashes, which every one of these takes as they are.
    let name = revision.isEmpty ? "HEAD" : revision
    let path = name.escapedPath
    switch service {
    case .gitHub, .other: return "\(page)/tree/\(path)\(below)"
    case .gitLab: return "\(page)/-/tree/\(path)\(below)"
    case .bitbucket: return "\(page)/src/\(path)\(below)"
    case .gitea:
      // A tag has another word there; that of a branch leads to both.
      return "\(page)/src/\(isCommit ? "commit" : "branch")/\(path)\(below)"
    case .bitbucketServer: return "\(page)/browse\(below)?at=\(name.escapedQuery)"
    case .azureDevOps:
      let kind = isCommit ? "GC" : "GB"
      let place = folder.isEmpty ? "" : "path=\("/\(folder)".escapedQuery)&"
      return "\(page)?\(place)version=\(kind)\(name.escapedQuery)"
    }
  }

  /// The page of a commit.
  public func page(commit: String) -> String {
    switch service {
    case .gitHub, .gitea, .azureDevOps, .other: "\(page)/commit/\(commit.escapedPath)"
    case .gitLab: "\(page)/-/commit/\(commit.escapedPath)"
    case .bitbucket, .bitbucketServer: "\(page)/commits/\(commit.escapedPath)"
    }
  }
}

extension String {
  /// Whether it is the whole name of a commit.
  var isCommit: Bool {
    (utf8.count == 40 || utf8.count == 64) && allSatisfy { $0.isASCII && $0.isHexDigit }
  }

  /// Escaped for the path of an address; slashes stay.
  var escapedPath: String { escaped(keeping: "-._~/+@:!$'()*,=") }

  /// Escaped for a value of its query.
  var escapedQuery: String { escaped(keeping: "-._~") }

  private func escaped(keeping others: String) -> String {
    let kept = Set(others.utf8)
    let hex = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in utf8 {
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
        || (0x61...0x7a).contains(byte) || kept.contains(byte)
      bytes += isPlain ? [byte] : [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
