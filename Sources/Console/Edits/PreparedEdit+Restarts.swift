import Documents
import Emergencies
import Kubernetes

extension PreparedEdit {
  /// How many pods a workload replaces because of it, `.some(nil)` for a number that isn't known; nil
  /// for none.
  var restarts: Int?? {
    guard let live, let result, key.kind.group == "apps",
      ["Deployment", "StatefulSet", "DaemonSet"].contains(key.kind.kind),
      live["spec"]?["template"] != result["spec"]?["template"],
      result["spec"]?["paused"]?.bool != true,
      result["spec"]?["updateStrategy"]?["type"]?.string != "OnDelete"
    else { return nil }
    let count =
      result["spec"]?["replicas"]?.integer ?? live["status"]?["desiredNumberScheduled"]?.integer
    return .some(count.map { Int(clamping: $0) })
  }
}
