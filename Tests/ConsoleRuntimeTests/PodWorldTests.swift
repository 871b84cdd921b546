import Console
import Documents
import HTTP
import Kubernetes
import TUI
import TestSupport
import Testing

@testable import ConsoleRuntime

/// What is done to pods: how kubectl is asked, and which requests are sent.
@Suite(.timeLimit(.minutes(2)))
struct PodWorldTests {
  private let id = ClusterID(context: "test")
  private let pod = ObjectName(namespace: "shop", name: "web-a")
  private let kubectl = KubectlRunner(
    connection: { ["--context=\($0)"] },
    run: { _, receive in
      await receive("Forwarding from 127.0.0.1:8080 -> 80")
      return .exited(1)
    })

  private func world(
    _ transport: some Transport = ScriptedTransport { _, _ in .json("{}") }
  ) -> LiveWorld {
    let cluster = LiveWorld.Cluster(client: Client(transport: transport), address: "test")
    return LiveWorld(
      connect: { _ throws(ConnectionProblem) in cluster }, repository: NoRepository(),
      kubectl: kubectl, now: { Timestamp(seconds: 0) })
  }

  private func session(_ kind: PodSession.Kind = .shell) -> PodSession {
    PodSession(kind, pod: pod, container: "main")
  }

  // MARK: - Sessions

  @Test(arguments: [
    (
      PodSession.Kind.shell,
      "exec -i -t web-a --context=test --namespace=shop --container=main -- sh -c "
        + "command -v bash >/dev/null && exec bash || exec sh"
    ), (.attach, "attach -i -t web-a --context=test --namespace=shop --container=main"),
    (
      .debug(image: "busybox"),
      "debug -i -t web-a --context=test --namespace=shop --image=busybox --target=main"
    ),
  ])
  func kubectlIsAskedForTheSamePodAndContainer(kind: PodSession.Kind, line: String) async {
    let terminal = MemoryTerminal()
    let ending = await world().enter(session(kind), of: id, on: terminal)
    #expect(ending == .over(.exited(0), complaint: ""))
    let program = terminal.record.value.programs.first
    #expect(program?.executable == "kubectl")
    #expect(program?.arguments.joined(separator: " ") == line)
  }

  @Test func anImageWithoutAShellIsRecognised() async {
    let terminal = MemoryTerminal { _ in
      ProgramResult(
        .exited(1),
        errors: "error: Internal error occurred: OCI runtime exec failed: exec: \"sh\": "
          + "executable file not found in $PATH: unknown\n")
    }
    #expect(await world().enter(session(), of: id, on: terminal) == .noShell)
    #expect(terminal.record.value.programs.count == 1)
  }

  @Test func onWindowsThereIsAnotherShell() async {
    let terminal = MemoryTerminal { program in
      program.arguments.contains("powershell")
        ? ProgramResult(.exited(0)) : ProgramResult(.exited(126))
    }
    let transport = ScriptedTransport { _, _ in .json(#"{"spec":{"os":{"name":"windows"}}}"#) }
    let ending = await world(transport).enter(session(), of: id, on: terminal)
    #expect(ending == .over(.exited(0), complaint: ""))
    #expect(terminal.record.value.programs.last?.arguments.last == "powershell")
  }

  @Test func whatKubectlComplainsOfIsTheLastErrorItWrote() async {
    let terminal = MemoryTerminal { _ in
      ProgramResult(
        .exited(1), errors: "Defaulted container\nError from server (NotFound): no pod\nbye\n")
    }
    let ending = await world().enter(session(), of: id, on: terminal)
    #expect(ending == .over(.exited(1), complaint: "Error from server (NotFound): no pod"))
  }

  @Test func theExitOfTheLastCommandIsNoComplaint() async {
    let terminal = MemoryTerminal { _ in
      ProgramResult(.exited(130), errors: "command terminated with exit code 130\n")
    }
    let ending = await world().enter(session(), of: id, on: terminal)
    #expect(ending == .over(.exited(130), complaint: ""))
  }

  @Test func theTerminalIsGivenAwayAndItsEndIsHeardOf() async throws {
    let terminal = MemoryTerminal { _ in ProgramResult(.signal(9)) }
    let runtime = Runtime(
      state: ConsoleState(
        size: .init(80, 24), now: Timestamp(seconds: 0), context: "test"),
      world: ScriptedWorld(), terminal: terminal)
    let running = Task { await runtime.run() }
    for change in [
      Change<PodRow>.began,
      .page([PodRow(name: pod, containers: [ContainerRow(name: "main")])], remaining: nil), .listed,
    ] {
      runtime.send(.cluster(id, .pods(ResourceQuery(.pods), change)))
    }
    for key in ["3", "s"] { runtime.send(.key(.character(Character(key)))) }
    let said = await runtime.wait { state in
      state.toasts.contains { $0.toast.text.contains("ended by signal 9") }
    }
    #expect(said)
    running.cancel()
    await running.value
    #expect(terminal.record.value.programs.count == 1)
  }

  // MARK: - Ports

  @Test func kubectlIsAskedToForward() {
    let run = PortForward.Run(
      pod: pod, ports: [.init(local: 0, remote: 80), .init(local: 7000, remote: 9090)],
      address: "localhost")
    #expect(
      kubectl.program(for: run, in: "test").arguments.joined(separator: " ")
        == "port-forward pod/web-a :80 7000:9090 --context=test --namespace=shop "
        + "--address=localhost")
  }

  @Test func whatKubectlSaysComesWithTheNumberOfItsStart() async {
    let run = PortForward.Run(
      pod: pod, ports: [.init(local: 8080, remote: 80)], address: "localhost", number: 3)
    let events = Watched<[Event]>([])
    let id = PortForward.ID(1)
    await world().run(.portForward(id, context: "test", run)) { event in
      events.change { $0.append(event) }
    }
    #expect(
      events.value == [
        .portForward(id, run: 3, .wrote("Forwarding from 127.0.0.1:8080 -> 80")),
        .portForward(id, run: 3, .ended(.exited(1))),
      ])
  }

  @Test func thePortsOfAPodAreRead() async {
    let transport = ScriptedTransport { _, _ in
      .json(#"{"spec":{"containers":[{"name":"main","ports":[{"containerPort":80}]}]}}"#)
    }
    #expect(
      await world(transport).perform(.cluster(id, .ports(of: pod)))
        == .cluster(id, .ports(pod, .success([PodPort(80, container: "main")]))))
  }

  // MARK: - Removals

  private func run(
    _ order: PodRemoval.Order, on transport: ScriptedTransport
  ) async -> (events: [ClusterEvent], bodies: [Value]) {
    let run = ActivityRun(.removal(PodRemoval.ID(1), order), on: transport)
    let events = await run.toItsEnd()
    return (events, transport.requests.value.compactMap { try? Value(json: $0.body ?? []) })
  }

  @Test(arguments: [(PodRemoval.Way.normal, nil), (.now, 1), (.force, 0)] as [(_, Int64?)])
  func aPodIsDeletedWithTheTimeItGets(way: PodRemoval.Way, grace: Int64?) async {
    let transport = ScriptedTransport { _, _ in .json("{}") }
    let order = PodRemoval.Order([PodTarget(pod, uid: "u1")], way)
    let (events, bodies) = await run(order, on: transport)
    #expect(
      events == [
        .removal(PodRemoval.ID(1), .removed(pod, nil)), .removal(PodRemoval.ID(1), .ended),
      ])
    #expect(bodies.first?["preconditions"] == ["uid": "u1"])
    #expect(bodies.first?["gracePeriodSeconds"]?.integer == grace)
    #expect(transport.requests.value.first?.method == .delete)
  }

  @Test func whatIsCleanedUpMustBeAsItWasSeen() async {
    let transport = ScriptedTransport { _, _ in
      .failure(409, "Conflict", "the ResourceVersion in the precondition differs")
    }
    let order = PodRemoval.Order([PodTarget(pod, uid: "u1", resourceVersion: "7")], .cleanUp)
    let (events, bodies) = await run(order, on: transport)
    #expect(bodies.first?["preconditions"] == ["uid": "u1", "resourceVersion": "7"])
    guard case .removal(_, .removed(_, .conflict?)) = events.first else {
      Issue.record("\(events)")
      return
    }
  }

  @Test func anEvictionIsAskedFor() async {
    let transport = ScriptedTransport { _, _ in .json("{}", status: 201) }
    _ = await run(PodRemoval.Order([PodTarget(pod)], .evict), on: transport)
    #expect(
      transport.requests.value.first?.target == "/api/v1/namespaces/shop/pods/web-a/eviction")
  }

  @Test func manyAreAllAskedForAndEachIsToldOf() async {
    let transport = ScriptedTransport { _, number in
      number % 2 == 0 ? .json("{}") : .failure(404, "NotFound", "gone")
    }
    let pods = (0..<50).map { PodTarget(ObjectName(namespace: "shop", name: "p\($0)")) }
    let (events, _) = await run(PodRemoval.Order(pods, .normal), on: transport)
    #expect(events.count == 51)
    #expect(transport.requests.value.count == 50)
  }

  @Test func thePodsThatHaveEndedAreFoundByTheirPhase() async {
    let transport = ScriptedTransport { request, _ in
      request.target.contains("Failed")
        ? .json(
          #"{"items":[{"metadata":{"namespace":"shop","name":"bad"},"status":{"phase":"Failed"}}]}"#
        )
        : .json(#"{"items":[]}"#)
    }
    guard
      case .cluster(_, .leftovers(["shop"], .success(let pods)))? = await world(transport).perform(
        .cluster(id, .leftovers(in: ["shop"])))
    else {
      Issue.record("no answer")
      return
    }
    #expect(pods.map(\.category) == [.failed])
    #expect(
      transport.requests.value.map(\.target).allSatisfy {
        $0.hasPrefix("/api/v1/namespaces/shop/pods?fieldSelector=status.phase%3D")
      })
  }
}
