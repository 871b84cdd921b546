import Documents
import GitOps
import Kubernetes
import Testing

@Suite struct ObjectComparisonTests {
  func value(_ json: String) throws -> Value { try Value(json: Array(json.utf8)) }

  func compare(
    _ desired: String?, _ live: String?, _ settings: ComparisonSettings = ComparisonSettings()
  ) throws -> ObjectComparison {
    ObjectComparison(
      desired: try desired.map(value), live: try live.map(value), settings)
  }

  func deployment(_ spec: String, metadata: String = "") -> String {
    #"""
    {"apiVersion": "apps/v1", "kind": "Deployment",
     "metadata": {"name": "web", "namespace": "s"\#(metadata)}, "spec": \#(spec)}
    """#
  }

  // MARK: Three ways

  @Test func whatGitDoesNotNameIsNotCompared() throws {
    let comparison = try compare(
      deployment(#"{"replicas": 2}"#),
      #"""
      {"apiVersion": "apps/v1", "kind": "Deployment",
       "metadata": {"name": "web", "namespace": "s", "uid": "u", "generation": 4,
        "resourceVersion": "9", "creationTimestamp": "2026-01-01T00:00:00Z",
        "managedFields": [{}], "annotations": {"note": "by hand",
         "argocd.argoproj.io/tracking-id": "shop:apps/Deployment:s/web"}},
       "spec": {"replicas": 2, "revisionHistoryLimit": 10, "strategy": {"type": "RollingUpdate"}},
       "status": {"replicas": 2}}
      """#)
    #expect(comparison.status == .synced)
    #expect(comparison.changes.isEmpty)
  }

  @Test func anotherValueDiffers() throws {
    let comparison = try compare(
      deployment(#"{"replicas": 2}"#), deployment(#"{"replicas": 5}"#))
    #expect(comparison.status == .outOfSync)
    #expect(comparison.changes.map(\.label) == ["/spec/replicas"])
    #expect(comparison.changes.map(\.kind) == [.changed(old: 5, new: 2)])
  }

  @Test func whatWasAppliedAndIsNotInGitAnyMoreDiffers() throws {
    let applied = #"{\"spec\": {\"replicas\": 2, \"paused\": true}}"#
    let comparison = try compare(
      deployment(#"{"replicas": 2}"#),
      deployment(
        #"{"replicas": 2, "paused": true, "revisionHistoryLimit": 3}"#,
        metadata:
          #", "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "\#(applied)"}"#))
    #expect(comparison.changes.map(\.label) == ["/spec/paused"])
  }

  @Test func whatIsMissingAndWhatIsExtraDiffer() throws {
    let missing = try compare(deployment("{}"), nil)
    #expect(missing.status == .outOfSync && !missing.requiresPruning)
    let extra = try compare(nil, deployment("{}"))
    #expect(extra.status == .outOfSync && extra.requiresPruning && extra.counts)
    let ignored = try compare(
      nil,
      deployment(
        "{}",
        metadata:
          #", "annotations": {"argocd.argoproj.io/compare-options": "IgnoreExtraneous"}"#))
    #expect(ignored.status == .outOfSync && !ignored.counts)
  }

  @Test func hooksAreNotCompared() throws {
    let hook = deployment(
      "{}", metadata: #", "annotations": {"argocd.argoproj.io/hook": "PreSync"}"#)
    let comparison = try compare(hook, nil)
    #expect(comparison.status == nil && !comparison.counts)
  }

  // MARK: Lists

  func pods(_ containers: String) -> String {
    deployment(#"{"template": {"spec": {"containers": \#(containers)}}}"#)
  }

  @Test func elementsAreMatchedByTheirKeys() throws {
    let comparison = try compare(
      pods(#"[{"name": "web", "image": "a:2", "ports": [{"containerPort": 80}]}]"#),
      pods(
        #"""
        [{"name": "proxy", "image": "p"},
         {"name": "web", "image": "a:1", "imagePullPolicy": "Always",
          "ports": [{"containerPort": 80, "protocol": "TCP"}]}]
        """#))
    #expect(comparison.changes.map(\.label) == ["/spec/template/spec/containers[web]/image"])
  }

  @Test func anElementThatWasAppliedIsTakenAway() throws {
    let applied =
      #"{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"web\"},{\"name\":\"old\"}]}}}}"#
    let live =
      #"""
      {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "annotations":
       {"kubectl.kubernetes.io/last-applied-configuration": "\#(applied)"}},
       "spec": {"template": {"spec": {"containers": [{"name": "old"}, {"name": "web"}]}}}}
      """#
    let comparison = try compare(pods(#"[{"name": "web"}]"#), live)
    #expect(comparison.changes.map(\.label) == ["/spec/template/spec/containers[old]"])
  }

  @Test func listsThatAreReplacedAreComparedAsFilledIn() throws {
    let policy = { (ports: String) in
      #"{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "a"}, "spec": {"ingress": [{"ports": \#(ports)}]}}"#
    }
    #expect(
      try compare(policy(#"[{"port": 80}]"#), policy(#"[{"port": 80, "protocol": "TCP"}]"#)).status
        == .synced)
    #expect(
      try compare(policy(#"[{"port": 80}]"#), policy(#"[{"port": 80, "protocol": "UDP"}]"#)).status
        == .outOfSync)
    #expect(
      try compare(policy(#"[{"port": 80}]"#), policy(#"[{"port": 80}, {"port": 81}]"#)).status
        == .outOfSync)
  }

  // MARK: Known types

  @Test(arguments: [
    (#""1000m""#, #""1""#, SyncStatus.synced), ("1", #""1""#, .synced),
    (#""0.5""#, #""500m""#, .synced), (#""1024Mi""#, #""1Gi""#, .synced),
    (#""1G""#, #""1Gi""#, .outOfSync),
  ]) func amountsMayBeWrittenInManyWays(
    _ wanted: String, _ live: String, _ expected: SyncStatus
  ) throws {
    let container = { (amount: String) in
      self.pods(#"[{"name": "web", "resources": {"limits": {"cpu": \#(amount)}}}]"#)
    }
    #expect(try compare(container(wanted), container(live)).status == expected)
  }

  @Test func textsThatLookLikeAmountsAreTexts() throws {
    let container = { (text: String) in
      self.pods(#"[{"name": "web", "env": [{"name": "A", "value": "\#(text)"}]}]"#)
    }
    #expect(try compare(container("1000m"), container("1")).status == .outOfSync)
  }

  @Test func whatIsEmptyIsAsGoodAsAbsentInKubernetesOwnKinds() throws {
    #expect(
      try compare(deployment(#"{"paused": false, "selector": {}}"#), deployment("{}")).status
        == .synced)
    let custom = { (spec: String) in
      #"{"apiVersion": "example.com/v1", "kind": "Thing", "metadata": {"name": "a"}, "spec": \#(spec)}"#
    }
    #expect(try compare(custom(#"{"on": false}"#), custom("{}")).status == .outOfSync)
    #expect(
      try compare(custom(#"{"list": [{"a": 1}]}"#), custom(#"{"list": [{"a": 1, "b": 2}]}"#))
        .status == .synced)
  }

  @Test func emptyRulesOfRolesAreNone() throws {
    let role = { (rules: String) in
      #"{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "a"}, "rules": \#(rules)}"#
    }
    #expect(try compare(role("[]"), role("null")).status == .synced)
  }

  // MARK: Secrets

  @Test func secretsAreComparedAsDataAndMasked() throws {
    let secret = { (rest: String) in
      #"{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}, \#(rest)}"#
    }
    let same = try compare(
      secret(#""stringData": {"password": "hunter2"}"#),
      secret(#""data": {"password": "aHVudGVyMg=="}"#))
    #expect(same.status == .synced)
    let other = try compare(
      secret(#""data": {"password": "YQ==", "same": "Yg=="}"#),
      secret(#""data": {"password": "aHVudGVyMg==", "same": "Yg=="}"#))
    #expect(
      other.changes.map(\.kind) == [.changed(old: "++++++++++++", new: "++++++++")])
    #expect(!"\(other)".contains("aHVudGVyMg"))
  }

  // MARK: Ignoring

  static let replicas = IgnoredDifference(
    group: "apps", kind: "Deployment", pointers: ["/spec/replicas"])

  @Test func pointersAreLeftOut() throws {
    let settings = ComparisonSettings(ignored: [Self.replicas])
    #expect(
      try compare(deployment(#"{"replicas": 2}"#), deployment(#"{"replicas": 5}"#), settings)
        .status == .synced)
  }

  @Test(arguments: [
    ("apps", "Deployment", "", "", true), ("*", "*", "web", "s", true),
    ("apps", "Deployment", "other", "", false), ("apps", "Deployment", "", "other", false),
    ("", "Deployment", "", "", false), ("apps", "StatefulSet", "", "", false),
  ]) func rulesAreForSomeObjects(
    _ group: String, _ kind: String, _ name: String, _ namespace: String, _ expected: Bool
  ) throws {
    let rule = IgnoredDifference(group: group, kind: kind, name: name, namespace: namespace)
    #expect(rule.concerns(try value(deployment("{}"))) == expected)
  }

  @Test func whatTheServerFillsIntoTemplatesOfClaimsIsNoDifference() throws {
    func set(_ claim: String) -> String {
      #"{"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "db"}, "#
        + #""spec": {"volumeClaimTemplates": [\#(claim)]}}"#
    }
    let wanted = #""metadata": {"name": "data"}, "spec": {"accessModes": ["ReadWriteOnce"]"#
    let filled =
      #"{"apiVersion": "v1", "kind": "PersistentVolumeClaim", \#(wanted), "#
      + #""volumeMode": "Filesystem"}, "status": {"phase": "Pending"}}"#
    #expect(try compare(set("{\(wanted)}}"), set(filled)).status == .synced)
  }

  @Test func pathsAreLeftOut() throws {
    let rule = IgnoredDifference(
      group: "apps", kind: "Deployment",
      paths: [#".spec.template.spec.containers[] | select(.name == "proxy") | .image"#])
    let containers = { (web: String, proxy: String) in
      self.pods(
        #"[{"name": "web", "image": "\#(web)"}, {"name": "proxy", "image": "\#(proxy)"}]"#)
    }
    let settings = ComparisonSettings(ignored: [rule])
    #expect(try compare(containers("a", "x"), containers("a", "y"), settings).status == .synced)
    #expect(
      try compare(containers("a", "x"), containers("b", "y"), settings).changes.map(\.label)
        == ["/spec/template/spec/containers[web]/image"])
  }

  @Test func whatCannotBeFollowedIsNamed() throws {
    let rule = IgnoredDifference(
      group: "apps", kind: "Deployment", pointers: ["spec"],
      paths: [".spec | to_entries[]", ".spec.replicas"])
    let comparison = try compare(
      deployment(#"{"replicas": 2}"#), deployment(#"{"replicas": 5}"#),
      ComparisonSettings(ignored: [rule]))
    #expect(comparison.unfollowed == [.pointer("spec"), .path(".spec | to_entries[]")])
    #expect(comparison.status == .synced)
  }

  @Test func fieldsOfOtherManagersAreLeftOut() throws {
    let rule = IgnoredDifference(group: "apps", kind: "Deployment", managers: ["autoscaler"])
    let live = deployment(
      #"{"replicas": 5, "template": {"spec": {"containers": [{"name": "web", "image": "b"}]}}}"#,
      metadata: #"""
        , "managedFields": [{"manager": "autoscaler", "fieldsV1": {"f:spec": {"f:replicas": {},
          "f:template": {"f:spec": {"f:containers": {"k:{\"name\":\"web\"}": {"f:image": {}}}}}}}}]
        """#)
    let desired = deployment(
      #"{"replicas": 2, "template": {"spec": {"containers": [{"name": "web", "image": "a"}]}}}"#)
    #expect(try compare(desired, live, ComparisonSettings(ignored: [rule])).status == .synced)
    #expect(try compare(desired, live).changes.count == 2)
  }

  // MARK: Tracking

  @Test func theLabelOfLabelTrackingIsNotCompared() throws {
    let live = deployment("{}", metadata: #", "labels": {"app.kubernetes.io/instance": "shop"}"#)
    let applied = deployment(
      "{}", metadata: #", "labels": {"app.kubernetes.io/instance": "other"}"#)
    let argo = ArgoSettings(["application.resourceTrackingMethod": "label"])
    let settings = ComparisonSettings(argo: argo, instance: "shop")
    #expect(try compare(deployment("{}"), live, settings).status == .synced)
    #expect(try compare(applied, live).status == .outOfSync)
  }

  @Test func comparingOnTheServerIsNamed() throws {
    let desired = deployment(
      "{}",
      metadata: #", "annotations": {"argocd.argoproj.io/compare-options": "ServerSideDiff=true"}"#)
    #expect(try compare(desired, desired).unfollowed == [.serverSide])
  }
}
