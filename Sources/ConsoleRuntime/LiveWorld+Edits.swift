public import Console
import DeployEngine
import Emergencies
import GitOps
import Kubernetes

/// Edits by hand: the editor, and what the cluster is asked for them.
extension LiveWorld {
  public func edit(_ text: EditorText, on terminal: any Terminal) async -> EditorEnding {
    guard let editor else { return .failed("there is no editor to be used here", text: nil) }
    guard let editStore else {
      // Nobody would take away what is kept.
      return await editor(EditorText(name: text.name, text: text.text), terminal)
    }
    return await editStore.edit(text, with: editor, on: terminal)
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

  /// Does what was agreed to, one object after the other; what would put it back is paused before.
  func apply(
    _ decision: EditDecision, _ namespace: String, on cluster: Cluster, of id: ClusterID
  ) async -> [EditResult] {
    await desk(namespace, cluster, id).apply(
      decision.edits, reason: decision.reason,
      pause: decision.pause.map { PauseRequest(seconds: $0.seconds) }
    )
  }

  // MARK: - In Git

  /// Finds where changes come from in Git, and writes them there.
  func gitWriter(_ cluster: Cluster) -> GitWriter {
    GitWriter(repository: repository, client: cluster.client)
  }

  /// Writes a change to a commit, and notes on the record where it is.
  func commit(
    _ order: GitOrder, _ namespace: String, on cluster: Cluster, of id: ClusterID
  ) async -> Result<GitCommit, GitWriteError> {
    do throws(GitWriteError) {
      let commit = try await gitWriter(cluster).commit(
        order.proposal, branch: order.branch, for: order.request, message: order.message)
      if let emergency = order.emergency {
        let note = Emergency.Commit(
          branch: commit.branch, commit: commit.commit, repository: commit.folder)
        await desk(namespace, cluster, id).change(emergency) { $0.commit = note }
      }
      return .success(commit)
    } catch {
      return .failure(error)
    }
  }

  /// Follows the record, and what becomes of those on it that aren't settled.
  func runEmergencies(
    in namespace: String, on cluster: Cluster, of id: ClusterID,
    send: @escaping @Sendable (ClusterEvent) async -> Void
  ) async {
    let follower = EmergencyFollower(await desk(namespace, cluster, id), now: now) {
      await send(.emergencies($0, $1))
    }
    let builds = await builds.changes()
    await withTaskGroup { group in
      group.addTask { await follower.run() }
      group.addTask { for await _ in builds { await follower.desiredChanged() } }
    }
  }

  /// Who owns things in a cluster, as far as its Argo CDs and the repository tell.
  func knownOwners(_ cluster: Cluster) async -> KnownOwners {
    var known = KnownOwners(installations: (try? await cluster.client.argoInstallations()) ?? [])
    known.add(await builds.selected, defaultNamespace: cluster.defaultNamespace)
    return known
  }

  func desk(
    _ namespace: String, _ cluster: Cluster, _ id: ClusterID
  ) async -> EmergencyDesk {
    let home = cluster.defaultNamespace
    let surroundings = EditSurroundings(
      stacks: await builds.selected, defaultNamespace: home, zones: zones
    ) { [builds] key in
      await builds.desired(key, defaultNamespace: home)
    }
    return EmergencyDesk(
      cluster.client, surroundings: surroundings,
      ledger: EmergencyLedger(cluster.client, namespace: namespace),
      journal: emergencyJournal, context: id.context, user: await user(), now: now)
  }
}
