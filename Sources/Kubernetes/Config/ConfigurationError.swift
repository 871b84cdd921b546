/// Why it isn't known which server to ask, or how.
public enum ConfigurationError: Error, Hashable, Sendable {
  /// No kubeconfig anywhere, and this isn't a pod.
  case nothing(searched: [String])
  /// A kubeconfig that was named doesn't exist or can't be read.
  case unreadable(FileError)
  /// A kubeconfig isn't YAML; the text says where and why.
  case notYAML(String)
  /// A field has a value that it can't have.
  case field(ConfigurationField, reason: String)
  /// No context was named, and the kubeconfig names none itself.
  case noContext(known: [String])
  /// There is no context of that name.
  case unknownContext(String, known: [String])
  /// A context's cluster isn't described anywhere.
  case unknownCluster(String, context: String)
  /// A context's user isn't described anywhere.
  case unknownUser(String, context: String)
  /// A file that the kubeconfig refers to can't be read.
  case file(ConfigurationField, FileError)
  /// The client certificate is out of date.
  case certificateExpired(ConfigurationField, at: Timestamp)
  /// The user's credentials are of a kind that no longer exists.
  case authProvider(ConfigurationField, name: String)
  /// This is a pod, and what it should have been given is missing.
  case inCluster(FileError)
}

/// A field of a kubeconfig, for a person to find it.
public struct ConfigurationField: Hashable, Sendable {
  /// The file it is in; empty for what was given on the command line.
  public var file: String
  /// The line it is on; 0 if it isn't there.
  public var line: Int
  /// What it belongs to: `user "admin"`.
  public var owner: String
  /// Its name: `client-certificate`.
  public var name: String

  /// Makes a field.
  public init(file: String, line: Int, owner: String, name: String) {
    self.file = file
    self.line = line
    self.owner = owner
    self.name = name
  }
}

extension ConfigurationField: CustomStringConvertible {
  public var description: String {
    let place = file.isEmpty ? "" : line > 0 ? "\(file):\(line): " : "\(file): "
    return "\(place)\(owner): \(name)"
  }
}

extension ConfigurationError: CustomStringConvertible {
  /// What is wrong, in one line, with the file and the field.
  public var description: String {
    switch self {
    case .nothing(let searched):
      "there is no kubeconfig: looked for \(searched.joined(separator: ", "))"
    case .unreadable(let error): "the kubeconfig \(error.path) can't be read: \(error.reason)"
    case .notYAML(let text): "the kubeconfig isn't valid YAML: \(text)"
    case .field(let field, let reason): "\(field) \(reason)"
    case .noContext: "the kubeconfig has no current-context"
    case .unknownContext(let name, _): "there is no context \"\(name)\""
    case .unknownCluster(let name, let context):
      "context \"\(context)\" is for cluster \"\(name)\", which isn't in the kubeconfig"
    case .unknownUser(let name, let context):
      "context \"\(context)\" is for user \"\(name)\", who isn't in the kubeconfig"
    case .file(let field, let error): "\(field) can't be read from \(error.path): \(error.reason)"
    case .certificateExpired(let field, let time): "\(field) expired at \(time.rfc3339)"
    case .authProvider(let field, let name): "\(field) \"\(name)\" has been removed from Kubernetes"
    case .inCluster(let error):
      "this is a pod, but its service account can't be read: \(error.path): \(error.reason)"
    }
  }

  /// What a person can do about it.
  public var advice: String? {
    switch self {
    case .nothing: "name one with --kubeconfig or KUBECONFIG, or try `duet demo`"
    case .noContext(let known), .unknownContext(_, let known):
      known.isEmpty
        ? "the kubeconfig has no contexts at all"
        : "choose one with --context: \(known.joined(separator: ", "))"
    case .certificateExpired: "get a new one from whoever manages the cluster's access"
    case .authProvider: "use a credential plug-in (`exec`) instead"
    case .inCluster: "mount a service account, or name a kubeconfig with --kubeconfig"
    case .unreadable, .notYAML, .field, .unknownCluster, .unknownUser, .file: nil
    }
  }
}
