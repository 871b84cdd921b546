import CurlHTTP
import HTTP
import Testing

/// Certificates on both sides.
@Suite(
  .enabled(if: Certificates.areAvailable, "needs the openssl command"), .certificates,
  .timeLimit(.minutes(5)))
struct TLSTests {
  private let certificates: Certificates

  init() throws {
    certificates = try #require(Certificates.current)
  }

  /// Serves with a certificate, sends one request and returns its status.
  private func status(
    server: String = "server", options: [String] = [],
    _ change: (inout CurlConfiguration) throws -> Void = { _ in }
  ) async throws -> Int {
    let arguments = [
      "s_server", "-www", "-accept", "127.0.0.1:0", "-cert", certificates.path(server + ".crt"),
      "-key", certificates.path(server + ".key"), "-CAfile", certificates.path("ca.crt"),
    ]
    return try await Executable.serving("openssl", arguments + options) { port in
      var configuration = CurlConfiguration(baseURL: "https://127.0.0.1:\(port)")
      configuration.caPEM = try certificates.pem("ca.crt")
      try change(&configuration)
      let transport = try CurlTransport(configuration, on: TransferLoop())
      let response = try await transport.send(Request(.get, "/"))
      _ = try await response.body.collect()
      return response.status
    }
  }

  private func failure(
    server: String = "server", options: [String] = [],
    _ change: (inout CurlConfiguration) throws -> Void = { _ in }
  ) async throws -> TransportError? {
    await #expect(throws: TransportError.self) {
      try await status(server: server, options: options, change)
    }
  }

  @Test func aCertificateOfTheAuthorityIsTrusted() async throws {
    #expect(try await status() == 200)
  }

  @Test func anotherAuthoritysIsNot() async throws {
    let error = try await failure { $0.caPEM = try certificates.pem("other-ca.crt") }
    #expect(error?.reason == .certificateNotTrusted)
  }

  @Test func withoutAnAuthorityTheSystemsCount() async throws {
    #expect(try await failure { $0.caPEM = nil }?.reason == .certificateNotTrusted)
  }

  @Test func anExpiredCertificateIsCalledThat() async throws {
    #expect(try await failure(server: "expired")?.reason == .certificateExpired)
  }

  @Test func aCertificateForAnotherNameIsCalledThat() async throws {
    let error = try await failure(server: "named")
    #expect(error?.reason == .certificateForOtherName)
    #expect(error?.detail.contains("127.0.0.1") == true)
  }

  @Test func theServerNameIsSentAndVerified() async throws {
    // The right certificate is shown to those only who greet the server by that name.
    let options = [
      "-servername", "cluster.example", "-cert2", certificates.path("named.crt"), "-key2",
      certificates.path("named.key"),
    ]
    let status = try await status(server: "expired", options: options) {
      $0.serverName = "cluster.example"
    }
    #expect(status == 200)
  }

  @Test func aWrongServerNameIsNoticed() async throws {
    let error = try await failure { $0.serverName = "cluster.example" }
    #expect(error?.reason == .certificateForOtherName)
  }

  @Test(arguments: ["expired", "named", "stranger"])
  func insecureTakesAnyCertificate(server: String) async throws {
    let status = try await status(server: server) {
      $0.caPEM = nil
      $0.isInsecure = true
    }
    #expect(status == 200)
  }

  private static let demanding = ["-Verify", "1", "-verify_return_error"]

  @Test func ourCertificateComesFromMemory() async throws {
    let status = try await status(options: Self.demanding) {
      $0.clientCertificatePEM = try certificates.pem("client.crt")
      $0.clientKeyPEM = try certificates.pem("client.key")
    }
    #expect(status == 200)
  }

  @Test func aKeyBehindItsCertificateIsFound() async throws {
    let status = try await status(options: Self.demanding) {
      $0.clientCertificatePEM =
        try certificates.pem("client.crt") + certificates.pem("client.key")
    }
    #expect(status == 200)
  }

  @Test func comingWithoutACertificateIsRefused() async throws {
    #expect(try await failure(options: Self.demanding)?.reason == .tlsFailed)
  }

  @Test(arguments: ["stranger", "expired"])
  func aCertificateTheServerRefusesIsCalledThat(client: String) async throws {
    let error = try await failure(options: Self.demanding) {
      $0.clientCertificatePEM = try certificates.pem(client + ".crt")
      $0.clientKeyPEM = try certificates.pem(client + ".key")
    }
    #expect(error?.reason == .tlsFailed)
    #expect(error?.detail.contains("alert") == true)
  }

  @Test func anUnreadableAuthorityIsNamed() async throws {
    let error = try await failure { $0.caPEM = Array("nonsense".utf8) }
    #expect(error?.reason == .badCredentialMaterial("the certificate authority"))
  }

  @Test func anUnreadableCertificateIsNamed() async throws {
    let error = try await failure {
      $0.clientCertificatePEM = Array("nonsense".utf8)
      $0.clientKeyPEM = try certificates.pem("client.key")
    }
    #expect(error?.reason == .badCredentialMaterial("the client certificate"))
  }

  @Test(arguments: ["server.key", "encrypted.key", "client.crt"])
  func aKeyThatDoesNotFitIsNamed(key: String) async throws {
    let error = try await failure {
      $0.clientCertificatePEM = try certificates.pem("client.crt")
      $0.clientKeyPEM = try certificates.pem(key)
    }
    #expect(error?.reason == .badCredentialMaterial("the client key"))
    #expect(error?.detail.contains("PRIVATE KEY") == false)
  }

  @Test func aServerWithoutTLSIsNoticed() async throws {
    let server = LoopbackServer { connection in
      connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")
      connection.waitForEnd()
    }
    let transport = try CurlTransport(
      CurlConfiguration(baseURL: "https://127.0.0.1:\(server.port)"), on: TransferLoop())
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(Request(.get, "/"))
    }
    #expect(error?.reason == .tlsFailed)
  }
}
