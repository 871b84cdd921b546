import Documents
import GitOps
import Kubernetes
import Testing

@Suite struct LinkTests {
  static let commit = "0123456789abcdef0123456789abcdef01234567"

  @Test(arguments: [
    ("https://github.com/a/b.git", "https://github.com/a/b"),
    ("https://user:secret@github.com/a/b", "https://github.com/a/b"),
    ("git@github.com:a/b.git", "https://github.com/a/b"),
    ("ssh://git@github.com:22/a/b.git/", "https://github.com/a/b"),
    ("ssh://git@ssh.gitlab.example.com:2222/g/s/b.git", "https://ssh.gitlab.example.com/g/s/b"),
    ("http://gitea.local:3000/a/b", "http://gitea.local:3000/a/b"),
    ("git@ssh.dev.azure.com:v3/org/proj/repo", "https://dev.azure.com/org/proj/_git/repo"),
    (
      "https://bitbucket.example.com/scm/ops/infra.git",
      "https://bitbucket.example.com/projects/OPS/repos/infra"
    ),
    (
      "ssh://git@bitbucket.example.com:7999/ops/infra.git",
      "https://bitbucket.example.com/projects/OPS/repos/infra"
    ),
  ]) func addressesLeadToPages(_ address: String, _ expected: String) throws {
    #expect(try #require(RepositoryAddress(address)).page == expected)
  }

  @Test(arguments: ["/srv/git/a", "./a", "", "file:///a/b", "oci://ghcr.io/a", "https://host"])
  func whatIsOnNoHostHasNoPage(_ address: String) {
    #expect(RepositoryAddress(address) == nil)
  }

  @Test(arguments: [
    ("https://github.com/a/b", "main", "k8s", "https://github.com/a/b/tree/main/k8s"),
    ("https://github.com/a/b", "", "", "https://github.com/a/b/tree/HEAD"),
    ("https://github.com/a/b", "fix/x y", "./k8s/", "https://github.com/a/b/tree/fix/x%20y/k8s"),
    ("https://gitlab.com/a/b", "main", "k8s", "https://gitlab.com/a/b/-/tree/main/k8s"),
    ("https://bitbucket.org/a/b", "main", "k8s", "https://bitbucket.org/a/b/src/main/k8s"),
    ("https://codeberg.org/a/b", "main", "k8s", "https://codeberg.org/a/b/src/branch/main/k8s"),
    (
      "https://codeberg.org/a/b", commit, "k8s",
      "https://codeberg.org/a/b/src/commit/\(commit)/k8s"
    ),
    (
      "https://dev.azure.com/o/p/_git/r", "main", "k8s",
      "https://dev.azure.com/o/p/_git/r?path=%2Fk8s&version=GBmain"
    ),
    (
      "https://bitbucket.example.com/scm/ops/r.git", "main", "k8s",
      "https://bitbucket.example.com/projects/OPS/repos/r/browse/k8s?at=main"
    ),
  ]) func foldersHavePages(
    _ address: String, _ revision: String, _ folder: String, _ expected: String
  ) throws {
    let repository = try #require(RepositoryAddress(address))
    #expect(repository.page(revision: revision, folder: folder) == expected)
  }

  static let application = Application([
    "metadata": [
      "name": "shop", "namespace": "team",
      "annotations": [
        "link.argocd.argoproj.io/grafana": "Dashboards|https://grafana.example.com/d/1",
        "link.argocd.argoproj.io/runbook": "https://wiki.example.com",
        "link.argocd.argoproj.io/evil": "Click|javascript:alert(1)",
        "other": "https://example.com",
      ],
    ],
    "spec": [
      "sources": [
        ["repoURL": "https://github.com/a/b", "path": "k8s", "targetRevision": "main"],
        ["repoURL": "https://charts.example.com", "chart": "x", "targetRevision": "1.0"],
      ],
      "info": [["name": "Docs", "value": "https://docs.example.com"]],
    ],
    "status": [
      "sync": ["revisions": [.string(commit), "1.0"]],
      "summary": ["externalURLs": ["https://shop.example.com"]],
    ],
  ])

  @Test func anApplicationHasAllItsLinks() {
    let installation = ArgoInstallation(
      namespace: "argocd", settings: ArgoSettings(["url": "https://argo.example.com/sub/"]))
    #expect(
      Self.application.links(installation) == [
        Link(
          title: "Argo CD", address: "https://argo.example.com/sub/applications/team/shop"),
        Link(title: "Source 1", address: "https://github.com/a/b/tree/\(Self.commit)/k8s"),
        Link(title: "Dashboards", address: "https://grafana.example.com/d/1"),
        Link(title: "runbook", address: "https://wiki.example.com"),
        Link(title: "Docs", address: "https://docs.example.com"),
        Link(title: "Open", address: "https://shop.example.com"),
      ])
  }

  @Test func withoutAnAddressThereIsNoPage() {
    #expect(Self.application.page(ArgoInstallation(namespace: "argocd")) == nil)
  }
}
