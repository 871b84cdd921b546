internal import GitOps
internal import Kubernetes

/// Works out who owns objects whose marks have been listed: references are followed within what was
/// listed, and by what is looked up besides.
struct CoverageBuilder {
  /// An object, as small as can be: there may be very many.
  private struct Entry {
    var kind: Int
    var name: ObjectName
    /// Whose controller made it, or what it is deleted with.
    var parent: OwnerMarks.Reference?
    /// Who applies it, by its place among the owners; -1 for nobody.
    var applier = -1
    /// Whose it was, who isn't there any more.
    var former: ResourceIdentity?
    var maker: String?
    /// Who could take it over.
    var adopters: [Adopter] = []
    /// Whether it is only there for others to be followed to it.
    var isCounted = true
  }

  /// Who has the last word about an object.
  private struct Verdict {
    var holder: Coverage.Holder
    var note = ""
    /// What it was made for, at the top; nil for itself.
    var root: Int?
  }

  let known: KnownOwners
  let adopters: Adopters
  private(set) var kinds: [ResourceKind] = []
  private var entries: [Entry] = []
  private var owners: [ObjectOwner] = []
  private var ownerPlaces: [ObjectOwner: Int] = [:]
  private var byUID: [String: Int] = [:]
  /// Objects that others name without a uid.
  private var byName: [ResourceIdentity: Int] = [:]
  private var claims = ClaimTemplates([])
  private var hidden: [OwnerMarks.Reference: String] = [:]
  private var verdicts: [Verdict?] = []

  private static let named: Set<String> = ["Service", "ServiceAccount", "StatefulSet"]
  private static let mostLevels = 12

  init(known: KnownOwners, adopters: Adopters) {
    self.known = known
    self.adopters = adopters
  }

  /// Takes in the objects of a kind; those that aren't counted are only followed.
  mutating func add(_ all: [OwnerMarks], of kind: ResourceKind, isCounted: Bool = true) {
    let place: Int
    if let index = kinds.firstIndex(of: kind) {
      place = index
    } else {
      place = kinds.count
      kinds.append(kind)
    }
    for marks in all {
      // One object may be listed under two groups, as ingresses once were.
      guard byUID[marks.uid] == nil else { continue }
      if !marks.uid.isEmpty { byUID[marks.uid] = entries.count }
      if kind.group.isEmpty || kind.group == "apps", Self.named.contains(kind.kind) {
        byName[marks.identity] = entries.count
      }
      entries.append(entry(marks, place, isCounted))
    }
  }

  private mutating func entry(_ marks: OwnerMarks, _ kind: Int, _ isCounted: Bool) -> Entry {
    var entry = Entry(kind: kind, name: marks.name, parent: marks.parent, isCounted: isCounted)
    let member = Ownership.Member(marks, relation: .itself, known: known)
    if let applier = member.appliers.first {
      entry.applier = place(of: applier)
      return entry
    }
    entry.former = member.formerAppliers.lazy.compactMap(\.identity).first
    entry.maker = member.maker
    // Only what nobody made can be nobody's.
    if entry.maker == nil, marks.references.isEmpty {
      entry.adopters = adopters.adopters(of: marks)
    }
    return entry
  }

  private mutating func place(of owner: ObjectOwner) -> Int {
    if let place = ownerPlaces[owner] { return place }
    owners.append(owner)
    ownerPlaces[owner] = owners.count - 1
    return owners.count - 1
  }

  /// Takes in which stateful set a claim is for.
  mutating func add(_ templates: ClaimTemplates) { claims = templates }

  /// Says why an object can't be looked at that others name.
  mutating func hide(_ reference: OwnerMarks.Reference, because reason: String) {
    hidden[reference] = reason
  }

  /// What objects name that wasn't listed, each once, and in which namespace it is if it has one.
  var unlisted: [(reference: OwnerMarks.Reference, namespace: String)] {
    var seen: Set<String> = []
    return entries.compactMap { entry in
      guard let parent = entry.parent, !parent.uid.isEmpty, byUID[parent.uid] == nil,
        seen.insert(parent.uid).inserted
      else { return nil }
      return (parent, entry.name.namespace)
    }
  }

  /// What everybody has.
  mutating func coverage() -> Coverage {
    verdicts = Array(repeating: nil, count: entries.count)
    var shares: [Coverage.Holder: [Coverage.Object]] = [:]
    for (index, entry) in entries.enumerated() where entry.isCounted {
      let verdict = verdict(on: index)
      var object = Coverage.Object(
        kind: entry.kind, name: entry.name, isApplied: verdict.root == nil, note: verdict.note)
      if verdict.holder == .nobody {
        object.adopters = entry.adopters
        if let root = verdict.root { object.adopters = entries[root].adopters }
      }
      shares[verdict.holder, default: []].append(object)
    }
    let order = { [kinds] (a: Coverage.Object, b: Coverage.Object) in
      if a.adopters.isEmpty != b.adopters.isEmpty { return !a.adopters.isEmpty }
      return a.kind == b.kind ? a.name < b.name : kinds[a.kind].kind < kinds[b.kind].kind
    }
    return Coverage(
      kinds: kinds,
      shares: shares.map { Coverage.Share(holder: $0.key, objects: $0.value.sorted(by: order)) }
        .sorted { ($0.rank, $0.name(known)) < ($1.rank, $1.name(known)) },
      known: known)
  }

  private mutating func verdict(on index: Int, depth: Int = 0) -> Verdict {
    if let verdict = verdicts[index] { return verdict }
    let verdict = work(out: index, depth)
    verdicts[index] = verdict
    return verdict
  }

  private mutating func work(out index: Int, _ depth: Int) -> Verdict {
    let entry = entries[index]
    let parent = entry.parent ?? claim(entry)
    if let parent, depth < Self.mostLevels {
      if let place = place(of: parent, in: entry.name.namespace) {
        var above = verdict(on: place, depth: depth + 1)
        above.root = above.root ?? place
        // An owner that nobody applies is the end of it.
        if above.holder == .nobody, above.note.isEmpty {
          let root = entries[above.root ?? place]
          let identity = identity(of: root)
          above.holder = .owner(.controller(identity, uid: ""))
        }
        // Who applies it itself counts where nobody applies what it was made for.
        if entry.applier >= 0, !above.holder.isApplier { return own(entry) }
        return above
      }
      if entry.applier >= 0 { return own(entry) }
      if let reason = hidden[parent] {
        return Verdict(holder: .unknown, note: "\(parent.kind) \(parent.name): \(reason)")
      }
      if !parent.uid.isEmpty {
        return Verdict(holder: .nobody, note: "\(parent.kind) \(parent.name) is gone")
      }
    }
    return own(entry)
  }

  private func own(_ entry: Entry) -> Verdict {
    if entry.applier >= 0 { return Verdict(holder: .owner(owners[entry.applier])) }
    if let former = entry.former {
      return Verdict(holder: .nobody, note: "\(former.kind) \(former.name.name) is gone")
    }
    if let maker = entry.maker { return Verdict(holder: .cluster, note: maker) }
    return Verdict(holder: .nobody)
  }

  private func place(of reference: OwnerMarks.Reference, in namespace: String) -> Int? {
    if !reference.uid.isEmpty { return byUID[reference.uid] }
    return byName[
      ResourceIdentity(
        group: reference.group, kind: reference.kind,
        name: ObjectName(namespace: namespace, name: reference.name))]
  }

  private func claim(_ entry: Entry) -> OwnerMarks.Reference? {
    kinds[entry.kind] == .persistentVolumeClaims ? claims.owner(of: entry.name) : nil
  }

  private func identity(of entry: Entry) -> ResourceIdentity {
    let kind = kinds[entry.kind]
    return ResourceIdentity(group: kind.group, kind: kind.kind, name: entry.name)
  }
}

extension Coverage.Holder {
  /// Whether it is somebody who applies, and not an object that others are made for.
  fileprivate var isApplier: Bool {
    if case .owner(let owner) = self { !owner.isController } else { false }
  }
}

extension Coverage.Share {
  /// Orphans come first, and the cluster last.
  fileprivate var rank: Int {
    switch holder {
    case .nobody: 0
    case .unknown: 1
    case .owner(.application): 2
    case .owner(.stack), .owner(.applySet): 3
    case .owner(.fluxKustomization), .owner(.fluxRelease): 4
    case .owner(.helmRelease): 5
    case .owner(.controller): 6
    case .cluster: 7
    }
  }

  fileprivate func name(_ known: KnownOwners) -> String {
    if case .owner(let owner) = holder { owner.words(known) } else { "" }
  }
}
