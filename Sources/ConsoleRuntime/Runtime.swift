public import Console
import Kubernetes
import Logs
import TUI

/// The loop: takes events, updates the state, keeps activities running that the state wants, has
/// commands performed, draws frames.
///
/// Everything that waits does so outside: an update and a frame never do. Frames are drawn at once
/// when a person waits for them, and else at most sixty times a second.
public actor Runtime {
  /// The state as of the last batch of events.
  public private(set) var state: ConsoleState

  private let world: any World
  private let terminal: any Terminal
  private let mailbox = Mailbox()
  private var activities: [Activity: Task<Void, Never>] = [:]
  /// Activities that are no longer wanted and have still to end, such as a deploy that stops after
  /// the object in hand.
  private var leaving: [Int: Task<Void, Never>] = [:]
  private var lastLeaving = 0
  private var commandsInFlight = 0
  private var observers: [CheckedContinuation<Void, Never>] = []

  /// The shortest time between two frames that nobody waits for.
  private static let frameInterval = Duration.milliseconds(16)
  /// Events of so much weight may wait before those who send more have to.
  private static let comfortableBacklog = 1024

  /// Makes a runtime; nothing happens until `run`.
  public init(state: ConsoleState, world: any World, terminal: any Terminal) {
    self.state = state
    self.world = world
    self.terminal = terminal
  }

  /// Tells that something happened.
  ///
  /// From any task, at any time.
  public nonisolated func send(_ event: Event) {
    mailbox.send(event)
  }

  /// Runs until somebody quits, or the task is cancelled.
  ///
  /// Before it returns, every activity and command has ended.
  public func run() async {
    await withTaskCancellationHandler {
      await withDiscardingTaskGroup { group in
        await loop(&group)
        group.cancelAll()
      }
      mailbox.close()
      tellObservers()
      for task in activities.values { task.cancel() }
      for task in activities.values { await task.value }
      for task in leaving.values { await task.value }
      activities = [:]
      leaving = [:]
    } onCancel: {
      mailbox.close()
    }
  }

  private func loop(_ group: inout DiscardingTaskGroup) async {
    let clock = ContinuousClock()
    reconcile()
    await terminal.draw(state.render())
    var lastFrame = clock.now
    while !Task.isCancelled {
      var batch = await mailbox.take()
      // What nobody waits for is drawn when the next frame is due, together with what comes until
      // then.
      let due = lastFrame + Self.frameInterval
      if !batch.contains(where: \.isInput), clock.now < due {
        let timer = Task { [mailbox] in
          try? await clock.sleep(until: due)
          mailbox.wake()
        }
        batch += await mailbox.take(urgentOnly: true)
        timer.cancel()
      }
      for command in state.update(batch) {
        if command == .quit { return }
        perform(command, in: &group)
      }
      reconcile()
      await terminal.draw(state.render())
      lastFrame = clock.now
      mailbox.finish()
      tellObservers()
    }
  }

  // MARK: - Commands and activities

  private func perform(_ command: Command, in group: inout DiscardingTaskGroup) {
    commandsInFlight += 1
    group.addTask { [world, terminal, mailbox] in
      switch command {
      case .quit: break
      case .redraw: await terminal.redraw()
      case .suspend:
        await terminal.suspend()
        await terminal.redraw()
      case .copy(let text): await terminal.copy(text)
      case .open(let address):
        if let problem = await world.perform(command) {
          await terminal.copy(address)
          mailbox.send(problem)
        }
      case .useTheme(let name):
        let problem = await terminal.use(theme: name)
        mailbox.send(problem.map { .failed($0) } ?? .themed(name))
      case .enter(let id, let session):
        mailbox.send(.left(session, await world.enter(session, of: id, on: terminal)))
      case .edit(let id, let text):
        mailbox.send(.edited(id, await world.edit(text, on: terminal)))
      case .readRepository, .readCommits, .findLogTime, .saveLog, .cluster, .logStorage, .keepEdit,
        .forgetEdit:
        if let event = await world.perform(command) { mailbox.send(event) }
      }
      await self.finishedCommand()
    }
  }

  private func finishedCommand() {
    commandsInFlight -= 1
    mailbox.wake()
  }

  /// Starts what is newly wanted and cancels what no longer is.
  ///
  /// An activity that has ended by itself isn't started again until it was not wanted for a while.
  private func reconcile() {
    let wanted = state.activities
    for (activity, task) in activities where !wanted.contains(activity) {
      task.cancel()
      activities[activity] = nil
      leave(task)
    }
    for activity in wanted where activities[activity] == nil {
      activities[activity] = Task { [world] in
        await world.run(activity) { await self.deliver($0) }
      }
    }
  }

  /// Remembers an activity that was cancelled until it has ended.
  private func leave(_ task: Task<Void, Never>) {
    lastLeaving += 1
    let id = lastLeaving
    leaving[id] = Task {
      await task.value
      leaving[id] = nil
    }
  }

  /// Takes an event of an activity, and returns when few enough wait: whoever sends faster than
  /// frames are drawn waits here, and so the servers do.
  private nonisolated func deliver(_ event: Event) async {
    mailbox.send(event)
    if mailbox.weight > Self.comfortableBacklog { await keepUp() }
  }

  private func keepUp() async {
    while mailbox.weight > Self.comfortableBacklog, !hasEnded {
      await withCheckedContinuation { observers.append($0) }
    }
  }

  // MARK: - For drivers

  /// Returns once the state fulfils a condition, looking again after every batch of events, or once
  /// the loop has ended.
  ///
  /// Returns whether it is fulfilled.
  public func wait(until isFulfilled: @Sendable (ConsoleState) -> Bool) async -> Bool {
    while !isFulfilled(state) {
      guard !Task.isCancelled, !hasEnded else { return false }
      await withCheckedContinuation { observers.append($0) }
    }
    return true
  }

  /// Returns once every event has been taken and every command has ended.
  public func settle() async {
    while mailbox.pendingCount > 0 || commandsInFlight > 0 {
      guard !hasEnded else { return }
      await withCheckedContinuation { observers.append($0) }
    }
  }

  private var hasEnded: Bool { mailbox.isClosed }

  private func tellObservers() {
    let waiting = observers
    observers = []
    for observer in waiting { observer.resume() }
  }
}

extension Event {
  /// How much it counts among those that wait: lines of logs by their size.
  var weight: Int {
    guard case .cluster(_, .logs(_, .lines(let lines))) = self else { return 1 }
    return 1 + lines.size >> 11
  }

  /// Whether a person waits for what it does.
  var isInput: Bool {
    switch self {
    case .key, .resized: true
    case .ticked, .repository, .commits, .script, .cluster, .logTimeFound, .logSaved, .errorsFound,
      .failed, .themed, .left, .portForward, .logStorage, .edited, .keptEdits:
      false
    }
  }
}
