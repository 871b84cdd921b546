public import DeployEngine
internal import Documents
internal import GitOps
public import Kubernetes

/// The record of emergencies in the cluster, where every operator sees it: a ConfigMap for each, beside
/// the inventories, and a Secret where there is something of a Secret to keep.
public struct EmergencyLedger: Sendable {
  let client: Client
  /// Where it is.
  public let namespace: String

  /// So many settled ones are kept.
  private static let mostSettled = 200
  private static let attempts = 5

  /// Makes a ledger in a namespace.
  public init(_ client: Client, namespace: String = Inventory.defaultNamespace) {
    self.client = client
    self.namespace = namespace
  }

  /// What lists and watches the ConfigMaps.
  public var query: ResourceQuery {
    ResourceQuery(.configMaps, namespace: namespace, labelSelector: Emergency.selector)
  }

  /// All emergencies, the latest first.
  public func entries() async throws(KubernetesError) -> [Emergency] {
    try await client.list(query).compactMap { Emergency(configMap: $0) }.sorted { $0.id > $1.id }
  }

  /// What was kept for taking an emergency back; nil where nothing was.
  public func keepsake(of emergency: Emergency) async throws(KubernetesError) -> EmergencyKeepsake?
  {
    do throws(KubernetesError) {
      guard emergency.isAboutSecret else {
        return EmergencyKeepsake(configMap: try await client.get(key(emergency)))
      }
      return EmergencyKeepsake(secret: try await client.get(key(emergency, .secrets)))
    } catch {
      if case .notFound = error { return nil }
      throw error
    }
  }

  /// Why nothing can be written here, in a sentence; nil where it can.
  func problem(isAboutSecret: Bool) async -> String? {
    for kind in [.configMaps] + (isAboutSecret ? [ResourceKind.secrets] : []) {
      do throws(KubernetesError) {
        let verdict = try await client.review(Access("create", kind, namespace: namespace))
        if !verdict.isAllowed {
          return "you may not create \(kind.plural) in namespace \(namespace)"
        }
      } catch {
        return error.summary
      }
    }
    return nil
  }

  // MARK: Writing

  /// Adds an emergency with what is kept for taking it back; the oldest settled ones go where there
  /// are too many.
  func add(_ emergency: Emergency, _ keepsake: EmergencyKeepsake) async throws(KubernetesError) {
    let isSecret = emergency.isAboutSecret
    if isSecret {
      try await create(.secrets, emergency.secret(namespace: namespace, keepsake))
    }
    do throws(KubernetesError) {
      try await create(
        .configMaps, emergency.configMap(namespace: namespace, isSecret ? nil : keepsake))
    } catch {
      if isSecret { try? await client.delete(key(emergency, .secrets)) }
      throw error
    }
    await prune()
  }

  private func create(_ kind: ResourceKind, _ object: Value) async throws(KubernetesError) {
    do throws(KubernetesError) {
      _ = try await client.create(kind, namespace: namespace, object)
    } catch .notFound {
      try await makeNamespace()
      _ = try await client.create(kind, namespace: namespace, object)
    }
  }

  private func makeNamespace() async throws(KubernetesError) {
    do throws(KubernetesError) {
      _ = try await client.create(
        .namespaces,
        [
          "apiVersion": "v1", "kind": "Namespace",
          "metadata": [
            "name": .string(namespace), "labels": ["app.kubernetes.io/managed-by": "duet"],
          ],
        ])
    } catch .alreadyExists {}
  }

  /// Changes what is on the record of an emergency; others may be changing it, too.
  ///
  /// Returns it as it is on the record then; nil where it isn't there any more.
  @discardableResult
  public func change(
    _ id: LedgerEntry.ID, _ change: @Sendable (inout Emergency) -> Void
  ) async throws(KubernetesError) -> Emergency? {
    let key = ObjectKey(.configMaps, namespace: namespace, name: "emergency-\(id)")
    for attempt in 1... {
      do throws(KubernetesError) {
        var page = try await client.get(key)
        guard var emergency = Emergency(configMap: page) else { return nil }
        let before = emergency
        change(&emergency)
        guard emergency != before else { return emergency }
        page["data"]?["emergency"] = .string(emergency.value.json)
        _ = try await client.replace(key, page)
        return emergency
      } catch .notFound {
        return nil
      } catch {
        guard case .conflict = error, attempt < Self.attempts else { throw error }
      }
    }
    return nil
  }

  /// Writes an emergency that is on the record, with what is kept for taking it back, as it is now.
  func update(_ emergency: Emergency, _ keepsake: EmergencyKeepsake) async throws(KubernetesError) {
    if emergency.isAboutSecret {
      _ = try await client.replace(
        key(emergency, .secrets), emergency.secret(namespace: namespace, keepsake))
    }
    _ = try await client.replace(
      key(emergency),
      emergency.configMap(namespace: namespace, emergency.isAboutSecret ? nil : keepsake))
  }

  /// Deletes the oldest settled ones; what can't be deleted now is tried the next time.
  private func prune() async {
    guard let all = try? await entries() else { return }
    for emergency in all.filter({ !$0.isOpen }).dropFirst(Self.mostSettled) {
      try? await client.delete(key(emergency))
      if emergency.isAboutSecret { try? await client.delete(key(emergency, .secrets)) }
    }
  }

  private func key(_ emergency: Emergency, _ kind: ResourceKind = .configMaps) -> ObjectKey {
    ObjectKey(kind, namespace: namespace, name: emergency.objectName)
  }
}

extension Emergency {
  /// Whether its object is a Secret, whose values are nowhere but in Secrets.
  var isAboutSecret: Bool { key.kind.group.isEmpty && key.kind.kind == "Secret" }
}
