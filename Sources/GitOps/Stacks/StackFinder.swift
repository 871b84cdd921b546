public import Files

/// Finds the stacks of an infrastructure repository.
///
/// Below each root, a folder with a kustomization is a stack, one with a `Chart.yaml` is a Helm
/// stack, and any other folder with manifests in it is a plain stack. A folder is left to the stack
/// of a folder around it if that one includes it: a kustomization names it, one of its files, or a
/// kustomization that does; a chart includes everything below. A plain folder includes no other, as
/// `kubectl apply -f` wouldn't. Components are parts of others and never stacks themselves.
///
/// Nothing is run and nothing outside of the tree is read.
public struct StackFinder: Sendable {
  private let tree: any FileTree
  private let roots: StackRoots
  /// Folders of overlays with the environment they are for.
  private let overlays: [(folder: String, environment: String)]

  /// Makes a finder for a repository.
  ///
  /// An environment that names its overlay gives its own name to the stacks there; otherwise the
  /// environment is called as the overlay's folder is.
  public init(
    _ tree: any FileTree, roots: StackRoots = StackRoots(),
    environments: [String: RepositoryConfiguration.Environment] = [:]
  ) {
    self.tree = tree
    self.roots = roots
    // The innermost folder comes first.
    overlays = environments.compactMap { name, environment in
      environment.overlay.flatMap(Paths.normalize).map { (folder: $0, environment: name) }
    }.sorted { ($0.folder.count, $1.environment) > ($1.folder.count, $0.environment) }
  }

  /// Makes a finder for a repository with a configuration.
  public init(_ tree: any FileTree, configuration: RepositoryConfiguration) {
    self.init(
      tree, roots: configuration.stackRoots ?? StackRoots(),
      environments: configuration.environments)
  }

  /// All stacks, those for every environment first, then by environment and name.
  public func stacks() -> [Stack] {
    var walker = KustomizationWalker(tree)
    var stacks: [Stack.ID: Stack] = [:]
    for (paths, isOverlay) in [(roots.bases, false), (roots.overlays, true)] {
      for path in paths {
        guard let root = Paths.normalize(path) else { continue }
        for stack in find(below: root, isOverlay: isOverlay, &walker)
        where stacks[stack.id] == nil { stacks[stack.id] = stack }
      }
    }
    return stacks.values.sorted { a, b in
      (a.environment ?? "", a.name, a.path) < (b.environment ?? "", b.name, b.path)
    }
  }

  private func find(
    below root: String, isOverlay: Bool, _ walker: inout KustomizationWalker
  ) -> [Stack] {
    var stacks: [Stack] = []
    var owners: [Owner] = []
    for folder in FolderScan(tree, below: root).folders {
      owners.removeAll { !Paths.isBelow(folder.path, $0.folder) }
      let source = source(of: folder)
      // What a chart or a kustomization around it takes isn't a stack of its own.
      if let owner = owners.last(where: { $0.includes(folder) }) {
        if !owner.isChart, let index = owner.stack {
          stacks[index].leftOut += leftOut(of: folder, except: owner.files)
        }
        continue
      }
      var stack: Stack?
      var owner = Owner(folder: folder.path)
      switch source {
      case .plain: stack = plain(folder)
      case .helm:
        owner.isChart = true
        stack = Stack(
          path: folder.path, name: "", source: .helm, content: .notBuilt(readable: []))
      case .kustomize:
        let accumulation = walker.accumulate(folder.path)
        owner.folders = accumulation.folders
        owner.files = accumulation.files
        owner.chartHomes = accumulation.chartHomes
        if walker.kustomization(in: folder.path)?.isComponent != true {
          stack = kustomize(folder, accumulation)
        }
      }
      if var stack {
        (stack.name, stack.environment) = name(folder.path, below: root, isOverlay: isOverlay)
        if let overlay = overlays.first(where: { Paths.isBelow(folder.path, $0.folder) }) {
          stack.environment = overlay.environment
        }
        if let problem = folder.problem { stack.problems.insert(problem, at: 0) }
        owner.stack = stacks.count
        stacks.append(stack)
      }
      // The root is where stacks are, not one that could swallow them.
      if folder.path != root { owners.append(owner) }
    }
    return stacks
  }

  // MARK: Sources

  private func source(of folder: FolderScan.Folder) -> Stack.Source {
    if folder.files.contains(where: KustomizationFile.names.contains) { return .kustomize }
    return folder.files.contains("Chart.yaml") ? .helm : .plain
  }

  private func plain(_ folder: FolderScan.Folder) -> Stack? {
    var stack = Stack(path: folder.path, name: "", source: .plain)
    var objects: [StackObject] = []
    for manifest in PlainStack.read(folder, in: tree, &stack.problems, &stack.leftOut) {
      objects.append(manifest.object)
    }
    stack.content = .objects(objects)
    // A folder of values or images alone is no stack, and one with a broken file may be.
    return objects.isEmpty && stack.problems.isEmpty && folder.problem == nil ? nil : stack
  }

  private func kustomize(_ folder: FolderScan.Folder, _ accumulation: Accumulation) -> Stack {
    Stack(
      path: folder.path, name: "", source: .kustomize,
      content: .notBuilt(readable: accumulation.objects),
      leftOut: leftOut(of: folder, except: accumulation.files),
      problems: accumulation.problems)
  }

  /// The files of a folder that the kustomization could have named and didn't.
  private func leftOut(
    of folder: FolderScan.Folder, except named: Set<String>
  ) -> [LeftOutFile] {
    let outside = folder.outside.map {
      LeftOutFile(file: Paths.join(folder.path, $0), reason: .leadsOutside)
    }
    return outside
      + folder.files.filter(ManifestReader.isManifest)
      .map { Paths.join(folder.path, $0) }.filter { !named.contains($0) }
      .map { LeftOutFile(file: $0, reason: .notNamed) }
  }

  // MARK: Names

  /// What people call a stack, and the environment it is for.
  private func name(
    _ path: String, below root: String, isOverlay: Bool
  ) -> (name: String, environment: String?) {
    let name = path == root ? Paths.name(of: path) : Paths.relative(path, to: root)
    let parts = name.split(separator: "/")
    guard isOverlay, path != root, let environment = parts.first else {
      // Overlays may also lie beside their base: `monitoring/overlays/dev`.
      let overlay = parts.lastIndex(of: "overlays")
      return (
        name, overlay.flatMap { parts.indices.contains($0 + 1) ? String(parts[$0 + 1]) : nil }
      )
    }
    let rest = parts.dropFirst().joined(separator: "/")
    return (rest.isEmpty ? name : rest, String(environment))
  }
}

/// A folder that may include folders below it.
private struct Owner {
  var folder: String
  var isChart = false
  var folders: Set<String> = []
  var files: Set<String> = []
  var chartHomes: Set<String> = []
  /// Which of the stacks it is; nil for none.
  var stack: Int?

  func includes(_ other: FolderScan.Folder) -> Bool {
    isChart || folders.contains(other.path)
      || chartHomes.contains { Paths.isBelow(other.path, $0) }
      || other.files.contains { files.contains(Paths.join(other.path, $0)) }
  }
}
