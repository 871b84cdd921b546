import DeployEngine
import Documents
import Kubernetes
import Testing

@testable import Commands

/// A deploy as it goes, line by line and as a bar.
@Suite struct DeployReportTests {
  let web = ObjectKey(PlanTextTests.deployments, namespace: "web", name: "web")
  let text = ObjectKey(.configMaps, namespace: "web", name: "text")

  @Test func whatHappensToAnObjectIsALine() {
    var report = DeployReport(plain)
    #expect(report.hear(.began(stages: [[text], [web]])).isEmpty)
    #expect(report.hear(.entered(.applying)).isEmpty)
    #expect(report.hear(.started(text)).isEmpty)
    #expect(report.hear(.applied(text, .created)) == ["  + created    ConfigMap web/text"])
    #expect(
      report.hear(.failed(web, .namespaceMissing("web"))) == [
        "  ✖ failed     Deployment web/web: the namespace web doesn't exist",
        "      add the namespace to the stack, or create it first",
      ])
  }

  @Test func whatStaysAsItIsSaysNothing() {
    var report = DeployReport(plain)
    #expect(report.hear(.applied(text, .unchanged)).isEmpty)
  }

  @Test func theBarSaysHowFarItIs() {
    var report = DeployReport(plain)
    #expect(report.bar(columns: 80) == nil)
    _ = report.hear(.began(stages: [[text], [web]]))
    _ = report.hear(.entered(.preparing))
    #expect(report.bar(columns: 80) == "preparing")
    _ = report.hear(.entered(.applying))
    _ = report.hear(.applied(text, .created))
    _ = report.hear(.started(web))
    #expect(
      report.bar(columns: 80) == "applying  ██████████░░░░░░░░░░ 1/2  Deployment web/web")
    #expect(report.bar(columns: 30)?.count == 29)
    _ = report.hear(.finished(ChangeSet(entries: [], ending: .complete)))
    #expect(report.bar(columns: 80) == nil)
  }

  @Test func theWaitSaysWhoIsWaitedForAndWhy() {
    var report = DeployReport(plain)
    _ = report.hear(.entered(.waiting))
    let progressing = WaitStatus(key: web, health: .progressing, message: "1 of 3 ready")
    _ = report.hear(
      .health(
        .began([progressing, WaitStatus(key: text, health: .healthy, outcome: .healthy)])))
    #expect(
      report.bar(columns: 90)
        == "waiting   ██████████░░░░░░░░░░ 1/2  Deployment web/web is Progressing: 1 of 3 ready")
    var failed = progressing
    failed.outcome = .failed(WaitFailure(reason: "ProgressDeadlineExceeded", message: "too slow"))
    failed.culprits = [
      WaitStatus.Culprit(
        pod: ObjectName(namespace: "web", name: "web-1"), reason: "CrashLoopBackOff",
        lastEvents: [WaitNote(reason: "BackOff", message: "again", count: 3)],
        lastLogLines: ["boom\u{1B}"])
    ]
    #expect(
      report.hear(.health(.changed(failed))) == [
        "  ✖ unhealthy Deployment web/web", "      ProgressDeadlineExceeded: too slow",
        "      pod web/web-1: CrashLoopBackOff", "        event: BackOff: again (3 times)",
        "        log: boom␛",
      ])
    #expect(report.bar(columns: 90) == "waiting   ████████████████████ 2/2")
  }

  @Test func whatBecomesHealthyIsALine() {
    var report = DeployReport(plain)
    var status = WaitStatus(key: web, health: .progressing)
    _ = report.hear(.health(.began([status])))
    (status.health, status.outcome) = (.healthy, .healthy)
    #expect(report.hear(.health(.changed(status))) == ["  ✓ healthy   Deployment web/web"])
  }

  @Test func aTerminalsBarIsDrawnOverAndAPipeHasNone() {
    let terminal = Printed()
    let screen = DeployScreen(terminal.output(isTerminal: true), isRemark: false)
    let pipe = Printed()
    let lines = DeployScreen(pipe.output(), isRemark: false)
    for event: DeployEvent in [
      .began(stages: [[text]]), .entered(.applying), .started(text), .applied(text, .created),
      .finished(ChangeSet(entries: [], ending: .complete)),
    ] {
      screen.hear(event)
      lines.hear(event)
    }
    #expect(pipe.output == "  + created    ConfigMap web/text\n")
    #expect(terminal.output.hasSuffix("\r\u{1B}[K"))
    #expect(terminal.output.contains("\r\u{1B}[K  + created    ConfigMap web/text\napplying"))
  }

  @Test func theEndSaysExactlyWhatWasDone() {
    let changes = ChangeSet(
      entries: [
        .init(key: text, outcome: .created), .init(key: web, outcome: .failed(.cancelled)),
        .init(
          key: ObjectKey(.services, namespace: "web", name: "web"), outcome: .notApplied),
      ], ending: .failed(.cancelled), warnings: ["not recorded"])
    #expect(
      ChangeSetText(changes: changes, name: "web", output: plain).lines == [
        "not applied:", "  · Service web/web", "⚠ not recorded",
        "✖ web failed: cancelled; 1 created, 1 failed, 1 not applied",
      ])
    #expect(changes.json["result"] == "failed")
    #expect(changes.json["objects"]?[1]?["outcome"] == "failed")
  }

  @Test(arguments: [
    (Duration.milliseconds(850), "850 ms"), (.milliseconds(12_480), "12.4 s"),
    (.seconds(200), "3 min 20 s"),
  ])
  func timesAsPeopleSayThem(duration: Duration, words: String) {
    #expect(ChangeSetText.words(duration) == words)
  }
}
