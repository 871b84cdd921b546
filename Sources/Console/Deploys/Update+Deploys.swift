import DeployEngine
import GitOps
import Kubernetes
import TUI

/// Planning, agreeing, applying. Nothing is applied that wasn't shown and agreed to.
extension ConsoleState {
  /// Plans the selected stack.
  mutating func plan(isOffer: Bool) -> [Command] {
    guard let row = stacks.selected else { return [] }
    return plan(row, isOffer: isOffer)
  }

  /// Plans the stack of that name.
  mutating func plan(stackNamed name: String, isOffer: Bool) -> [Command] {
    guard let row = stacks.all.filter({ $0.stack.name == name }).min(by: { $0.name < $1.name })
    else {
      say("there is no stack \(name)", .error)
      return []
    }
    if isOffer, settings.isReadOnly {
      say("deploy: this console is read-only", .warning)
      return []
    }
    if case .disabled(let reason) = planning(of: row) {
      say("\(name): \(reason)", .warning)
      return []
    }
    return plan(row, isOffer: isOffer)
  }

  private mutating func plan(_ row: StackRow, isOffer: Bool) -> [Command] {
    deployCount += 1
    let id = Deploy.ID(deployCount)
    deploys[id] = Deploy(stack: row.stack.id, stackName: row.stack.name, isOffer: isOffer)
    open(.deploy(id))
    return [.cluster(cluster.id, .plan(id, row.stack.id))]
  }

  /// Takes in a plan.
  ///
  /// One that nobody waits for any more is dropped.
  mutating func planned(_ id: Deploy.ID, _ result: Result<Plan, DeployError>) {
    guard deploys[id]?.phase == .planning else { return }
    switch result {
    case .success(let plan): deploys[id]?.phase = .planned(plan)
    case .failure(let error): deploys[id]?.phase = .unplannable(error)
    }
  }

  /// Whether the plan in front can be agreed to.
  func confirmation(of id: Deploy.ID) -> Availability {
    guard let deploy = deploys[id] else { return .disabled(because: "there is no plan") }
    guard deploy.isOffer else {
      return .disabled(because: "this only shows the difference; D on the stack offers to deploy")
    }
    switch deploy.phase {
    case .planning: return .disabled(because: "the plan isn't there yet")
    case .unplannable: return .disabled(because: "there is no plan")
    case .applying, .stopping: return .disabled(because: "it is being applied")
    case .finished: return .disabled(because: "it is over; D on the stack plans it anew")
    case .planned(let plan):
      if plan.isUpToDate { return .disabled(because: "the cluster already is as the stack says") }
      if plan.counts.error > 0 {
        return .disabled(because: "the server would refuse \(plan.counts.error) of the objects")
      }
      if plan.counts.conflict > 0 {
        let count = plan.counts.conflict
        return .disabled(
          because:
            "fields of \(count) \(count == 1 ? "object" : "objects") belong to others")
      }
      return .enabled
    }
  }

  /// Agrees to the plan in front; in a protected context its name has to be typed first.
  mutating func confirmPlan() -> [Command] {
    guard case .deploy(let id) = document?.content else { return [] }
    if settings.protectedContexts.contains(cluster.id.context) {
      ask(.deploy(id))
    } else {
      begin(id)
    }
    return []
  }

  /// Begins to apply: from now on the state wants the activity.
  mutating func begin(_ id: Deploy.ID) {
    guard case .planned(let plan) = deploys[id]?.phase else { return }
    deploys[id]?.phase = .applying(plan)
    touch(.deploy(id))
  }

  /// Takes in how a deploy goes.
  mutating func deployed(_ id: Deploy.ID, _ event: DeployEvent) {
    guard let deploy = deploys[id], let plan = deploy.plan else { return }
    switch event {
    case .began, .entered, .deleting, .retrying, .health, .warning: break
    case .started(let key): deploys[id]?.progress[key] = .sending
    case .applied(let key, let outcome): deploys[id]?.progress[key] = .outcome(outcome)
    case .failed(let key, let error): deploys[id]?.progress[key] = .outcome(.failed(error))
    case .uncertain(let key, let error): deploys[id]?.progress[key] = .outcome(.uncertain(error))
    case .waiting(let key): deploys[id]?.progress[key] = .waiting
    case .finished(let changes):
      deploys[id]?.phase = .finished(plan, changes)
      for entry in changes.entries { deploys[id]?.progress[entry.key] = .outcome(entry.outcome) }
      switch changes.ending {
      case .complete: say("\(deploy.stackName) is deployed", .success)
      case .cancelled: say("\(deploy.stackName): stopped, see what was applied", .warning)
      case .failed(let error): say("\(deploy.stackName): \(error.summary)", .error)
      }
    }
  }

  /// What `esc` does on a deploy's page: stops one that is under way, and only then closes the page.
  ///
  /// Returns whether it was stopped.
  mutating func cancelDeploy(on document: Document) -> Bool {
    guard case .deploy(let id) = document.content, let deploy = deploys[id] else { return false }
    switch deploy.phase {
    case .applying(let plan):
      deploys[id]?.phase = .stopping(plan)
      touch(document.content)
      return true
    case .stopping: return true
    case .planning, .unplannable, .planned, .finished:
      deploys[id] = nil
      return false
    }
  }
}
