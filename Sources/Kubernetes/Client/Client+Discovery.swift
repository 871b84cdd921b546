import Documents
import HTTP

extension Client {
  /// Finds out what kinds the server has: in two requests where it can answer so, and else one for
  /// each version of each group, all at once.
  ///
  /// Throws only where nothing at all could be found out; a part that fails becomes a gap.
  public func discover() async throws(KubernetesError) -> Discovery {
    async let core = attempt(Requests.discovery("/api"))
    async let others = attempt(Requests.discovery("/apis"))
    let answers = await [("/api", core), ("/apis", others)]
    var discovery = Discovery(kinds: [])
    var firstError: KubernetesError?
    for (root, answer) in answers {
      switch answer {
      case .success(let document):
        if document["kind"]?.string == "APIGroupDiscoveryList" {
          discovery.add(aggregated: document)
        } else {
          await add(DiscoveryPaths.paths(root, document), to: &discovery)
        }
      case .failure(let error):
        firstError = firstError ?? error
        discovery.gaps.append(Discovery.Gap(groupVersion: root, reason: error.summary))
      }
    }
    if discovery.kinds.isEmpty, let firstError { throw firstError }
    return discovery
  }

  /// Finds out what kinds some versions of groups have, `v1` or `apps/v1`: one small request each,
  /// all at once, where that is less than asking for everything.
  ///
  /// A version that the server doesn't have brings no kinds; one that fails in another way becomes a
  /// gap. Throws only where nothing at all could be found out.
  public func discover(
    groupVersions: Set<String>
  ) async throws(KubernetesError) -> Discovery {
    let names = groupVersions.sorted()
    let answers = await all(names.map { $0.contains("/") ? "/apis/\($0)" : "/api/\($0)" })
    var discovery = Discovery(kinds: [])
    var firstError: KubernetesError?
    for (name, answer) in zip(names, answers) {
      switch answer {
      case .success(let document): discovery.add(list: document)
      case .failure(.notFound): break
      case .failure(let error):
        firstError = firstError ?? error
        discovery.gaps.append(Discovery.Gap(groupVersion: name, reason: error.summary))
      }
    }
    if discovery.gaps.count == names.count, let firstError { throw firstError }
    return discovery
  }

  private func add(_ paths: [String], to discovery: inout Discovery) async {
    for (path, answer) in zip(paths, await all(paths)) {
      switch answer {
      case .success(let document): discovery.add(list: document)
      case .failure(let error):
        let name = path.split(separator: "/").dropFirst().joined(separator: "/")
        discovery.gaps.append(Discovery.Gap(groupVersion: name, reason: error.summary))
      }
    }
  }

  private func all(_ paths: [String]) async -> [Result<Value, KubernetesError>] {
    await withTaskGroup(of: (Int, Result<Value, KubernetesError>).self) { group in
      for (index, path) in paths.enumerated() {
        group.addTask { (index, await attempt(Requests.kinds(of: path))) }
      }
      var answers = [Result<Value, KubernetesError>?](repeating: nil, count: paths.count)
      for await (index, answer) in group { answers[index] = answer }
      return answers.compactMap { $0 }
    }
  }

  private func attempt(_ request: Request) async -> Result<Value, KubernetesError> {
    do throws(KubernetesError) {
      return .success(try await value(request))
    } catch {
      return .failure(error)
    }
  }
}

/// Where the kinds of a server without aggregated discovery are described.
enum DiscoveryPaths {
  /// One path for each version of each group, preferred versions first within their group.
  static func paths(_ root: String, _ document: Value) -> [String] {
    if let versions = document["versions"]?.array, document["groups"] == nil {
      return versions.compactMap { $0.string.map { "\(root)/\($0)" } }
    }
    var paths: [String] = []
    for group in document["groups"]?.array ?? [] {
      let preferred = group["preferredVersion"]?["groupVersion"]?.string
      var versions = (group["versions"]?.array ?? []).compactMap { $0["groupVersion"]?.string }
      if let preferred, let index = versions.firstIndex(of: preferred) {
        versions.insert(versions.remove(at: index), at: 0)
      }
      paths += versions.map { "\(root)/\($0)" }
    }
    return paths
  }
}

extension Discovery {
  /// Adds an `APIResourceList`: one version of a group.
  mutating func add(list document: Value) {
    let groupVersion = document["groupVersion"]?.string ?? ""
    let halves = groupVersion.split(separator: "/", maxSplits: 1).map(String.init)
    let (group, version) = halves.count == 2 ? (halves[0], halves[1]) : ("", groupVersion)
    let resources = document["resources"]?.array ?? []
    // A slash marks a part of an object, such as its log.
    var parts: [String: Set<String>] = [:]
    for resource in resources {
      let halves = (resource["name"]?.string ?? "").split(separator: "/", maxSplits: 1)
      if halves.count == 2 { parts[String(halves[0]), default: []].insert(String(halves[1])) }
    }
    for resource in resources {
      guard let plural = resource["name"]?.string, !plural.contains("/"),
        let kind = resource["kind"]?.string
      else { continue }
      let singular = resource["singularName"]?.string ?? ""
      kinds.append(
        ResourceKind(
          group: resource["group"]?.string ?? group,
          version: resource["version"]?.string ?? version, plural: plural,
          singular: singular.isEmpty ? nil : singular, kind: kind,
          isNamespaced: resource["namespaced"]?.bool ?? false,
          shortNames: resource["shortNames"].texts, categories: resource["categories"].texts,
          verbs: resource["verbs"].texts, subresources: parts[plural] ?? []))
    }
  }

  /// Adds an `APIGroupDiscoveryList`: many groups with all their versions.
  mutating func add(aggregated document: Value) {
    for group in document["items"]?.array ?? [] {
      let name = group["metadata"]?["name"]?.string ?? ""
      for version in group["versions"]?.array ?? [] {
        guard let versionName = version["version"]?.string else { continue }
        if version["freshness"]?.string == "Stale" {
          let groupVersion = name.isEmpty ? versionName : "\(name)/\(versionName)"
          gaps.append(Gap(groupVersion: groupVersion, reason: "the server behind it is away"))
        }
        for resource in version["resources"]?.array ?? [] {
          guard let plural = resource["resource"]?.string,
            let kind = resource["responseKind"]?["kind"]?.string, !kind.isEmpty
          else { continue }
          let singular = resource["singularResource"]?.string ?? ""
          kinds.append(
            ResourceKind(
              group: name, version: versionName, plural: plural,
              singular: singular.isEmpty ? nil : singular, kind: kind,
              isNamespaced: resource["scope"]?.string == "Namespaced",
              shortNames: resource["shortNames"].texts,
              categories: resource["categories"].texts, verbs: resource["verbs"].texts,
              subresources: Set(
                (resource["subresources"]?.array ?? []).compactMap { $0["subresource"]?.string })))
        }
      }
    }
  }
}

extension Value? {
  /// The texts of an array; none for anything else.
  fileprivate var texts: [String] { self?.array?.compactMap(\.string) ?? [] }
}
