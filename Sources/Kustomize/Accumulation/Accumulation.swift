/// What a kustomization has taken together: objects, and what holds for all that is built on it.
struct Accumulation: Sendable {
  var set = ResourceSet()
  var rules = FieldRules.builtIn
  /// The variables that are defined so far.
  var variables = Variables()
  /// The folders of the kustomizations that were gone through.
  var folders: Set<String> = []
  /// All files that it was made of.
  var files: Set<String> = []
  var warnings: [KustomizeError.Problem] = []
}
