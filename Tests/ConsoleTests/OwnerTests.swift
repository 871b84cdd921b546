import Console
import Documents
import Emergencies
import GitOps
import HTTP
import Kubernetes
import TUI
import TestSupport
import Testing

@Suite struct OwnerTests {
  static let web = ObjectName(namespace: "shop", name: "web")
  static let key = ObjectKey(.deployments, web)
  static let columns = TableColumns([.init(name: "Name", format: "name"), .init(name: "Age")])

  static func row(
    _ name: String, labels: Labels = [:], annotations: [String: String] = [:],
    owner: Owner? = nil
  ) -> Kubernetes.TableRow {
    Kubernetes.TableRow(
      name: ObjectName(namespace: "shop", name: name), labels: labels, annotations: annotations,
      owner: owner, columns: columns, cells: [.text(name), .none])
  }

  /// A console that shows deployments, one for each sort of owner.
  func state(_ width: Int = 140) -> ConsoleState {
    var state = Samples.state(width, 40)
    state.hear(.installations([ArgoInstallation(namespace: "argocd")]))
    state.press(":deployments<enter>z")
    let query = ResourceQuery(.deployments)
    state.hear(.table(query, .began))
    state.hear(
      .table(
        query,
        .page(
          [
            Self.row(
              "applied",
              annotations: [
                "argocd.argoproj.io/tracking-id": "wiki:apps/Deployment:shop/applied"
              ]),
            Self.row(
              "copied",
              annotations: ["argocd.argoproj.io/tracking-id": "wiki:apps/Deployment:shop/other"]),
            Self.row("made", owner: Owner(kind: "Shop", name: "main")),
            Self.row("own"),
          ], remaining: nil)))
    state.hear(.table(query, .listed))
    return state
  }

  func owners(_ state: ConsoleState) -> [String] {
    guard let column = state.table.columns.first(where: { $0.title == "OWNER" }) else { return [] }
    return state.table.visible.map { column.text($0, Samples.now.seconds) }
  }

  @Test func tablesHaveAColumnOfOwners() {
    #expect(owners(state()) == ["app/wiki", "-", "Shop/main", "-"])
  }

  @Test func anApplicationThatIsGoneIsStillNamedInTables() {
    var state = state()
    state.hear(.applications(Samples.applicationQuery, .deleted([Samples.applications[1].name])))
    #expect(owners(state).first == "app/wiki")
  }

  @Test func aPageSaysWhoOwnsItsObject() {
    var state = state()
    state.press("d")
    let key = ObjectKey(.deployments, ObjectName(namespace: "shop", name: "applied"))
    #expect(state.activities.contains(.cluster(state.cluster.id, .ownership(key))))
    state.hear(
      .document(
        key,
        [
          "apiVersion": "apps/v1", "kind": "Deployment",
          "metadata": [
            "name": "applied", "namespace": "shop",
            "annotations": [
              "argocd.argoproj.io/tracking-id": "wiki:apps/Deployment:shop/applied"
            ],
          ],
        ]))
    #expect(state.render().text.contains("Owner:              application wiki"))
    state.hear(.applications(Samples.applicationQuery, .deleted([Samples.applications[1].name])))
    state.hear(
      .ownership(key, Ownership(OwnerMarks(Self.document), key: key, known: KnownOwners())))
    #expect(
      state.render().text.contains(
        "nobody: Application wiki, which it was made for, isn't there any more"))
  }

  static let document: Value = [
    "apiVersion": "apps/v1", "kind": "Deployment",
    "metadata": [
      "name": "applied", "namespace": "shop",
      "annotations": ["argocd.argoproj.io/tracking-id": "wiki:apps/Deployment:shop/applied"],
    ],
  ]

  @Test func aQuestionAboutDeletingNamesOwners() {
    var state = state()
    state.press("<ctrl-d>")
    let key = ObjectKey(.deployments, ObjectName(namespace: "shop", name: "applied"))
    #expect(state.activities.contains(.cluster(state.cluster.id, .ownership(key))))
    #expect(state.render().text.contains("owner: application wiki"))
    state.press("<esc>jjj<ctrl-d>")
    #expect(state.render().text.contains("owner: nobody"))
  }
}

@Suite struct CoveragePageTests {
  static let application = Coverage.Holder.owner(
    .application(ObjectName(namespace: "argocd", name: "wiki")))

  static func object(
    _ kind: Int, _ name: String, note: String = "", adopters: [Adopter] = []
  ) -> Coverage.Object {
    Coverage.Object(
      kind: kind, name: ObjectName(namespace: "shop", name: name), isApplied: kind != 1, note: note,
      adopters: adopters)
  }

  static let coverage = Coverage(
    kinds: [.deployments, .pods, .configMaps],
    shares: [
      Coverage.Share(
        holder: .nobody,
        objects: [
          object(
            2, "settings",
            adopters: [
              Adopter(.application(ObjectName(namespace: "argocd", name: "wiki")), .neighbour)
            ]), object(1, "alone-1", note: "ReplicaSet alone is gone"),
        ]),
      Coverage.Share(holder: application, objects: [object(0, "wiki"), object(1, "wiki-1")]),
      Coverage.Share(
        holder: .cluster, objects: [object(2, "kube-root-ca.crt", note: "every namespace has it")]),
    ], gaps: ["secrets: may not list"],
    known: KnownOwners(installations: [ArgoInstallation(namespace: "argocd")]))

  func state(_ size: Size = Size(140, 40)) -> ConsoleState {
    var state = Samples.state(size.width, size.height)
    state.press(":owners<enter>")
    state.hear(.coverage([], .counted(Self.coverage, Samples.now)))
    return state
  }

  @Test func whatIsShownIsCounted() {
    var state = Samples.state()
    state.press(":owners<enter>")
    let counting = Activity.cluster(
      state.cluster.id, .coverage([], environment: nil, inventoryNamespace: "duet"))
    #expect(state.activities.contains(counting))
    state.hear(.coverage([], .counting(3, of: 40)))
    #expect(state.render().text.contains("counting: 3 of 40 lists"))
    state.press("<esc>")
    #expect(!state.activities.contains(counting))
  }

  @Test(arguments: GoldenTests.sizes) func owners(size: Size) {
    let text = state(size).render().text
    for word in ["5 objects, 2 of them nobody's", "✖ nobody", "● application wiki", "the cluster"] {
      #expect(text.contains(word))
    }
    #expect(text.contains("not looked at: secrets: may not list"))
  }

  @Test(arguments: GoldenTests.sizes) func orphans(size: Size) {
    var state = state(size)
    state.press("<enter>")
    let text = state.render().text
    for word in ["What is nobody's", "shop/settings", "shop/alone-1"] {
      #expect(text.contains(word))
    }
  }

  @Test func enterShowsWhatTheSelectedOwnerHas() {
    var state = state()
    state.press("j<enter>")
    #expect(state.render().text.contains("What is of application wiki"))
    state.press("j<enter>")
    let key = ObjectKey(.pods, ObjectName(namespace: "shop", name: "wiki-1"))
    #expect(state.activities.contains(.cluster(state.cluster.id, .document(key))))
  }

  @Test func countingAnewKeepsWhatIsShown() {
    var state = state()
    state.hear(.coverage([], .counting(1, of: 40)))
    #expect(state.render().text.contains("5 objects"))
  }

  @Test func whatWasCountedForOtherNamespacesIsForgotten() {
    var state = state()
    state.hear(.coverage(["other"], .failed(.transport(.init(.timedOut)))))
    #expect(state.render().text.contains("5 objects"))
    state.press("<esc>")
    state.namespaces = ["shop"]
    state.press(":owners<enter>")
    #expect(!state.render().text.contains("5 objects"))
  }
}
