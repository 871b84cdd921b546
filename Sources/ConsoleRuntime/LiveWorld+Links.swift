import Console
import Documents
import GitOps
import Kubernetes

extension LiveWorld {
  /// The pages that have to do with an application, those of one of its resources first.
  func links(
    of subject: LinkSubject, _ client: Client
  ) async -> Result<[Link], KubernetesError> {
    do throws(KubernetesError) {
      let application = Application(
        try await client.get(ObjectKey(.applications, subject.application)))
      var links: [Link] = []
      if let key = subject.resource {
        // A resource that is gone or can't be read takes nothing from the others.
        let resource = (try? await client.get(key)) ?? [:]
        links = Link.annotated(resource).map {
          Link(title: "\(key.kind.kind) \(key.name.name): \($0.title)", address: $0.address)
        }
      }
      return .success(
        links + application.links(await client.argoInstallation(of: application)))
    } catch {
      return .failure(error)
    }
  }
}

extension Client {
  /// The Argo CD that looks after an application: with its own settings, or with Argo CD's defaults
  /// where they can't be read.
  func argoInstallation(of application: Application) async -> ArgoInstallation {
    let all: [ArgoInstallation]
    do throws(KubernetesError) {
      all = try await argoInstallations(applications: [application])
    } catch {
      return ArgoInstallation(namespace: application.name.namespace, problem: error)
    }
    return all.first { $0.namespace == application.status.controllerNamespace }
      ?? all.first { $0.serves(application.name.namespace) }
      ?? ArgoInstallation(namespace: application.name.namespace)
  }
}
