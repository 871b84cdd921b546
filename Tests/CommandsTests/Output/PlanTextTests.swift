import DeployEngine
import Documents
import GitOps
import Kubernetes
import Testing

@testable import Commands

/// Plans as a person reads them before they agree, and as scripts do.
@Suite struct PlanTextTests {
  static let deployments = ResourceKind(group: "apps", plural: "deployments", kind: "Deployment")

  static func item(
    _ kind: ResourceKind, _ name: String, _ verdict: PlannedObject.Verdict,
    fields: [FieldChange] = [], adoption: Adoption? = nil,
    prerequisite: PlannedObject.Prerequisite? = nil, warnings: [String] = []
  ) -> PlannedObject {
    PlannedObject(
      key: ObjectKey(kind, namespace: "web", name: name),
      object: StackObject(
        group: kind.group, kind: kind.kind, namespace: "web", name: name, file: "base/web/a.yaml",
        line: 7),
      verdict: verdict, prerequisite: prerequisite, fields: fields, adoption: adoption,
      warnings: warnings)
  }

  static var plan: Plan {
    let image = FieldChange(
      pointer: Pointer(["spec", "image"]), label: "/spec/containers[web]/image",
      live: "web:1", git: "web:2", result: "web:2")
    let text = FieldChange(
      pointer: Pointer(["data", "x"]), label: "/data/x", live: "a\nb\nc\n", git: "a\nB\nc\n",
      result: "a\nB\nc\n")
    let quantity = FieldChange(
      pointer: Pointer(["spec", "cpu"]), label: "/spec/cpu", git: "1000m", result: "1")
    let web = ObjectKey(deployments, namespace: "web", name: "web")
    return Plan(
      stack: Stack.ID("base/web"), name: "web", environment: "prod",
      git: .repository(
        GitState(
          branch: "main", commit: "3f2a9c1d00", ahead: 2, behind: 0,
          changes: [GitChange(path: "base/web/a.yaml", kind: .modified)])),
      items: [
        item(.namespaces, "ns", .create),
        item(.configMaps, "text", .change, fields: [text, quantity]),
        item(deployments, "web", .change, fields: [image], warnings: ["it is old"]),
        item(
          deployments, "taken", .conflict([.init(manager: "hpa", fields: [".spec.replicas"])])),
        item(deployments, "fixed", .recreate(fields: ["spec.selector"])),
        item(deployments, "bad", .error(.namespaceMissing("web"))),
        item(
          .services, "adopted", .unchanged,
          adoption: Adoption(managers: ["kubectl"], joinsInventory: true)),
        item(.services, "same", .unchanged),
        item(.configMaps, "custom", .create, prerequisite: .definition("things.example.com")),
        item(.secrets, "old", .prune),
      ],
      consequences: [
        Consequence(web, .restarts(pods: 3, .template)),
        Consequence(
          ObjectKey(deployments, namespace: "web", name: "fixed"),
          .recreates(fields: ["spec.selector"])),
      ],
      kept: [
        KeptObject(
          key: ObjectKey(.persistentVolumeClaims, namespace: "web", name: "data"),
          reason: .annotation("helm.sh/resource-policy"))
      ],
      warnings: ["mind the gap"])
  }

  @Test func aPlanSaysEverythingThatMatters() {
    let text = PlanText(plan: Self.plan, output: plain, context: "talos").lines
    #expect(
      text.joined(separator: "\n") == """
        Plan of web (prod) on talos, from main 3f2a9c1, 1 change not committed, 2 commits not pushed
          ⚠ mind the gap

          + create    Namespace web/ns
          ~ change    ConfigMap web/text
              /data/x
                  a
                - b
                + B
                  c
              /spec/cpu
                + 1
                  Git says 1000m
          ~ change    Deployment web/web
              /spec/containers[web]/image
                - web:1
                + web:2
              ⚠ it is old
          ! conflict  Deployment web/taken
              hpa owns .spec.replicas
          ± recreate  Deployment web/fixed
              spec.selector can't be changed
          ✖ error     Deployment web/bad
              the namespace web doesn't exist
              add the namespace to the stack, or create it first
              in base/web/a.yaml:7
          = adopt     Service web/adopted
              becomes the stack's, from kubectl
          + create    ConfigMap web/custom, after the definition things.example.com
          - prune     Secret web/old

          ⚠ 3 pods of Deployment web/web restart: the template changes
          ⚠ Deployment web/fixed is deleted and made anew: spec.selector can't be changed
          PersistentVolumeClaim web/data isn't in the stack any more and stays: \
        helm.sh/resource-policy says so

        2 to create, 2 to change, 1 to recreate, 1 conflict, 1 to prune with --prune, 1 error, \
        1 to adopt, 1 unchanged
        """)
  }

  @Test func whatIsAskedForIsCountedAsSuch() {
    var text = PlanText(plan: Self.plan, output: plain)
    text.prunes = true
    text.forcesConflicts = true
    #expect(text.summary.contains("1 to take over, 1 to prune, 1 error"))
  }

  @Test func everyObjectIsListedWhereThatIsAskedFor() {
    var text = PlanText(plan: Self.plan, output: plain)
    #expect(!text.lines.contains { $0.contains("Service web/same") })
    text.listsAll = true
    #expect(text.lines.contains("  = unchanged Service web/same"))
  }

  @Test func textFromTheClusterIsMadeSafe() {
    let item = Self.item(
      .configMaps, "a\u{1B}[2J", .change,
      fields: [
        FieldChange(pointer: Pointer([]), label: "/x\u{1B}", live: "\u{9B}1m\nb", result: "c\r")
      ], warnings: ["w\u{1B}"])
    let plan = Plan(
      stack: Stack.ID("s"), name: "s\u{1B}", items: [item], warnings: ["x\u{1B}]0;y\u{7}"])
    let all = PlanText(plan: plan, output: plain, context: "c\u{1B}").lines.joined()
    #expect(!all.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) })
  }

  @Test func scriptsGetTheSameAsJSON() throws {
    let json = Self.plan.json(context: "talos", prunes: false, forcesConflicts: false)
    #expect(json["stack"] == "web")
    #expect(json["environment"] == "prod")
    #expect(json["git"]?["commit"] == "3f2a9c1d00")
    #expect(json["git"]?["dirty"] == true)
    #expect(json["upToDate"] == false)
    #expect(json["deployable"] == false)
    #expect(json["dangerous"] == true)
    #expect(json["counts"]?["create"] == 2)
    let objects = try #require(json["objects"]?.array)
    #expect(
      objects.map { $0["verdict"]?.string } == [
        "create", "change", "change", "conflict", "recreate", "error", "unchanged", "unchanged",
        "create", "prune",
      ])
    #expect(objects[2]["fields"]?[0]?["live"] == "web:1")
    #expect(objects[2]["file"] == "base/web/a.yaml")
    #expect(objects[3]["conflicts"]?[0]?["manager"] == "hpa")
    #expect(objects[5]["error"]?["message"] == "the namespace web doesn't exist")
    #expect(json["consequences"]?[0]?["pods"] == 3)
  }

  @Test(arguments: [
    (GitStatus.noRepository, "files that aren't in Git"),
    (.gitMissing, "files, git not being installed"),
    (.failed("fatal: \u{1B}"), "files; git says fatal: ␛"),
    (.repository(GitState()), "files before the first commit"),
    (.repository(GitState(commit: "3f2a9c1d00")), "3f2a9c1"),
    (
      .repository(
        GitState(branch: "main", commit: "3f2a9c1d00", upstream: "o/main", ahead: 0, behind: 1)),
      "main 3f2a9c1, 1 commit behind o/main"
    ),
  ])
  func whereTheFilesComeFrom(status: GitStatus, words: String) {
    #expect(status.words == words)
  }
}
