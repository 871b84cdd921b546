import Documents
import GitOps
import Kubernetes
import Logs
import TUI

extension ConsoleState {
  /// Does what an action says.
  ///
  /// Whether it can be done was asked before (`availability`).
  mutating func perform(_ action: Action) -> [Command] {
    switch action {
    case .quit: return quit()
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    case .showHelp: open(.help)
    case .openPalette: overlays.append(.entry(Entry(.command)))
    case .goBack: goBack()
    case .focusNext: focusPane(focus.moved(by: 1))
    case .focusPrevious: focusPane(focus.moved(by: -1))
    case .focus(let pane): focusPane(pane)
    case .zoom: isZoomed.toggle()
    case .pickNamespaces: pickNamespaces()
    case .pickContext: pickContext()
    case .pickTheme: pickTheme()
    case .refresh: return refresh()

    case .moveDown: move(by: 1)
    case .moveUp: move(by: -1)
    case .moveToTop: moveToEnd(isTop: true)
    case .moveToBottom: moveToEnd(isTop: false)
    case .pageDown: movePage(by: 1)
    case .pageUp: movePage(by: -1)
    case .scrollLeft: scrollColumns(by: -1)
    case .scrollRight: scrollColumns(by: 1)
    case .openFilter: openFilter()
    case .findNext, .findPrevious:
      guard document != nil else { return useLogs(action) }
      changeDocument { $0.view.findNext(action == .findNext ? 1 : -1) }
    case .sortPreviousColumn: moveSort(by: -1)
    case .sortNextColumn: moveSort(by: 1)
    case .reverseSort: reverseSort()
    case .sort(let title): sort(by: title)
    case .toggleWide: toggleWide()
    case .toggleMark: toggleMark()
    case .clearMarks: clearMarks()
    case .open:
      if tree != nil {
        openNode()
      } else if document?.content == .deploys {
        openDeploy()
      } else if document?.content == .operations {
        openOperation()
      } else if document?.content == .edits {
        return openEdit()
      } else if document?.content == .emergencies {
        openEmergency()
      } else if document?.content == .errors {
        return openError()
      } else if document?.content == .coverage {
        openHoldings()
      } else if case .holdings = document?.content {
        describe()
      } else if case .operation = document?.content {
        describe()
      } else if case .pod = document?.content {
        openPartOfPod()
      } else {
        openSelected()
      }
    case .describe: describe()
    case .showYAML: if let subject { show(.yaml(subject)) }
    case .copyName: return copyName()
    case .delete: return delete(subjects)
    case .setVariable:
      if let key = subjects.first { overlays.append(.form(.variable(of: key))) }

    case .showDifference: return plan(.difference)
    case .deploy: return plan(.deploy)
    case .prune: return plan(.prune)
    case .showLedger: return openLedger()
    case .rollBack: return planRollback()
    case .runScript: runScript()
    case .showDeploys: open(.deploys)
    case .toggleEnvironments:
      showsAllEnvironments.toggle()
      listStacks()
    case .togglePruning: choose { $0.prunes.toggle() }
    case .toggleForcing: choose { $0.forces.toggle() }
    case .toggleWaiting: choose { $0.waits.toggle() }

    case .sync: return check(targetApplications, .sync(SyncRequest()))
    case .syncWithOptions: openSyncForm()
    case .refreshApplications: return request(.refresh(isHard: false), targetApplications)
    case .hardRefresh: return request(.refresh(isHard: true), targetApplications)
    case .terminate: askToTerminate()
    case .pauseOrResume: return pauseOrResume()
    case .showOperation: showOperation()
    case .showOperations: open(.operations)
    case .showHistory: if let name = targetApplications.first { open(.history(name)) }
    case .rollBackApplication: openRollbackForm()

    case .deliver(let request): return deliver(request)
    case .suspendOrResume: return suspendOrResume()

    case .restart: return prepare(.restart, subjects)
    case .scale: overlays.append(.form(.scaling(of: subjects)))
    case .setImages: if let key = subjects.first { overlays.append(.form(.images(of: key))) }
    case .showRevisions: openRevisions()
    case .rollBackWorkload: return rollBackWorkload()
    case .triggerJob: return prepare(.trigger, subjects)
    case .suspendOrResumeJobs: return suspendOrResumeJobs()
    case .setSchedulable(let isSchedulable):
      return prepare(.setSchedulable(isSchedulable), subjects)
    case .drain: openDrain()

    case .showLogs: showLogs(isPrevious: false)
    case .showPreviousLogs: showLogs(isPrevious: true)
    case .showAllPods: narrowing = .none
    case .nextGrouping: pods.setGrouping(PodGrouping.next(after: pods.grouping))
    case .toggleFollow, .toggleWrap, .nextTimeForm, .nextLogFormat, .widenContext, .raiseLevel,
      .toggleAsides, .togglePrevious, .clearLogs, .logsSince, .longerLogs, .shorterLogs, .goToTime,
      .nextMarker, .previousMarker, .markLog, .nextLine, .previousLine, .copyLines, .saveLog,
      .showErrors:
      return useLogs(action)
    case .pickContainer: pickContainer()
    case .showLinks: return showLinks()
    case .followController:
      if let name = targetApplication { followComponent(.applicationController, about: name) }

    case .openShell: return enter(.shell)
    case .attachToPod: return enter(.attach)
    case .forwardPorts: return forwardPorts()
    case .evictPods: evictPods()
    case .cleanUpPods: return cleanUpPods()
    case .stopRemoval: stopRemoval()
    case .showForwards: open(.portForwards)
    case .stopForward: stopForward()
    case .restartForward: restartForward()
    case .copyForward: return forwardAddress.map { [.copy($0)] } ?? []
    case .openForward: return forwardAddress.map { [.open("http://\($0)")] } ?? []

    case .toggleFold:
      changeDocument { $0.view.toggleFold() }
      changeTree { $0.list.toggleFold() }
    case .fold:
      changeDocument { $0.view.fold() }
      changeTree { $0.list.fold() }
    case .unfold:
      changeDocument { $0.view.unfold() }
      changeTree { $0.list.unfold() }
    case .foldAll:
      changeDocument { $0.view.foldAll(depth: $0.foldDepth) }
      changeTree { $0.list.foldAll() }
    case .unfoldAll:
      changeDocument { $0.view.unfoldAll() }
      changeTree { $0.list.unfoldAll() }
    case .toggleFaults:
      if tree == nil { pods.setFaultsOnly(!pods.showsFaultsOnly) }
      changeTree { $0.list.toggleFaults() }
    case .showFields:
      showFields()
    case .compareApplication:
      if let name = targetApplication { open(.comparison(name, nil)) }
    case .toggleSecrets:
      changeDocument {
        $0.revealsSecrets.toggle()
        $0.isStale = true
      }
    case .confirm:
      if case .edit(let id) = document?.content { return decideEdit(id) }
      if case .gitChange = document?.content {
        askToCommit()
        return []
      }
      return confirmPlan()
    case .edit: return edit()
    case .prepareEdit: return prepareEditInFront()
    case .resolve(let side): return resolve(side)
    case .resolveAll(let side): return resolveAll(side)
    case .dropEdit: askToDropEdit()
    case .showEdits: open(.edits)
    case .showEmergencies: open(.emergencies)
    case .undoEmergency: return undoEmergency()
    case .writeToGit: return writeToGit()
    case .push: askToPush()
    case .showOwners: openCoverage()
    // Pickers and questions take their keys themselves.
    case .toggleChoice, .chooseOutOfSync, .copyLink, .answer: break
    }
    return []
  }

  // MARK: - Everywhere

  private mutating func quit() -> [Command] {
    if case .script(let id) = document?.content, scripts[id]?.isRunning == true {
      ask(.stopScript(id))
      return []
    }
    if deploys.values.contains(where: \.isUnderWay) || scripts.values.contains(where: \.isUnderWay)
      || drains.values.contains(where: \.isRunning)
      || removals.values.contains(where: \.isUnderWay) || edits.values.contains(where: \.isApplying)
    {
      ask(.quit)
      return []
    }
    return [.quit]
  }

  /// Goes one step back; from the bare deck there is nowhere to go.
  private mutating func goBack() {
    if let document {
      if document.view.pattern != nil {
        changeDocument { $0.view.search(nil) }
      } else if !stays(on: document) {
        overlays.removeAll { $0 == .document(document) }
      }
    } else if let tree {
      if tree.list.filter != .none {
        changeTree { $0.list.setFilter(.none) }
      } else if tree.list.showsFaultsOnly {
        changeTree { $0.list.toggleFaults() }
      } else {
        overlays.removeLast()
      }
    } else if focus == .logs, logs.filter != .none || logs.leastLevel != .unknown {
      logs.showAll()
    } else if leaveLogs() {
      return
    } else if focusedFilter != .none {
      setFilter(.none, in: focus)
    } else if isZoomed {
      isZoomed = false
    } else if narrowing != .none {
      narrowing = .none
    } else if showsPods, pods.showsFaultsOnly {
      pods.setFaultsOnly(false)
    } else if !showsPods, focus == .resources {
      show(kind: .pods)
    } else {
      say("this is the deck; ctrl-c or :q leaves")
    }
  }

  /// What leaving a page does besides closing it; returns whether the page stays.
  private mutating func stays(on document: Document) -> Bool {
    switch document.content {
    case .deploy(let id): leaveDeploy(id)
    case .script(let id): leaveScript(id)
    case .drain(let id): leaveDrain(id)
    case .removal(let id): leaveRemoval(id)
    case .description, .pod, .yaml, .help, .stack, .operation, .operations, .history,
      .deploys, .ledger, .drift, .comparison, .revisions, .logLine, .errors, .portForwards,
      .edits, .emergencies, .emergency, .coverage,
      .holdings:
      false
    case .edit(let id): leaveEdit(id)
    case .gitChange(let id): leaveGit(id)
    }
  }

  /// Focuses a pane; what lies on top of the deck goes away, and what was begun there goes on.
  mutating func focusPane(_ pane: PaneID) {
    overlays.removeAll { $0.isPage }
    returnPoint = nil
    focus = pane
  }

  /// Lists, watches and reads anew; what is there stays until the new has come.
  private mutating func refresh() -> [Command] {
    guard !deploys.values.contains(where: \.isUnderWay) else {
      say("a deploy is under way; it has to end first", .warning)
      return []
    }
    guard !drains.values.contains(where: \.isRunning) else {
      say("a drain is under way; it has to end first", .warning)
      return []
    }
    guard !removals.values.contains(where: \.isUnderWay) else {
      say("pods are being removed; that has to end first", .warning)
      return []
    }
    guard !edits.values.contains(where: \.isApplying) else {
      say("an edit is being applied; that has to end first", .warning)
      return []
    }
    cluster.id.generation += 1
    cluster.connection = .connecting
    cluster.access = [:]
    cluster.openQuestions = []
    say("asking everything anew")
    return [.readRepository] + prepareEditsAgain()
  }

  /// Goes to another context: nothing of the old one is kept.
  mutating func use(context: String) {
    guard settings.contexts.isEmpty || settings.contexts.contains(context) else {
      say("there is no context \(context) in the kubeconfig", .error)
      return
    }
    guard context != cluster.id.context else { return }
    guard !deploys.values.contains(where: \.isUnderWay) else {
      say("a deploy is under way; it has to end before the context changes", .warning)
      return
    }
    guard !drains.values.contains(where: \.isRunning) else {
      say("a drain is under way; it has to end before the context changes", .warning)
      return
    }
    guard !removals.values.contains(where: \.isUnderWay) else {
      say("pods are being removed; that has to end before the context changes", .warning)
      return
    }
    guard !edits.values.contains(where: \.isApplying) else {
      say("an edit is being applied; that has to end before the context changes", .warning)
      return
    }
    leaveEditsBehind()
    emergencies = EmergencyLog()
    endForwards()
    let id = ClusterID(context: context, generation: cluster.id.generation + 1)
    cluster = ClusterState(id: id)
    namespaces = []
    narrowing = .none
    deploys = [:]
    drifts = [:]
    ledgers = [:]
    operations = [:]
    rollouts = [:]
    drains = [:]
    inventories = Reflection()
    owners = OwnersState()
    followedPods = nil
    awaitedInquiry = nil
    overlays.removeAll()
    returnPoint = nil
    listStacks()
    applications.keep(only: [])
    pods.keep(only: [])
    table.keep(only: [])
    logs.show(nil)
  }

  // MARK: - What keys on rows do

  private mutating func openSelected() {
    switch focus {
    case .stacks: if let row = stacks.selected { narrow(); openTree(of: row) }
    case .applications:
      if let row = applications.selected { narrow(); openTree(of: row.name) }
    case .resources:
      if showsPods {
        if let pod = pods.selected { open(.pod(pod.name)) }
      } else if let subject {
        open(.description(subject))
      }
    case .logs: openLine()
    }
  }

  private mutating func showLogs(isPrevious: Bool) {
    if tree != nil { return showNodeLogs(isPrevious: isPrevious) }
    if case .pod = document?.content { return showPageLogs(isPrevious: isPrevious) }
    guard focus == .resources, showsPods else {
      if let target = logTarget { follow(target) }
      return
    }
    let chosen = pods.chosen
    follow(chosen, named: "\(chosen.count) pods", isPrevious: isPrevious)
  }

  /// Gives the logs the whole screen; going back leads to where one was.
  mutating func openLogs() {
    if focus != .logs || hasPage {
      returnPoint = ReturnPoint(focus: focus, isZoomed: isZoomed, overlays: overlays)
    }
    overlays = []
    followedPods = nil
    focus = .logs
    isZoomed = true
  }

  /// Goes back to where one was before the logs were opened.
  ///
  /// Returns whether one was anywhere.
  private mutating func leaveLogs() -> Bool {
    guard focus == .logs, isZoomed, let point = returnPoint else { return false }
    returnPoint = nil
    focus = point.focus
    isZoomed = point.isZoomed
    overlays = point.overlays
    for index in overlays.indices {
      guard case .document(var document) = overlays[index] else { continue }
      document.isStale = true
      overlays[index] = .document(document)
    }
    return true
  }

  /// Shows how the selected object of a tree differs from Git.
  private mutating func showFields() {
    guard let tree, let key = tree.list.selected?.key else { return }
    switch tree.subject {
    case .stack(let id): open(.drift(id, key))
    case .application(let name): open(.comparison(name, key))
    }
  }

  private mutating func openDeploy() {
    guard let anchor = document?.anchor(where: { DeploysPage.deploy(at: $0) != nil }),
      let id = DeploysPage.deploy(at: anchor), deploys[id] != nil
    else { return }
    open(.deploy(id))
  }

  private mutating func describe() {
    if let subject {
      show(.description(subject))
    } else if focus == .stacks, !hasPage, let row = stacks.selected {
      open(.stack(row.stack.id))
    }
  }

  /// Asks whether objects are to be deleted; applications come with a choice.
  private mutating func delete(_ keys: [ObjectKey]) -> [Command] {
    if !keys.isEmpty, keys.allSatisfy({ $0.kind.isApplications }) {
      overlays.append(.form(.deletion(of: keys.map(\.name))))
    } else if !keys.isEmpty, keys.allSatisfy({ $0.kind == .pods }) {
      deletePods(keys.map(\.name))
    } else {
      return askToDelete(keys)
    }
    return []
  }

  private func copyName() -> [Command] {
    switch focus {
    case .stacks where !hasPage:
      return stacks.selected.map { [.copy($0.stack.path)] } ?? []
    case .stacks, .applications, .resources, .logs:
      return subject.map { [.copy($0.name.name)] } ?? []
    }
  }

  /// Shows another kind in the third pane, of the namespaces shown or of others.
  mutating func show(kind: ResourceKind, namespaces: Set<String>? = nil) {
    if let namespaces { self.namespaces = namespaces }
    if kind != resourceKind {
      resourceKind = kind
      table = RowList(layout: TableLayout(isNamespaced: kind.isNamespaced), sort: Sort(""))
    }
    focusPane(.resources)
    narrowing = .none
    keepShownLists()
  }

  /// Shows these namespaces; none means all.
  mutating func show(namespaces: Set<String>) {
    self.namespaces = namespaces
    keepShownLists()
  }

  private mutating func keepShownLists() {
    pods.keep(only: podQueries)
    table.keep(only: queries(resourceKind))
  }

  // MARK: - Pages

  /// Puts a page on top.
  mutating func open(_ content: Document.Content) {
    overlays.append(.document(Document(content)))
  }

  /// Shows another page of the same object in the place of the one in front.
  private mutating func show(_ content: Document.Content) {
    if let document, document.object != nil, !document.content.hasCursor { overlays.removeLast() }
    open(content)
  }

  /// Changes the page in front.
  mutating func changeDocument(_ change: (inout Document) -> Void) {
    guard case .document(var document) = overlays.last else { return }
    change(&document)
    overlays[overlays.count - 1] = .document(document)
  }
}

extension Document {
  /// What *fold all* folds: everything below the sections of a page.
  fileprivate var foldDepth: Int {
    switch content {
    case .yaml, .deploy, .operation: 1
    case .description, .pod, .help, .stack, .operations, .history, .deploys, .ledger,
      .drift, .comparison, .script, .revisions, .drain, .logLine, .errors, .portForwards, .removal,
      .edit, .edits, .emergencies, .emergency, .gitChange, .coverage,
      .holdings:
      0
    }
  }
}
