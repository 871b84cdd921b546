import DeployEngine
import Documents
import Emergencies
import GitOps
import Kubernetes
import TUI

/// Who owns what is in view.
extension ConsoleState {
  // MARK: - What is known

  /// Takes in which Argo CDs there are.
  mutating func apply(installations: [ArgoInstallation]) {
    owners.known.installations = installations
    showOwners()
  }

  /// Takes in what an object was made for.
  mutating func apply(_ ownership: Ownership, of key: ObjectKey) {
    owners.chains[key] = ownership
  }

  /// Takes in what is said of applications, of stacks and of what was deployed of them.
  mutating func recognizeOwners() {
    var known = KnownOwners(installations: owners.known.installations)
    // Which of several Argo CDs has an application, and whether one is still there.
    if applications.isComplete, applications.interruption == nil {
      known.applications = Set(applications.all.map(\.name))
    }
    known.add(
      stacks.all.map(\.stack), defaultNamespace: cluster.facts?.defaultNamespace ?? "default")
    for row in inventories.rows.values {
      known.setNames[ApplySet.id(of: row.name)] =
        stacks.all.first { $0.stack.path == row.path }?.stack.name ?? row.name.name
    }
    guard known != owners.known else { return }
    owners.known = known
    showOwners()
  }

  /// Whether a change may have brought or taken an application.
  func isNews(_ change: Change<ApplicationRow>) -> Bool {
    switch change {
    case .listed, .deleted: true
    case .applied(let rows):
      rows.contains { owners.known.applications?.contains($0.name) == false }
    case .began, .page, .alive, .interrupted, .unreadable: false
    }
  }

  /// Gives the table its column, and forgets what nobody looks at any more.
  mutating func settleOwners() {
    if table.layout.owners?.kind != ownerColumn?.kind { showOwners() }
    guard !owners.chains.isEmpty else { return }
    let shown = ownedInView
    if owners.chains.contains(where: { !shown.contains($0.key) }) {
      owners.chains = owners.chains.filter { shown.contains($0.key) }
    }
  }

  private mutating func showOwners() {
    var layout = table.layout
    layout.owners = ownerColumn
    table.setLayout(layout)
  }

  /// What the column of owners has to know; nil for kinds that the cluster itself makes.
  var ownerColumn: OwnerColumn? {
    resourceKind == .nodes || resourceKind == .events || showsPods
      ? nil : OwnerColumn(kind: resourceKind, known: owners.known)
  }

  // MARK: - Of an object

  /// The objects of which it is to be known what they were made for.
  var ownedInView: Set<ObjectKey> {
    var keys: Set<ObjectKey> = []
    for overlay in overlays {
      switch overlay {
      case .document(let document):
        switch document.content {
        case .description(let key): keys.insert(key)
        case .pod(let name): keys.insert(ObjectKey(.pods, name))
        default: break
        }
      case .question(let question): keys.formUnion(question.subject.doomed)
      case .tree, .entry, .picker, .form: break
      }
    }
    return keys
  }

  /// Who owns an object, for a person; nil where nothing of it is known.
  ///
  /// Until somebody has looked what it was made for, its own marks tell.
  func ownerWords(of key: ObjectKey) -> String? {
    if let chain = owners.chains[key] { return chain.judged(by: owners.known).words(owners.known) }
    guard let marks = marks(of: key) else { return nil }
    if let parent = marks.parent { return "\(parent.kind) \(parent.name)" }
    return Ownership(marks, key: key, known: owners.known).words(owners.known)
  }

  /// Who owns an object, and how that looks on its page.
  func ownerLine(of key: ObjectKey) -> (words: String, role: Role)? {
    ownerWords(of: key).map { ($0, isOrphan(key) ? .warning : .text) }
  }

  /// Who owns an object, below its name in a question about it.
  ///
  /// `maker` is its controller as it was seen, for what no list in view has.
  func ownerNote(on key: ObjectKey, madeBy maker: Owner? = nil) -> [StyledText] {
    guard let words = ownerWords(of: key) ?? maker.map({ "\($0.kind) \($0.name)" }) else {
      return []
    }
    return [StyledText("    owner: \(words)", isOrphan(key) ? Role.warning : Role.muted)]
  }

  /// Whether nobody is known to own an object.
  func isOrphan(_ key: ObjectKey) -> Bool {
    if let chain = owners.chains[key] { return chain.judged(by: owners.known).isOrphan }
    guard let marks = marks(of: key), marks.parent == nil else { return false }
    return Ownership(marks, key: key, known: owners.known).isOrphan
  }

  private func marks(of key: ObjectKey) -> OwnerMarks? {
    if let value = cluster.subjects[key]?.value { return OwnerMarks(value) }
    if key.kind == .pods, let pod = pods[key.name] {
      return OwnerMarks(
        ResourceIdentity(kind: key.kind.kind, name: key.name), uid: pod.uid,
        references: pod.owner.map { [OwnerMarks.Reference($0)] } ?? [])
    }
    guard key.kind == resourceKind else { return nil }
    return table[key.name].map { OwnerMarks($0, key.kind) }
  }
}

extension Question.Subject {
  /// The objects that go with a yes, as far as the question names them.
  fileprivate var doomed: [ObjectKey] {
    switch self {
    case .delete(_, let keys): Array(keys.prefix(8))
    case .removePods(let pods, _): pods.prefix(6).map { ObjectKey(.pods, $0.name) }
    default: []
    }
  }
}
