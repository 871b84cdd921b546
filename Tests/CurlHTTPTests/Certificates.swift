import Foundation
import Testing

/// Certificates and keys for one suite, made by the `openssl` command in a temporary folder.
struct Certificates: Sendable {
  /// The ones of the suite that runs.
  @TaskLocal static var current: Certificates?

  /// Whether the command is there.
  static let areAvailable = Executable.isThere("openssl")

  let folder: String

  /// A file's path: `ca`, `other-ca`, `server`, `named`, `expired`, `client` or `stranger`, with
  /// `.crt` or `.key`; `encrypted.key` is the client's key behind a pass phrase.
  func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// A file's content.
  func pem(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  fileprivate static func make(in folder: String) async throws {
    let script = """
      set -e; cd "$1"
      key="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
      for ca in ca other-ca; do
        openssl req -x509 $key -days 9 -subj "/CN=$ca" -keyout $ca.key -out $ca.crt \
          -addext basicConstraints=critical,CA:TRUE
      done
      leaf() { # name authority days alternative-name
        openssl req -new $key -subj "/CN=$1" -keyout $1.key -out $1.csr
        echo "subjectAltName=$4" > $1.ext
        openssl x509 -req -in $1.csr -CA $2.crt -CAkey $2.key -CAcreateserial -days $3 \
          -extfile $1.ext -out $1.crt
      }
      leaf server ca 9 IP:127.0.0.1
      leaf named ca 9 DNS:cluster.example
      leaf expired ca -1 IP:127.0.0.1
      leaf client ca 9 DNS:client
      leaf stranger other-ca 9 DNS:client
      openssl ec -in client.key -out encrypted.key -aes128 -passout pass:secret
      """
    try await Executable.run("sh", ["-c", script, "sh", folder])
  }
}

/// Makes certificates before a suite and removes them after it.
struct CertificatesTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    guard Certificates.areAvailable else { return try await function() }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("duet-certificates-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await Certificates.make(in: folder.path)
    try await Certificates.$current.withValue(Certificates(folder: folder.path)) {
      try await function()
    }
  }
}

extension Trait where Self == CertificatesTrait {
  /// Gives the suite `Certificates.current`.
  static var certificates: Self { Self() }
}
