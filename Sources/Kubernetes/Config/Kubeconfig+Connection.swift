import Documents
import YAML

extension Kubeconfig {
  /// How to reach the cluster of a context, as its user.
  public func connection(
    _ choice: ConnectionChoice = ConnectionChoice(), from surroundings: Surroundings = .current,
    now: Timestamp = .current()
  ) throws(ConfigurationError) -> Connection {
    let known = contexts.map(\.name)
    guard let name = choice.context ?? currentContext, !name.isEmpty else {
      throw .noContext(known: known)
    }
    guard let context = contexts.first(where: { $0.name == name }) else {
      throw .unknownContext(name, known: known)
    }
    let clusterName = choice.cluster ?? context.cluster
    guard let cluster = clusters[clusterName] else {
      throw .unknownCluster(clusterName, context: name)
    }
    let userName = choice.user ?? context.user
    var connection = try Self.connection(to: cluster, surroundings)
    connection.context = name
    connection.cluster = clusterName
    connection.user = userName
    connection.namespace = choice.namespace ?? context.namespace ?? "default"
    if !userName.isEmpty {
      guard let user = users[userName] else { throw .unknownUser(userName, context: name) }
      try Self.identify(&connection, as: user, cluster, surroundings, now)
    }
    if let impersonation = choice.impersonation { connection.impersonation = impersonation }
    if !connection.server.contains("://") {
      // As kubectl does: an address without a scheme means TLS if there is anything about TLS.
      let usesTLS =
        connection.certificateAuthority != nil || connection.isInsecure
        || connection.clientCertificate != nil
      connection.server = (usesTLS ? "https://" : "http://") + connection.server
    }
    return connection
  }

  private static func connection(
    to cluster: Entry, _ surroundings: Surroundings
  ) throws(ConfigurationError) -> Connection {
    guard let server = try cluster.text("server") else {
      throw .field(cluster.field("server"), reason: "is missing")
    }
    if let colon = server.firstRange(of: "://"),
      !["http", "https"].contains(server[..<colon.lowerBound])
    {
      throw .field(cluster.field("server"), reason: "isn't an http or https address")
    }
    var connection = Connection(server: server)
    connection.certificateAuthority =
      try cluster.pem("certificate-authority", from: surroundings)?.bytes
    connection.isInsecure = try cluster.flag("insecure-skip-tls-verify")
    if connection.isInsecure, connection.certificateAuthority != nil {
      throw .field(
        cluster.field("insecure-skip-tls-verify"),
        reason: "can't be used together with a certificate authority")
    }
    connection.tlsServerName = try cluster.text("tls-server-name")
    connection.disablesCompression = try cluster.flag("disable-compression")
    if let proxy = try cluster.text("proxy-url") {
      let schemes = ["http", "https", "socks5", "socks5h"]
      guard let colon = proxy.firstRange(of: "://"),
        schemes.contains(String(proxy[..<colon.lowerBound]))
      else {
        throw .field(
          cluster.field("proxy-url"),
          reason: "isn't an address beginning with http://, https://, socks5:// or socks5h://")
      }
      connection.proxyURL = proxy
    }
    return connection
  }

  private static func identify(
    _ connection: inout Connection, as user: Entry, _ cluster: Entry,
    _ surroundings: Surroundings, _ now: Timestamp
  ) throws(ConfigurationError) {
    if let certificate = try user.pem("client-certificate", from: surroundings) {
      guard let key = try user.pem("client-key", from: surroundings) else {
        throw .field(user.field("client-key"), reason: "is missing beside the client-certificate")
      }
      connection.clientCertificate = certificate.bytes
      connection.clientKey = SecretBytes(key.bytes)
      connection.certificateExpires = PEM.firstCertificateExpires(certificate.bytes)
      if let expires = connection.certificateExpires, expires < now {
        throw .certificateExpired(certificate.field, at: expires)
      }
    }
    connection.credentials = try credentials(of: user, for: connection, cluster)
    if let name = try user.text("as") {
      var impersonation = Impersonation(user: name)
      impersonation.uid = try user.text("as-uid")
      impersonation.groups = try user.texts("as-groups")
      for extra in user.node["as-user-extra"]?.fields ?? [] {
        guard let values = extra.node.value.array?.map(\.string), !values.contains(nil) else {
          throw .field(user.field("as-user-extra"), reason: "isn't a mapping to lists of texts")
        }
        impersonation.extra[extra.key] = values.compactMap { $0 }
      }
      connection.impersonation = impersonation
    } else if user.node["as-uid"] != nil || user.node["as-groups"] != nil
      || user.node["as-user-extra"] != nil
    {
      throw .field(user.field("as"), reason: "is missing beside as-uid, as-groups or as-user-extra")
    }
  }

  private static func credentials(
    of user: Entry, for connection: Connection, _ cluster: Entry
  ) throws(ConfigurationError) -> CredentialSource {
    if let provider = user.node["auth-provider"], !provider.value.isNull {
      throw .authProvider(
        user.field("auth-provider"), name: provider["name"]?.value.string ?? "")
    }
    let token = try user.text("token")
    let tokenFile = try user.path("tokenFile")
    let name = try user.text("username")
    if token != nil || tokenFile != nil, name != nil {
      throw .field(user.field("username"), reason: "can't be used together with a token")
    }
    // A plug-in comes last: kubectl sends what stands in the file rather than run a program.
    if let tokenFile { return .tokenFile(path: tokenFile) }
    if let token { return .token(Secret(token)) }
    if let name {
      return .password(user: name, password: Secret(try user.text("password") ?? ""))
    }
    guard let exec = user.node["exec"], !exec.value.isNull else { return .none }
    let entry = Entry(file: user.file, owner: "\(user.owner): exec", node: exec)
    return .plugin(try plugin(entry, for: connection, cluster))
  }

  private static func plugin(
    _ exec: Entry, for connection: Connection, _ cluster: Entry
  ) throws(ConfigurationError) -> ExecPlugin {
    guard let command = try exec.text("command") else {
      throw .field(exec.field("command"), reason: "is missing")
    }
    let versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"]
    guard let version = try exec.text("apiVersion"), versions.contains(version) else {
      throw .field(
        exec.field("apiVersion"), reason: "has to be \(versions.joined(separator: " or "))")
    }
    // A name alone is looked up on PATH; anything with a slash is a path.
    var plugin = ExecPlugin(
      apiVersion: version, command: command.contains("/") ? exec.resolve(command) : command)
    plugin.arguments = try exec.texts("args")
    for variable in exec.node["env"]?.elements ?? [] {
      guard let name = variable["name"]?.value.string else {
        throw .field(exec.field("env"), reason: "has an entry without a name")
      }
      plugin.environment[name] = variable["value"]?.value.string ?? ""
    }
    plugin.installHint = try exec.text("installHint") ?? ""
    if let mode = try exec.text("interactiveMode") {
      guard let known = ExecPlugin.InteractiveMode(rawValue: mode) else {
        throw .field(
          exec.field("interactiveMode"), reason: "has to be Never, IfAvailable or Always")
      }
      plugin.interactiveMode = known
    }
    if try exec.flag("provideClusterInfo") {
      plugin.clusterInfo = clusterInfo(connection, cluster).json
    }
    return plugin
  }
}
