import Testing

@testable import CurlHTTP

/// Reading a server's address.
@Suite struct ServerAddressTests {
  @Test(
    arguments: [
      ("https://10.0.0.1:6443", true, "10.0.0.1", 6443, ""),
      ("https://a.example", true, "a.example", 443, ""),
      ("http://a.example/", false, "a.example", 80, ""),
      ("HTTPS://a.example/k8s/clusters/c1/", true, "a.example", 443, "/k8s/clusters/c1"),
      ("https://[fd00::1]:6443/x", true, "fd00::1", 6443, "/x"),
      ("https://user:secret@a.example:1", true, "a.example", 1, ""),
      ("a.example:8080", false, "a.example", 8080, ""),
    ])
  func addressesAreTakenApart(
    text: String, isSecure: Bool, host: String, port: Int, prefix: String
  ) throws {
    let address = try #require(ServerAddress(text, assumesTLS: false))
    #expect(address.isSecure == isSecure)
    #expect(address.host == host)
    #expect(address.port == port)
    #expect(address.prefix == prefix)
  }

  @Test func withoutASchemeTheMaterialDecides() {
    #expect(ServerAddress("10.0.0.1", assumesTLS: true)?.port == 443)
    #expect(ServerAddress("10.0.0.1", assumesTLS: false)?.port == 80)
  }

  @Test(
    arguments: [
      ("https://a.example:443", "a.example"), ("https://a.example:80", "a.example:80"),
      ("http://[::1]:8001", "[::1]:8001"),
    ])
  func theHostFieldLeavesOutTheUsualPort(text: String, field: String) {
    #expect(ServerAddress(text, assumesTLS: false)?.hostField == field)
  }

  @Test func aConfigurationIsDescribedWithoutItsSecrets() {
    let configuration = CurlConfiguration(
      baseURL: "https://me:secret@a.example:6443/k8s", clientKeyPEM: Array("secret".utf8),
      proxyURL: "http://me:secret@b.example")
    var dumped = ""
    dump(configuration, to: &dumped)
    #expect("\(configuration)" == "https://a.example:6443/k8s")
    for text in [String(reflecting: configuration), dumped] {
      #expect(!text.contains("secret"))
      #expect(!text.contains("115"))
    }
  }

  @Test(
    arguments: [
      ("http://127.0.0.2", true), ("http://[::1]", true), ("http://LOCALHOST", true),
      ("http://[::ffff:127.0.0.1]", true), ("http://10.0.0.1", false),
      ("http://localhost.a", false),
    ])
  func loopbackIsKnown(text: String, isLoopback: Bool) {
    #expect(ServerAddress(text, assumesTLS: false)?.isLoopback == isLoopback)
  }
}
