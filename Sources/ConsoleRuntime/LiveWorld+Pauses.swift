import Console
import DeployEngine
import Emergencies
import GitOps
import Kubernetes

extension LiveWorld {
  /// Resumes those whose pause is over, one after the other; what somebody else has done meanwhile
  /// counts as done.
  func resume(_ paused: [PausedOwner], on cluster: Cluster) async -> [OwnerPauser.Resumption] {
    let pauser = OwnerPauser(
      cluster.client, known: await knownOwners(cluster),
      discovery: (try? await cluster.client.discover()) ?? Discovery(kinds: []),
      user: await user().user, pacing: pacing, now: { [now] in now().seconds })
    var answers: [OwnerPauser.Resumption] = []
    for paused in paused {
      var answer = OwnerPauser.Resumption(owner: paused.owner, pause: paused.pause)
      do throws(OwnerPauser.Problem) {
        try await pauser.resumeExpired(paused.owner)
      } catch {
        answer.problem = error.words
      }
      answers.append(answer)
    }
    return answers
  }
}
