internal import Documents
internal import GitOps
internal import HTTP
internal import Kubernetes

extension DriftFollower {
  /// Does one thing that takes time.
  nonisolated func carryOut(_ job: Job) async {
    switch job {
    case .watch(let scope): await follow(scope)
    case .check(let check):
      await answer(check)
      await finishedOne()
    case .read(let key):
      await read(key)
      await finishedOne()
    case .retry(let check):
      guard (try? await pacing.sleep(options.retry)) != nil else { return }
      await retry(check)
    case .inventories: await followInventories()
    case .definitions: await followDefinitions()
    case .discover: await discover()
    }
  }

  // MARK: Watching

  /// Follows the objects of one kind.
  nonisolated func watch(_ scope: DriftScope) async {
    let decoder = DriftDecoder(scope.kind, await table(of: scope.kind))
    await client.live(scope.query, decoding: decoder) { change in
      await self.take(change, scope)
    }
  }

  private func take(_ change: Change<DriftRow>, _ scope: DriftScope) {
    model.apply(change, from: scope)
    carryOn()
  }

  private nonisolated func followInventories() async {
    let query = Inventories(client, namespace: options.inventoryNamespace).query
    await client.live(query, decoding: MemberKindsDecoder()) { change in
      await self.takeInventories(change)
    }
  }

  private func takeInventories(_ change: Change<MemberKindsRow>) {
    memberRows.apply(change)
    setMemberKinds()
    carryOn()
  }

  /// Tells the model of which kinds members are.
  func setMemberKinds() {
    guard let discovery else { return }
    if case .stale = memberRows.state, !memberRows.isComplete {
      model.set(memberKinds: nil)
      return
    }
    guard memberRows.isComplete else { return }
    var kinds: [String: Set<ResourceKind>] = [:]
    for row in memberRows.rows.values where !row.id.isEmpty {
      kinds[row.id] = Set(
        row.kinds.compactMap { wanted in
          discovery.kinds.first { $0.group == wanted.group && $0.kind == wanted.kind }
        })
    }
    model.set(memberKinds: kinds)
  }

  // MARK: Kinds

  private nonisolated func discover() async {
    var pause = Backoff()
    while !Task.isCancelled {
      do throws(KubernetesError) {
        let found = try await client.discover()
        await discovered(found)
        return
      } catch {
        guard (try? await pacing.sleep(pause.next(jitter: pacing.random()))) != nil else { break }
      }
    }
    await discoveryFailed()
  }

  /// Asks for the server's kinds again when a definition has come to be served.
  private nonisolated func followDefinitions() async {
    let kind = ResourceKind.customResourceDefinitions
    await client.live(ResourceQuery(kind), decoding: HealthDecoder(kind)) { change in
      guard case .applied(let rows) = change, rows.contains(where: { $0.health == .healthy })
      else { return }
      await self.begin(.discover)
    }
  }

  // MARK: Questions

  /// Reads one object, since Git says something else of it now.
  private nonisolated func read(_ key: ObjectKey) async {
    do throws(KubernetesError) {
      let bytes = try await client.bytes(Requests.get(key))
      var decoder = DriftDecoder(key.kind, await table(of: key.kind))
      var reader = JSONReader(bytes)
      var metadata = ObjectMetadata()
      let row = try? decoder.decode(&reader, &metadata)
      await finish(key, row)
    } catch {
      if case .notFound = error {
        await finish(key, nil)
      } else {
        await fail(key, error)
      }
    }
  }

  private func finish(_ key: ObjectKey, _ row: DriftRow?) {
    model.read(key, row)
    carryOn()
  }

  private func fail(_ key: ObjectKey, _ error: KubernetesError) {
    model.read(key, failed: error)
    carryOn()
  }

  /// Asks what a deploy would make of an object.
  private nonisolated func answer(_ check: DriftCheck) async {
    guard
      let shape = await table(of: check.key.kind)[check.key.name]
        .first(where: { $0.digest == check.shape })
    else { return }
    let answer = await DriftQuestion(client, check, shape).answer()
    await finish(check, answer)
  }

  private func finish(_ check: DriftCheck, _ answer: DriftAnswer) {
    model.answer(check, answer)
    if case .failed(_, passes: true) = answer { ask(again: check) }
    carryOn()
  }

  private func retry(_ check: DriftCheck) {
    model.retry(check)
    carryOn()
  }
}
