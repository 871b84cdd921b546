public import Documents
public import HTTP

/// Asks one cluster, as one user.
///
/// A value that is cheap to copy: the connection is the transport's, the credentials are the
/// store's. Every call is cancelled with its task.
public struct Client: Sendable {
  let transport: any Transport
  let credentials: CredentialStore
  let impersonation: Impersonation?
  let pacing: Pacing
  let capabilities: ServerCapabilities

  /// How often a request is sent again because the server asked to wait.
  static let mostRetries = 5
  /// How long it may ask to wait at once.
  static let longestWait = Duration.seconds(30)

  /// Makes a client.
  public init(
    transport: any Transport, credentials: CredentialStore = CredentialStore(.none),
    impersonation: Impersonation? = nil, pacing: Pacing = .real
  ) {
    self.transport = transport
    self.credentials = credentials
    self.impersonation = impersonation
    self.pacing = pacing
    self.capabilities = ServerCapabilities()
  }

  // MARK: Sending

  /// Sends a request and returns a response that is a success; everything else is thrown.
  ///
  /// Credentials are refreshed once if the server doesn't know them. Where the server asks to wait
  /// (429), the request is sent again after the time it names, unless `isPatient` is false.
  public func send(
    _ request: Request, isPatient: Bool = true
  ) async throws(KubernetesError) -> Response {
    var hasRefreshed = false
    var retries = 0
    while true {
      let authorization = try await credentials.authorization()
      let response = try await attempt(request, authorization)
      if (200...299).contains(response.status) { return response }
      if response.status == 401, !hasRefreshed {
        hasRefreshed = true
        if await credentials.refresh(replacing: authorization) { continue }
      }
      let error = await KubernetesError(response)
      guard isPatient, retries < Self.mostRetries, let wait = error.serverWait else { throw error }
      retries += 1
      do {
        try await pacing.sleep(min(wait, Self.longestWait))
      } catch {
        throw .transport(TransportError(.cancelled))
      }
    }
  }

  private func attempt(
    _ request: Request, _ authorization: Secret?
  ) async throws(KubernetesError) -> Response {
    var request = request
    if let authorization { request.headers["Authorization"] = authorization.text }
    impersonation?.add(to: &request.headers)
    do {
      return try await transport.send(request)
    } catch {
      throw .transport(error)
    }
  }

  /// Sends a request and reads the whole answer.
  public func bytes(_ request: Request) async throws(KubernetesError) -> [UInt8] {
    let response = try await send(request)
    do {
      return try await response.body.collect()
    } catch {
      throw .transport(error)
    }
  }

  /// Sends a request and reads the answer as a document.
  public func value(_ request: Request) async throws(KubernetesError) -> Value {
    let response = try await send(request)
    return try await Self.value(of: response)
  }

  static func value(of response: Response) async throws(KubernetesError) -> Value {
    let bytes: [UInt8]
    do {
      bytes = try await response.body.collect()
    } catch {
      throw .transport(error)
    }
    do {
      return try Value(json: bytes)
    } catch {
      throw .undecodable(Undecodable(response, beginning: bytes, reason: "\(error)"))
    }
  }
}
