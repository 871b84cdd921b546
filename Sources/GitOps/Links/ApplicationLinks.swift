public import Documents
internal import Kubernetes

/// A page that has to do with an object.
public struct Link: Hashable, Sendable {
  /// What it is.
  public var title: String
  /// Its address.
  public var address: String

  /// Makes a link.
  public init(title: String, address: String) {
    self.title = title
    self.address = address
  }
}

extension Link {
  /// Whether an address is that of a web page, and nothing else is written in it.
  public static func isPage(_ address: String) -> Bool {
    ["http://", "https://"].contains { address.hasPrefix($0) && address.count > $0.count }
      && address.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7f }
  }

  private static let prefix = "link.argocd.argoproj.io/"

  /// The links that an object's annotations have for Argo CD's user interface: `Title|https://…`.
  ///
  /// Addresses of other schemes than those of web pages and mail are left out.
  public static func annotated(_ object: Value) -> [Link] {
    let annotations = object[objectAt: "metadata"].textMap("annotations")
    return annotations.filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
      .compactMap { key, value in
        let halves = value.split(separator: "|", maxSplits: 1)
        let address = (halves.last ?? "").drop { $0 == " " }
        let title = halves.count == 2 ? String(halves[0]) : String(key.dropFirst(prefix.count))
        guard ["http://", "https://", "mailto:"].contains(where: { address.hasPrefix($0) }),
          !address.contains(where: { $0.isWhitespace || $0.isNewline })
        else { return nil }
        return Link(title: title, address: String(address))
      }
  }
}

extension Application {
  /// The application in Argo CD's user interface; nil where its address isn't known.
  public func page(_ installation: ArgoInstallation) -> Link? {
    var root = installation.settings.address
    while root.hasSuffix("/") { root.removeLast() }
    guard root.hasPrefix("http://") || root.hasPrefix("https://") else { return nil }
    return Link(
      title: "Argo CD",
      address: "\(root)/applications/\(name.namespace.escapedPath)/\(name.name.escapedPath)")
  }

  /// Where its manifests come from, at the revisions that were compared, or else those asked for.
  public var sourcePages: [Link] {
    sources.enumerated().compactMap { index, source in
      guard !source.isChart, let repository = RepositoryAddress(source.repository) else {
        return nil
      }
      let revision =
        status.revisions.indices.contains(index)
        ? status.revisions[index] : source.targetRevision
      let title = sources.count == 1 ? "Source" : "Source \(index + 1)"
      return Link(
        title: source.name.isEmpty ? title : source.name,
        address: repository.page(revision: revision, folder: source.path))
    }
  }

  /// All pages that have to do with it: in Argo CD, its sources, what its annotations and its
  /// information say, and where it can be reached.
  public func links(_ installation: ArgoInstallation?) -> [Link] {
    var links = [installation.flatMap { page($0) }].compactMap { $0 }
    links += sourcePages
    links += Link.annotated(document)
    for item in information
    where item.value.hasPrefix("https://") || item.value.hasPrefix("http://") {
      links.append(Link(title: item.name, address: item.value))
    }
    links += status.addresses.map { Link(title: "Open", address: $0) }
    return links
  }
}
