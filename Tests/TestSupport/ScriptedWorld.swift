public import Console
public import ConsoleRuntime

/// A world in which activities and commands do what a test says, and which remembers them.
public final class ScriptedWorld: World {
  /// What happened in it, in order.
  public enum Happening: Equatable, Sendable {
    case started(Activity)
    /// The activity has ended; whether because nobody wanted it any more.
    case ended(Activity, wasCancelled: Bool)
    case performing(Command)
    case performed(Command, wasCancelled: Bool)
  }

  /// How an activity tells what happens.
  public typealias Send = @Sendable (Event) async -> Void

  /// What has happened so far.
  public let happenings = Watched<[Happening]>([])
  private let activity: @Sendable (Activity, Send) async -> Void
  private let command: @Sendable (Command) async -> Event?

  /// Makes a world; unless told otherwise its activities go on until they are cancelled, and its
  /// commands do nothing.
  public init(
    activity: @escaping @Sendable (Activity, Send) async -> Void = { _, _ in
      await untilCancelled()
    },
    command: @escaping @Sendable (Command) async -> Event? = { _ in nil }
  ) {
    self.activity = activity
    self.command = command
  }

  public func run(_ activity: Activity, send: @escaping Send) async {
    happenings.change { $0.append(.started(activity)) }
    await self.activity(activity, send)
    let wasCancelled = Task.isCancelled
    happenings.change { $0.append(.ended(activity, wasCancelled: wasCancelled)) }
  }

  public func enter(
    _ session: PodSession, of id: ClusterID, on terminal: any Terminal
  ) async -> PodSessionEnding {
    let result = await terminal.run(Program("session", ["\(session.pod)"]), notice: "")
    return .over(result.ending, complaint: "")
  }

  public func edit(_ text: EditorText, on terminal: any Terminal) async -> EditorEnding {
    let result = await terminal.run(Program("editor", [text.name]), notice: "")
    return result.ending.isSuccess
      ? .left(text.text) : .failed(result.ending.words, text: text.text)
  }

  public func perform(_ command: Command) async -> Event? {
    happenings.change { $0.append(.performing(command)) }
    let event = await self.command(command)
    let wasCancelled = Task.isCancelled
    happenings.change { $0.append(.performed(command, wasCancelled: wasCancelled)) }
    return event
  }

  /// The activities that go on at this moment.
  public var running: [Activity] { happenings.value.running }
}

extension [ScriptedWorld.Happening] {
  /// The activities that have started and not ended, once for each time.
  public var running: [Activity] {
    var running: [Activity] = []
    for happening in self {
      switch happening {
      case .started(let activity): running.append(activity)
      case .ended(let activity, _):
        if let index = running.firstIndex(of: activity) { running.remove(at: index) }
      case .performing, .performed: break
      }
    }
    return running
  }

  /// How often an activity has started.
  public func starts(of activity: Activity) -> Int { count { $0 == .started(activity) } }
}

/// Returns when the task is cancelled.
public func untilCancelled() async {
  let stream = AsyncStream<Never> { _ in }
  for await _ in stream {}
}
