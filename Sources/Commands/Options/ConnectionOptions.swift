import ArgumentParser
import Kubernetes

/// Which cluster the deck shows, and which of its namespaces.
struct ConnectionOptions: ParsableArguments {
  @OptionGroup var cluster: ClusterOptions

  @Option(
    name: [.customShort("n"), .long],
    help: "The namespace to show; several with commas. All are shown unless one is named.")
  var namespace: String?

  @Flag(name: [.customShort("A"), .customLong("all-namespaces")], help: "Show all namespaces.")
  var allNamespaces = false

  /// What was said, as the kubeconfig's reader wants it.
  var choice: ConnectionChoice {
    cluster.choice(namespace: namespaces.count == 1 ? namespaces.first : nil)
  }

  /// The namespaces to show; empty for all.
  var namespaces: Set<String> {
    guard !allNamespaces, let namespace else { return [] }
    return Set(namespace.split(separator: ",").map(String.init))
  }
}
