import Documents
import HTTP

/// The version of a server.
public struct ServerVersion: Hashable, Sendable {
  /// As the server writes it: `v1.32.1`.
  public var text: String
  /// The first number; 0 if it can't be read.
  public var major: Int
  /// The second number, without what some providers add to it; 0 if it can't be read.
  public var minor: Int

  /// Makes a version.
  public init(text: String, major: Int, minor: Int) {
    self.text = text
    self.major = major
    self.minor = minor
  }

  /// Whether it is that one or newer.
  public func isAtLeast(_ major: Int, _ minor: Int) -> Bool {
    (self.major, self.minor) >= (major, minor)
  }
}

/// Whether one may do something.
public struct AccessVerdict: Hashable, Sendable {
  /// Whether one may.
  public var isAllowed: Bool
  /// Why or why not, in the server's words; often empty.
  public var reason: String

  /// Makes a verdict.
  public init(isAllowed: Bool, reason: String = "") {
    self.isAllowed = isAllowed
    self.reason = reason
  }
}

extension Client {
  /// Asks for the server's version.
  public func version() async throws(KubernetesError) -> ServerVersion {
    let answer = try await value(Requests.version())
    func number(_ key: String) -> Int {
      Int(String(answer[key]?.string?.prefix { $0.isNumber } ?? "")) ?? 0
    }
    return ServerVersion(
      text: answer["gitVersion"]?.string ?? "", major: number("major"), minor: number("minor"))
  }

  /// Asks whether one may do something.
  public func review(_ access: Access) async throws(KubernetesError) -> AccessVerdict {
    let status = try await value(Requests.accessReview(access))["status"]
    return AccessVerdict(
      isAllowed: status?["allowed"]?.bool ?? false, reason: status?["reason"]?.string ?? "")
  }
}
