/// Keeps what every container writes: the steady lines are written when somebody looks.
enum ContainerLogs {
  /// How many lines of a long run there are to look back on, and of one that has ended.
  private static let (history, rest) = (4000, 300)

  /// What one run of a container will write.
  struct Run {
    var writer: LogWriter
    /// Everything up to here has been written.
    var written: DemoTime
  }

  static func install(on server: isolated DemoAPIServer) {
    server.logSource = { server, id in refresh(id, on: server) }
  }

  private static func id(_ machine: PodMachine, _ index: Int) -> ContainerID {
    ContainerID(
      namespace: machine.namespace, pod: machine.name,
      container: machine.containers[index].name)
  }

  /// A container has been started.
  static func began(_ machine: PodMachine, _ index: Int, on server: isolated DemoAPIServer) {
    let container = machine.containers[index]
    let name = ImageCatalog.parts(of: container.image).name
    let tag = container.image.dropFirst(name.utf8.count + 1)
    begin(
      id(machine, index),
      LogWriter(
        style: container.behaviour.log, seed: server.random.next(), started: server.now,
        program: container.name, pod: machine.name, version: String(tag),
        linesPerMinute: rate(of: machine, on: server)), on: server)
  }

  /// The annotation by which a pod says how many lines a second its containers write.
  static let rateAnnotation = "demo.duet/lines-per-second"

  private static func rate(of machine: PodMachine, on server: isolated DemoAPIServer) -> Double? {
    let pod = server.get(.pods, machine.namespace, machine.name)
    return pod?.annotation(rateAnnotation).flatMap(Double.init).map { $0 * 60 }
  }

  /// A container of which nothing but its log is simulated has been started.
  static func begin(_ id: ContainerID, _ writer: LogWriter, on server: isolated DemoAPIServer) {
    if let past = server.controllers.logs[id] {
      write(past, of: id, through: server.now, limit: rest, on: server)
    }
    server.beginLog(id)
    server.controllers.logs[id] = Run(writer: writer, written: writer.started - .seconds(1))
  }

  /// A container has ended.
  static func ended(
    _ machine: PodMachine, _ index: Int, _ termination: ContainerState.Termination,
    on server: isolated DemoAPIServer
  ) {
    let id = id(machine, index)
    guard let run = server.controllers.logs.removeValue(forKey: id) else { return }
    write(run, of: id, through: termination.finished, limit: rest, on: server)
    let container = machine.containers[index]
    for text in LogText.closing(run.writer.style, program: container.name, termination) {
      server.appendLog(id, text)
    }
    server.endLog(id)
  }

  /// A pod is gone, and its logs with it.
  static func forget(_ namespace: String, _ pod: String, on server: isolated DemoAPIServer) {
    for id in server.controllers.logs.keys where id.namespace == namespace && id.pod == pod {
      server.controllers.logs[id] = nil
    }
    server.removeLogs(namespace: namespace, pod: pod)
  }

  /// Writes what is missing, and says when the next line comes.
  private static func refresh(_ id: ContainerID, on server: isolated DemoAPIServer) -> Duration? {
    guard var run = server.controllers.logs[id] else { return nil }
    write(run, of: id, through: server.now, on: server)
    run.written = server.now
    server.controllers.logs[id] = run
    guard run.writer.linesPerMinute > 0 else { return nil }
    var next = run.writer.index(after: server.now)
    while run.writer.time(of: next) <= server.now { next += 1 }
    return run.writer.time(of: next) - server.now
  }

  private static func write(
    _ run: Run, of id: ContainerID, through end: DemoTime, limit: Int = history,
    on server: isolated DemoAPIServer
  ) {
    let isFresh = run.written < run.writer.started
    let missing = run.writer.index(after: end) - run.writer.index(after: run.written)
    // What nobody has looked at for long isn't made up: it counts as rotated away, with all before.
    if !isFresh, missing > limit { server.rotateLog(id) }
    server.appendLog(
      id, run.writer.lines(after: run.written, through: end, limit: limit))
  }
}
