internal import Documents
internal import Files

extension FieldTracer {
  /// The files that differ between the tree and a changed one.
  func fileChanges(
    _ changed: MemoryTree, _ named: [String], _ before: RenderedStack, _ after: RenderedStack
  ) -> [FileChange] {
    let kustomizations = layers(in: tree).map(\.files) ?? []
    let candidates = before.files.union(after.files).union(named).union(kustomizations)
    return candidates.sorted().compactMap { path in
      let (old, new) = (tree.bytes(path), changed.bytes(path))
      return old == new ? nil : FileChange(path: path, before: old, after: new)
    }
  }

  /// What other stacks come to differently, with files changed.
  func effects(
    on stacks: [Stack], _ files: [FileChange], _ changed: MemoryTree
  ) async -> [GitProposal.Effect] {
    let paths = Set(files.map(\.path))
    var walker = KustomizationWalker(tree)
    var sharing: [Stack] = []
    for stack in stacks where stack.path != origin.folder && shares(stack, paths, &walker) {
      sharing.append(stack)
    }
    guard !sharing.isEmpty else { return [] }
    let before = await renderer(tree).render(all: sharing)
    let after = await renderer(changed).render(all: sharing)
    var effects: [GitProposal.Effect] = []
    for (old, new) in zip(before, after) {
      let stack = old.stack
      guard case .success(let was) = old.result else { continue }
      switch new.result {
      case .success(let becomes):
        effects +=
          RenderedChanges(
            of: stack.name, environment: stack.environment, from: was, to: becomes
          ).effects
      case .failure(let error):
        effects.append(
          .init(
            stack: stack.name, environment: stack.environment, object: "all of it",
            fields: ["can't be rendered any more: \(error.problems[0].description)"]))
      }
    }
    return effects
  }

  /// Whether a stack is made of any of these files.
  private func shares(
    _ stack: Stack, _ paths: Set<String>, _ walker: inout KustomizationWalker
  ) -> Bool {
    guard walker.kustomization(in: stack.path) != nil else {
      return paths.contains { Paths.isBelow($0, stack.path) }
    }
    let accumulation = walker.accumulate(stack.path)
    return !accumulation.files.isDisjoint(with: paths)
      || accumulation.chartHomes.contains { home in paths.contains { Paths.isBelow($0, home) } }
  }
}
