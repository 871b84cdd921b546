import GitOps
import Kubernetes
import Testing

@Suite struct ControllerLogLineTests {
  @Test func logfmtIsRead() {
    let line = ControllerLogLine(
      #"time="2026-03-04T09:00:00Z" level=warning msg="Sync \"failed\"\nagain" app-namespace=argocd application=shop empty= dest=https://x"#
    )
    #expect(line.time?.seconds == 1_772_614_800)
    #expect(line.level == .warning)
    #expect(line.message == "Sync \"failed\"\nagain")
    #expect(line.fields.map(\.name) == ["app-namespace", "application", "empty", "dest"])
    #expect(line["empty"] == "")
  }

  @Test func jsonIsRead() {
    let line = ControllerLogLine(
      #"{"application":"argocd/shop","level":"info","msg":"ok","time":"2026-03-04T09:00:00Z","n":3}"#
    )
    #expect(line.time?.seconds == 1_772_614_800)
    #expect(line.level == .info)
    #expect(line.message == "ok")
    #expect(line["n"] == "3")
    #expect(line.application == ObjectName(namespace: "argocd", name: "shop"))
  }

  @Test func klogIsRead() {
    let line = ControllerLogLine("W0304 09:00:00.123456       1 reflector.go:561] it broke")
    #expect(line.level == .warning)
    #expect(line.message == "it broke")
    #expect(line["source"] == "reflector.go:561")
  }

  @Test(arguments: [
    "panic: runtime error", "", "goroutine 1 [running]:", "he said \"a=b\" and left",
    "{not json", "Wide open] text",
  ]) func otherLinesAreMessages(_ text: String) {
    let line = ControllerLogLine(text)
    #expect(line.message == text)
    #expect(line.level == nil && line.fields.isEmpty)
  }

  @Test func aLineThatWasCutIsRead() {
    let line = ControllerLogLine(#"level=info msg="half a sent"#)
    #expect(line.message == "half a sent")
  }

  @Test(arguments: [
    ("application=shop", true), ("application=argocd/shop", true),
    ("application=shop app-namespace=argocd", true), ("app=shop", true),
    ("app-name=argocd/shop", true), ("application=argocd_shop", true),
    ("application=team/shop", false), ("application=shop app-namespace=team", false),
    ("application=shop-2", false), ("application=workshop", false),
    (#"msg="updated 'argocd/shop' operation""#, true),
    (#"msg="updated 'argocd/shop-2' operation""#, false),
    (#"msg="updated 'x-argocd/shop' operation""#, false),
    (#"msg="argocd/shop""#, true), (#"msg="shop""#, false),
    (#"application=other msg="argocd/shop""#, false),
  ]) func linesAreAboutApplications(_ text: String, _ expected: Bool) {
    let line = ControllerLogLine("level=info \(text)")
    let application = ObjectName(namespace: "argocd", name: "shop")
    #expect(line.isAbout(application, controlNamespace: "argocd") == expected)
  }

  @Test func applicationsElsewhereAreToldApart() {
    let application = ObjectName(namespace: "team", name: "shop")
    func isAbout(_ text: String) -> Bool {
      ControllerLogLine(text).isAbout(application, controlNamespace: "argocd")
    }
    #expect(isAbout("application=team/shop"))
    #expect(isAbout("application=team_shop"))
    #expect(!isAbout("application=shop"))
  }
}
