/// Who deploys, and from which machine.
public struct Operator: Hashable, Sendable, CustomStringConvertible {
  /// The name of the account.
  public var user: String
  /// The name of the machine.
  public var host: String

  /// Makes an operator.
  public init(user: String, host: String) {
    self.user = user
    self.host = host
  }

  public var description: String { "\(user)@\(host)" }
}
