import Testing

@testable import CurlHTTP

/// Which proxy the environment asks for.
@Suite struct ProxyRulesTests {
  private func proxy(_ environment: [String: String], for url: String) throws -> String? {
    let address = try #require(ServerAddress(url, assumesTLS: true))
    return ProxyRules { environment[$0] }.proxy(for: address)
  }

  @Test func theSchemeDecides() throws {
    let environment = ["HTTPS_PROXY": "s:1", "http_proxy": "p:2"]
    #expect(try proxy(environment, for: "https://a.example") == "s:1")
    #expect(try proxy(environment, for: "http://a.example") == "p:2")
    #expect(try proxy([:], for: "https://a.example") == nil)
  }

  @Test func capitalsComeFirst() throws {
    #expect(
      try proxy(["HTTPS_PROXY": "a:1", "https_proxy": "b:1"], for: "https://a.example") == "a:1")
  }

  @Test func aClientsProxyFieldIsNoProxy() throws {
    let environment = ["HTTP_PROXY": "p:2", "REQUEST_METHOD": "GET"]
    #expect(try proxy(environment, for: "http://a.example") == nil)
  }

  @Test(arguments: ["https://127.0.0.1:6443", "https://localhost", "https://[::1]:1"])
  func loopbackNeedsNone(url: String) throws {
    #expect(try proxy(["HTTPS_PROXY": "s:1"], for: url) == nil)
  }

  @Test(
    arguments: [
      ("*", "a.example", true),
      ("a.example", "a.example", true),
      ("a.example", "b.a.example", true),
      ("a.example", "ba.example", false),
      (".a.example", "b.a.example", true),
      (".a.example", "a.example", false),
      ("*.a.example", "b.a.example", true),
      ("*.a.example", "a.example", false),
      ("A.Example", "a.exAMPLE", true),
      ("x, a.example ,y", "a.example", true),
      ("a.example:6443", "a.example:6443", true),
      ("a.example:6443", "a.example", false),
      ("10.0.0.1", "10.0.0.1:6443", true),
      ("10.0.0.1:443", "10.0.0.1:6443", false),
      ("10.0.0.0/8", "10.200.3.4:6443", true),
      ("10.0.0.0/8", "11.0.0.1", false),
      ("10.1.128.0/17", "10.1.127.1", false),
      ("10.0.0.0/8", "a.example", false),
      ("fd00::/8", "[fd12::1]:6443", true),
      ("fd00::1", "[fd00::1]:6443", true),
      ("[fd00::1]:6443", "[fd00::1]:6443", true),
      ("", "a.example", false),
      ("10.0.0.0/99", "10.0.0.1", false),
    ])
  func exceptionsAreGosOnes(exceptions: String, host: String, isException: Bool) throws {
    let environment = ["HTTPS_PROXY": "s:1", "NO_PROXY": exceptions]
    #expect((try proxy(environment, for: "https://\(host)") == nil) == isException)
  }
}
