internal import Documents
internal import Files

/// Follows kustomizations to the files they are made of, each read once.
struct KustomizationWalker {
  private let tree: any FileTree
  private var kustomizations: [String: KustomizationFile?] = [:]
  private var accumulations: [String: Accumulation] = [:]
  private var contents: [String: ManifestReader.Contents] = [:]

  init(_ tree: any FileTree) {
    self.tree = tree
  }

  /// The kustomization of a folder; nil if it has none.
  mutating func kustomization(in folder: String) -> KustomizationFile? {
    if let known = kustomizations[folder] { return known }
    let read = readKustomization(in: folder)
    kustomizations[folder] = .some(read)
    return read
  }

  /// The objects of a file.
  mutating func manifests(in file: String) -> ManifestReader.Contents {
    if let known = contents[file] { return known }
    var read = ManifestReader.read(file, in: tree)
    // What objects say beyond their names isn't looked at again, and may be large.
    for index in read.manifests.indices { read.manifests[index].value = .null }
    contents[file] = read
    return read
  }

  /// Everything that the kustomization of a folder takes together.
  mutating func accumulate(_ folder: String) -> Accumulation {
    accumulate(folder, within: [])
  }

  private func readKustomization(in folder: String) -> KustomizationFile? {
    let found = KustomizationFile.names.map { Paths.join(folder, $0) }
      .filter { tree.kind(of: $0) == .file }
    guard let file = found.first else { return nil }
    var result: KustomizationFile
    do throws(FileTreeError) {
      result = KustomizationReader.read(
        try tree.read(file, limit: ManifestReader.largestFile), file: file)
    } catch {
      result = KustomizationFile(file: file)
      result.problems = [error.problem(file)]
    }
    if found.count > 1 {
      let names = found.map(Paths.name(of:)).joined(separator: " and ")
      result.problems.insert(
        StackProblem(file: folder, reason: "has both \(names); keep one"), at: 0)
    }
    return result
  }

  private mutating func accumulate(_ folder: String, within outer: [String]) -> Accumulation {
    if let known = accumulations[folder] { return known }
    var result = Accumulation()
    guard let kustomization = kustomization(in: folder) else { return result }
    result.folders = [folder]
    result.files = [kustomization.file]
    result.problems = kustomization.problems
    result.isOpaque = kustomization.isOpaque
    if let home = kustomization.chartHome { result.chartHomes = [home] }
    for reference in kustomization.references {
      for reason in follow(reference, from: folder, within: outer + [folder], into: &result) {
        result.problems.append(
          StackProblem(file: kustomization.file, line: reference.line, reason: reason))
      }
    }
    rename(kustomization, &result)
    for (kind, name) in kustomization.generated {
      result.identities.insert(.init(kind: kind, name: name))
    }
    // Only where all objects are known can one be said to be missing.
    for source in kustomization.sources where !result.isOpaque && result.problems.isEmpty {
      guard !result.identities.contains(.init(kind: source.kind, name: source.name)) else {
        continue
      }
      result.problems.append(
        StackProblem(
          file: kustomization.file, line: source.line,
          reason: "nothing selected by \(source.kind) \(source.name)"))
    }
    if outer.isEmpty || !result.hasCycle { accumulations[folder] = result }
    return result
  }

  /// Takes over what a path leads to; returns what is wrong with it.
  private mutating func follow(
    _ reference: KustomizationFile.Reference, from folder: String, within chain: [String],
    into result: inout Accumulation
  ) -> [String] {
    let named = reference.path
    let path =
      named.hasPrefix("/") ? nil : Paths.normalize(Paths.join(folder, named))
    let kind = path.map { tree.kind(of: $0) } ?? .outside
    if kind == nil || kind == .outside, Self.isRemote(named) {
      result.isOpaque = true
      return []
    }
    guard let path, kind != .outside else { return ["\(named) leads out of the repository"] }
    switch (kind, reference.role) {
    case (nil, _): return ["\(named) doesn't exist"]
    case (.other, _), (.outside, _): return ["\(named) is neither a file nor a folder"]
    case (.folder, .file):
      // Transformers and generators may be kustomizations of their own.
      let inner = accumulate(path, within: chain)
      result.folders.formUnion(inner.folders.union([path]))
      result.files.formUnion(inner.files)
      return []
    case (.folder, let role): return takeFolder(path, named, role, chain, &result)
    case (.file, .component), (.file, .base):
      return ["\(named) must be a folder with a kustomization"]
    case (.file, let role):
      guard Paths.isBelow(path, folder) else {
        return ["\(named) is a file outside of the kustomization's folder"]
      }
      result.files.insert(path)
      return role == .resource ? takeFile(path, &result) : []
    }
  }

  private mutating func takeFolder(
    _ path: String, _ named: String, _ role: KustomizationFile.Reference.Role, _ chain: [String],
    _ result: inout Accumulation
  ) -> [String] {
    // As kustomize sees it, a folder around one that is being built is a cycle, too.
    if let start = chain.firstIndex(where: { Paths.isBelow($0, path) }) {
      result.hasCycle = true
      let way = (chain[start...] + [path]).map { $0.isEmpty ? "." : $0 }
      return ["the kustomizations go round in a circle: \(way.joined(separator: " → "))"]
    }
    guard let inner = kustomization(in: path) else {
      return ["\(named) has no kustomization.yaml"]
    }
    var reasons: [String] = []
    if inner.isComponent != (role == .component), inner.problems.isEmpty {
      reasons.append(
        inner.isComponent
          ? "\(named) is a component; name it under components" : "\(named) is no component")
    }
    return reasons
      + result.merge(accumulate(path, within: chain)).map {
        "\(named) brings \($0), which is already there"
      }
  }

  private mutating func takeFile(_ path: String, _ result: inout Accumulation) -> [String] {
    let contents = manifests(in: path)
    result.problems += contents.problems
    if let line = contents.leftOutLine, contents.leftOut == .noObject {
      result.problems.append(
        StackProblem(file: path, line: line, reason: "not an object: no apiVersion and kind"))
    }
    var reasons: [String] = []
    for manifest in contents.manifests {
      let object = manifest.object
      if result.add(object) {
        result.identities.insert(.init(kind: object.kind, name: object.name))
      } else {
        reasons.append("\(object) of \(Paths.name(of: path)):\(object.line) is already there")
      }
    }
    return reasons
  }

  /// Does to the names of objects what the kustomization says.
  private func rename(_ kustomization: KustomizationFile, _ result: inout Accumulation) {
    let (prefix, suffix) = (kustomization.namePrefix, kustomization.nameSuffix)
    guard !kustomization.namespace.isEmpty || !prefix.isEmpty || !suffix.isEmpty else { return }
    result.rename { object in
      var object = object
      let isClusterScoped = ClusterScope.contains(group: object.group, kind: object.kind)
      if !kustomization.namespace.isEmpty, !isClusterScoped {
        object.namespace = kustomization.namespace
      }
      // The names of these mean something by themselves; kustomize leaves them alone.
      if !["CustomResourceDefinition", "APIService", "Namespace"].contains(object.kind) {
        object.name = prefix + object.name + suffix
      }
      return object
    }
  }

  /// Whether a path that isn't there is meant for git or a web server.
  private static func isRemote(_ path: String) -> Bool {
    if path.contains("://") || path.contains("?ref=") || path.hasPrefix("git@")
      || path.hasPrefix("git::")
    {
      return true
    }
    // `github.com/owner/repository//folder`: the first part looks like a host.
    let host = path.prefix { $0 != "/" && $0 != ":" }
    return host.count < path.count && host.contains(".") && !host.hasPrefix(".")
  }
}
