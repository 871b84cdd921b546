public import Foundation
import Glibc
public import Testing

/// A real Kubernetes API server, with its etcd, on free loopback ports.
///
/// The programs come from the folder that `KUBEBUILDER_ASSETS` names, as envtest has it:
/// kube-apiserver, etcd and kubectl. Whatever way the test process ends, they end with it, and the
/// folder with their data and keys is removed.
///
/// RBAC is on. There are no controllers: a deployment makes no pods, a deleted namespace stays
/// *Terminating*, pods stay *Pending*; a test writes such statuses itself. Tests share one server
/// (`shared`), each in a namespace of its own; a test that interrupts the server starts one for
/// itself (`start`).
public actor ControlPlane {
  /// Somebody the server knows.
  public enum Identity: String, CaseIterable, Sendable {
    /// May do everything; a client certificate.
    case admin
    /// May do everything; a bearer token.
    case adminByToken = "admin-by-token"
    /// Has no rights beyond those of everybody who is authenticated; a bearer token.
    case nobody
    /// The same, for tests that give somebody rights in the whole server.
    case guest
  }

  /// Why there is no server.
  public enum StartError: Error {
    /// No folder with the programs, or one of them or of the machine's own is missing.
    case unavailable
    /// A program failed; with what it said.
    case failed(String)
    /// Something took too long; says what was waited for.
    case timedOut(String)
  }

  /// The folder with the server's data, keys, kubeconfigs and logs.
  public nonisolated let folder: URL
  /// The server's address: `https://127.0.0.1:NNNN`.
  public nonisolated let address: String
  /// The certificate authority that signed the server's certificate, as PEM.
  public nonisolated let authority: String

  private let assets: URL
  private let ports: Ports
  private let janitor: Janitor
  private var etcd: ChildProcess?
  private var apiServer: ChildProcess?

  private struct Ports {
    var client: UInt16
    var peer: UInt16
    var secure: UInt16
  }

  // Started by the first test that asks; an immutable value that everybody may await.
  private static let sharedServer = Task { try await start() }

  /// The server that all tests of this process share.
  ///
  /// Nobody may interrupt it.
  public static var shared: ControlPlane {
    get async throws { try await sharedServer.value }
  }

  /// Whether the programs are there.
  public static var isAvailable: Bool {
    guard let assets = assetsFolder else { return false }
    let programs = ["kube-apiserver", "etcd", "kubectl"].map {
      assets.appendingPathComponent($0).path
    }
    return (programs + [opensslProgram, setprivProgram]).allSatisfy {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }

  static let opensslProgram = "/usr/bin/openssl"
  package static let setprivProgram = "/usr/bin/setpriv"

  private static var assetsFolder: URL? {
    guard let path = ProcessInfo.processInfo.environment["KUBEBUILDER_ASSETS"], !path.isEmpty
    else { return nil }
    return URL(fileURLWithPath: path, isDirectory: true)
  }

  // A server that starts has a core to itself for seconds: several at once starve all other tests.
  private static let starts = Turns()

  /// Starts a server of one's own, and returns once it is ready.
  ///
  /// One starts after the other.
  public static func start() async throws -> ControlPlane {
    await starts.begin()
    do {
      let server = try await startNow()
      await starts.end()
      return server
    } catch {
      await starts.end()
      throw error
    }
  }

  private static func startNow() async throws -> ControlPlane {
    guard isAvailable, let assets = assetsFolder else { throw StartError.unavailable }
    let server = try await ControlPlane(assets: assets)
    do {
      try await server.startEtcd()
      try await server.resume()
    } catch {
      await server.stop()
      throw error
    }
    return server
  }

  private init(assets: URL) async throws {
    self.assets = assets
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "duet-control-plane-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    janitor = try await Janitor(of: folder)
    let free = try freeLoopbackPorts(3)
    ports = Ports(client: free[0], peer: free[1], secure: free[2])
    address = "https://127.0.0.1:\(ports.secure)"
    authority = try await Self.writeCertificates(into: folder)
    try writeKubeconfigs()
  }

  // MARK: Life

  /// Ends the API server at once, as a crash would: open connections break off.
  public func interrupt() async {
    await apiServer?.end(SIGKILL)
    apiServer = nil
  }

  /// Starts the API server, again on the same port and data; returns once it is ready.
  public func resume() async throws {
    guard apiServer == nil else { return }
    let process = try await start("kube-apiserver", apiServerArguments)
    apiServer = process
    do {
      try await poll(for: "the API server to be ready", every: .milliseconds(100)) {
        guard process.isRunning else { throw StartError.failed("kube-apiserver ended") }
        return (try? await self.kubectl()("get", "--raw", "/readyz")) == "ok"
      }
    } catch {
      throw StartError.failed("\(error)\n\(logEnd("kube-apiserver"))\n\(logEnd("etcd"))")
    }
  }

  /// Interrupts the API server and starts it again.
  public func restart() async throws {
    await interrupt()
    try await resume()
  }

  /// Ends everything and removes the folder.
  public func stop() async {
    await apiServer?.end(SIGKILL)
    await etcd?.end(SIGKILL)
    (apiServer, etcd) = (nil, nil)
    await janitor.finish()
  }

  // MARK: Use

  /// The path of the kubeconfig of that identity.
  public nonisolated func kubeconfigPath(_ identity: Identity = .admin) -> String {
    folder.appendingPathComponent("\(identity.rawValue).kubeconfig").path
  }

  /// The kubeconfig of that identity, as text.
  public nonisolated func kubeconfig(_ identity: Identity = .admin) throws -> String {
    try String(contentsOfFile: kubeconfigPath(identity), encoding: .utf8)
  }

  /// The administrator's certificate, as PEM.
  public nonisolated var adminCertificate: String {
    get throws { try contents("admin.crt") }
  }

  /// The key of the administrator's certificate, as PEM.
  public nonisolated var adminKey: String {
    get throws { try contents("admin.key") }
  }

  private nonisolated func contents(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// kubectl on this server.
  public nonisolated func kubectl(as identity: Identity = .admin) -> Kubectl {
    Kubectl(kubeconfig: kubeconfigPath(identity))
  }

  // MARK: Programs

  private func startEtcd() async throws {
    let client = "http://127.0.0.1:\(ports.client)"
    let peer = "http://127.0.0.1:\(ports.peer)"
    etcd = try await start(
      "etcd",
      [
        "--data-dir", folder.appendingPathComponent("etcd").path, "--unsafe-no-fsync",
        "--log-level", "warn", "--listen-client-urls", client, "--advertise-client-urls", client,
        "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer,
        "--initial-cluster", "default=\(peer)",
      ])
  }

  private var apiServerArguments: [String] {
    let file = { [folder] (name: String) in folder.appendingPathComponent(name).path }
    return [
      "--bind-address=127.0.0.1", "--secure-port=\(ports.secure)",
      "--external-hostname=127.0.0.1", "--endpoint-reconciler-type=none",
      "--etcd-servers=http://127.0.0.1:\(ports.client)",
      "--service-cluster-ip-range=10.96.0.0/16",
      "--authorization-mode=RBAC", "--allow-privileged=true",
      "--client-ca-file=\(file("ca.crt"))", "--token-auth-file=\(file("tokens.csv"))",
      "--tls-cert-file=\(file("server.crt"))", "--tls-private-key-file=\(file("server.key"))",
      "--service-account-issuer=https://kubernetes.default.svc",
      "--service-account-key-file=\(file("server.crt"))",
      "--service-account-signing-key-file=\(file("server.key"))",
      // Pods would wait for a service account that a controller makes, and there is none.
      "--disable-admission-plugins=ServiceAccount",
    ]
  }

  /// Starts a program that is killed when this process ends.
  private nonisolated func start(
    _ name: String, _ arguments: [String]
  ) async throws -> ChildProcess {
    let program = assets.appendingPathComponent(name).path
    return try await ChildProcess.start(
      ChildProcess.Command(
        program: Self.setprivProgram,
        arguments: ["--pdeathsig", "KILL", "--", program] + arguments, output: logFile(name),
        errors: logFile(name)))
  }

  private nonisolated func logFile(_ name: String) -> String {
    folder.appendingPathComponent("\(name).log").path
  }

  private nonisolated func logEnd(_ name: String) -> String {
    let text = (try? String(contentsOfFile: logFile(name), encoding: .utf8)) ?? ""
    return "\(name):\n" + text.split(separator: "\n").suffix(15).joined(separator: "\n")
  }
}

/// Removes a folder when this process is gone, however it went.
///
/// It is a shell whose standard input is a socket with its other end in our hands alone: it ends
/// with us.
private struct Janitor {
  private let process: ChildProcess
  private let socket: Int32

  init(of folder: URL) async throws {
    var ends: [Int32] = [0, 0]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw ControlPlane.StartError.failed("no socket: errno \(errno)")
    }
    defer { close(ends[0]) }
    socket = ends[1]
    // Programs that die at this moment may still be writing: hence more than one try.
    let script = """
      trap '' INT HUP; read -r _; for _ in 1 2 3 4 5; do rm -rf "$1" && break; sleep 1; done
      """
    process = try await ChildProcess.start(
      ChildProcess.Command(
        program: "/bin/sh", arguments: ["-c", script, "sh", folder.path],
        input: .descriptor(ends[0])))
  }

  /// Removes the folder now.
  func finish() async {
    close(socket)
    _ = await process.wait()
  }
}

extension Trait where Self == ConditionTrait {
  /// For tests that talk to a real API server.
  public static var apiServer: Self {
    .enabled(
      if: ControlPlane.isAvailable,
      """
      needs a real API server: KUBEBUILDER_ASSETS names no folder with kube-apiserver, etcd and \
      kubectl, or openssl is missing
      """)
  }
}
