import Kubernetes

extension ConsoleState {
  /// What should be going on, given this state.
  public var activities: Set<Activity> {
    var wanted: Set<Activity> = [.clock, .repository]
    if case .unusable = cluster.connection { return wanted }
    for activity in clusterActivities { wanted.insert(.cluster(cluster.id, activity)) }
    return wanted
  }

  private var clusterActivities: Set<ClusterActivity> {
    var wanted: Set<ClusterActivity> = [.connection, .namespaces]
    for query in podQueries { wanted.insert(.pods(query)) }
    // A cluster without Argo CD isn't asked for applications again and again.
    if cluster.hasArgoCD != false {
      wanted.insert(.applications(ResourceQuery(.applications)))
    }
    if !showsPods {
      for query in queries(resourceKind) { wanted.insert(.table(query)) }
    }
    for query in logs.queries { wanted.insert(.logs(query)) }
    for overlay in overlays {
      if case .document(let document) = overlay, let object = document.object {
        wanted.insert(.document(object))
      }
    }
    for (id, deploy) in deploys where deploy.isRunning { wanted.insert(.apply(id)) }
    return wanted
  }
}
