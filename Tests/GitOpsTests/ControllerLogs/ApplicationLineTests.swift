import GitOps
import Kubernetes
import Logs
import Testing

@Suite struct ApplicationLineTests {
  @Test func theApplicationOfAJSONLineIsRead() {
    let line = LogRecord(#"{"application":"argocd/shop","level":"info","msg":"ok","n":3}"#)
    #expect(line.application == ObjectName(namespace: "argocd", name: "shop"))
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
    let line = LogRecord("level=info \(text)")
    let application = ObjectName(namespace: "argocd", name: "shop")
    #expect(line.isAbout(application, controlNamespace: "argocd") == expected)
  }

  @Test func applicationsElsewhereAreToldApart() {
    let application = ObjectName(namespace: "team", name: "shop")
    func isAbout(_ text: String) -> Bool {
      LogRecord(text).isAbout(application, controlNamespace: "argocd")
    }
    #expect(isAbout("application=team/shop"))
    #expect(isAbout("application=team_shop"))
    #expect(!isAbout("application=shop"))
  }
}
