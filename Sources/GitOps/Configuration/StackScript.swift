internal import Files

/// The repository's own script for deploying a stack.
public struct StackScript: Hashable, Sendable {
  /// The script, from the root of the repository.
  public var path: String
  /// What it gets, `{stack}` and `{environment}` standing for those.
  public var arguments: [String]

  /// What stands for the stack's name.
  public static let stackPlaceholder = "{stack}"
  /// What stands for the environment's name; nothing where there is none.
  public static let environmentPlaceholder = "{environment}"
  /// The script where nothing is said.
  public static let usual = StackScript(path: "scripts/deploy-stack.sh")

  /// Makes a script; it gets the stack's name unless told otherwise.
  public init(path: String, arguments: [String] = [stackPlaceholder]) {
    self.path = path
    self.arguments = arguments
  }

  /// One run of the script.
  public struct Run: Hashable, Sendable {
    /// The script, from the root of the repository, where it is to run.
    public var path: String
    /// Its arguments.
    public var arguments: [String]
    /// What is added to its environment: for which stack, environment and context it runs.
    ///
    /// A script that calls kubectl uses the kubeconfig's current context, whichever the console is
    /// looking at, unless it reads `DUET_CONTEXT`.
    public var environment: [String: String]

    /// The command as a person would type it in the repository.
    public var command: String { (["./\(path)"] + arguments).joined(separator: " ") }
  }

  /// How it is run for a stack.
  public func run(
    for stack: Stack, environment: String? = nil, context: String = ""
  ) -> Run {
    let environment = stack.environment ?? environment ?? ""
    // One pass over the argument, so that a name can't bring a placeholder of its own.
    let values = [Self.stackPlaceholder: stack.name, Self.environmentPlaceholder: environment]
    let filled = arguments.map { argument in
      var rest = argument[...]
      var result = ""
      scan: while !rest.isEmpty {
        for (placeholder, value) in values where rest.hasPrefix(placeholder) {
          result += value
          rest = rest.dropFirst(placeholder.count)
          continue scan
        }
        result.append(rest.removeFirst())
      }
      return result
    }
    return Run(
      path: path, arguments: filled,
      environment: [
        "DUET_STACK": stack.name, "DUET_STACK_PATH": stack.path, "DUET_ENVIRONMENT": environment,
        "DUET_CONTEXT": context,
      ])
  }
}
