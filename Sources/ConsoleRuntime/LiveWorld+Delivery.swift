import Console
import DeployEngine
import GitOps
import Kubernetes

extension LiveWorld {
  /// Asks Argo Rollouts or Flux for something, one object after the other.
  func deliver(
    _ keys: [ObjectKey], _ request: DeliveryRequest, flux kinds: [FluxKind: ResourceKind],
    on cluster: Cluster
  ) async -> [RequestAnswer] {
    let flux = FluxOperator(cluster.client, kinds: kinds, now: now)
    var request = request
    if case .flux(.pause(var pause), let withSource) = request {
      pause.user = await user().user
      request = .flux(.pause(pause), withSource: withSource)
    }
    var answers: [RequestAnswer] = []
    for key in keys {
      answers.append(
        RequestAnswer(
          key.name, problem: await problem(with: request, on: key, cluster.client, flux)))
    }
    return answers
  }

  /// Asks for something, and says why it isn't done; nil where it is.
  private func problem(
    with request: DeliveryRequest, on key: ObjectKey, _ client: Client, _ flux: FluxOperator
  ) async -> String? {
    switch request {
    case .rollout(let action):
      do throws(KubernetesError) {
        return try await client.perform(action, on: key.name)?.summary
      } catch {
        return error.summary
      }
    case .flux(let action, let withSource):
      guard let kind = FluxKind(key.kind) else { return "it isn't Flux's" }
      do throws(FluxOperator.Failure) {
        _ = try await flux.perform(
          action, on: FluxRow.Reference(kind, key.name), withSource: withSource)
        return nil
      } catch {
        return error.summary(of: key.name)
      }
    }
  }
}

extension FluxOperator.Failure {
  /// The reason in a sentence, for a person who asked for something about an object.
  fileprivate func summary(of name: ObjectName) -> String {
    switch self {
    case .refused(let object, let reason):
      object.name == name ? reason : "\(object.kind.rawValue) \(object.name): \(reason)"
    case .kindMissing(let kind): "the cluster has no \(kind.rawValue)"
    case .kubernetes(let error): error.summary
    }
  }
}
