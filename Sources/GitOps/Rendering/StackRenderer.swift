public import Files

/// Builds stacks to the objects they consist of: plain folders, kustomizations, charts.
///
/// It reads one tree: the working tree, or that of a commit. What a stack is made from is looked up
/// in that tree, since a folder may have been of another kind back then. Nothing is run unless there
/// are tools, and nothing is fetched unless that is allowed.
public struct StackRenderer: Sendable {
  /// How to render.
  public struct Options: Hashable, Sendable {
    /// Whether kustomizations may fetch what lies elsewhere.
    public var fetchesRemotes: Bool

    /// Makes options.
    public init(fetchesRemotes: Bool = false) {
      self.fetchesRemotes = fetchesRemotes
    }
  }

  let tree: any FileTree
  let options: Options
  let tools: RenderTools?

  /// Makes a renderer; without tools, what needs a program is refused by name.
  public init(_ tree: any FileTree, options: Options = Options(), tools: RenderTools? = nil) {
    self.tree = tree
    self.options = options
    self.tools = tools
  }

  /// Renders a stack.
  public func render(_ stack: Stack) async throws(StackBuildError) -> RenderedStack {
    guard stack.source == .plain else {
      throw StackBuildError([
        StackProblem(file: stack.path, reason: "\(stack.source) stacks can't be built yet")
      ])
    }
    let contents = PlainStack.read(stack.path, in: tree)
    guard contents.problems.isEmpty else { throw StackBuildError(contents.problems) }
    return RenderedStack(stack, manifests: contents.manifests)
  }

  /// Renders several stacks, a few at a time; results are in the order of the stacks.
  public func render(
    all stacks: [Stack]
  ) async -> [(stack: Stack, result: Result<RenderedStack, StackBuildError>)] {
    var results: [(stack: Stack, result: Result<RenderedStack, StackBuildError>)] = []
    for stack in stacks {
      do throws(StackBuildError) {
        results.append((stack, .success(try await render(stack))))
      } catch {
        results.append((stack, .failure(error)))
      }
    }
    return results
  }
}
