public import Console
import DeployEngine
import Emergencies
import GitOps
import Kubernetes

/// Edits by hand: the editor, and what the cluster is asked for them.
extension LiveWorld {
  public func edit(_ text: EditorText, on terminal: any Terminal) async -> EditorEnding {
    guard let editor else { return .failed("there is no editor to be used here", text: nil) }
    return await editor(text, terminal)
  }

  // MARK: - In the cluster

  /// Reads objects, and makes the text of them that an editor shows.
  func open(
    _ keys: [ObjectKey], on cluster: Cluster, context: String
  ) async -> Result<EditText, KubernetesError> {
    let known = await knownOwners(cluster)
    do throws(KubernetesError) {
      var objects: [OpenedObject] = []
      for key in keys {
        let document = try await cluster.client.get(key)
        let owners = known.owners(of: OwnerMarks(document)).map { $0.words(known) }
        objects.append(
          OpenedObject(key, document, owners: owners.isEmpty ? ["nobody's"] : owners))
      }
      return .success(EditText(objects, place: context))
    } catch {
      return .failure(error)
    }
  }

  /// Finds out what drafts come to, and what becomes of them.
  func prepare(
    _ drafts: [EditDraft], _ namespace: String, on cluster: Cluster, of id: ClusterID
  ) async -> [PreparedEdit] {
    await desk(namespace, cluster, id).prepare(drafts)
  }

  /// Finds out what it comes to to take an emergency back.
  func prepareUndo(
    of emergency: Emergency, _ edit: EditFlow.ID, _ namespace: String, on cluster: Cluster,
    of id: ClusterID
  ) async -> ClusterEvent {
    let desk = await desk(namespace, cluster, id)
    do throws(KubernetesError) {
      switch try await desk.undoing(emergency) {
      case .failure(let refusal): return .editRefused(edit, refusal.summary)
      case .success(let draft):
        return .editPrepared(edit, await prepare([draft], namespace, on: cluster, of: id))
      }
    } catch {
      return .editRefused(edit, error.summary)
    }
  }

  /// Does what was agreed to, one object after the other; what is in the way of it is paused before.
  func apply(
    _ decision: EditDecision, _ namespace: String, on cluster: Cluster, of id: ClusterID
  ) async -> [EditAnswer] {
    let desk = await desk(namespace, cluster, id)
    let until = decision.pause?.seconds.map { now().seconds + $0 }
    let pauser = await pauser(of: cluster)
    let (paused, notes) = await pause(decision, until: until, pauser)
    var answers: [EditAnswer] = []
    for edit in decision.edits {
      let whose = paused.filter { edit.ownership?.owners.contains($0) == true }
      let pause =
        whose.isEmpty
        ? nil
        : Emergency.Pause(
          whose: whose.map { $0.words() }.joined(separator: ", "),
          until: until.map { Timestamp(seconds: $0) })
      let grounds = EditGrounds(reason: decision.reason, pause: pause)
      answers.append(EditAnswer(edit.key, await desk.apply(edit, grounds), notes: notes))
    }
    // A pause that nothing came of would only be in the way. It was this one's: what is paused
    // already isn't offered.
    if !answers.contains(where: \.isDone) {
      for owner in paused { try? await pauser.resume(owner) }
    }
    return answers
  }

  /// Pauses those who would put it back; returns those that are, and why others aren't.
  private func pause(
    _ decision: EditDecision, until: Int64?, _ pauser: OwnerPauser
  ) async -> (paused: [ObjectOwner], notes: [String]) {
    var paused: [ObjectOwner] = []
    var notes: [String] = []
    for owner in decision.pausedOwners {
      do throws(OwnerPauser.Problem) {
        try await pauser.pause(owner, reason: decision.reason, until: until)
        paused.append(owner)
      } catch {
        notes.append("\(owner.words()) isn't paused: \(error.words)")
      }
    }
    return (paused, notes)
  }

  private func pauser(of cluster: Cluster) async -> OwnerPauser {
    let now = now
    return OwnerPauser(
      cluster.client, known: await knownOwners(cluster),
      discovery: (try? await cluster.client.discover()) ?? Discovery(kinds: []),
      user: await user().user, pacing: pacing
    ) { now().seconds }
  }

  /// Follows the record, and what becomes of those on it that aren't settled.
  func runEmergencies(
    in namespace: String, on cluster: Cluster, of id: ClusterID,
    send: @escaping @Sendable (ClusterEvent) async -> Void
  ) async {
    let follower = EmergencyFollower(await desk(namespace, cluster, id), now: now) {
      await send(.emergencies($0, $1))
    }
    await follower.run()
  }

  private func knownOwners(_ cluster: Cluster) async -> KnownOwners {
    KnownOwners(installations: (try? await cluster.client.argoInstallations()) ?? [])
  }

  private func desk(
    _ namespace: String, _ cluster: Cluster, _ id: ClusterID
  ) async -> EmergencyDesk {
    EmergencyDesk(
      cluster.client, surroundings: EditSurroundings(zones: zones),
      ledger: EmergencyLedger(cluster.client, namespace: namespace), context: id.context,
      user: await user(), now: now)
  }
}
