import Console
import DeployEngine
import Documents
import GitOps
import Kubernetes

extension LiveWorld {
  func perform(
    _ command: ClusterCommand, on cluster: Cluster, of id: ClusterID
  ) async -> ClusterEvent? {
    switch command {
    case .plan(let deploy, let request): return await plan(deploy, request, on: cluster)
    case .ledger(let stack, let name, let environment, let namespace):
      do throws(KubernetesError) {
        let ledger = Ledger(cluster.client, namespace: namespace)
        return .ledger(
          stack, .success(try await ledger.entries(stack: name, environment: environment)))
      } catch {
        return .ledger(stack, .failure(error))
      }
    case .ports(let pod): return await ports(of: pod, cluster.client)
    case .leftovers(let namespaces): return await leftovers(in: namespaces, cluster.client)
    case .check(let names, let request):
      return .checked(request, await check(names, request, on: cluster))
    case .request(let names, let request):
      return .requested(request, await ask(names, request, on: cluster))
    case .links(let subject): return .links(subject, await links(of: subject, cluster.client))
    case .deliver(let keys, let request, let flux):
      return .delivered(request, await deliver(keys, request, flux: flux, on: cluster))
    case .prepare(let keys, let request, let namespace):
      return .prepared(request, await prepare(keys, request, namespace, on: cluster, of: id))
    case .planDrain(let id, let node, let options):
      do throws(KubernetesError) {
        let plan = try await Drainer(cluster.client).plan(node, options)
        return .drainPlanned(id, .success(plan))
      } catch {
        return .drainPlanned(id, .failure(error))
      }
    case .openEdit(let edit, let keys):
      return .editOpened(edit, await open(keys, on: cluster, context: id.context))
    case .prepareEdit(let edit, let drafts, let namespace):
      return .editPrepared(edit, await prepare(drafts, namespace, on: cluster, of: id))
    case .prepareUndo(let edit, let emergency, let namespace):
      return await prepareUndo(of: emergency, edit, namespace, on: cluster, of: id)
    case .applyEdit(let edit, let decision, let namespace):
      return .editApplied(edit, await apply(decision, namespace, on: cluster, of: id))
    case .trace(let change, let request):
      return .traced(change, await gitWriter(cluster).propose(request))
    case .commit(let change, let order, let namespace):
      return .committed(change, await commit(order, namespace, on: cluster, of: id))
    case .push(let change, let commit, let repository):
      do throws(GitWriteError) {
        return .pushed(
          change, .success(try await gitWriter(cluster).push(commit, of: repository)))
      } catch {
        return .pushed(change, .failure(error))
      }
    case .resumeExpired(let paused): return .resumed(await resume(paused, on: cluster))
    case .review(let question):
      do throws(KubernetesError) {
        let namespace = question.namespace.isEmpty ? nil : question.namespace
        let verdict = try await cluster.client.review(
          Access(
            question.verb, question.kind, subresource: question.subresource, namespace: namespace))
        return .reviewed(question, verdict.isAllowed ? .allowed : .denied(verdict.reason))
      } catch {
        // Whoever can't be asked is tried: the server has the last word anyway.
        return .reviewed(question, .allowed)
      }
    }
  }

  func run(
    _ activity: ClusterActivity, on cluster: Cluster, of id: ClusterID,
    send: @escaping @Sendable (ClusterEvent) async -> Void
  ) async {
    let client = cluster.client
    switch activity {
    case .connection: await runConnection(to: cluster, send: send)
    case .pods(let query):
      await client.live(query, decoding: PodDecoder()) { await send(.pods(query, $0)) }
    case .followedPods(let query):
      await client.live(query, decoding: PodDecoder()) { await send(.followedPods(query, $0)) }
    case .applications(let query):
      await client.live(query, decoding: ApplicationDecoder()) {
        await send(.applications(query, $0))
      }
    case .fluxPauses(let query):
      guard let kind = FluxKind(query.kind) else { return }
      await client.live(query, decoding: DocumentRowDecoder { FluxRow(kind, $0) }) {
        await send(.fluxPauses(query, $0))
      }
    case .table(let query):
      if let decoder = DeliveryTable.decoder(of: query.kind) ?? NodeTable.decoder(of: query.kind) {
        return await client.live(query, decoding: decoder) { await send(.table(query, $0)) }
      }
      await client.live(query, decoding: TableDecoder(annotations: OwnerMarks.annotationKeys)) {
        await send(.table(query, $0))
      }
    case .namespaces:
      await client.live(ResourceQuery(.namespaces), decoding: NamespaceDecoder()) {
        await send(.namespaces($0))
      }
    case .usage(let query): await runUsage(query, client, send: send)
    case .lastWords(let words):
      do throws(KubernetesError) {
        await send(.lastWords(words, .success(try await client.lastLines(words.query))))
      } catch {
        await send(.lastWords(words, .failure(error)))
      }
    case .logs(let query): await runLogs(query, client, send: send)
    case .document(let key): await runDocument(key, client, send: send)
    case .inventories(let namespace):
      let query = Inventories(client, namespace: namespace).query
      await client.live(query, decoding: InventoryDecoder()) { await send(.inventories($0)) }
    case .drift(let environment, let namespace):
      await runDrift(environment, namespace, on: cluster, send: send)
    case .tree(let stack, let source):
      await TreeFollower(client).follow([source]) { change, source in
        await send(.tree(stack, change, source))
      }
    case .resources(let name, let source):
      let query = ResourceQuery(source.kind, namespace: source.namespace)
      await client.live(query, decoding: LiveObjectDecoder(source.kind)) {
        await send(.resources(of: name, $0, source))
      }
    case .comparison(let request):
      do throws(KubernetesError) {
        let comparer = ApplicationComparer(client: client, repository: repository)
        await send(.compared(request, .success(try await comparer.compare(request))))
      } catch {
        await send(.compared(request, .failure(error)))
      }
    case .revisions(let key): await runRevisions(of: key, client, send: send)
    case .nodePods(let node):
      let query = ResourceQuery(.pods, fieldSelector: "spec.nodeName=\(node)")
      await client.live(query, decoding: PodDecoder()) { await send(.nodePods(node, $0)) }
    case .drain(let id, let node, let options):
      await Drainer(client).drain(node, options) { await send(.drain(id, $0)) }
    case .removal(let id, let order): await runRemoval(id, order, client, send: send)
    case .forwardedPods(let namespace):
      await client.live(ResourceQuery(.pods, namespace: namespace), decoding: PodDecoder()) {
        await send(.forwardedPods(namespace: namespace, $0))
      }
    case .emergencies(let namespace):
      await runEmergencies(in: namespace, on: cluster, of: id, send: send)
    case .installations: await runInstallations(client, send: send)
    case .ownership(let key): await runOwnership(of: key, client, send: send)
    case .coverage(let namespaces, let environment, let inventoryNamespace):
      await runCoverage(
        of: namespaces, environment: environment, inventoryNamespace: inventoryNamespace,
        on: cluster, send: send)
    case .apply(let deploy, let options):
      await self.deploy(deploy, options, on: cluster, send: send)
    }
  }

  /// Asks what the server is and has, until it has answered.
  private func runConnection(
    to cluster: Cluster, send: @escaping @Sendable (ClusterEvent) async -> Void
  ) async {
    var backoff = Backoff()
    while !Task.isCancelled {
      do throws(KubernetesError) {
        let version = try await cluster.client.version()
        await send(
          .connected(
            ServerFacts(
              version: version.text, address: cluster.address, warnings: cluster.warnings,
              defaultNamespace: cluster.defaultNamespace)))
        await send(.discovered(try await cluster.client.discover()))
        return
      } catch {
        let wait = backoff.next(jitter: Double.random(in: 0..<1))
        await send(.unreachable(Interruption(error, retriesAfter: wait)))
        guard (try? await sleep(wait)) != nil else { return }
      }
    }
  }

  /// Keeps one object and the events about it up to date.
  private func runDocument(
    _ key: ObjectKey, _ client: Client, send: @escaping @Sendable (ClusterEvent) async -> Void
  ) async {
    await withDiscardingTaskGroup { group in
      group.addTask {
        let query = ResourceQuery(
          key.kind, namespace: key.name.namespace.isEmpty ? nil : key.name.namespace,
          fieldSelector: "metadata.name=\(key.name.name)")
        await client.live(query, decoding: DocumentDecoder()) { change in
          if let event = Self.event(of: change, for: key) { await send(event) }
        }
      }
      group.addTask {
        let query = ResourceQuery(
          .events, namespace: key.name.namespace.isEmpty ? nil : key.name.namespace,
          fieldSelector: "involvedObject.name=\(key.name.name),involvedObject.kind=\(key.kind.kind)"
        )
        await client.live(query, decoding: EventDecoder()) { await send(.events(key, $0)) }
      }
    }
  }

  private static func event(
    of change: Change<DocumentRow>, for key: ObjectKey
  ) -> ClusterEvent? {
    switch change {
    case .page(let rows, _), .applied(let rows):
      guard var value = rows.last?.value else { return nil }
      // Objects of a list leave to the list what they are.
      if value["apiVersion"] == nil { value["apiVersion"] = .string(key.kind.apiVersion) }
      if value["kind"] == nil { value["kind"] = .string(key.kind.kind) }
      return .document(key, value)
    case .deleted: return .document(key, nil)
    case .interrupted(let interruption): return .documentFailed(key, interruption.error)
    case .unreadable(_, let reason):
      return .documentFailed(
        key, .undecodable(Undecodable(code: 200, contentType: "", beginning: "", reason: reason)))
    case .began, .listed, .alive: return nil
    }
  }
}

/// One object, whole: for the page that shows it.
struct DocumentRow: Row {
  var name: ObjectName
  var value: Value
}

/// Reads objects whole.
struct DocumentDecoder: RowDecoder {
  mutating func decode(
    _ reader: inout JSONReader, _ metadata: inout ObjectMetadata
  ) throws(JSONError) -> DocumentRow {
    let value = try reader.readValue()
    metadata.namespace = value["metadata"]?["namespace"]?.string ?? ""
    metadata.name = value["metadata"]?["name"]?.string ?? ""
    metadata.resourceVersion = value["metadata"]?["resourceVersion"]?.string ?? ""
    return DocumentRow(name: metadata.objectName, value: value)
  }
}
