import DeployEngine
import Documents
import GitOps
import Kubernetes
import TUI

extension ConsoleState {
  /// Takes in what happened, and says what is to be done once because of it.
  ///
  /// What an older connection still has to say is dropped here and nowhere else.
  public mutating func update(_ event: Event) -> [Command] { update([event]) }

  /// Takes in several events that came together, as if one after the other.
  ///
  /// What follows from them is worked out once, and before every key: whoever pressed it saw all
  /// that came earlier.
  public mutating func update(_ events: [Event]) -> [Command] {
    var commands: [Command] = []
    var isSettled = true
    for event in events {
      if case .key = event, !isSettled { settle() }
      commands += take(event)
      isSettled = false
    }
    settle()
    let storage = logs.commands(rows: layout.logRows).map(Command.logStorage)
    return commands + openQuestions() + unknownCommits() + storage
  }

  private mutating func take(_ event: Event) -> [Command] {
    var commands: [Command] = []
    switch event {
    case .key(let key): commands = press(key)
    case .resized(let size): self.size = size
    case .ticked(let now):
      self.now = now
      forgetOldRollouts()
      toasts.removeAll { $0.expiry <= now }
      commands = endPauses()
    case .repository(let change):
      apply(change)
      recognizeOwners()
    case .script(let id, let event): apply(event, of: id)
    case .left(let session, let ending): left(session, ending)
    case .edited(let id, let ending): commands = edited(id, ending)
    case .keptEdits(let kept): apply(kept)
    case .portForward(let id, let run, let event): apply(event, of: id, run: run)
    case .commits(let subjects): commitSubjects.merge(subjects) { _, new in new }
    case .logTimeFound(let time, let segment, let place):
      logs.found(time, inSegment: segment, at: place, rows: layout.logRows)
    case .logSaved(let saving, let result): apply(result, of: saving)
    case .errorsFound(let id, let findings): apply(findings, of: id)
    case .failed(let reason): say(reason, .error)
    case .themed(let name): theme = name
    case .logStorage(let event): logs.apply(event)
    case .cluster(let id, let event):
      guard id == cluster.id else { return [] }
      commands = apply(event)
    }
    noteStalePages(after: event)
    return commands
  }

  private mutating func apply(_ event: ClusterEvent) -> [Command] {
    if event.isWordFromServer { cluster.lastHeard = now }
    switch event {
    case .connected(let facts):
      cluster.connection = .connected
      cluster.facts = facts
      for warning in facts.warnings { say(warning, .warning) }
    case .unreachable(let interruption): cluster.connection = .unreachable(interruption)
    case .unusable(let reason): cluster.connection = .unusable(reason)
    case .discovered(let discovery):
      cluster.discovery = discovery
      if let gap = discovery.gaps.first {
        say("kinds of \(gap.groupVersion) are missing: \(gap.reason)", .warning)
      }
    case .pods(let query, let change):
      tellOfDegraded(change, among: pods)
      pods.apply(change, from: query)
      pods.keep(only: podQueries)
      followedPods?.offer(change)
      apply(toTrees: change)
    case .applications(let query, let change):
      tellOfDegraded(change)
      recognize(change)
      applications.apply(change, from: query)
      if isNews(change) { recognizeOwners() }
    case .table(let query, let change):
      guard query.kind == resourceKind else { return [] }
      if case .page(let rows, _) = change, let columns = rows.first?.columns { use(columns) }
      if case .applied(let rows) = change, let columns = rows.first?.columns { use(columns) }
      table.apply(change, from: query)
      table.keep(only: queries(resourceKind))
    case .namespaces(let change): cluster.namespaces.apply(change)
    case .usage(let query, let report): apply(report, from: query)
    case .allocatable(let rows): apply(allocatable: rows)
    case .lastWords(let words, let result): cluster.lastWords[words] = result
    case .logs(let query, let change): logs.apply(change, from: query)
    case .document(let key, let value):
      followRollout(of: key, value)
      cluster.subjects[key, default: .init()].error = nil
      cluster.subjects[key, default: .init()].isGone = value == nil
      // What was last seen of an object that is gone stays on the page.
      if let value { cluster.subjects[key, default: .init()].value = value }
    case .documentFailed(let key, let error):
      cluster.subjects[key, default: .init()].error = error
    case .events(let key, let change):
      cluster.subjects[key, default: .init()].events.apply(change)
    case .links(let subject, let result): apply(result, of: subject)
    case .reviewed(let question, let answer):
      cluster.access[question] = answer
      cluster.openQuestions.remove(question)
    case .checked(let request, let answers): checked(request, answers)
    case .requested(let request, let answers): requested(request, answers)
    case .delivered(let request, let answers): delivered(request, answers)
    case .prepared(let request, let changes): prepared(request, changes)
    case .revisions(let key, let change):
      cluster.revisions[key, default: Reflection()].apply(change)
    case .nodePods(let node, let change):
      cluster.nodePods[node, default: Reflection()].apply(change)
    case .drainPlanned(let id, let result): drainPlanned(id, result)
    case .drain(let id, let event): drained(id, event)
    case .drift(let drift): apply(drift)
    case .tree(let id, let change, let source): apply(change, from: source, to: id)
    case .compared(let request, let result):
      cluster.comparisons[.comparison(request.application, request.resource)] = result
    case .followedPods(let query, let change): followedPods?.apply(change, from: query)
    case .resources(let name, let change, let source): apply(change, from: source, to: name)
    case .inventories(let change):
      let commands = apply(change)
      recognizeOwners()
      return commands
    case .ledger(let id, let result): apply(result, to: id)
    case .planned(let id, let result): planned(id, result)
    case .deploy(let id, let event): deployed(id, event)
    case .ports(let pod, let result): apply(result, of: pod)
    case .leftovers(let namespaces, let result): apply(result, of: namespaces)
    case .removal(let id, let event): apply(event, of: id)
    case .forwardedPods(let namespace, let change):
      forwardedPods[namespace, default: Reflection()].apply(change)
    case .editOpened(let id, let result): return opened(id, result)
    case .editPrepared(let id, let reviews): prepared(id, reviews)
    case .editRefused(let id, let reason): refused(id, reason)
    case .editApplied(let id, let answers): return applied(id, answers)
    case .emergencies(let entries, let problem): apply(entries, problem)
    case .traced(let id, let proposals): traced(id, proposals)
    case .committed(let id, let result): return committed(id, result)
    case .pushed(let id, let result): pushed(id, result)
    case .fluxPauses(let query, let change):
      cluster.fluxPauses[query, default: Reflection()].apply(change)
    case .resumed(let answers): resumed(answers)
    case .installations(let installations): apply(installations: installations)
    case .ownership(let key, let ownership): apply(ownership, of: key)
    case .coverage(let namespaces, let report): apply(report, of: namespaces)
    }
    return []
  }

  /// A generic table's columns are known with its first rows.
  private mutating func use(_ columns: TableColumns) {
    var layout = table.layout
    guard layout.columns != columns else { return }
    layout.columns = columns
    table.setLayout(layout)
  }

  /// One word when a pod that was well no longer is; never for what a list says at once.
  private mutating func tellOfDegraded(_ change: Change<PodRow>, among pods: RowList<PodRow>) {
    guard case .applied(let rows) = change, pods.isComplete else { return }
    for row in rows where row.health == .degraded {
      guard let old = pods[row.name], old.health < .degraded else { continue }
      say("pod \(row.name): \(row.status)", .warning)
    }
  }

  private mutating func tellOfDegraded(_ change: Change<ApplicationRow>) {
    guard case .applied(let rows) = change, applications.isComplete else { return }
    for row in rows {
      guard let old = applications[row.name] else { continue }
      if row.health == .degraded, old.health < .degraded {
        say("application \(row.name.name) is degraded", .warning)
      } else if row.sync == .outOfSync, old.sync == .synced {
        say("application \(row.name.name) is out of sync", .warning)
      }
    }
  }

  // MARK: - What follows from it

  /// Brings everything that depends on something else up to date: the narrowing of the pods, the
  /// target of the logs, the pages, the scrolling.
  mutating func settle() {
    pods.setScope(podScope)
    settleUsage()
    settleOwners()
    settleLogs()
    followForwards()
    let layout = layout
    stacks.settle(height: layout.listRows(.stacks))
    applications.settle(height: layout.listRows(.applications))
    pods.settle(height: layout.listRows(.resources))
    table.settle(height: layout.listRows(.resources))
    settleOverlays()
    // Whoever comes back from the logs finds what was there, and a page that is opened meanwhile what
    // is known of a rollout.
    let shown = Set((overlays + (returnPoint?.overlays ?? [])).flatMap(followed))
      .union(rollouts.keys)
    if cluster.subjects.contains(where: { !shown.contains($0.key) }) {
      cluster.subjects = cluster.subjects.filter { shown.contains($0.key) }
    }
    forgetUnseenLists()
    if !cluster.lastWords.isEmpty {
      let wanted = wantedLastWords
      cluster.lastWords = cluster.lastWords.filter { wanted.contains($0.key) }
    }
    if !cluster.comparisons.isEmpty {
      let pages = overlays.compactMap { overlay -> Document.Content? in
        if case .document(let document) = overlay { document.content } else { nil }
      }
      cluster.comparisons = cluster.comparisons.filter { pages.contains($0.key) }
    }
  }

  /// The objects that something on top of the deck follows.
  private func followed(_ overlay: Overlay) -> [ObjectKey] {
    switch overlay {
    case .document(let document):
      let awaited: ObjectKey? =
        if case .operation(let name) = document.content { awaited(by: name) } else { nil }
      return [document.object, awaited].compactMap(\.self)
    case .form(let form): return [form.object].compactMap(\.self)
    case .tree(let page): return page.application.map { [ObjectKey(.applications, $0)] } ?? []
    case .entry, .picker, .question: return []
    }
  }

  private var podScope: PodScope? {
    switch narrowing {
    case .none: return nil
    case .stack(let id):
      guard let row = stackRow(id) else { return nil }
      return PodScope(
        title: "stack \(row.stack.name)",
        links: PodLinks(row.stack, defaultNamespace: cluster.facts?.defaultNamespace ?? "default"))
    case .application(let name):
      guard let row = applications[name] else { return nil }
      return PodScope(title: "application \(name.name)", links: PodLinks(row))
    }
  }

  /// Asks once for each kind in view whether its objects may be deleted, and changed where
  /// something can be asked for about them, so that the key can say beforehand that it can't be used.
  private mutating func openQuestions() -> [Command] {
    guard cluster.connection == .connected, !settings.isReadOnly else { return [] }
    var commands: [Command] = []
    let applications = targetApplications.map { ObjectKey(.applications, $0) }
    for key in [subject].compactMap(\.self) + applications {
      for question in key.accessQuestions {
        guard cluster.access[question] == nil, !cluster.openQuestions.contains(question) else {
          continue
        }
        cluster.openQuestions.insert(question)
        commands.append(.cluster(cluster.id, .review(question)))
      }
    }
    return commands
  }
}

extension ObjectKey {
  /// What has to be allowed for the keys that change such an object.
  fileprivate var accessQuestions: [AccessQuestion] {
    var questions = [AccessQuestion(verb: "delete", kind: kind, namespace: name.namespace)]
    questions.append(AccessQuestion(verb: "patch", kind: kind, namespace: name.namespace))
    if kind == .pods { questions += AccessQuestion.podActions(in: name.namespace) }
    return questions + kind.changeRights(in: name.namespace)
  }
}

extension ClusterEvent {
  /// Whether it tells that the server has said something.
  fileprivate var isWordFromServer: Bool {
    switch self {
    case .unreachable, .unusable, .links, .reviewed, .planned, .deploy, .drift, .ledger,
      .checked, .requested, .delivered, .prepared, .drainPlanned, .drain, .usage,
      .allocatable,
      .lastWords, .ports, .leftovers, .removal, .forwardedPods, .editOpened, .editPrepared,
      .editRefused, .editApplied,
      .emergencies, .traced, .committed, .pushed, .resumed, .fluxPauses, .coverage, .ownership,
      .installations:
      false
    case .pods(_, .interrupted), .applications(_, .interrupted), .table(_, .interrupted),
      .namespaces(.interrupted), .logs(_, .interrupted), .events(_, .interrupted),
      .inventories(.interrupted), .tree(_, .interrupted, _), .resources(_, .interrupted, _),
      .followedPods(_, .interrupted), .revisions(_, .interrupted), .nodePods(_, .interrupted):
      false
    // So far only we have said anything.
    case .pods(_, .began), .applications(_, .began), .table(_, .began), .namespaces(.began),
      .events(_, .began), .inventories(.began), .tree(_, .began, _), .resources(_, .began, _),
      .followedPods(_, .began), .revisions(_, .began), .nodePods(_, .began):
      false
    case .connected, .discovered, .pods, .applications, .table, .namespaces, .logs, .document,
      .documentFailed, .events, .inventories, .tree, .resources, .compared,
      .followedPods, .revisions, .nodePods:
      true
    }
  }
}
