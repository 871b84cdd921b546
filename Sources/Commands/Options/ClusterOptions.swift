import ArgumentParser
import Kubernetes

/// Which cluster to ask, and as whom, in kubectl's words.
struct ClusterOptions: ParsableArguments {
  @Option(help: "The kubeconfig to read instead of KUBECONFIG's or ~/.kube/config.")
  var kubeconfig: String?

  @Option(help: "The context to use instead of the kubeconfig's current one.")
  var context: String?

  @Option(help: "The cluster to use instead of the context's.")
  var cluster: String?

  @Option(help: "The user to be instead of the context's.")
  var user: String?

  @Option(name: .customLong("as"), help: "The user to act as.")
  var actAs: String?

  @Option(name: .customLong("as-group"), help: "A group to act as a member of; may be repeated.")
  var actAsGroups: [String] = []

  @Option(name: .customLong("as-uid"), help: "The UID to act as.")
  var actAsUID: String?

  mutating func validate() throws {
    if actAs == nil, !actAsGroups.isEmpty || actAsUID != nil {
      throw ValidationError("--as-group and --as-uid need --as")
    }
  }

  /// What was said, as the kubeconfig's reader wants it, with a namespace if one was named.
  func choice(namespace: String?) -> ConnectionChoice {
    ConnectionChoice(
      kubeconfig: kubeconfig, context: context, cluster: cluster, user: user,
      namespace: namespace,
      impersonation: actAs.map {
        Impersonation(user: $0, uid: actAsUID, groups: actAsGroups)
      })
  }
}
