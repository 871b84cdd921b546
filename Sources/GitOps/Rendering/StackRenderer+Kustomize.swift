internal import Files
internal import Kustomize

extension StackRenderer {
  /// Builds a kustomization.
  func kustomize(
    _ stack: Stack, overriding overrides: KustomizeOverrides = .none
  ) async throws(StackBuildError) -> RenderedStack {
    let result: KustomizeResult
    do throws(KustomizeError) {
      result = try await kustomizations.build(stack.path, overriding: overrides)
    } catch {
      throw StackBuildError(error.problems.map(StackProblem.init))
    }
    var collector = ManifestCollector(allowsGeneratedNames: options.allowsGeneratedNames)
    for resource in result.resources {
      collector.add(resource.value, file: resource.file, line: resource.line)
    }
    guard collector.problems.isEmpty else { throw StackBuildError(collector.problems) }
    var stack = stack
    // The build knows better than a quick look what a kustomization takes.
    stack.leftOut.removeAll { result.files.contains($0.file) }
    return RenderedStack(
      stack, manifests: collector.manifests, files: result.files,
      warnings: result.warnings.map(\.description))
  }
}

extension StackProblem {
  /// The same, of a kustomization.
  init(_ problem: KustomizeError.Problem) {
    self.init(file: problem.file, line: problem.line, reason: problem.reason)
  }
}
