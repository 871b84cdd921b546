public import DeployEngine
internal import Documents
public import Kubernetes

/// What is on the record, and what has become of it.
extension EmergencyDesk {
  /// Changes what is on the record of an emergency, wherever it is; returns why it couldn't, if so.
  @discardableResult
  public func change(
    _ id: Emergency.ID, _ change: @Sendable (inout Emergency) -> Void
  ) async -> String? {
    var problem = "\(id) isn't on the record"
    do throws(KubernetesError) {
      if try await ledger.change(id, change) != nil { return nil }
    } catch {
      problem = error.summary
    }
    let here = await journal?.entries(context: context)
    guard var found = here?.first(where: { $0.emergency.id == id }) else { return problem }
    change(&found.emergency)
    var record = Record(found.emergency, found.keepsake)
    record.isOnlyHere = true
    return await journalize(record)
  }

  /// All emergencies on the record, the latest first: those of the cluster, and those that only this
  /// machine knows; with why the cluster's couldn't be read, if so.
  public func entries() async -> (emergencies: [Emergency], problem: KubernetesError?) {
    var entries = await localEntries()
    do throws(KubernetesError) {
      let known = try await ledger.entries()
      let ids = Set(known.map(\.id))
      entries = known + entries.filter { !ids.contains($0.id) }
      return (entries.sorted { $0.id > $1.id }, nil)
    } catch {
      return (entries, error)
    }
  }

  /// Those that only this machine knows of.
  func localEntries() async -> [Emergency] {
    await journal?.entries(context: context).map(\.emergency) ?? []
  }

  /// The same with what has become of those that aren't settled, by their objects as they are now;
  /// what is news is written down.
  public func currentEntries() async -> (emergencies: [Emergency], problem: KubernetesError?) {
    var (entries, problem) = await entries()
    await withTaskGroup(of: (Int, EmergencyState).self) { group in
      var waiting = entries.indices.filter { entries[$0].isOpen }[...]
      for index in waiting.prefix(Self.mostAtOnce) {
        let emergency = entries[index]
        group.addTask { (index, await state(of: emergency)) }
      }
      waiting = waiting.dropFirst(Self.mostAtOnce)
      for await (index, state) in group {
        if let next = waiting.popFirst() {
          let emergency = entries[next]
          group.addTask { (next, await self.state(of: emergency)) }
        }
        guard state != entries[index].state else { continue }
        entries[index].state = state
        await change(entries[index].id) { if $0.isOpen { $0.state = state } }
      }
    }
    return (entries, problem)
  }

  /// What was kept for taking an emergency back; nil where nothing was.
  public func keepsake(of emergency: Emergency) async -> EmergencyKeepsake? {
    if let kept = try? await ledger.keepsake(of: emergency) { return kept }
    guard !emergency.isAboutSecret else { return nil }
    let here = await journal?.entries(context: context)
    return here?.first { $0.emergency.id == emergency.id }?.keepsake
  }

  /// The draft that takes an emergency back, for the object as it is now.
  public func undoing(
    _ emergency: Emergency
  ) async throws(KubernetesError) -> Result<EditDraft, UndoRefusal> {
    var live: Value?
    do throws(KubernetesError) {
      live = try await client.get(emergency.key).naming(emergency.key.kind)
    } catch .notFound {
      live = nil
    }
    return emergency.undoing(live: live, keepsake: await keepsake(of: emergency))
  }

  /// What the repository says of an object, where all of it is committed.
  func committed(_ key: ObjectKey) async -> Value? {
    guard let desired = await surroundings.desired(key), desired.isCommitted else { return nil }
    return desired.manifest
  }

  /// What has become of an emergency, by its object as it is now; what is on the record where that
  /// can't be read.
  public func state(of emergency: Emergency) async -> EmergencyState {
    guard emergency.isOpen else { return emergency.state }
    let kept = emergency.isAboutSecret ? await keepsake(of: emergency) : nil
    do throws(KubernetesError) {
      let live = try await client.get(emergency.key).naming(emergency.key.kind)
      return emergency.state(
        live: live, desired: await committed(emergency.key), keepsake: kept, now: now())
    } catch .notFound {
      return emergency.state(live: nil, keepsake: kept, now: now())
    } catch {
      return emergency.state
    }
  }
}
