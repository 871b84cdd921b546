public import HTTP

/// Everything that can go wrong between Duet and a cluster.
///
/// The words for a person are in `KubernetesError+Words.swift`, and nowhere else.
public enum KubernetesError: Error, Hashable, Sendable {
  /// 401: the server doesn't know who is asking; fresh credentials didn't help.
  case unauthorized(Status)
  /// 403: it knows, and doesn't allow it; what exactly, as far as its message can be read.
  case forbidden(Denial)
  /// 404: no such object, or no such kind.
  case notFound(Status)
  /// 409, `AlreadyExists`: an object to be created is there already.
  case alreadyExists(Status)
  /// 409, `Conflict`: the object has changed meanwhile, or fields belong to other managers: then
  /// each is a cause with the reason `FieldManagerConflict`.
  case conflict(Status)
  /// 410: the resource version or the continuation of a list is too old.
  case gone(Status)
  /// 422: the object isn't valid; the causes name the fields.
  case invalid(Status)
  /// 429: too many requests, and it stayed so through all retries.
  case tooManyRequests(Status)
  /// 5xx: the server, or something in front of it, failed.
  case server(Status)
  /// Any other status that isn't a success.
  case rejected(Status)
  /// No answer, or half of one.
  case transport(TransportError)
  /// An answer that isn't what the API sends, such as the HTML page of a proxy.
  case undecodable(Undecodable)
  /// No usable credentials: nothing was sent.
  case credentials(CredentialError)
}

/// What a 403 says.
public struct Denial: Hashable, Sendable {
  /// Who asked, by the server's name for them.
  public var user: String?
  /// What they may not do: `list`.
  public var verb: String?
  /// With what: `pods`, `deployments/scale`.
  public var resource: String?
  /// The group of that; empty for the core group.
  public var group: String?
  /// In which namespace; nil for the whole cluster.
  public var namespace: String?
  /// The server's answer.
  public var status: Status

  /// Makes a denial.
  public init(
    user: String? = nil, verb: String? = nil, resource: String? = nil, group: String? = nil,
    namespace: String? = nil, status: Status
  ) {
    self.user = user
    self.verb = verb
    self.resource = resource
    self.group = group
    self.namespace = namespace
    self.status = status
  }
}

/// An answer that couldn't be read.
public struct Undecodable: Hashable, Sendable {
  /// The HTTP status code that came with it.
  public var code: Int
  /// The media type the server claims it to be; empty if it didn't say.
  public var contentType: String
  /// The beginning of what came, in one line, with control characters made visible.
  public var beginning: String
  /// What is wrong with it.
  public var reason: String

  /// Makes a description of an answer.
  public init(code: Int, contentType: String, beginning: String, reason: String) {
    self.code = code
    self.contentType = contentType
    self.beginning = beginning
    self.reason = reason
  }
}

/// Why there are no credentials to send.
public enum CredentialError: Error, Hashable, Sendable {
  /// The file with the token couldn't be read.
  case tokenFile(path: String, reason: String)
  /// The plug-in isn't installed; the hint is the kubeconfig's.
  case pluginMissing(command: String, hint: String)
  /// The plug-in failed; with what it wrote to its standard error.
  case pluginFailed(command: String, exitCode: Int32, errorText: String)
  /// The plug-in ran, and what it printed isn't a credential.
  case pluginAnswer(command: String, reason: String)
  /// The plug-in has to ask the user something, and can't while a screen is open.
  case pluginNeedsTerminal(command: String)
}
