import DemoCluster
import Documents
import Emergencies
import GitOps
import Kubernetes
import Testing

/// What is foretold of a change is held against what becomes of it, on a cluster whose Argo CD, Flux
/// and autoscalers do what they do.
@Suite struct DemoForecastTests {
  /// A cluster and what is asked of it.
  struct Bed {
    let server: DemoAPIServer
    let client: Client

    init(_ scenario: Scenario = .standard) {
      server = scenario.makeServer()
      client = Client(transport: server)
    }

    var now: Int64 { get async { await server.now.milliseconds / 1000 } }

    func advance(_ seconds: Int64) async { await server.advance(by: .seconds(seconds)) }

    /// What is foretold of edits, before anything is done.
    func foretell(
      _ edits: [FieldEdit], of object: Value, _ key: ObjectKey
    ) async -> Forecast {
      let now = await now
      let reader = ForecastReader(client, now: { now })
      return Forecast(edits, of: object, await reader.context(of: object, key))
    }

    /// Makes a change by hand; gives what was foretold of it, and the change.
    func edit(
      _ path: FieldPath, _ value: Value?, of key: ObjectKey
    ) async throws -> (verdict: ForecastVerdict, edit: FieldEdit) {
      let object = try await client.get(key)
      let edit = FieldEdit(path, before: path.value(in: object), after: value)
      let forecast = await foretell([edit], of: object, key)
      _ = try await client.replace(
        key, edit.applied(to: object), WriteOptions(fieldManager: "duet-edit"))
      return (try #require(forecast.fields.first?.outcomes.first).verdict, edit)
    }

    func value(_ path: FieldPath, of key: ObjectKey) async throws -> Value? {
      path.value(in: try await client.get(key))
    }

    func change(_ kind: ResourceKind, _ name: String, _ patch: Value) async throws {
      _ = try await client.patch(
        ObjectKey(kind, namespace: "argocd", name: name), .merge, patch)
    }

    /// Whether the change holds for so long, and is gone so soon after.
    func holds(_ edit: FieldEdit, of key: ObjectKey, for seconds: Int64) async throws -> Bool {
      await advance(seconds)
      return try await value(edit.path, of: key) == edit.after
    }

    func isBack(_ edit: FieldEdit, of key: ObjectKey, within seconds: Int64) async throws -> Bool {
      await advance(seconds)
      return try await value(edit.path, of: key) == edit.before
    }
  }

  static func deployment(_ name: String, in namespace: String = "tools") -> ObjectKey {
    ObjectKey(.deployments, namespace: namespace, name: name)
  }

  static func container(_ name: String, _ field: String) -> FieldPath {
    ["spec", "template", "spec", "containers", .element(["name": .string(name)]), .field(field)]
  }

  static let replicas: FieldPath = ["spec", "replicas"]
  static let note: FieldPath = ["metadata", "annotations", "note"]
  static let label: FieldPath = ["metadata", "labels", "app.kubernetes.io/name"]
  static let recipes = deployment("recipes")

  // MARK: Argo CD

  @Test func whatGitNamesIsHealedAndTheRestStays() async throws {
    let bed = Bed()
    await bed.advance(60)
    let limit = Self.container("recipes", "resources").appending("limits").appending("memory")
    let named: [(FieldPath, Value?)] = [
      (Self.replicas, 5), (Self.container("recipes", "image"), "registry.talos00/recipes:0"),
      (limit, nil), (Self.label, nil), (["spec", "paused"], nil),
    ]
    for (path, value) in named {
      let (verdict, edit) = try await bed.edit(path, value, of: Self.recipes)
      guard case .reverted(.atOnce(let delay)) = verdict else {
        Issue.record("\(path): \(verdict)")
        continue
      }
      if delay > 1 {
        #expect(
          try await bed.holds(edit, of: Self.recipes, for: delay - 1), "\(path) after \(delay)")
      }
      #expect(try await bed.isBack(edit, of: Self.recipes, within: 6), "\(path) after \(delay)")
    }
    let env = Self.container("recipes", "env").appending(.element(["name": "DEBUG"]))
    let silent: [(FieldPath, Value?)] = [
      (Self.note, "mine"), (env, ["name": "DEBUG", "value": "1"]),
      (["spec", "minReadySeconds"], 3),
    ]
    for (path, value) in silent {
      let (verdict, edit) = try await bed.edit(path, value, of: Self.recipes)
      #expect(verdict == .survives(.notNamed), "\(path)")
      #expect(try await bed.holds(edit, of: Self.recipes, for: 200), "\(path)")
    }
  }

  @Test func eachHealWaitsAsLongAsIsForetold() async throws {
    let bed = Bed()
    await bed.advance(60)
    // The first brings it to the commit of today, and isn't a heal.
    _ = try await bed.edit(Self.replicas, 4, of: Self.recipes)
    await bed.advance(10)
    var delays: [Int64] = []
    for count in 5..<9 {
      let (verdict, edit) = try await bed.edit(
        Self.replicas, .integer(Int64(count)), of: Self.recipes)
      guard case .reverted(.atOnce(let delay)) = verdict else {
        Issue.record("\(verdict)")
        return
      }
      delays.append(delay)
      if delay > 1 { #expect(try await bed.holds(edit, of: Self.recipes, for: delay - 1)) }
      #expect(try await bed.isBack(edit, of: Self.recipes, within: 5))
    }
    #expect(delays[0] == 0 && delays[3] > delays[2] && delays[2] > delays[1], "\(delays)")
  }

  @Test func anApplicationThatDoesNotHealWaitsForItsNextSync() async throws {
    let bed = Bed()
    await bed.advance(60)
    // What was never synced to the commit of today is synced by itself all the same.
    _ = try await bed.edit(Self.replicas, 7, of: Self.recipes)
    await bed.advance(60)
    try await bed.change(
      .applications, "recipes", ["spec": ["syncPolicy": ["automated": ["selfHeal": false]]]])
    let (verdict, edit) = try await bed.edit(Self.replicas, 5, of: Self.recipes)
    #expect(verdict == .reverted(.nextSync(.notHealing)))
    #expect(try await bed.holds(edit, of: Self.recipes, for: 200))
    try await bed.change(
      .applications, "recipes",
      ["operation": ["initiatedBy": ["username": "ann"], "sync": ["syncStrategy": ["hook": [:]]]]])
    #expect(try await bed.isBack(edit, of: Self.recipes, within: 20))
  }

  @Test func withoutAutomationOrWithItSwitchedOffItStays() async throws {
    let bed = Bed()
    await bed.advance(60)
    let links = Self.deployment("links")
    let (off, first) = try await bed.edit(Self.replicas, 5, of: links)
    #expect(off == .reverted(.nextSync(.switchedOff)))
    #expect(try await bed.holds(first, of: links, for: 200))
    try await bed.change(.applications, "recipes", ["spec": ["syncPolicy": ["automated": .null]]])
    let (manual, second) = try await bed.edit(Self.replicas, 5, of: Self.recipes)
    #expect(manual == .reverted(.nextSync(.manual)))
    #expect(try await bed.holds(second, of: Self.recipes, for: 200))
  }

  @Test func whatIsIgnoredStaysUntilSomethingElseHasItSynced() async throws {
    let bed = Bed()
    await bed.advance(60)
    try await bed.change(
      .applications, "recipes",
      [
        "spec": [
          "ignoreDifferences": [
            ["group": "apps", "kind": "Deployment", "jsonPointers": ["/spec/replicas"]]
          ]
        ]
      ])
    await bed.advance(5)
    let (verdict, edit) = try await bed.edit(Self.replicas, 5, of: Self.recipes)
    #expect(verdict == .reverted(.nextSync(.ignored)))
    #expect(try await bed.holds(edit, of: Self.recipes, for: 200))
    let (other, image) = try await bed.edit(
      Self.container("recipes", "image"), "registry.talos00/recipes:0", of: Self.recipes)
    #expect(other == .reverted(.atOnce(delay: 0)))
    #expect(try await bed.isBack(image, of: Self.recipes, within: 10))
    #expect(try await bed.value(Self.replicas, of: Self.recipes) == edit.before)
  }

  @Test func aWindowPostponesItUntilItCloses() async throws {
    let bed = Bed()
    await bed.advance(60)
    try await bed.change(
      .appProjects, "default",
      [
        "spec": [
          "syncWindows": [
            [
              "kind": "deny", "schedule": "* * * * *", "duration": "1h",
              "applications": ["recipes"], "description": "import",
            ]
          ]
        ]
      ])
    let (verdict, edit) = try await bed.edit(Self.replicas, 5, of: Self.recipes)
    #expect(verdict == .reverted(.lifted(.window("import"))))
    #expect(try await bed.holds(edit, of: Self.recipes, for: 200))
    try await bed.change(.appProjects, "default", ["spec": ["syncWindows": []]])
    #expect(try await bed.isBack(edit, of: Self.recipes, within: 200))
  }

  // MARK: Pauses

  @Test func aPauseKeepsTheChangeUntilAnybodyEndsIt() async throws {
    let bed = Bed()
    await bed.advance(60)
    let start = await bed.now
    let pauser = await bed.pauser(at: start)
    let owner = ObjectOwner.application(ObjectName(namespace: "argocd", name: "recipes"))
    try await pauser.pause(owner, reason: "import", until: start + 900)
    let (verdict, edit) = try await bed.edit(Self.replicas, 5, of: Self.recipes)
    #expect(verdict == .reverted(.at(start + 900, .pause(user: "ann", reason: "import"))))
    // Nobody ends it too early, nor does Argo CD.
    #expect(await bed.pauser(at: start + 600).resumeExpired().isEmpty)
    #expect(try await bed.holds(edit, of: Self.recipes, for: 900))
    // Two see that it is over at once, and one of them is heard.
    let (one, other) = (await bed.pauser(at: start + 901), await bed.pauser(at: start + 901))
    async let first = one.resumeExpired()
    async let second = other.resumeExpired()
    let ended = await first + second
    #expect(!ended.isEmpty && ended.allSatisfy { $0.problem == nil && $0.owner == owner })
    #expect(try await bed.isBack(edit, of: Self.recipes, within: 10))
    #expect(await pauser.pausedOwners().isEmpty)
  }

  @Test func aPauseThatWasMadeLongerMeanwhileIsNotEnded() async throws {
    let bed = Bed()
    let start = await bed.now
    let owner = ObjectOwner.application(ObjectName(namespace: "argocd", name: "recipes"))
    try await bed.pauser(at: start).pause(owner, reason: "", until: start + 60)
    try await bed.pauser(at: start).pause(owner, reason: "", until: start + 600)
    // One who has seen the first alone wants to end it.
    try await bed.pauser(at: start + 61).resumeExpired(owner)
    #expect(await bed.pauser(at: start).pausedOwners().map(\.pause.until) == [start + 600])
  }

  @Test func theCommandInTheNoteEndsThePauseToo() async throws {
    let bed = Bed()
    let start = await bed.now
    let owner = ObjectOwner.application(ObjectName(namespace: "argocd", name: "recipes"))
    try await bed.pauser(at: start).pause(owner, reason: "it's \"hot\"", until: nil)
    let paused = try #require(await bed.pauser(at: start).pausedOwners().first)
    let command = paused.pause.command
    #expect(
      command.hasPrefix(
        "kubectl patch -n argocd applications.argoproj.io recipes --type merge -p '{"))
    let patch = try Value(json: String(command.drop { $0 != "{" }.dropLast()))
    try await bed.change(.applications, "recipes", patch)
    #expect(await bed.pauser(at: start).pausedOwners().isEmpty)
    let application = Application(
      try await bed.client.get(
        ObjectKey(.applications, namespace: "argocd", name: "recipes")))
    #expect(application.policy.isAutomated && application.policy.automation?.selfHeals == true)
  }

  // MARK: Others

  @Test func anAutoscalerSetsTheNumberAgain() async throws {
    let bed = Bed()
    await bed.advance(60)
    let links = Self.deployment("links")
    let scalers = try #require(
      try await bed.client.discover().kind(named: "horizontalpodautoscalers.autoscaling"))
    _ = try await bed.client.create(
      scalers, namespace: "tools",
      [
        "metadata": ["name": "links"],
        "spec": [
          "scaleTargetRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": "links"],
          "minReplicas": 2, "maxReplicas": 4,
        ],
      ])
    await bed.advance(40)
    #expect(try await bed.value(Self.replicas, of: links) == 2)
    for (wanted, verdict, seconds) in [
      (9, ForecastVerdict.reverted(.within(15)), 16), (1, .reverted(.within(15)), 16),
    ] as [(Int64, ForecastVerdict, Int64)] {
      let (said, _) = try await bed.edit(Self.replicas, .integer(wanted), of: links)
      #expect(said == verdict)
      await bed.advance(seconds)
      let count = try await bed.value(Self.replicas, of: links)?.integer ?? 0
      #expect(count != wanted && (2...4).contains(count))
    }
    await bed.advance(400)
    let (more, edit) = try await bed.edit(Self.replicas, 4, of: links)
    #expect(more == .reverted(.within(300)))
    #expect(try await bed.holds(edit, of: links, for: 200))
    await bed.advance(130)
    #expect(try await bed.value(Self.replicas, of: links) == 2)
    let object = try await bed.client.get(links)
    let off = FieldEdit(Self.replicas, before: 2, after: 0)
    let outcomes = await bed.foretell([off], of: object, links).fields[0].outcomes
    #expect(outcomes.contains { $0.verdict == .survives(.scaledToZero) })
    let (_, zero) = try await bed.edit(Self.replicas, 0, of: links)
    #expect(try await bed.holds(zero, of: links, for: 120))
  }

  @Test func fluxPutsBackWhatItAppliesAtItsInterval() async throws {
    let bed = Bed(.delivery)
    await bed.advance(30)
    let blog = Self.deployment("blog", in: "blog")
    let (verdict, edit) = try await bed.edit(Self.replicas, 5, of: blog)
    guard case .reverted(.within(let seconds)) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(try await bed.isBack(edit, of: blog, within: seconds + 5))
    let (silent, mine) = try await bed.edit(Self.note, "mine", of: blog)
    #expect(silent == .survives(.notNamed))
    #expect(try await bed.holds(mine, of: blog, for: seconds + 5))
  }

  @Test func aPauseOfFluxIsEndedToo() async throws {
    let bed = Bed(.delivery)
    await bed.advance(30)
    let blog = Self.deployment("blog", in: "blog")
    let start = await bed.now
    let owner = ObjectOwner.fluxKustomization(ObjectName(namespace: "flux-system", name: "apps"))
    try await bed.pauser(at: start).pause(owner, reason: "fire", until: start + 3600)
    let (verdict, edit) = try await bed.edit(Self.replicas, 5, of: blog)
    #expect(verdict == .reverted(.at(start + 3600, .pause(user: "ann", reason: "fire"))))
    #expect(try await bed.holds(edit, of: blog, for: 3600))
    let ended = await bed.pauser(at: start + 3601).resumeExpired()
    #expect(ended.map(\.owner) == [owner])
    #expect(try await bed.isBack(edit, of: blog, within: 10))
  }

  @Test func aDeletedObjectIsMadeAnewAsIsForetold() async throws {
    let bed = Bed()
    await bed.advance(60)
    let object = try await bed.client.get(Self.recipes)
    let now = await bed.now
    let context = await ForecastReader(bed.client, now: { now }).context(of: object, Self.recipes)
    let forecast = Forecast(deletionOf: object, context)
    #expect(forecast.object.map(\.verdict) == [.reverted(.atOnce(delay: 0))])
    try await bed.client.delete(Self.recipes)
    await bed.advance(10)
    let uid: FieldPath = ["metadata", "uid"]
    let after = try await bed.value(uid, of: Self.recipes)
    #expect(after != nil && after != uid.value(in: object))
  }

  @Test func aReplicaSetIsKeptByItsDeployment() async throws {
    let bed = Bed()
    await bed.advance(60)
    let sets = try await bed.client.list(ResourceQuery(.replicaSets, namespace: "tools"))
    let name = try #require(
      sets.compactMap { $0["metadata"]?["name"]?.string }.first { $0.hasPrefix("recipes-") })
    let key = ObjectKey(.replicaSets, namespace: "tools", name: name)
    let (verdict, edit) = try await bed.edit(Self.replicas, 4, of: key)
    #expect(verdict == .reverted(.atOnce(delay: 0)))
    #expect(try await bed.isBack(edit, of: key, within: 5))
    let (kept, note) = try await bed.edit(Self.note, "mine", of: key)
    #expect(kept == .survives(.notControlled))
    #expect(try await bed.holds(note, of: key, for: 60))
  }
}

extension DemoForecastTests.Bed {
  /// One who pauses, and takes it to be so late.
  func pauser(at now: Int64) async -> OwnerPauser {
    OwnerPauser(
      client, known: KnownOwners(installations: (try? await client.argoInstallations()) ?? []),
      discovery: (try? await client.discover()) ?? Discovery(kinds: []), user: "ann",
      pacing: Pacing(sleep: { _ in }, random: { 0 }, now: { ContinuousClock.now }), now: { now })
  }
}
