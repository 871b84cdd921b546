import Console
import DeployEngine
import GitOps
import Kubernetes

extension LiveWorld {
  /// Checks what is to be asked for about each application; asks for nothing.
  func check(
    _ names: [ObjectName], _ request: ApplicationRequest, on cluster: Cluster
  ) async -> [RequestAnswer] {
    await answers(names, on: cluster) { application, name throws(OperationError) in
      let check: OperationCheck
      var overseers: [Overseer] = []
      switch request {
      case .sync(let sync): check = try await application.check(name, sync)
      case .rollBack(let rollback): check = try await application.check(name, rollback)
      case .pause: (check, overseers) = try await application.checkPause(name)
      case .delete(let cascade):
        (check, overseers) = try await application.checkDeletion(name, cascade)
      // Whatever is in the way of these is said when they are asked for.
      case .refresh, .terminate, .resume: return []
      }
      switch check {
      case .refused(let refusals): throw .refused(refusals)
      case .ready(_, let cautions):
        return cautions.map(\.summary) + overseers.filter(\.isOfNote).map(\.summary)
      }
    }
  }

  /// Asks Argo CD for something, for each application.
  func ask(
    _ names: [ObjectName], _ request: ApplicationRequest, on cluster: Cluster
  ) async -> [RequestAnswer] {
    await answers(names, on: cluster) { application, name throws(OperationError) in
      switch request {
      case .sync(let sync): _ = try await application.sync(name, sync)
      case .rollBack(let rollback): _ = try await application.rollBack(name, rollback)
      case .refresh(let isHard): _ = try await application.refresh(name, isHard: isHard)
      case .terminate: _ = try await application.terminate(name)
      case .pause(let order):
        let until = order.seconds.map { self.now().seconds + $0 }
        _ = try await application.pause(name, reason: order.reason, until: until)
      case .resume: _ = try await application.resume(name)
      case .delete(let cascade): try await application.delete(name, cascade)
      }
      return []
    }
  }

  private typealias Ask =
    @Sendable (ApplicationOperator, ObjectName) async throws(OperationError) -> [String]

  /// Several at a time, and answered in their order.
  private func answers(
    _ names: [ObjectName], on cluster: Cluster, _ ask: @escaping Ask
  ) async -> [RequestAnswer] {
    let installations: [ArgoInstallation]
    do throws(KubernetesError) {
      installations = try await cluster.client.argoInstallations()
    } catch {
      return names.map { RequestAnswer($0, problem: error.summary) }
    }
    let user = await user().user
    return await withTaskGroup(of: (Int, RequestAnswer).self) { group in
      var answers: [Int: RequestAnswer] = [:]
      for (index, name) in names.enumerated() {
        if index >= Self.mostAtOnce, let (done, answer) = await group.next() {
          answers[done] = answer
        }
        let installation =
          installations.first { $0.serves(name.namespace) } ?? installations.first
          ?? ArgoInstallation(namespace: name.namespace)
        let asker = ApplicationOperator(
          cluster.client, installation, user: user, zones: zones, pacing: pacing,
          now: { [now] in now().seconds })
        group.addTask {
          do throws(OperationError) {
            return (index, RequestAnswer(name, notes: try await ask(asker, name)))
          } catch {
            return (index, RequestAnswer(name, problem: error.summary))
          }
        }
      }
      for await (done, answer) in group { answers[done] = answer }
      return names.indices.compactMap { answers[$0] }
    }
  }

  private static let mostAtOnce = 8
}

extension Overseer {
  /// Whether a person has to know of it: it undoes the change, or may.
  fileprivate var isOfNote: Bool {
    if case .unknown = verdict { return true }
    return reverts
  }
}
