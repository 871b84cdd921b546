import Console
import ConsoleRuntime
import CurlHTTP
import HTTP
import Kubernetes
import Processes

/// The clusters of a kubeconfig: made when first asked for, and then kept.
actor KubeconfigClusters {
  private let choice: ConnectionChoice
  private let initialContext: String
  private let surroundings: Surroundings
  private let loop: TransferLoop
  private var clusters: [String: (generation: Int, cluster: LiveWorld.Cluster)] = [:]

  init(
    _ choice: ConnectionChoice, initialContext: String, surroundings: Surroundings = .current,
    loop: TransferLoop
  ) {
    self.choice = choice
    self.initialContext = initialContext
    self.surroundings = surroundings
    self.loop = loop
  }

  /// The cluster of a context; as the kubeconfig is now, where this generation of it wasn't asked
  /// for before.
  func cluster(_ id: ClusterID) async throws(ConnectionProblem) -> LiveWorld.Cluster {
    let context = id.context
    if let (generation, cluster) = clusters[context], generation == id.generation {
      return cluster
    }
    var choice = choice
    // What was said on the command line about cluster, user and namespace holds for the context
    // that the program was started with.
    if context != initialContext {
      choice = ConnectionChoice(kubeconfig: choice.kubeconfig, impersonation: choice.impersonation)
    }
    choice.context = context.isEmpty ? nil : context
    let connection: Connection
    do {
      connection = try Connection.resolve(choice, from: surroundings)
    } catch {
      throw ConnectionProblem(Self.text(of: error))
    }
    let cluster = try await make(connection)
    clusters[context] = (id.generation, cluster)
    return cluster
  }

  private func make(
    _ connection: Connection
  ) async throws(ConnectionProblem) -> LiveWorld.Cluster {
    let store = CredentialStore(connection.credentials, runner: PluginRunner())
    var certificate = connection.clientCertificate
    var key = connection.clientKey
    if case .plugin = connection.credentials, certificate == nil {
      do {
        let credential = try await store.credential()
        certificate = credential.certificate
        key = credential.key
      } catch {
        throw ConnectionProblem(
          error.summary + (error.advice.map { "; \($0)" } ?? ""))
      }
    }
    let transport: CurlTransport
    do {
      transport = try CurlTransport(
        CurlConfiguration(
          baseURL: connection.server, caPEM: connection.certificateAuthority,
          clientCertificatePEM: certificate, clientKeyPEM: key?.bytes,
          isInsecure: connection.isInsecure, serverName: connection.tlsServerName,
          proxyURL: connection.proxyURL, isCompressionAllowed: !connection.disablesCompression,
          userAgent: "duet/\(Version.text)"),
        on: loop)
    } catch {
      throw ConnectionProblem(KubernetesError.transport(error).summary)
    }
    var warnings: [String] = []
    if connection.isInsecure {
      warnings.append("TLS isn't verified: the kubeconfig says insecure-skip-tls-verify")
    }
    return LiveWorld.Cluster(
      client: Client(
        transport: transport, credentials: store, impersonation: connection.impersonation),
      address: connection.server, warnings: warnings, defaultNamespace: connection.namespace)
  }

  static func text(of error: ConfigurationError) -> String {
    error.advice.map { "\(error.description); \($0)" } ?? error.description
  }
}

/// Runs credential plug-ins.
struct PluginRunner: Kubernetes.ProcessRunner {
  /// A plug-in that has said nothing by then hangs.
  private static let limits = ProcessLimits(timeout: .seconds(60))

  func run(
    _ executable: String, arguments: [String], environment: [String: String], input: [UInt8]
  ) async throws -> ProcessOutcome {
    let command = ProcessCommand(
      executable, arguments, environment: environment.mapValues { $0 }, input: input)
    let output: ProcessOutput
    do {
      output = try await Processes.ProcessRunner().run(command, limits: Self.limits)
    } catch {
      if case .executableNotFound = error { throw ProcessNotFound(executable) }
      throw error
    }
    return ProcessOutcome(
      exitCode: output.exit.code, output: output.output, errorOutput: output.errors)
  }
}

extension ProcessExit {
  /// The exit code, or 128 and the number of the signal.
  fileprivate var code: Int32 {
    switch self {
    case .code(let code): Int32(code)
    case .signal(let number): 128 + Int32(number)
    }
  }
}
