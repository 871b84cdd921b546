/// What is decided before the console opens.
public struct Settings: Equatable, Sendable {
  /// The contexts of the kubeconfig, in its order.
  public var contexts: [String]
  /// The names of the themes there are.
  public var themes: [String]
  /// Whether nothing may be changed.
  public var isReadOnly: Bool
  /// Contexts in which a deploy wants the stack's name typed.
  public var protectedContexts: Set<String>
  /// Whether there is a program that opens web pages.
  public var canOpenLinks: Bool
  /// How many seconds the clocks here are ahead of UTC, as they were when the console opened.
  public var localOffset: Int64
  /// Why kubectl can't be used for pods; nil where it can.
  public var kubectlProblem: String?
  /// What to say at the top when the console isn't on a real cluster; empty otherwise.
  public var banner: String

  /// Makes settings.
  public init(
    contexts: [String] = [], themes: [String] = [], isReadOnly: Bool = false,
    protectedContexts: Set<String> = [], canOpenLinks: Bool = false,
    kubectlProblem: String? = nil, localOffset: Int64 = 0, banner: String = ""
  ) {
    self.contexts = contexts
    self.themes = themes
    self.isReadOnly = isReadOnly
    self.protectedContexts = protectedContexts
    self.canOpenLinks = canOpenLinks
    self.localOffset = localOffset
    self.kubectlProblem = kubectlProblem
    self.banner = banner
  }
}
