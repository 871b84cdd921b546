import Console
import ConsoleRuntime
import Kubernetes
import Processes

extension KubectlRunner {
  /// The kubectl that is installed, for the clusters of a kubeconfig as they were chosen here.
  ///
  /// `isInCluster` is for a pod without a kubeconfig, where kubectl finds the cluster as we do.
  static func installed(
    _ choice: ConnectionChoice, initialContext: String, isInCluster: Bool
  ) -> KubectlRunner {
    KubectlRunner(
      connection: {
        options(choice, of: isInCluster ? nil : $0, isInitial: $0 == initialContext)
      }, run: BackgroundProgram.run)
  }

  /// Why kubectl can't be used; nil where it can.
  static var problem: String? {
    ProcessRunner.canRun("kubectl") ? nil : "kubectl isn't installed, which does it"
  }

  /// The options that lead kubectl to the same cluster, as the same user.
  static func options(
    _ choice: ConnectionChoice, of context: String?, isInitial: Bool
  ) -> [String] {
    var options: [String] = []
    func add(_ name: String, _ value: String?) {
      if let value { options.append("--\(name)=\(value)") }
    }
    add("kubeconfig", choice.kubeconfig)
    add("context", context)
    // As for our own requests: meant for the context that the program was started with.
    if isInitial {
      add("cluster", choice.cluster)
      add("user", choice.user)
    }
    add("as", choice.impersonation?.user)
    add("as-uid", choice.impersonation?.uid)
    for group in choice.impersonation?.groups ?? [] { add("as-group", group) }
    return options
  }
}
