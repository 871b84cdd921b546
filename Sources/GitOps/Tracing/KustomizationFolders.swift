public import Files

/// The kustomizations of a repository that isn't laid out in stacks.
public enum KustomizationFolders {
  /// Folders are looked into so deep.
  private static let deepest = 16

  /// All kustomizations as stacks, save components, a folder's own, and those that it is made of.
  public static func stacks(in tree: MemoryTree, besides folder: String) -> [Stack] {
    let folder = Paths.normalize(folder) ?? folder
    var walker = KustomizationWalker(tree)
    let own = walker.accumulate(folder).folders.union([folder])
    return folders(of: tree).filter { !own.contains($0) }.compactMap { path in
      guard walker.kustomization(in: path)?.isComponent == false else { return nil }
      return Stack(path: path, name: path.isEmpty ? "." : path, source: .kustomize)
    }
  }

  private static func folders(of tree: MemoryTree) -> [String] {
    var found: [String] = []
    func visit(_ path: String, depth: Int) {
      guard let entries = try? tree.list(path) else { return }
      if entries.contains(where: { $0.kind == .file && KustomizationFile.names.contains($0.name) })
      {
        found.append(path)
      }
      guard depth < deepest else { return }
      for entry in entries where entry.kind == .folder && entry.target == nil {
        visit(Paths.join(path, entry.name), depth: depth + 1)
      }
    }
    visit("", depth: 0)
    return found
  }
}
