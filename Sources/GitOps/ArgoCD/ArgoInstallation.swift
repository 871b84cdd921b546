internal import Documents
public import Kubernetes

/// An Argo CD in the cluster.
public struct ArgoInstallation: Hashable, Sendable {
  /// The namespace it runs in.
  public var namespace: String
  /// How it is set up; its own defaults where that can't be read.
  public var settings: ArgoSettings
  /// Why its settings can't be read; nil if they can.
  public var problem: KubernetesError?

  /// Describes an installation.
  public init(
    namespace: String, settings: ArgoSettings = ArgoSettings(), problem: KubernetesError? = nil
  ) {
    self.namespace = namespace
    self.settings = settings
    self.problem = problem
  }

  /// Whether it looks after applications in a namespace.
  public func serves(_ namespace: String) -> Bool {
    namespace == self.namespace
      || settings.applicationNamespaces.contains { Self.fits($0, namespace) }
  }

  /// Whether a namespace is one of those that a pattern means.
  ///
  /// Between slashes it is a regular expression, which isn't run here: that is taken to fit.
  static func fits(_ pattern: String, _ namespace: String) -> Bool {
    pattern.count > 1 && pattern.hasPrefix("/") && pattern.hasSuffix("/")
      || pattern == namespace || GlobPattern(pattern)?.matches(namespace) == true
  }
}

extension Client {
  /// Finds every Argo CD: by its settings, by its controllers' labels, by what applications say of
  /// their controller, or by its projects, whichever the user may see.
  ///
  /// `applications` are some that are known already. Without anything to see there is none.
  public func argoInstallations(
    applications: [Application] = []
  ) async throws(KubernetesError) -> [ArgoInstallation] {
    var namespaces: Set<String> = []
    var firstError: KubernetesError?
    let queries = [
      ResourceQuery(.configMaps, fieldSelector: "metadata.name=argocd-cm"),
      ResourceQuery(.pods, labelSelector: ArgoComponent.applicationController.labelSelector),
    ]
    for query in queries where namespaces.isEmpty {
      do {
        namespaces = Set(try await list(query).map { $0[objectAt: "metadata"].text("namespace") })
      } catch {
        guard case .forbidden = error else { throw error }
        firstError = firstError ?? error
      }
    }
    if namespaces.isEmpty {
      namespaces = Set(applications.map(\.status.controllerNamespace).filter { !$0.isEmpty })
    }
    // Projects count in Argo CD's own namespace alone, so that nobody has them elsewhere.
    if namespaces.isEmpty, let projects = try? await list(ResourceQuery(.appProjects)) {
      namespaces = Set(projects.map { $0[objectAt: "metadata"].text("namespace") })
    }
    // Without the right to look anywhere, the usual place may still be open.
    if namespaces.isEmpty, firstError != nil { namespaces = ["argocd"] }
    var found: [ArgoInstallation] = []
    for namespace in namespaces.sorted() { found.append(await argoInstallation(in: namespace)) }
    if found.allSatisfy({ $0.problem != nil }), applications.isEmpty, let firstError {
      throw firstError
    }
    return found
  }

  /// Reads the settings of the Argo CD in a namespace.
  public func argoInstallation(in namespace: String) async -> ArgoInstallation {
    async let settings = data(ObjectName(namespace: namespace, name: "argocd-cm"))
    async let parameters = data(ObjectName(namespace: namespace, name: "argocd-cmd-params-cm"))
    let results = await (settings, parameters)
    var problem: KubernetesError?
    if case .failure(let error) = results.0 { problem = error }
    return ArgoInstallation(
      namespace: namespace,
      settings: ArgoSettings(
        (try? results.0.get()) ?? [:], parameters: (try? results.1.get()) ?? [:]),
      problem: problem)
  }

  private func data(_ name: ObjectName) async -> Result<[String: String], KubernetesError> {
    do throws(KubernetesError) {
      return .success(try await get(ObjectKey(.configMaps, name)).textMap("data"))
    } catch {
      return .failure(error)
    }
  }
}

/// The programs that Argo CD consists of.
public enum ArgoComponent: String, Hashable, Sendable, CaseIterable {
  /// Compares and syncs.
  case applicationController = "argocd-application-controller"
  /// Makes manifests.
  case repositoryServer = "argocd-repo-server"
  /// Serves the user interface and the API.
  case server = "argocd-server"
  /// Makes applications by patterns.
  case applicationSetController = "argocd-applicationset-controller"
  /// Tells others.
  case notifications = "argocd-notifications-controller"

  /// How its pods are found, whatever they are called: the name of every installation's manifests.
  public var labelSelector: String { "app.kubernetes.io/name=\(rawValue)" }

  /// How its pods are found where a chart has renamed things: by component and what it is part of.
  public var otherLabelSelector: String {
    let component = rawValue.dropFirst("argocd-".count)
    return "app.kubernetes.io/component=\(component),app.kubernetes.io/part-of=argocd"
  }

  /// The name of the container that writes its log, in the manifests of Argo CD itself; charts name
  /// it for the component alone.
  public var containers: [String] { [rawValue, String(rawValue.dropFirst("argocd-".count))] }
}
