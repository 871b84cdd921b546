import Documents
import GitOps
import HTTP
import Kubernetes
import Testing

@testable import DeployEngine

@Suite struct DriftModelTests {
  static let color = ObjectKey(.configMaps, namespace: "shop", name: "color")
  static let size = ObjectKey(.configMaps, namespace: "shop", name: "size")
  static let scope = DriftScope(kind: .configMaps)

  /// A model of one stack with two config maps, `color` and `size`.
  struct Story {
    var model = DriftModel()
    var work = DriftWork()

    init(_ manifests: [Manifest] = [map("color"), map("size")]) {
      set(manifests)
      model.set(memberKinds: [:])
      take()
    }

    mutating func set(
      _ manifests: [Manifest], _ name: String = "web", kinds: [ResourceKind] = [.configMaps]
    ) {
      let stack = DesiredStack(
        Stack(path: name, name: name, source: .plain), manifests: manifests)
      model.set(
        ResolvedStack(stack, Discovery(kinds: kinds), defaultNamespace: "default"))
      take()
    }

    mutating func take() {
      let new = model.takeWork()
      work.start += new.start
      work.stop += new.stop
      work.checks += new.checks
      work.reads += new.reads
      work.changed.formUnion(new.changed)
    }

    mutating func apply(_ changes: Change<DriftRow>..., on scope: DriftScope = scope) {
      for change in changes { model.apply(change, from: scope) }
      take()
    }

    mutating func list(_ rows: DriftRow..., on scope: DriftScope = scope) {
      apply(.began, .page(rows, remaining: nil), .listed, on: scope)
    }

    mutating func answer(_ answer: DriftAnswer) {
      for check in work.checks { model.answer(check, answer) }
      work.checks = []
      take()
    }

    /// The row of an object, which agrees with what Git says or differs in one field.
    func row(
      _ key: ObjectKey, differs digest: UInt64? = nil, health: Health? = nil,
      inventory: String = ""
    ) -> DriftRow {
      DriftRow(
        name: key.name, uid: "u", inventory: inventory, health: health,
        verdicts: model.wanted(key).map { shape in
          DriftVerdict(
            shape: shape.digest,
            suspicion: digest.map {
              .init(digest: $0, fields: [ObjectDrift.Field(label: "/data/x")], count: 1)
            })
        })
    }

    var drift: StackDrift? { model.drift(of: Stack.ID("web")) }

    var states: [ObjectDrift.State] { drift?.objects.map(\.state) ?? [] }
  }

  static func map(_ name: String, _ value: String = "a") -> Manifest {
    Manifest(
      value: [
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": ["name": .string(name), "namespace": "shop"], "data": ["x": .string(value)],
      ], object: StackObject(kind: "ConfigMap", namespace: "shop", name: name))
  }

  static var inventory: String {
    ApplySet.id(of: Inventory.name(of: Stack(path: "web", name: "web", source: .plain)))
  }

  @Test func oneWatchForEachKind() {
    let story = Story()
    #expect(story.work.start == [Self.scope])
    #expect(story.states == [.pending, .pending])
    #expect(story.drift?.isComplete == false)
  }

  @Test func whatAgreesIsInSyncWithoutAsking() {
    var story = Story()
    story.list(story.row(Self.color), story.row(Self.size))
    #expect(story.work.checks.isEmpty)
    #expect(story.drift?.isInSync == true)
  }

  @Test func whatIsNotThereIsMissing() {
    var story = Story()
    story.apply(.began, .page([story.row(Self.color)], remaining: nil))
    #expect(story.states == [.inSync, .pending])
    story.apply(.listed)
    #expect(story.states == [.inSync, .missing])
    #expect(story.drift?.missing == 1)
    #expect(story.drift?.isComplete == true)
  }

  @Test func whatDiffersIsAskedAboutOnce() {
    var story = Story()
    story.list(story.row(Self.color, differs: 7), story.row(Self.size))
    #expect(story.work.checks.map(\.key) == [Self.color])
    #expect(story.states == [.checking, .inSync])
    story.answer(.differs([ObjectDrift.Field(label: "/data/x", live: "b", desired: "a")], count: 1))
    #expect(story.states == [.changed, .inSync])
    #expect(story.drift?.objects.first?.fields.first?.live == "b")
    story.apply(.applied([story.row(Self.color, differs: 7, health: .progressing)]))
    #expect(story.work.checks.isEmpty)
    #expect(story.states == [.changed, .inSync])
    story.apply(.applied([story.row(Self.color, differs: 8)]))
    #expect(story.work.checks.map(\.digest) == [8])
  }

  @Test func anAnswerThatNothingWouldChangeIsInSync() {
    var story = Story()
    story.list(story.row(Self.color, differs: 7), story.row(Self.size))
    story.answer(.same)
    #expect(story.drift?.isInSync == true)
    #expect(story.drift?.objects.first?.fields.isEmpty == true)
  }

  @Test func anAnswerAboutAnOlderStateIsDropped() {
    var story = Story()
    story.list(story.row(Self.color, differs: 7), story.row(Self.size))
    let old = story.work.checks
    story.apply(.applied([story.row(Self.color, differs: 8)]))
    for check in old { story.model.answer(check, .same) }
    #expect(story.states == [.checking, .inSync])
  }

  @Test func whatCantBeFoundOutIsAskedAgain() {
    var story = Story()
    story.list(story.row(Self.color, differs: 7), story.row(Self.size))
    let check = story.work.checks[0]
    let error = DeployError.server(.transport(TransportError(.timedOut)))
    story.answer(.failed(error, passes: true))
    #expect(story.states == [.unknown(error), .inSync])
    story.model.retry(check)
    story.take()
    #expect(story.work.checks == [check])
    #expect(story.states == [.checking, .inSync])
  }

  @Test func onlyStacksThatChangedAreTold() {
    var story = Story()
    story.set([Self.map("other")], "other")
    story.list(story.row(Self.color), story.row(Self.size))
    story.work = DriftWork()
    story.apply(.applied([story.row(Self.color, health: .healthy)]))
    #expect(story.work.changed == [Stack.ID("web")])
    story.work = DriftWork()
    story.apply(.applied([story.row(Self.color, health: .healthy)]))
    #expect(story.work.changed.isEmpty)
  }

  @Test func whatTheInventoryHasAndGitHasNotIsExtra() {
    var story = Story()
    let extra = DriftRow(
      name: ObjectName(namespace: "shop", name: "old"), uid: "u9", inventory: Self.inventory)
    story.list(
      story.row(Self.color, inventory: Self.inventory),
      story.row(Self.size, inventory: Self.inventory), extra)
    #expect(story.drift?.extra == 1)
    #expect(story.states == [.inSync, .inSync, .extra])
    story.apply(.deleted([extra.name]))
    #expect(story.states == [.inSync, .inSync])
  }

  @Test func kindsThatOnlyTheInventoryHasAreWatchedForItsMembers() {
    var story = Story()
    story.list(story.row(Self.color), story.row(Self.size))
    story.model.set(memberKinds: [Self.inventory: [.configMaps, .services], "other": [.jobs]])
    story.take()
    let services = DriftScope(kind: .services, membersOnly: true)
    #expect(story.work.start == [Self.scope, services])
    #expect(services.query.labelSelector == ApplySet.partOf)
    #expect(story.drift?.isComplete == false)
    story.list(
      DriftRow(name: ObjectName(namespace: "shop", name: "web"), inventory: Self.inventory),
      on: services)
    #expect(story.drift?.extra == 1)
    #expect(story.drift?.isComplete == true)
  }

  @Test func objectsOfNobodyAreNotKept() {
    var story = Story()
    story.list(story.row(Self.color), story.row(Self.size), DriftRow(name: ObjectName(name: "x")))
    #expect(story.drift?.objects.count == 2)
  }

  @Test func whatGitSaysAnewIsReadAgain() {
    var story = Story()
    story.list(story.row(Self.color), story.row(Self.size))
    story.set([Self.map("color", "b"), Self.map("size"), Self.map("new")])
    #expect(
      Set(story.work.reads) == [Self.color, ObjectKey(.configMaps, namespace: "shop", name: "new")])
    #expect(story.states == [.pending, .pending, .inSync])
    story.model.read(Self.color, story.row(Self.color))
    story.model.read(ObjectKey(.configMaps, namespace: "shop", name: "new"), nil)
    #expect(story.states == [.inSync, .missing, .inSync])
  }

  @Test func whatIsSaidBeforeTheListBeginsIsNotReadByItself() {
    var story = Story()
    story.set([Self.map("other")], "other")
    #expect(story.work.reads.isEmpty)
    story.apply(.began)
    story.set([Self.map("late")], "late")
    #expect(story.work.reads == [ObjectKey(.configMaps, namespace: "shop", name: "late")])
  }

  @Test func whatGitSaysTheSameIsNot() {
    var story = Story()
    story.list(story.row(Self.color), story.row(Self.size))
    story.set([Self.map("color"), Self.map("size")])
    #expect(story.work.reads.isEmpty)
    #expect(story.drift?.isInSync == true)
  }

  @Test func kindsThatAreNotServedAreMissing() {
    var story = Story()
    story.set([Self.map("color")], kinds: [])
    #expect(story.states == [.missing])
    #expect(story.drift?.objects.first?.message == "the server doesn't know the kind")
  }

  @Test func aKindThatNobodyHasAnyMoreIsNotWatched() {
    var story = Story()
    story.model.remove(Stack.ID("web"))
    story.take()
    #expect(story.work.stop == [Self.scope])
    #expect(story.drift == nil)
  }

  @Test func whatMayNotBeListedEverywhereIsListedWhereItIsNeeded() {
    var story = Story()
    story.apply(.began, .interrupted(Interruption(.refused, retriesAfter: .seconds(30))))
    let narrow = DriftScope(kind: .configMaps, namespace: "shop")
    #expect(story.work.stop == [Self.scope])
    #expect(story.work.start == [Self.scope, narrow])
    story.list(story.row(Self.color), story.row(Self.size), on: narrow)
    #expect(story.drift?.isInSync == true)
  }

  @Test func whatMayNotBeListedAtAllIsUnknown() {
    var story = Story()
    let forbidden = Change<DriftRow>.interrupted(
      Interruption(.refused, retriesAfter: .seconds(30)))
    story.apply(.began, forbidden)
    story.apply(forbidden, on: DriftScope(kind: .configMaps, namespace: "shop"))
    #expect(story.states == [.unknown(.server(.refused)), .unknown(.server(.refused))])
    #expect(story.drift?.unknown == 2)
    #expect(story.drift?.isComplete == true)
  }

  @Test func aLostConnectionForgetsNothing() {
    var story = Story()
    story.list(story.row(Self.color), story.row(Self.size))
    story.apply(.interrupted(Interruption(.refused, retriesAfter: .zero)), .began)
    #expect(story.drift?.isInSync == true)
    story.apply(.page([story.row(Self.color)], remaining: nil), .listed)
    #expect(story.states == [.inSync, .missing])
  }

  @Test func aBrokenStackSaysSo() {
    var story = Story()
    let stack = DesiredStack(broken: Stack(path: "web", name: "web", source: .plain), .empty)
    story.model.set(
      ResolvedStack(stack, Discovery(kinds: []), defaultNamespace: "default"))
    #expect(story.drift?.problem == .empty)
    #expect(story.drift?.isInSync == false)
  }

  @Test func twoStacksMaySayTheSameObject() {
    var story = Story()
    story.set([Self.map("color", "b")], "other")
    #expect(story.model.wanted(Self.color).count == 2)
    let shapes = story.model.wanted(Self.color).map(\.digest)
    let row = DriftRow(
      name: Self.color.name, uid: "u",
      verdicts: shapes.enumerated().map { index, shape in
        DriftVerdict(
          shape: shape, suspicion: index == 0 ? .init(digest: 1, fields: [], count: 1) : nil)
      })
    story.list(row, story.row(Self.size))
    story.answer(.differs([], count: 1))
    #expect(story.model.drift(of: Stack.ID("other"))?.changed == 1)
    #expect(story.drift?.changed == 0)
  }
}

extension KubernetesError {
  /// What a server says to somebody who may not.
  static let refused = KubernetesError.forbidden(Denial(status: Status(code: 403)))
}
