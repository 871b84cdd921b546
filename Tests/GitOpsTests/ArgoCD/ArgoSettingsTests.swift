import Documents
import GitOps
import Kubernetes
import Testing

@Suite struct ArgoSettingsTests {
  @Test func withoutSettingsArgoTracksByAnnotation() {
    let settings = ArgoSettings()
    #expect(settings.tracking == .annotation)
    #expect(settings.instanceLabel == "app.kubernetes.io/instance")
    #expect(!settings.comparesStatus)
  }

  @Test func settingsAreRead() {
    let settings = ArgoSettings(
      [
        "url": "https://argo.example.com", "application.resourceTrackingMethod": "label",
        "application.instanceLabelKey": "argo/app",
        "resource.customizations.health.argoproj.io_Application": "return nil",
        "resource.customizations.ignoreDifferences.apps_Deployment":
          "jsonPointers:\n- /spec/replicas\n",
        "resource.customizations.ignoreDifferences.all": "managedFieldsManagers: [hpa]\n",
        "resource.customizations.ignoreDifferences._Service": "jsonPointers: [/spec/x]\n",
        "resource.customizations.actions.apps_Deployment": "…",
        "resource.exclusions": "- apiGroups: ['*.cilium.io']\n  kinds: ['*']\n  clusters: ['*']\n",
        "resource.compareoptions": "ignoreAggregatedRoles: true\nignoreResourceStatusField: none\n",
      ],
      parameters: [
        "application.namespaces": "team-*, other",
        "applicationsetcontroller.policy": "create-only",
      ])
    #expect(settings.address == "https://argo.example.com")
    #expect(settings.tracking == .label && settings.instanceLabel == "argo/app")
    #expect(settings.healthOverrides == ["argoproj.io/Application"])
    #expect(
      settings.ignoredDifferences == [
        IgnoredDifference(group: "", kind: "Service", pointers: ["/spec/x"]),
        IgnoredDifference(group: "*", kind: "*", managers: ["hpa"]),
        IgnoredDifference(group: "apps", kind: "Deployment", pointers: ["/spec/replicas"]),
      ])
    #expect(settings.otherCustomizations == ["apps/Deployment: actions"])
    #expect(settings.exclusions[0].concerns(group: "a.cilium.io", kind: "CiliumIdentity"))
    #expect(settings.comparesStatus && settings.ignoresAggregatedRoles)
    #expect(settings.applicationSetRights == .createOnly)
    let installation = ArgoInstallation(namespace: "gitops", settings: settings)
    #expect(["gitops", "team-a", "other"].allSatisfy { installation.serves($0) })
    #expect(!installation.serves("default"))
  }

  @Test func theOlderFormOfCustomizationsIsRead() {
    let settings = ArgoSettings([
      "resource.customizations":
        "apps/Deployment:\n  ignoreDifferences: |\n    jsonPointers:\n    - /spec/replicas\n"
        + "cert-manager.io/Certificate:\n  health.lua: |\n    return 1\n"
    ])
    #expect(settings.healthOverrides == ["cert-manager.io/Certificate"])
    #expect(
      settings.ignoredDifferences
        == [IgnoredDifference(group: "apps", kind: "Deployment", pointers: ["/spec/replicas"])])
  }

  @Test(arguments: [
    ("shop:apps/Deployment:s/web", "shop"), ("team_shop:apps/Deployment:s/web", "team_shop"),
    ("shop:apps/Deployment:other/web", nil), ("shop:/Service:s/web", nil), ("nonsense", nil),
  ]) func marksCountForTheirOwnObject(_ mark: String, _ expected: String?) {
    let object: Value = [
      "apiVersion": "apps/v1", "kind": "Deployment",
      "metadata": [
        "name": "web", "namespace": "s",
        "annotations": ["argocd.argoproj.io/tracking-id": .string(mark)],
      ],
    ]
    #expect(ArgoSettings().instance(of: object) == expected)
  }

  // MARK: Projects

  func project(_ json: String) throws -> ApplicationProject {
    ApplicationProject(["spec": try Value(json: Array(json.utf8))])
  }

  @Test func repositoriesAreAllowedByPatterns() throws {
    let project = try project(#"{"sourceRepos": ["https://git.example.com/*", "!*/secret"]}"#)
    #expect(project.allows(repository: "https://git.example.com/a.git"))
    #expect(!project.allows(repository: "https://git.example.com/secret"))
    #expect(!project.allows(repository: "https://elsewhere.example.com/a"))
  }

  @Test func destinationsAreAllowedByPatterns() throws {
    let project = try project(
      #"""
      {"destinations": [
        {"server": "https://kubernetes.default.svc", "namespace": "team-*"},
        {"server": "*", "namespace": "!team-secret"}, {"name": "edge", "namespace": "*"}]}
      """#)
    func allows(_ server: String, _ cluster: String, _ namespace: String) -> Bool {
      project.allows(
        ApplicationDestination(server: server, cluster: cluster, namespace: namespace))
    }
    #expect(allows("https://kubernetes.default.svc", "", "team-a"))
    #expect(!allows("https://kubernetes.default.svc", "", "team-secret"))
    #expect(!allows("https://kubernetes.default.svc", "", "kube-system"))
    #expect(allows("", "edge", "anything"))
  }

  @Test func kindsAreAllowedByLists() throws {
    let project = try project(
      #"""
      {"clusterResourceWhitelist": [{"group": "", "kind": "Namespace"}],
       "namespaceResourceBlacklist": [{"group": "", "kind": "ResourceQuota"}]}
      """#)
    func allows(_ group: String, _ kind: String, _ isNamespaced: Bool) -> Bool {
      project.allows(group: group, kind: kind, name: "x", isNamespaced: isNamespaced)
    }
    #expect(allows("", "Namespace", false))
    #expect(!allows("rbac.authorization.k8s.io", "ClusterRole", false))
    #expect(allows("apps", "Deployment", true))
    #expect(!allows("", "ResourceQuota", true))
  }
}
