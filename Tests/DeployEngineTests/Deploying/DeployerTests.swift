import DemoCluster
import DeployEngine
import Documents
import GitOps
import Kubernetes
import Synchronization
import Testing

/// Whole deploys to the demo cluster, which reads requests on its own and is strict about them.
@Suite struct DeployerTests {
  let server = DemoAPIServer()
  let stack = Stack(path: "base/web", name: "web", source: .plain)

  var client: Client { Client(transport: server, pacing: .immediate) }

  func plan(_ objects: String...) async throws(DeployError) -> Plan {
    let tree = Fixture.Files(["all.yaml": objects.joined()])
    return try await Planner(client).plan(stack, in: tree)
  }

  func deploy(
    _ plan: Plan, _ options: Deployer.Options = .init(wait: nil), as user: String = "eva",
    journal: Journal? = nil, send: @escaping @Sendable (DeployEvent) -> Void = { _ in }
  ) async -> ChangeSet {
    await Deployer(
      client, for: Operator(user: user, host: "laptop"), journal: journal, options: options
    ).deploy(plan, send: send)
  }

  static func map(_ name: String, _ data: String = "{}") -> String {
    manifest("ConfigMap", name, "data: \(data)")
  }

  @Test func aRoundOfDeploysLeavesItsTraces() async throws {
    let first = await deploy(try await plan(Self.map("a"), Self.map("b")))
    #expect(first.ending == .complete, "\(first)")
    #expect(first.warnings.isEmpty, "\(first.warnings)")
    let second = try await plan(Self.map("a", "{x: '1'}"))
    #expect(second.lines == ["ConfigMap default/a: change", "ConfigMap default/b: prune"])
    let changes = await deploy(second, .init(prunes: true, wait: nil))
    #expect(changes.lines == ["ConfigMap default/a: configured", "ConfigMap default/b: pruned"])
    #expect(try await plan(Self.map("a", "{x: '1'}")).isUpToDate)

    let inventories = try await Inventories(client).all()
    #expect(inventories.map(\.lastDeploy?.entry) == [changes.record?.id])
    #expect(inventories.map(\.path) == ["base/web"])
    let entries = try await Ledger(client).entries(of: stack)
    #expect(Set(entries) == Set([first.record, changes.record].compactMap { $0 }))
    let lease = try await StackLease.holder(of: second.inventory, client, now: .current())
    #expect(lease == nil)
  }

  @Test func deploysOfOneSecondAreInTheOrderTheyBeganIn() async throws {
    let clock = Mutex(Int32(0))
    var made: [LedgerEntry.ID?] = []
    for number in 0..<4 {
      let deployer = Deployer(
        client, for: Operator(user: "eva", host: "laptop"), options: .init(wait: nil),
        now: {
          Timestamp(
            seconds: 1_800_000_000,
            nanoseconds: clock.withLock {
              $0 += 1_000_000
              return $0
            })
        })
      let changes = await deployer.deploy(try await plan(Self.map("a", "{x: '\(number)'}"))) { _ in
      }
      made.append(changes.record?.id)
    }
    #expect(try await Ledger(client).entries(of: stack).map(\.id) == made.reversed())
  }

  @Test func pruningAloneAppliesNothingAndClaimsNothing() async throws {
    let secret = manifest("Secret", "s", "stringData: {x: word}")
    let first = await deploy(try await plan(Self.map("a"), Self.map("b"), secret))
    #expect(first.ending == .complete)
    let whole = try await plan(Self.map("a", "{x: '1'}"), secret, Self.map("c"))
    let alone = whole.pruningAlone
    #expect(alone.lines == ["ConfigMap default/b: prune"])
    let steps = Mutex<[DeployEvent.Step]>([])
    let changes = await deploy(alone, .init(prunes: true, wait: nil)) { event in
      if case .entered(let step) = event { steps.withLock { $0.append(step) } }
    }
    #expect(changes.ending == .complete)
    #expect(changes.lines == ["ConfigMap default/b: pruned"])
    #expect(changes.record?.counts == ["pruned": 1])
    #expect(changes.record?.canBeRestored == false)
    #expect(steps.withLock { $0 } == [.preparing, .pruning, .recording])

    let after = try await plan(Self.map("a", "{x: '1'}"), secret, Self.map("c"))
    #expect(after.counts.change == 1 && after.counts.create == 1 && after.counts.prune == 0)
    #expect(after.inventory.lastDeploy?.entry == first.record?.id)
    // What it left alone still is the stack's, to be found once it isn't rendered any more.
    #expect(try await plan(Self.map("a")).lines.contains("Secret default/s: prune"))
  }

  @Test func anEntryOfPruningAloneIsReadBack() async throws {
    _ = await deploy(try await plan(Self.map("a"), Self.map("b")))
    let alone = try await plan(Self.map("a")).pruningAlone
    let changes = await deploy(alone, .init(prunes: true, wait: nil))
    #expect(try await Ledger(client).entries(of: stack).first == changes.record)
    #expect(changes.record?.isPruningAlone == true)
  }

  @Test func theStepsAreTold() async throws {
    let steps = Mutex<[DeployEvent.Step]>([])
    _ = await deploy(try await plan(Self.map("a"))) { event in
      if case .entered(let step) = event { steps.withLock { $0.append(step) } }
    }
    #expect(steps.withLock { $0 } == [.preparing, .applying, .recording])
  }

  @Test func theJournalHasABeginningAndAnEnd() async throws {
    let lines = Mutex<[Value]>([])
    let journal = Journal { line in
      let value = try Value(json: line)
      lines.withLock { $0.append(value) }
    }
    let changes = await deploy(try await plan(Self.map("a")), journal: journal)
    let written = lines.withLock { $0 }
    #expect(written.map { $0["event"]?.string } == ["began", "ended"])
    #expect(written.last.flatMap { LedgerEntry($0) } == changes.record)
  }

  @Test func whatCannotBeWrittenDownIsAWarning() async throws {
    struct Full: Error {}
    let changes = await deploy(
      try await plan(Self.map("a")), journal: Journal { _ in throw Full() })
    #expect(changes.ending == .complete)
    #expect(changes.warnings.count == 2)
  }

  @Test func aRefusedPlanLeavesNoTrace() async throws {
    let changes = await deploy(try await plan(Self.map("a"), manifest("Nonsense", "x")))
    #expect(changes.entries.allSatisfy { $0.outcome == .notApplied })
    #expect(try await Inventories(client).all().isEmpty)
  }

  @Test func aStackThatSomebodyDeploysIsLeftAlone() async throws {
    _ = await deploy(try await plan(Self.map("a")))
    let key = ObjectKey(.leases, namespace: "duet", name: "stack-web")
    _ = try await client.create(
      key.kind, namespace: "duet",
      [
        "apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
        "metadata": ["name": "stack-web", "namespace": "duet"],
        "spec": [
          "holderIdentity": "max@desktop/1", "leaseDurationSeconds": 45,
          "renewTime": .string(Timestamp.current().rfc3339Micro),
        ],
      ])
    let changes = await deploy(try await plan(Self.map("a", "{x: '1'}")))
    guard case .failed(.locked(let holder)) = changes.ending else {
      Issue.record("\(changes)")
      return
    }
    #expect(holder.name == "max@desktop")
  }

  @Test func whatWasDeployedSinceThePlanIsNotOverwritten() async throws {
    let old = try await plan(Self.map("a", "{x: '1'}"))
    _ = await deploy(try await plan(Self.map("a", "{x: '2'}")), as: "max")
    let changes = await deploy(old)
    guard case .failed(.outdated(let last)) = changes.ending else {
      Issue.record("\(changes)")
      return
    }
    #expect(last.user == "max")
  }
}

extension Timestamp {
  fileprivate var rfc3339Micro: String {
    "\(Timestamp(seconds: seconds).rfc3339.dropLast()).000000Z"
  }
}
