extension RepositoryConfiguration {
  /// The environment that a person asked for, or else the context's; nil if none is known.
  ///
  /// Throws where there is nothing of that name, neither here nor among the stacks.
  public func environment(
    named asked: String?, context: String?, stacks: [Stack]
  ) throws(EnvironmentError) -> String? {
    guard let asked else { return context.flatMap { environment(ofContext: $0)?.name } }
    let known = Set(environments.keys).union(stacks.compactMap(\.environment))
    guard known.contains(asked) else { throw .unknown(asked, known: known.sorted()) }
    return asked
  }

  /// Refuses a stack that is for the cluster of another context.
  ///
  /// What is said on purpose goes before: `asked` is the environment that a person named.
  public func check(
    _ stack: Stack, context: String, asked: String?
  ) throws(EnvironmentError) {
    guard let name = stack.environment, asked != name,
      let wanted = environments[name]?.context, wanted != context
    else { return }
    throw .otherContext(stack.name, environment: name, wanted: wanted, context: context)
  }

  /// Whether deploying wants the stack's name typed.
  public func isProtected(context: String, environment: String?) -> Bool {
    allProtectedContexts.contains(context)
      || environment.map { environments[$0]?.isProtected == true } ?? false
  }
}

/// Why an environment can't be used.
public enum EnvironmentError: Error, Hashable, Sendable {
  /// There is none of that name.
  case unknown(String, known: [String])
  /// The stack is for the cluster of another context.
  case otherContext(String, environment: String, wanted: String, context: String)

  /// What is wrong, in one line.
  public var summary: String {
    switch self {
    case .unknown(let name, _): "there is no environment \(name)"
    case .otherContext(let stack, let environment, let wanted, let context):
      "\(stack) is for \(environment), which is the context \(wanted), and this is \(context)"
    }
  }

  /// What a person can do about it.
  public var advice: String? {
    switch self {
    case .unknown(_, let known):
      known.isEmpty
        ? "environments are folders of overlays, or `environments` in .duet.yaml"
        : "there are \(known.joined(separator: ", "))"
    case .otherContext(_, let environment, let wanted, _):
      "choose the context with --context \(wanted), or say that you mean it with --env \(environment)"
    }
  }
}
