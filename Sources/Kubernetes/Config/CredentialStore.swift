import Documents
import HTTP

/// Keeps the credentials of one user fresh.
///
/// An actor, so that many requests at once run a plug-in once: those that come while it runs wait
/// for its answer.
public actor CredentialStore {
  /// A credential and until when it is good.
  public struct Credential: Hashable, Sendable {
    /// The value of the `Authorization` field; nil for none.
    public var authorization: Secret?
    /// A client certificate in PEM, where a plug-in gives one.
    public var certificate: [UInt8]?
    /// The certificate's key in PEM.
    public var key: SecretBytes?
    /// Until when it is good; nil for as long as the server takes it.
    public var expires: Timestamp?
  }

  private let source: CredentialSource
  private let runner: (any ProcessRunner)?
  private let readFile: @Sendable (String) throws(FileError) -> [UInt8]
  private let now: @Sendable () -> Timestamp

  private var kept: Credential?
  // When the token file was read.
  private var readAt: Timestamp?
  private var running: Task<Credential, any Error>?

  /// How old what was read from a token file may be.
  ///
  /// Tokens of pods are replaced well before they expire.
  static let tokenFileAge: Int64 = 10

  /// Makes a store; a plug-in needs a runner.
  public init(
    _ source: CredentialSource, runner: (any ProcessRunner)? = nil,
    readFile: @escaping @Sendable (String) throws(FileError) -> [UInt8] = File.read,
    now: @escaping @Sendable () -> Timestamp = Timestamp.current
  ) {
    self.source = source
    self.runner = runner
    self.readFile = readFile
    self.now = now
  }

  /// The value of the `Authorization` field for a request that is about to be sent.
  func authorization() async throws(KubernetesError) -> Secret? {
    try await credential().authorization
  }

  /// The credential as it is now, with a plug-in's certificate if it gives one.
  ///
  /// A transport takes its certificate once; where a plug-in gives one, ask before making it, and
  /// make another when the server answers 401.
  public func credential() async throws(KubernetesError) -> Credential {
    switch source {
    case .none: return Credential()
    case .token(let token): return Credential(authorization: Self.bearer(token.text))
    case .password(let user, let password):
      let pair = Base64.encode(Array("\(user):\(password.text)".utf8))
      return Credential(authorization: Secret("Basic \(pair)"))
    case .tokenFile(let path): return try token(in: path)
    case .plugin(let plugin): return try await answer(of: plugin)
    }
  }

  /// Forgets a credential that the server refused; says whether another try may go better.
  func refresh(replacing refused: Secret?) -> Bool {
    switch source {
    case .none, .token, .password: return false
    case .tokenFile, .plugin:
      // Another request may have refreshed it already.
      if kept?.authorization == refused {
        kept = nil
        readAt = nil
      }
      return true
    }
  }

  private func token(in path: String) throws(KubernetesError) -> Credential {
    let now = now()
    if let kept, let readAt, now.seconds - readAt.seconds < Self.tokenFileAge { return kept }
    let bytes: [UInt8]
    do {
      bytes = try readFile(path)
    } catch {
      // Between two tokens the file may be missing for a moment.
      if let kept { return kept }
      throw .credentials(.tokenFile(path: path, reason: error.reason))
    }
    let token = String(decoding: bytes, as: UTF8.self).trimmingWhitespace()
    guard !token.isEmpty else {
      throw .credentials(.tokenFile(path: path, reason: "it is empty"))
    }
    let credential = Credential(authorization: Self.bearer(token))
    kept = credential
    readAt = now
    return credential
  }

  private func answer(of plugin: ExecPlugin) async throws(KubernetesError) -> Credential {
    if let kept, kept.expires.map({ $0 > now() }) ?? true { return kept }
    guard let runner else {
      throw .credentials(
        .pluginAnswer(command: plugin.command, reason: "programs can't be run here"))
    }
    while true {
      // A task of its own, since several may wait for it.
      let run = running ?? Task { try await plugin.run(by: runner) }
      running = run
      defer { if running == run { running = nil } }
      do {
        // Who gives up waiting ends the plug-in: it may be waiting for a person.
        let credential = try await withTaskCancellationHandler {
          try await run.value
        } onCancel: {
          run.cancel()
        }
        kept = credential
        return credential
      } catch {
        if Task.isCancelled { throw .transport(TransportError(.cancelled)) }
        // Another one gave up; we haven't.
        if run.isCancelled { continue }
        if let error = error as? CredentialError { throw .credentials(error) }
        throw .credentials(.pluginAnswer(command: plugin.command, reason: "\(error)"))
      }
    }
  }

  private static func bearer(_ token: String) -> Secret { Secret("Bearer \(token)") }
}
