public import Documents
public import Kubernetes

/// Finds out who owns objects, by following what they were made for up to the root.
///
/// Nothing that can't be read is a failure: the chain ends there, and says why.
public struct OwnershipReader: Sendable {
  /// What is known of those who own things here.
  public let known: KnownOwners
  private let client: Client
  private let discovery: Discovery

  /// Beyond so many levels somebody has made a knot.
  private static let mostLevels = 12

  /// What is met most often, and there on every server.
  private static let usual = Discovery(kinds: [
    .pods, .services, .serviceAccounts, .nodes, .deployments, .replicaSets, .statefulSets,
    .daemonSets, .jobs, .cronJobs,
  ])

  /// Makes a reader; kinds that the discovery doesn't have are asked for where they are met.
  public init(
    _ client: Client, known: KnownOwners, discovery: Discovery = Discovery(kinds: [])
  ) {
    self.client = client
    self.known = known
    self.discovery = discovery
  }

  /// Reads an object, and who owns it.
  public func read(
    _ key: ObjectKey
  ) async throws(KubernetesError) -> (object: Value, ownership: Ownership) {
    var object = try await client.get(key)
    // Objects of some servers leave out what they are.
    if object["apiVersion"] == nil { object["apiVersion"] = .string(key.kind.apiVersion) }
    if object["kind"] == nil { object["kind"] = .string(key.kind.kind) }
    return (object, await ownership(of: object, key: key))
  }

  /// Says who owns an object, of which no more is read than that takes.
  public func ownership(of key: ObjectKey) async throws(KubernetesError) -> Ownership {
    await ownership(of: try await client.marks(of: key), key: key)
  }

  /// Says who owns an object that has been read.
  public func ownership(of object: Value, key: ObjectKey? = nil) async -> Ownership {
    await ownership(of: OwnerMarks(object), key: key)
  }

  private func ownership(of own: OwnerMarks, key: ObjectKey?) async -> Ownership {
    var marks = own
    var ownership = Ownership(marks, key: key, known: known)
    var seen: Set<String> = [marks.uid]
    while ownership.chain.count < Self.mostLevels, let reference = await parent(of: marks) {
      let (member, next) = await follow(reference, of: marks)
      // A convention only guesses: Endpoints may be written for nobody's service.
      if member.relation == .convention, member.standing == .gone { break }
      ownership.append(member)
      guard let next, seen.insert(next.uid).inserted else { break }
      marks = next
    }
    return ownership
  }

  private func parent(of marks: OwnerMarks) async -> OwnerMarks.Reference? {
    if let parent = marks.parent { return parent }
    let identity = marks.identity
    guard identity.group.isEmpty, identity.kind == ResourceKind.persistentVolumeClaims.kind,
      let sets = try? await client.list(
        ResourceQuery(.statefulSets, namespace: identity.name.namespace))
    else { return nil }
    return ClaimTemplates(sets).owner(of: identity.name)
  }

  private func follow(
    _ reference: OwnerMarks.Reference, of marks: OwnerMarks
  ) async -> (member: Ownership.Member, marks: OwnerMarks?) {
    var member = Ownership.Member(
      ResourceIdentity(
        group: reference.group, kind: reference.kind,
        name: ObjectName(namespace: marks.identity.name.namespace, name: reference.name)),
      uid: reference.uid,
      relation: reference.isController
        ? .controller : marks.references.contains(reference) ? .dependency : .convention)
    do throws(KubernetesError) {
      guard let kind = try await kind(of: reference) else {
        member.standing = .hidden("the server doesn't have the kind \(reference.apiVersion)")
        return (member, nil)
      }
      if !kind.isNamespaced { member.identity.name.namespace = "" }
      let key = ObjectKey(kind, member.identity.name)
      member.key = key
      guard !kind.isNamespaced || !member.identity.name.namespace.isEmpty else {
        member.standing = .misplaced
        return (member, nil)
      }
      let found = try await client.marks(of: key)
      guard reference.uid.isEmpty || found.uid == reference.uid else {
        member.standing = .replaced
        return (member, nil)
      }
      return (Ownership.Member(found, key: key, relation: member.relation, known: known), found)
    } catch {
      if case .notFound = error {
        member.standing = .gone
      } else {
        member.standing = .hidden(error.summary)
      }
      return (member, nil)
    }
  }

  /// The kind that a reference means, in whatever version the server has it.
  private func kind(
    of reference: OwnerMarks.Reference
  ) async throws(KubernetesError) -> ResourceKind? {
    func find(_ discovery: Discovery) -> ResourceKind? {
      discovery.kind(apiVersion: reference.apiVersion, kind: reference.kind)
        ?? discovery.kinds.first { $0.group == reference.group && $0.kind == reference.kind }
    }
    if let kind = find(discovery) ?? find(Self.usual) { return kind }
    if let kind = find(try await client.discover(groupVersions: [reference.apiVersion])) {
      return kind
    }
    // The version it was written in may be gone, and the kind still there.
    return find(try await client.discover())
  }
}

extension Client {
  /// What an object's metadata say of its owners; nothing else of it is asked for.
  public func marks(of key: ObjectKey) async throws(KubernetesError) -> OwnerMarks {
    var object = try await value(Requests.metadata(key))
    // Metadata alone says that it is metadata.
    object["apiVersion"] = .string(key.kind.apiVersion)
    object["kind"] = .string(key.kind.kind)
    return OwnerMarks(object)
  }
}
