import CurlHTTP
import HTTP
import TestSupport
import Testing

/// The server that other tests rely on, seen through our own transport.
@Suite(.apiServer)
struct RealAPIServerStarts {
  private let loop = TransferLoop()

  private func transport(
    to server: ControlPlane, withCertificate: Bool = false
  ) throws -> CurlTransport {
    var configuration = CurlConfiguration(
      baseURL: server.address, caPEM: Array(server.authority.utf8))
    if withCertificate {
      configuration.clientCertificatePEM = Array(try server.adminCertificate.utf8)
      configuration.clientKeyPEM = Array(try server.adminKey.utf8)
    }
    return try CurlTransport(configuration, on: loop)
  }

  private func request(_ target: String, as identity: ControlPlane.Identity) -> Request {
    Request(.get, target, headers: ["Authorization": "Bearer \(identity.token)"])
  }

  @Test func aCertificateOpensTheVersion() async throws {
    let transport = try transport(to: await .shared, withCertificate: true)
    let response = try await transport.send(Request(.get, "/version"))
    let body = String(decoding: try await response.body.collect(), as: UTF8.self)
    #expect(response.status == 200)
    #expect(body.contains(#""gitVersion": "v1."#))
  }

  @Test(arguments: [
    (ControlPlane.Identity.adminByToken, 200), (ControlPlane.Identity.nobody, 403),
  ])
  func tokensHaveTheirRights(_ identity: ControlPlane.Identity, status: Int) async throws {
    let transport = try transport(to: await .shared)
    let response = try await transport.send(request("/api/v1/pods", as: identity))
    #expect(response.status == status)
  }

  @Test func aRestartKeepsAddressAndData() async throws {
    let server = try await ControlPlane.start()
    let transport = try transport(to: server)
    try await server.kubectl()("create", "namespace", "shop")
    let shop = request("/api/v1/namespaces/shop", as: .adminByToken)
    #expect(try await transport.send(shop).status == 200)

    await server.interrupt()
    await #expect(throws: TransportError.self) { try await transport.send(shop) }
    try await server.resume()
    #expect(try await transport.send(shop).status == 200)
    await server.stop()
  }
}
