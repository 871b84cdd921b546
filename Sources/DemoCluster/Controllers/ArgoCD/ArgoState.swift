import Documents

/// What the simulated Argo CD remembers.
struct ArgoState {
  /// Where its Applications and its own pods are.
  static let namespace = "argocd"

  /// The Git repositories it can reach, by address.
  var repositories: [String: ExampleRepository] = [:]
  /// What folders of commits were built into.
  var builds: [BuildKey: Result<[Value], ManifestBuilder.Failure>] = [:]
  /// The live objects that say they belong to an application, by its name.
  var tracked: [String: Set<ObjectLocation>] = [:]
  /// What was applied last to each live object, by its UID.
  var applied: [String: Value] = [:]
  /// The operations that are running, by application.
  var runs: [String: SyncRun] = [:]
  /// Whether applications are compared again and again, besides when something changes.
  var isPeriodic = false
  /// Commits that somebody has pushed in the demo and that the real repositories don't have yet.
  var pushes: [Push] = []

  struct BuildKey: Hashable {
    var url: String
    var revision: String
    var path: String
    var options: Value?
  }

  struct Push: Sendable {
    var repository: String
    var snapshot: ExampleRepository.Snapshot
  }

  /// The annotation by which an object says which application it belongs to.
  static let trackingID = "argocd.argoproj.io/tracking-id"

  /// The application that an object belongs to.
  ///
  /// An annotation copied from another object doesn't count.
  static func owner(of object: Value) -> String? {
    guard let id = object.annotation(trackingID), let colon = id.firstIndex(of: ":") else {
      return nil
    }
    let name = String(id[..<colon])
    return id == tracking(object, by: name) ? name : nil
  }

  /// What an application's object carries in that annotation.
  static func tracking(_ object: Value, by application: String) -> String {
    "\(application):\(object.objectGroup)/\(object.objectKind):"
      + "\(object.objectNamespace)/\(object.objectName)"
  }
}
