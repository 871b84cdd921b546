import Documents
import HTTP

extension DemoAPIServer {
  func openAPI(_ request: Request, _ target: RequestTarget) throws(APIFailure) -> Response {
    guard request.method == .get else { throw .methodNotAllowed() }
    throw .noSuchPath()
  }
}
