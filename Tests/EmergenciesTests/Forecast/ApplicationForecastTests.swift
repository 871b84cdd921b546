import Documents
import Emergencies
import GitOps
import Kubernetes
import Testing

@Suite struct ApplicationForecastTests {
  static let atOnce = ForecastVerdict.reverted(.atOnce(delay: 0))

  @Test(
    arguments: [
      (FieldPath.replicas, Value.integer(5), Self.atOnce),
      (.replicas, 2, .survives(.same)),
      (.replicas, nil, Self.atOnce),
      (.image, "web:2", Self.atOnce),
      (.note, "mine", .survives(.notNamed)),
      (.size, ["name": "SIZE", "value": "3"], .survives(.notNamed)),
      (.color, nil, Self.atOnce),
      (.color.appending("value"), "red", Self.atOnce),
      (.deadline, 30, .survives(.notNamed)),
      (.deadline, nil, .survives(.notNamed)),
      (.disk, "hdd", Self.atOnce),
    ] as [(FieldPath, Value?, ForecastVerdict)], [false, true])
  func whatIsInGitIsPutBack(
    _ change: (path: FieldPath, value: Value?, verdict: ForecastVerdict), isApplied: Bool
  ) throws {
    let options = isApplied ? "ServerSideApply=true" : ""
    let object = try Foretold.deployment(options: options, isApplied: isApplied)
    let verdicts = Foretold.verdicts(
      [(change.path, change.value)], of: object, Foretold.context(try Foretold.application()))
    // The server keeps names, and not what was said: that both say the same can't be seen.
    #expect(
      verdicts == [isApplied && change.verdict == .survives(.same) ? Self.atOnce : change.verdict])
  }

  @Test func aMapThatIsOneValueToTheServerIsPutBackAsAWhole() throws {
    let context = Foretold.context(try Foretold.application())
    let merged = try Foretold.deployment()
    #expect(Foretold.verdicts([(.zone, "a")], of: merged, context) == [.survives(.notNamed)])
    let applied = try Foretold.deployment(options: "ServerSideApply=true", isApplied: true)
    #expect(Foretold.verdicts([(.zone, "a")], of: applied, context) == [Self.atOnce])
  }

  @Test(
    arguments: [
      ("{}", "{}", ForecastVerdict.reverted(.nextSync(.manual))),
      ("{automated: {enabled: false, selfHeal: true}}", "{}", .reverted(.nextSync(.switchedOff))),
      ("{automated: {}}", "{}", .reverted(.nextSync(.notHealing))),
      (
        "{automated: {selfHeal: true}}", "{argocd.argoproj.io/skip-reconcile: \"true\"}",
        .reverted(.nextSync(.skipped))
      ),
      (
        "{automated: {enabled: false, selfHeal: true}}",
        #"{duet/paused-automation: '{"user":"ada","until":"2026-03-04T09:12:00Z"}'}"#,
        .reverted(.at(Foretold.now + 720, .pause(user: "ada", reason: "")))
      ),
      (
        "{automated: {enabled: false, selfHeal: true}}",
        #"{duet/paused-automation: '{"user":"ada","reason":"fire"}'}"#,
        .reverted(.lifted(.pause(user: "ada", reason: "fire")))
      ),
      (
        "{}",
        #"{duet/paused-automation: '{"user":"ada","automated":{"selfHeal":true}}'}"#,
        .reverted(.lifted(.pause(user: "ada", reason: "")))
      ),
      (
        "{automated: {enabled: false}}", #"{duet/paused-automation: '{"user":"ada"}'}"#,
        .reverted(.nextSync(.notHealing))
      ),
    ] as [(String, String, ForecastVerdict)])
  func whenItIsPutBackIsUpToTheAutomation(
    _ policy: String, _ annotations: String, _ verdict: ForecastVerdict
  ) throws {
    let application = try Foretold.application(policy, annotations: annotations)
    let object = try Foretold.deployment()
    #expect(
      Foretold.verdicts([(.replicas, 5)], of: object, Foretold.context(application)) == [verdict])
  }

  @Test func aFailedSyncIsNotTriedAgainForTheSameCommit() throws {
    let object = try Foretold.deployment()
    func verdict(_ operation: String) throws -> [ForecastVerdict] {
      Foretold.verdicts(
        [(.replicas, 5)], of: object,
        Foretold.context(try Foretold.application(operation: operation)))
    }
    #expect(
      try verdict("{phase: Failed, message: no quota, syncResult: {revision: abc}}")
        == [.reverted(.nextSync(.failed("no quota")))])
    #expect(try verdict("{phase: Failed, syncResult: {revision: older}}") == [Self.atOnce])
  }

  @Test func whatCannotBeComparedIsNotPutBackForNow() throws {
    let more = "  conditions:\n  - {type: ComparisonError, message: repository not found}"
    let application = try Foretold.application(sync: "Unknown", more: more)
    let verdicts = Foretold.verdicts(
      [(.replicas, 5)], of: try Foretold.deployment(), Foretold.context(application))
    #expect(verdicts == [.unknown(.failing("repository not found"))])
  }

  @Test func aWindowPostponesHealing() throws {
    let window = SyncWindow([
      "kind": "deny", "schedule": "0 9 * * *", "duration": "1h", "applications": ["*"],
      "description": "sale",
    ])
    let object = try Foretold.deployment()
    let healing = Foretold.context(try Foretold.application(), windows: [window])
    // It is nine o'clock, and one second must have passed.
    var later = healing
    later.now += 60
    let application = try Foretold.application()
    later.owners = [
      .application(
        ForecastOwner.ApplicationFacts(
          application.name, .found(application),
          windows: SyncWindows([window], for: application, at: later.now, TimeZones())))
    ]
    #expect(
      Foretold.verdicts([(.replicas, 5)], of: object, later)
        == [.reverted(.at(Foretold.now + 3600, .window("sale")))])
  }

  @Test func healingWaitsLongerEachTime() throws {
    let object = try Foretold.deployment()
    func delay(attempts: Int, secondsAgo: Int64) throws -> [ForecastVerdict] {
      let finished = Timestamp(seconds: Foretold.now - secondsAgo).rfc3339
      let application = try Foretold.application(
        operation: "{phase: Succeeded, finishedAt: \"\(finished)\", syncResult: {revision: abc}, "
          + "operation: {sync: {autoHealAttemptsCount: \(attempts)}}}")
      return Foretold.verdicts([(.replicas, 5)], of: object, Foretold.context(application))
    }
    #expect(try delay(attempts: 0, secondsAgo: 0) == [Self.atOnce])
    #expect(try delay(attempts: 1, secondsAgo: 0) == [.reverted(.atOnce(delay: 2))])
    #expect(try delay(attempts: 3, secondsAgo: 8) == [.reverted(.atOnce(delay: 10))])
    #expect(try delay(attempts: 9, secondsAgo: 0) == [.reverted(.atOnce(delay: 300))])
    #expect(try delay(attempts: 9, secondsAgo: 330) == [Self.atOnce])
  }

  // MARK: Differences that don't count

  static let ignoring = """
    ignoreDifferences: [{group: apps, kind: Deployment, jsonPointers: [/spec/replicas], \
    jqPathExpressions: ['.spec.template.spec.containers[] | select(.name == "web") | .image']}]
    """

  @Test func whatIsIgnoredIsAppliedAllTheSameUnlessThatIsRespected() throws {
    let object = try Foretold.deployment()
    let ignoring = Foretold.context(try Foretold.application(spec: Self.ignoring))
    for path in [FieldPath.replicas, .image] {
      #expect(
        Foretold.verdicts([(path, "other")], of: object, ignoring)
          == [.reverted(.nextSync(.ignored))])
    }
    let respecting = Foretold.context(
      try Foretold.application(
        "{automated: {selfHeal: true}, syncOptions: [RespectIgnoreDifferences=true]}",
        spec: Self.ignoring))
    #expect(
      Foretold.verdicts([(.replicas, 5)], of: object, respecting) == [.survives(.ignored)])
  }

  @Test func aFieldThatIsIgnoredGoesAlongWithOneThatCounts() throws {
    let ignoring = Foretold.context(try Foretold.application(spec: Self.ignoring))
    let verdicts = Foretold.verdicts(
      [(.replicas, 5), (.color.appending("value"), "red")], of: try Foretold.deployment(), ignoring)
    #expect(verdicts == [Self.atOnce, Self.atOnce])
  }

  @Test func replacingTakesAwayWhatIsNotInGit() throws {
    let object = try Foretold.deployment()
    let replacing = Foretold.context(
      try Foretold.application("{automated: {selfHeal: true}, syncOptions: [Replace=true]}"))
    #expect(
      Foretold.verdicts([(.note, "mine")], of: object, replacing)
        == [.reverted(.nextSync(.replaces))])
    #expect(
      Foretold.verdicts([(.note, "mine"), (.replicas, 5)], of: object, replacing)
        == [Self.atOnce, Self.atOnce])
  }

  @Test func rulesOfTheInstallationCountToo() throws {
    let settings = ArgoSettings([
      "resource.customizations.ignoreDifferences.apps_Deployment":
        "managedFieldsManagers: [duet-edit]"
    ])
    let context = Foretold.context(try Foretold.application(), settings: settings)
    #expect(
      Foretold.verdicts([(.replicas, 5)], of: try Foretold.deployment(), context)
        == [.reverted(.nextSync(.ignored))])
  }

  @Test func aChangeThatDoesNotMakeArgoCDLookIsPutBackWhenItIsTime() throws {
    let settings = ArgoSettings([
      "resource.customizations.ignoreResourceUpdates.all": "jsonPointers: [/spec/replicas]",
      "timeout.reconciliation": "180s",
    ])
    let context = Foretold.context(try Foretold.application(), settings: settings)
    let object = try Foretold.deployment()
    #expect(
      Foretold.verdicts([(.replicas, 5)], of: object, context) == [.reverted(.within(240))])
    #expect(
      Foretold.verdicts([(.replicas, 5), (.image, "web:2")], of: object, context)
        == [Self.atOnce, Self.atOnce])
  }

  // MARK: Objects

  @Test func anObjectThatIsNotInGitAnyMoreIsLeftAsItIs() throws {
    let object = try Foretold.deployment()
    let pruning = try Foretold.application(
      "{automated: {selfHeal: true, prune: true}}", requiresPruning: true)
    #expect(
      Foretold.verdicts([(.replicas, 5)], of: object, Foretold.context(pruning))
        == [.survives(.notInGit(isPruned: true))])
    let keeping = try Foretold.application(requiresPruning: true)
    #expect(
      Foretold.verdicts([(.replicas, 5)], of: object, Foretold.context(keeping))
        == [.survives(.notInGit(isPruned: false))])
  }

  @Test func aDeletedObjectIsMadeAnew() throws {
    let object = try Foretold.deployment()
    let healing = Forecast(
      deletionOf: object, Foretold.context(try Foretold.application()))
    #expect(healing.object.map(\.verdict) == [Self.atOnce])
    #expect(
      healing.lines.map(\.words) == [
        "application front makes it anew within seconds (self-heal)"
      ])
    let manual = Forecast(
      deletionOf: object, Foretold.context(try Foretold.application("{}")))
    #expect(manual.object.map(\.verdict) == [.reverted(.nextSync(.manual))])
  }

  @Test func anApplicationThatCannotBeReadIsSaidToBe() throws {
    let context = ForecastContext(
      now: Foretold.now,
      owners: [
        .application(
          ForecastOwner.ApplicationFacts(
            .init(namespace: "argocd", name: "front"), .unreadable("forbidden")))
      ])
    let forecast = Forecast(
      [FieldEdit(.replicas, before: 2, after: 5)], of: try Foretold.deployment(), context)
    #expect(
      forecast.lines.map(\.words)
        == ["application front may put it back: it can't be read: forbidden"])
    #expect(forecast.urgency == .unknown)
  }

  @Test func theRepositoryKnowsBetterThanWhatWasApplied() throws {
    var context = Foretold.context(try Foretold.application())
    var desired = try Objects.yaml(Foretold.desired)
    desired[["spec", "replicas"] as Pointer] = 5
    desired[["metadata", "annotations"] as Pointer] = ["note": "theirs"]
    context.desired = desired
    let object = try Foretold.deployment()
    #expect(Foretold.verdicts([(.replicas, 5)], of: object, context) == [.survives(.same)])
    #expect(Foretold.verdicts([(.note, "mine")], of: object, context) == [Self.atOnce])
  }

  @Test func aPauseIsForeseen() throws {
    let until = Foretold.now + 900
    let context = Foretold.context(try Foretold.application())
      .paused(user: "ada", reason: "fire", until: until)
    #expect(
      Foretold.verdicts([(.replicas, 5)], of: try Foretold.deployment(), context)
        == [.reverted(.at(until, .pause(user: "ada", reason: "fire")))])
  }
}
