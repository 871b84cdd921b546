/// The head of a response, with its body still to be read.
public struct Response: Sendable {
  /// The status code, 100 to 599.
  public var status: Int
  /// Header fields, as received.
  public var headers: Headers
  /// The body.
  ///
  /// Reading it is what moves bytes; an unread body ends with the last reference to it.
  public var body: Body

  /// Makes a response.
  public init(status: Int, headers: Headers = [:], body: Body = Body()) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
