import Foundation
import Glibc

extension ControlPlane.Identity {
  /// The bearer token; the server knows it for those who don't come with a certificate.
  ///
  /// It needn't be secret: the server listens on loopback, for the length of a test run, and holds
  /// nothing.
  public var token: String { "token-of-\(rawValue)" }
}

extension ControlPlane {
  /// Makes an authority, the server's certificate, the administrator's, and the tokens.
  ///
  /// Returns the authority's certificate.
  static func writeCertificates(into folder: URL) async throws -> String {
    try await openssl(
      in: folder, name: "ca", subject: "/CN=duet-test-authority",
      extensions: ["keyUsage=critical,digitalSignature,keyCertSign,cRLSign"])
    try await openssl(
      in: folder, name: "server", subject: "/CN=kube-apiserver", signedBy: "ca",
      extensions: [
        "basicConstraints=critical,CA:FALSE", "extendedKeyUsage=serverAuth",
        "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:kubernetes",
      ])
    try await openssl(
      in: folder, name: "admin", subject: "/O=system:masters/CN=admin", signedBy: "ca",
      extensions: ["basicConstraints=critical,CA:FALSE", "extendedKeyUsage=clientAuth"])
    let tokens = """
      \(Identity.adminByToken.token),admin,admin,system:masters
      \(Identity.nobody.token),nobody,nobody
      \(Identity.guest.token),guest,guest

      """
    try Data(tokens.utf8).write(to: folder.appendingPathComponent("tokens.csv"))
    return try String(contentsOf: folder.appendingPathComponent("ca.crt"), encoding: .utf8)
  }

  /// Makes a key and a certificate for it: `NAME.key`, `NAME.crt`.
  private static func openssl(
    in folder: URL, name: String, subject: String, signedBy signer: String? = nil,
    extensions: [String]
  ) async throws {
    let file = { (name: String) in folder.appendingPathComponent(name).path }
    var arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
      "-days", "2", "-subj", subject, "-keyout", file("\(name).key"), "-out", file("\(name).crt"),
    ]
    if let signer {
      arguments += ["-CA", file("\(signer).crt"), "-CAkey", file("\(signer).key")]
    }
    arguments += extensions.flatMap { ["-addext", $0] }
    let result = try await runToEnd(opensslProgram, arguments)
    guard result.status == 0 else { throw StartError.failed("openssl: \(result.errors)") }
  }

  /// Writes one kubeconfig for each identity.
  nonisolated func writeKubeconfigs() throws {
    for identity in Identity.allCases {
      let path = kubeconfigPath(identity)
      try Data(kubeconfigText(identity).utf8).write(to: URL(fileURLWithPath: path))
    }
  }

  private nonisolated func kubeconfigText(_ identity: Identity) throws -> String {
    let name = identity.rawValue
    return """
      apiVersion: v1
      kind: Config
      current-context: \(name)
      contexts:
      - name: \(name)
        context: {cluster: test, user: \(name)}
      clusters:
      - name: test
        cluster:
          server: \(address)
          certificate-authority-data: \(try encoded("ca.crt"))
      users:
      - name: \(name)
        user:
          \(try credentials(identity))

      """
  }

  private nonisolated func credentials(_ identity: Identity) throws -> String {
    switch identity {
    case .admin:
      return """
        {client-certificate-data: \(try encoded("admin.crt")), \
        client-key-data: \(try encoded("admin.key"))}
        """
    case .adminByToken, .nobody, .guest:
      return "{token: \(identity.token)}"
    }
  }

  private nonisolated func encoded(_ file: String) throws -> String {
    try Data(contentsOf: folder.appendingPathComponent(file)).base64EncodedString()
  }
}

/// Loopback ports that were free a moment ago, all different.
///
/// They are from below those that the system gives to whoever asks for any port, as hundreds of
/// connections of other tests do: nobody but another control plane is likely to take one meanwhile.
package func freeLoopbackPorts(_ count: Int) throws -> [UInt16] {
  var sockets: [Int32] = []
  defer { for socket in sockets { close(socket) } }
  var ports: [UInt16] = []
  for candidate in (UInt16(10_000)..<32_000).shuffled().prefix(1000) where ports.count < count {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    sockets.append(descriptor)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = candidate.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let isFree = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    if isFree { ports.append(candidate) }
  }
  guard ports.count == count else { throw ControlPlane.StartError.failed("no free ports") }
  return ports
}
