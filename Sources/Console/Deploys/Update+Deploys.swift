import DeployEngine
import GitOps
import Kubernetes
import TUI

/// Planning, agreeing, applying. Nothing is applied that wasn't shown and agreed to.
extension ConsoleState {
  /// Plans the stack that keys mean, or shows the deploy of it that is under way.
  mutating func plan(_ purpose: Deploy.Purpose) -> [Command] {
    guard let row = targetStack else { return [] }
    if purpose != .difference, let id = deployUnderWay(of: row.stack.id) {
      open(.deploy(id))
      return []
    }
    return plan(row, purpose)
  }

  /// Plans the stack of that name.
  mutating func plan(stackNamed name: String, _ purpose: Deploy.Purpose) -> [Command] {
    guard let row = stacks.all.filter({ $0.stack.name == name }).min(by: { $0.name < $1.name })
    else {
      say("there is no stack \(name)", .error)
      return []
    }
    if purpose.isOffer, settings.isReadOnly {
      say("\(purpose.noun.lowercased()): this console is read-only", .warning)
      return []
    }
    if case .disabled(let reason) = planning(of: row) {
      say("\(name): \(reason)", .warning)
      return []
    }
    return plan(row, purpose)
  }

  mutating func plan(_ row: StackRow, _ purpose: Deploy.Purpose) -> [Command] {
    deployCount += 1
    let id = Deploy.ID(deployCount)
    // A deploy of it that is over makes room for the one that goes on with it.
    if case .deploy(let old) = document?.content, deploys[old]?.isUnderWay == false {
      overlays.removeLast()
      deploys[old] = nil
    }
    deploys[id] = Deploy(stack: row.stack.id, stackName: row.stack.name, purpose: purpose)
    open(.deploy(id))
    let request = PlanRequest(
      stack: row.stack.id, purpose: purpose, environment: environment,
      inventoryNamespace: inventoryNamespace)
    return [.cluster(cluster.id, .plan(id, request))]
  }

  /// The deploy of a stack that is under way, if one is.
  func deployUnderWay(of stack: Stack.ID) -> Deploy.ID? {
    deploys.first { $0.value.stack == stack && $0.value.isUnderWay }?.key
  }

  /// Changes a deploy, and what shows it.
  mutating func changeDeploy(_ id: Deploy.ID, _ change: (inout Deploy) -> Void) {
    // Taken out while it is changed, so that nothing of it is copied.
    guard var deploy = deploys.removeValue(forKey: id) else { return }
    change(&deploy)
    deploys[id] = deploy
    touch(.deploy(id))
    touch(.deploys)
    listStack(deploy.stack)
  }

  /// Takes in a plan.
  ///
  /// One that nobody waits for any more is dropped.
  mutating func planned(_ id: Deploy.ID, _ result: Result<Plan, DeployError>) {
    guard deploys[id]?.phase == .planning else { return }
    changeDeploy(id) { deploy in
      switch result {
      case .success(let plan): deploy.phase = .planned(plan)
      case .failure(let error): deploy.phase = .unplannable(error)
      }
    }
  }

  // MARK: - The review

  /// Whether the plan in front can be agreed to.
  func confirmation(of id: Deploy.ID) -> Availability {
    guard let deploy = deploys[id] else { return .disabled(because: "there is no plan") }
    guard deploy.purpose.isOffer else {
      return .disabled(because: "this only shows the difference; D offers to deploy")
    }
    switch deploy.phase {
    case .planning: return .disabled(because: "the plan isn't there yet")
    case .unplannable: return .disabled(because: "there is no plan")
    case .applying, .stopping: return .disabled(because: "it is being applied")
    case .finished: return .disabled(because: "it is over; D plans it anew")
    case .planned(let plan):
      if let obstacle = deploy.obstacle { return .disabled(because: obstacle) }
      if plan.isUpToDate(pruning: deploy.choices.prunes) {
        return .disabled(because: "the cluster already is as the stack says")
      }
      if deployUnderWay(of: deploy.stack) != nil {
        return .disabled(because: "the stack is being deployed")
      }
      if let problem = cluster.problem { return .disabled(because: problem) }
      return .enabled
    }
  }

  /// Whether a choice about the plan in front can be made; `obstacle` says what the plan has against
  /// it.
  func choosing(_ obstacle: (Plan.Counts) -> String?) -> Availability {
    guard case .deploy(let id) = document?.content, let deploy = deploys[id],
      case .planned(let plan) = deploy.phase
    else { return .disabled(because: "there is no plan to choose about") }
    if deploy.purpose == .prune {
      return .disabled(because: "this prunes and does nothing else; D offers to deploy")
    }
    guard deploy.purpose.isOffer else {
      return .disabled(because: "this only shows the difference; D offers to deploy")
    }
    return obstacle(plan.counts).map { .disabled(because: $0) } ?? .enabled
  }

  /// Changes what is chosen in the review in front.
  mutating func choose(_ change: (inout Deploy.Choices) -> Void) {
    guard case .deploy(let id) = document?.content else { return }
    changeDeploy(id) { change(&$0.choices) }
  }

  /// Agrees to the plan in front; where it is dangerous or the context is protected, the stack's name
  /// has to be typed first.
  mutating func confirmPlan() -> [Command] {
    guard case .deploy(let id) = document?.content, let deploy = deploys[id] else { return [] }
    if deploy.isDangerous || isProtected {
      ask(.deploy(id))
    } else {
      begin(id)
    }
    return []
  }

  /// Begins to apply: from now on the state wants the activity.
  mutating func begin(_ id: Deploy.ID) {
    let now = now
    changeDeploy(id) { deploy in
      guard case .planned(let plan) = deploy.phase else { return }
      deploy.phase = .applying(plan)
      deploy.start = now
    }
  }

  // MARK: - The deploy

  /// Takes in how a deploy goes.
  mutating func deployed(_ id: Deploy.ID, _ event: DeployEvent) {
    guard let plan = deploys[id]?.plan else { return }
    let now = now
    changeDeploy(id) { deploy in
      switch event {
      case .began(let stages): deploy.stages = stages
      case .entered(let step): deploy.step = step
      case .started(let key): deploy.progress[key] = .sending
      case .deleting(let key): deploy.progress[key] = .deleting
      case .applied(let key, let outcome): deploy.progress[key] = .outcome(outcome)
      case .failed(let key, let error): deploy.progress[key] = .outcome(.failed(error))
      case .uncertain(let key, let error): deploy.progress[key] = .outcome(.uncertain(error))
      case .retrying(let key, let error, _): deploy.progress[key] = .retrying(error)
      case .waiting(let key): deploy.progress[key] = .waiting
      case .health(let event): deploy.apply(event)
      case .warning(let text): deploy.warnings.append(text)
      case .finished(let changes):
        deploy.phase = .finished(plan, changes)
        deploy.end = now
        for entry in changes.entries { deploy.progress[entry.key] = .outcome(entry.outcome) }
        for status in changes.health?.statuses ?? [] { deploy.health[status.key] = status }
        for text in changes.warnings where !deploy.warnings.contains(text) {
          deploy.warnings.append(text)
        }
      }
    }
    if case .finished(let changes) = event { tellEnding(of: id, changes) }
  }

  private mutating func tellEnding(of id: Deploy.ID, _ changes: ChangeSet) {
    guard let deploy = deploys[id] else { return }
    let (name, done) = (deploy.stackName, deploy.purpose == .prune ? "pruned" : "deployed")
    switch changes.ending {
    case .complete: say("\(name) is \(done)", .success)
    case .cancelled: say("\(name): stopped, see what was applied", .warning)
    case .failed(let error): say("\(name): \(error.summary)", .error)
    }
    forgetOldDeploys()
  }

  /// Keeps the last few deploys that are over, for a look at what they did.
  private mutating func forgetOldDeploys() {
    let over = deploys.filter {
      if case .finished = $0.value.phase { true } else { false }
    }.keys.sorted { $0.number > $1.number }
    for id in over.dropFirst(20) { deploys[id] = nil }
  }

  // MARK: - Leaving

  /// What `esc` does on a deploy's page: asks whether to stop one that is under way, and forgets a
  /// plan that nobody agreed to.
  ///
  /// Returns whether the page stays.
  mutating func leaveDeploy(_ id: Deploy.ID) -> Bool {
    switch deploys[id]?.phase {
    case .applying:
      ask(.stopDeploy(id))
      return true
    case .planning, .unplannable, .planned: deploys[id] = nil
    // What it did, or is about to leave undone, can be looked at again.
    case .stopping, .finished, nil: break
    }
    return false
  }

  /// Stops a deploy after the object in hand.
  mutating func stopDeploy(_ id: Deploy.ID) {
    changeDeploy(id) { deploy in
      guard case .applying(let plan) = deploy.phase else { return }
      deploy.phase = .stopping(plan)
    }
  }
}

extension Deploy {
  /// Takes in how it stands with what is waited for.
  fileprivate mutating func apply(_ event: WaitEvent) {
    switch event {
    case .began(let statuses):
      health = Dictionary(statuses.map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
      interruption = nil
    case .changed(let status):
      health[status.key] = status
      interruption = nil
    case .interrupted(let error): interruption = error
    }
  }
}
