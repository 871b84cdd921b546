import GitOps
import Kubernetes

extension ConsoleState {
  /// What should be going on, given this state.
  public var activities: Set<Activity> {
    var wanted: Set<Activity> = [.clock, .repository, .keptEdits]
    if snapshot != nil { wanted.insert(.builds(environment: environment)) }
    for (id, script) in scripts where script.isRunning { wanted.insert(.script(id, script.run)) }
    let isSearching = overlays.contains { overlay in
      if case .document(let document) = overlay { document.content == .errors } else { false }
    }
    if isSearching, let request = logs.errors?.request { wanted.insert(.searchErrors(request)) }
    for (id, forward) in forwards where forward.isRunning {
      wanted.insert(.portForward(id, context: forward.context, forward.run))
    }
    if let search = logs.contents.search { wanted.insert(.logSearch(search)) }
    if case .unusable = cluster.connection { return wanted }
    for activity in clusterActivities { wanted.insert(.cluster(cluster.id, activity)) }
    return wanted
  }

  private var clusterActivities: Set<ClusterActivity> {
    var wanted: Set<ClusterActivity> = [
      .connection, .namespaces, .emergencies(namespace: inventoryNamespace),
    ]
    for query in podQueries { wanted.insert(.pods(query)) }
    // A cluster without Argo CD isn't asked for applications again and again.
    if cluster.hasArgoCD != false {
      wanted.insert(.applications(ResourceQuery(.applications)))
    }
    if !showsPods {
      for query in queries(resourceKind) { wanted.insert(.table(query)) }
    }
    for query in usageQueries { wanted.insert(.usage(query)) }
    // Without its kinds there is no Argo CD whose settings could matter.
    if cluster.hasArgoCD == true { wanted.insert(.installations) }
    for key in ownedInView { wanted.insert(.ownership(key)) }
    if let counted = countedNamespaces {
      wanted.insert(
        .coverage(counted, environment: environment, inventoryNamespace: inventoryNamespace))
    }
    for words in wantedLastWords { wanted.insert(.lastWords(words)) }
    for query in followedPods?.queries ?? [] { wanted.insert(.followedPods(query)) }
    for query in logs.queries { wanted.insert(.logs(query)) }
    for overlay in overlays {
      switch overlay {
      case .document(let document):
        if let object = document.object, document.content.followsObject {
          wanted.insert(.document(object))
        }
        if case .comparison(let name, let resource) = document.content {
          let reconciled = applications[name]?.reconciled
          wanted.insert(
            .comparison(ComparisonRequest(name, resource: resource, reconciled: reconciled)))
        }
        if case .operation(let name) = document.content, let object = awaited(by: name) {
          wanted.insert(.document(object))
        }
        if case .revisions(let key) = document.content { wanted.insert(.revisions(key)) }
        if let node = document.node { wanted.insert(.nodePods(node)) }
      case .tree(let tree):
        wanted.formUnion(activities(of: tree))
      case .form(let form):
        if let object = form.object { wanted.insert(.document(object)) }
      case .entry, .picker, .question: break
      }
    }
    if snapshot != nil {
      wanted.insert(.inventories(namespace: inventoryNamespace))
      wanted.insert(
        .drift(
          environment: showsAllEnvironments ? nil : environment, namespace: inventoryNamespace))
    }
    for key in rollouts.keys { wanted.insert(.document(key)) }
    for (id, drain) in drains where drain.isRunning {
      wanted.insert(.drain(id, node: drain.node.name.name, drain.options))
    }
    for (id, deploy) in deploys where deploy.isRunning { wanted.insert(.apply(id, deploy.options)) }
    for (id, removal) in removals where removal.phase == .running {
      wanted.insert(.removal(id, removal.order))
    }
    for query in fluxPauseQueries { wanted.insert(.fluxPauses(query)) }
    for namespace in forwardedNamespaces { wanted.insert(.forwardedPods(namespace: namespace)) }
    return wanted
  }

  private func activities(of page: TreePage) -> [ClusterActivity] {
    switch page.subject {
    case .stack(let id): return sources(of: id).map { .tree(id, $0) }
    case .application(let name):
      return [.document(ObjectKey(.applications, name))]
        + page.live.sources.sources.map { .resources(of: name, $0) }
    }
  }
}
