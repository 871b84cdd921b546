import Testing

@testable import Kubernetes

@Suite struct CertificateTests {
  // Self-signed for this test; good from 2020-01-01 to 2021-01-01T00:00:00Z.
  private let utcTime = """
    -----BEGIN CERTIFICATE-----
    MIIBBjCBrAIBATAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDAR0ZXN0MB4XDTIwMDEw
    MTAwMDAwMFoXDTIxMDEwMTAwMDAwMFowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqG
    SM49AgEGCCqGSM49AwEHA0IABHnUU8rqGKojyvnMILvmo1vvA8daw+OlV9jiGmwU
    qvmfSW09cLb5tAOxyPh8OXCrW27im2x2KlnV/s2LAuNMKwkwCgYIKoZIzj0EAwID
    SQAwRgIhAIQEkznaS2hEOx/650vWQAh6MSeLHlHbtAFmA7+q5RLoAiEAgMmtZWaW
    MRtWJPmQcwmeYdxRmEixDp1VnBz0Yl+5K2A=
    -----END CERTIFICATE-----
    """

  // Good until 2050-06-01T00:00:00Z, which is beyond what a year of two digits can say.
  private let generalizedTime = """
    -----BEGIN CERTIFICATE-----
    MIIBCDCBrgIBATAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDAR0ZXN0MCAXDTIwMDEw
    MTAwMDAwMFoYDzIwNTAwNjAxMDAwMDAwWjAPMQ0wCwYDVQQDDAR0ZXN0MFkwEwYH
    KoZIzj0CAQYIKoZIzj0DAQcDQgAEwr41fxNsx4Ov0DN+0Vn8PAwMHu4Anmc7dqFP
    VxCMYVgkVrD+//jDxUGZgAuVi7FzhjplH43zPPP43CaXumsQHTAKBggqhkjOPQQD
    AgNJADBGAiEAr9hNxFwCtGXln+UO0WhWPkqR1vsfT4VfqCH0Tj03ykUCIQDMHXVK
    3j5xOHh6KGU3IN0ofnYGEUqfzjKSQrsMt4C7rg==
    -----END CERTIFICATE-----
    """

  @Test func expiryOfACertificateIsRead() {
    let expiry = PEM.firstCertificateExpires(Array(utcTime.utf8))
    #expect(expiry?.rfc3339 == "2021-01-01T00:00:00Z")
  }

  @Test func expiryAfter2049IsRead() {
    let expiry = PEM.firstCertificateExpires(Array(generalizedTime.utf8))
    #expect(expiry?.rfc3339 == "2050-06-01T00:00:00Z")
  }

  @Test func expiredClientCertificateIsNamed() {
    let files = Files(files: [
      "/c": """
      current-context: dev
      clusters: [{name: one, cluster: {server: "https://one"}}]
      users: [{name: me, user: {client-certificate: me.crt, client-key: me.key}}]
      contexts: [{name: dev, context: {cluster: one, user: me}}]
      """,
      "/me.crt": utcTime, "/me.key": "-----BEGIN PRIVATE KEY-----",
    ])
    let choice = ConnectionChoice(kubeconfig: "/c")
    #expect {
      try Connection.resolve(
        choice, from: files.surroundings, now: Timestamp(seconds: 1_782_909_045))
    } throws: {
      "\($0)" == "/c:3: user \"me\": client-certificate expired at 2021-01-01T00:00:00Z"
    }
  }

  @Test func garbageHasNoExpiry() {
    for length in 0..<40 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: 0x30 &+ $0 &* 37) }
      #expect(PEM.expiry(der: bytes) == nil)
    }
  }
}
