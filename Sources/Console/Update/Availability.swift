import DeployEngine
import GitOps
import Kubernetes

extension ConsoleState {
  /// Whether what a key does can be done now, and if not, why.
  public func availability(of binding: Binding) -> Availability {
    if binding.isDestructive, settings.isReadOnly {
      return .disabled(because: "this console is read-only")
    }
    switch binding.action {
    case .open where document?.content == .deploys: return .enabled
    case .open where document?.content == .edits, .dropEdit:
      return selectedEdit == nil && document?.content.edit == nil
        ? .disabled(because: "there is no edit") : .enabled
    case .open where document?.content == .emergencies:
      return targetEmergency == nil ? .disabled(because: "no change is selected") : .enabled
    case .open where document?.content == .coverage:
      return selectedShare == nil ? .disabled(because: "no owner is selected") : .enabled
    case .open where document?.content == .operations:
      return selectedOperation == nil ? .disabled(because: "there is no operation") : .enabled
    case .open where document?.content == .errors, .copyLines where document?.content == .errors:
      return selectedError == nil ? .disabled(because: "no kind of errors is selected") : .enabled
    case .open where focus == .logs && !hasPage, .copyLines where !hasPage, .saveLog, .goToTime:
      return logs.window.last == nil ? .disabled(because: "there is no line") : .enabled
    case .markLog:
      return logs.target == nil ? .disabled(because: "no log is followed") : .enabled
    case .showErrors:
      return logs.turningPoint == nil
        ? .disabled(
          because:
            "nothing was deployed, synced or restarted while this log was written; m marks a "
            + "moment") : .enabled
    case .describe, .showYAML, .copyName, .open:
      if !hasPage, focus == .stacks {
        return stacks.selected == nil ? .disabled(because: "no stack is selected") : .enabled
      }
      if let reason = unreachable { return .disabled(because: reason) }
      if document != nil, subject == nil {
        return .disabled(because: "this isn't about one object")
      }
      return subject == nil ? .disabled(because: "nothing is selected") : .enabled
    case .delete: return deletion
    case .edit: return editingObjects
    case .openShell: return entering(.shell)
    case .attachToPod: return entering(.attach)
    case .forwardPorts:
      return forwardingPorts
    case .evictPods: return evicting
    case .cleanUpPods: return cleaningUp
    case .stopForward, .restartForward, .copyForward, .openForward:
      return selectedForward == nil
        ? .disabled(because: "no forward is selected") : .enabled
    case .showLogs where tree != nil, .showPreviousLogs where tree != nil:
      return nodePods.isEmpty ? .disabled(because: "there is no pod below it") : .enabled
    case .showLogs where document != nil, .showPreviousLogs where document != nil:
      return pagePod == nil ? .disabled(because: "the pod isn't there yet") : .enabled
    case .showLogs, .showPreviousLogs:
      return readingLogs
    case .deploy, .showDifference, .prune: return planning
    case .showLedger:
      return targetStack == nil ? .disabled(because: "no stack is selected") : .enabled
    case .rollBack: return rollingBack
    case .runScript: return scriptAvailability
    case .compareApplication, .showLinks:
      return targetApplication == nil ? .disabled(because: "no application is selected") : .enabled
    case .sync, .syncWithOptions, .refreshApplications, .hardRefresh: return asking
    case .terminate: return terminating
    case .pauseOrResume: return pausing
    case .deliver, .suspendOrResume: return delivering
    case .restart, .scale, .setImages, .setVariable, .showRevisions, .triggerJob,
      .suspendOrResumeJobs,
      .setSchedulable, .drain:
      return changing(binding.action)
    case .rollBackWorkload: return rollingBackWorkload
    case .showOperation: return showingOperation
    case .showHistory:
      return targetApplications.isEmpty
        ? .disabled(because: "no application is selected") : .enabled
    case .rollBackApplication: return rollingBackApplication
    case .chooseOutOfSync:
      return choosesResources ? .enabled : .disabled(because: "no resources are chosen here")
    case .togglePruning: return choosing { $0.prune > 0 ? nil : "there is nothing to prune" }
    case .toggleForcing: return choosing { $0.conflict > 0 ? nil : "no field belongs to others" }
    case .toggleWaiting: return choosing { _ in nil }
    case .toggleEnvironments:
      return environment == nil
        ? .disabled(because: "no environment is configured for the context") : .enabled
    case .showFields:
      if let reason = unreachable { return .disabled(because: reason) }
      return tree?.list.selected?.standing == nil
        ? .disabled(because: "Git says nothing of it: the cluster made it by itself") : .enabled
    case .confirm where document?.content.edit != nil:
      return document?.content.edit.map { deciding($0) } ?? .enabled
    case .prepareEdit:
      return document?.content.edit.map { preparingAgain($0) }
        ?? .disabled(because: "there is nothing to ask about")
    case .resolve:
      return selectedConflict == nil
        ? .disabled(because: "no field is selected that two have changed") : .enabled
    case .resolveAll:
      return document?.content.edit.flatMap { edits[$0] }?.openConflicts ?? 0 == 0
        ? .disabled(because: "there is no conflict") : .enabled
    case .undoEmergency: return undoing
    case .writeToGit: return writingToGit
    case .push: return pushing
    case .confirm where document?.content.isGitChange == true: return committing
    case .confirm:
      guard case .deploy(let id) = document?.content else { return .enabled }
      return confirmation(of: id)
    case .pickContext:
      return settings.contexts.isEmpty
        ? .disabled(because: "there is no kubeconfig to choose from") : .enabled
    case .pickContainer, .togglePrevious:
      return logs.target == nil ? .disabled(because: "no pod is selected") : .enabled
    case .toggleAsides:
      return logs.application == nil
        ? .disabled(because: "these lines aren't narrowed to an application") : .enabled
    case .followController:
      if cluster.hasArgoCD == false { return .disabled(because: "this cluster has no Argo CD") }
      return targetApplication == nil ? .disabled(because: "no application is selected") : .enabled
    case .toggleSecrets:
      return showsSecret ? .enabled : .disabled(because: "this isn't a Secret")
    case .nextGrouping: return showsPods ? .enabled : .disabled(because: "only pods are grouped")
    case .toggleFaults where tree == nil:
      return showsPods ? .enabled : .disabled(because: "only pods are known to be at fault")
    case .showAllPods:
      return narrowing == .none ? .disabled(because: "nothing narrows the list") : .enabled
    case .findNext, .findPrevious, .widenContext:
      if focus == .logs, !hasPage {
        return logs.contents.matches == nil
          ? .disabled(because: "no line is left out or looked for; / and v do that") : .enabled
      }
      return document?.view.pattern == nil
        ? .disabled(because: "nothing is searched for; / does that") : .enabled
    default: return .enabled
    }
  }

  private var deletion: Availability {
    let keys = subjects
    guard !keys.isEmpty else { return .disabled(because: unreachable ?? "nothing is selected") }
    for key in keys {
      if let denial = denial("delete", key.kind, in: key.name.namespace) {
        return .disabled(because: denial)
      }
    }
    if let problem = cluster.problem { return .disabled(because: problem) }
    return .enabled
  }

  /// Why the selected object of a tree can't be asked for; nil where it can, or there is none.
  var unreachable: String? {
    guard let tree, let node = tree.list.selected, node.key == nil else { return nil }
    return tree.live.isElsewhere
      ? "it is in another cluster" : "the cluster has no kind \(node.kind)"
  }

  private var planning: Availability {
    guard let row = targetStack else { return .disabled(because: "no stack is selected") }
    return planning(of: row)
  }

  /// Whether a stack can be planned; going back to what it was needs nothing of what it is now.
  func planning(of row: StackRow, ignoringProblems: Bool = false) -> Availability {
    if !ignoringProblems, let problem = row.stack.problems.first {
      return .disabled(because: "the stack is broken: \(problem)")
    }
    if let name = row.stack.environment, name != environment,
      let context = snapshot?.configuration.environments[name]?.context,
      context != cluster.id.context
    {
      return .disabled(because: "the stack is for \(name), which is the context \(context)")
    }
    if let problem = cluster.problem { return .disabled(because: problem) }
    return .enabled
  }

  private var showsSecret: Bool {
    guard case .yaml(let key) = document?.content else { return false }
    return key.kind.group.isEmpty && key.kind.kind == "Secret"
  }
}
