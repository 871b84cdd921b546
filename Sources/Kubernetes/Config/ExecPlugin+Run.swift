import Documents

extension ExecPlugin {
  /// Runs the plug-in and reads what it prints.
  func run(by runner: any ProcessRunner) async throws -> CredentialStore.Credential {
    // The screen is ours: it has no terminal to ask on.
    guard interactiveMode != .always else {
      throw CredentialError.pluginNeedsTerminal(command: command)
    }
    let outcome: ProcessOutcome
    do {
      outcome = try await runner.run(
        command, arguments: arguments,
        environment: environment.merging(["KUBERNETES_EXEC_INFO": info]) { $1 }, input: [])
    } catch is ProcessNotFound {
      throw CredentialError.pluginMissing(command: command, hint: installHint)
    }
    guard outcome.exitCode == 0 else {
      throw CredentialError.pluginFailed(
        command: command, exitCode: outcome.exitCode,
        errorText: String(decoding: outcome.errorOutput.prefix(4096), as: UTF8.self)
          .trimmingWhitespace())
    }
    return try credential(from: outcome.output)
  }

  /// What the plug-in is told about who asks.
  var info: String {
    var spec: Value = ["interactive": false]
    if let clusterInfo, let cluster = try? Value(json: clusterInfo) { spec["cluster"] = cluster }
    let info: Value = [
      "apiVersion": .string(apiVersion), "kind": "ExecCredential", "spec": spec,
    ]
    return info.json
  }

  private func credential(
    from output: [UInt8]
  ) throws(CredentialError) -> CredentialStore.Credential {
    func wrong(_ reason: String) -> CredentialError {
      .pluginAnswer(command: command, reason: reason)
    }
    // The output itself is never quoted: it is where the secrets are.
    guard let answer = try? Value(json: output) else { throw wrong("its output isn't JSON") }
    guard answer["kind"]?.string == "ExecCredential" else {
      throw wrong("its output isn't an ExecCredential")
    }
    let version = answer["apiVersion"]?.string ?? ""
    guard version == apiVersion else {
      throw wrong("it speaks \(version), and the kubeconfig asks for \(apiVersion)")
    }
    let status = answer["status"]
    let certificate = status?["clientCertificateData"]?.string
    let key = status?["clientKeyData"]?.string
    let token = status?["token"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    guard (certificate == nil) == (key == nil) else {
      throw wrong("it gives a certificate without a key or a key without a certificate")
    }
    guard token != nil || certificate != nil else {
      throw wrong("it gives neither a token nor a certificate")
    }
    var expires: Timestamp?
    if let text = status?["expirationTimestamp"]?.string {
      guard let time = Timestamp(text) else { throw wrong("its expirationTimestamp isn't a time") }
      expires = time
    }
    return CredentialStore.Credential(
      authorization: token.map { Secret("Bearer \($0)") },
      certificate: certificate.map { Array($0.utf8) },
      key: key.map { SecretBytes(Array($0.utf8)) }, expires: expires)
  }
}
