import HTTP
import Kubernetes
import Testing

@Suite struct CredentialStoreTests {
  private let plugin = ExecPlugin(
    apiVersion: "client.authentication.k8s.io/v1", command: "login", arguments: ["x"],
    environment: ["A": "b"], installHint: "brew install login", clusterInfo: #"{"server":"s"}"#)

  private func answer(_ status: String, version: String = "v1") -> ProcessOutcome {
    let text = """
      {"apiVersion":"client.authentication.k8s.io/\(version)","kind":"ExecCredential",
      "status":\(status)}
      """
    return ProcessOutcome(exitCode: 0, output: Array(text.utf8))
  }

  private func authorization(_ store: CredentialStore) async throws -> String? {
    let transport = ScriptedTransport(.json("{}"))
    _ = try await Client(transport: transport, credentials: store).version()
    return await transport.requests[0].headers["Authorization"]
  }

  private func failure(_ outcome: ProcessOutcome?) async -> KubernetesError? {
    let store = CredentialStore(.plugin(plugin), runner: Runner(outcome.map { [$0] } ?? []))
    do {
      _ = try await store.credential()
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    (CredentialSource.none, nil), (.token(Secret("t")), "Bearer t"),
    (
      .password(user: "aladdin", password: Secret("opensesame")),
      "Basic YWxhZGRpbjpvcGVuc2VzYW1l"
    ),
  ])
  func requestsCarryWhatIsGiven(source: CredentialSource, header: String?) async throws {
    #expect(try await authorization(CredentialStore(source)) == header)
  }

  @Test func tokenFileIsReadAgainAfterAWhile() async throws {
    let world = World(file: "one\n")
    let store = world.store(.tokenFile(path: "/t"))
    #expect(try await authorization(store) == "Bearer one")
    world.set(file: "two")
    #expect(try await authorization(store) == "Bearer one")
    world.advance(10)
    #expect(try await authorization(store) == "Bearer two")
    world.set(file: nil)
    world.advance(60)
    #expect(try await authorization(store) == "Bearer two")
  }

  @Test func missingTokenFileIsNamed() async {
    let store = CredentialStore(.tokenFile(path: "/nowhere/token"))
    await #expect {
      try await store.credential()
    } throws: {
      ($0 as? KubernetesError)?.summary
        == "the token file /nowhere/token couldn't be read: No such file or directory"
    }
  }

  @Test func pluginIsToldWhoAsks() async throws {
    let runner = Runner([answer(#"{"token":"t"}"#)])
    let store = CredentialStore(.plugin(plugin), runner: runner)
    #expect(try await authorization(store) == "Bearer t")
    let calls = await runner.calls
    #expect(
      calls == [
        "login x A=b KUBERNETES_EXEC_INFO="
          + #"{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","#
          + #""spec":{"cluster":{"server":"s"},"interactive":false}}"#
      ])
  }

  @Test func pluginsAnswerIsKeptUntilItExpires() async throws {
    let world = World()
    let runner = Runner([
      answer(#"{"token":"one","expirationTimestamp":"1970-01-01T00:01:00Z"}"#),
      answer(#"{"token":"two"}"#),
    ])
    let store = world.store(.plugin(plugin), runner)
    #expect(try await authorization(store) == "Bearer one")
    world.advance(59)
    #expect(try await authorization(store) == "Bearer one")
    world.advance(1)
    #expect(try await authorization(store) == "Bearer two")
  }

  @Test func refusedTokenIsRefreshedOnce() async throws {
    let runner = Runner([answer(#"{"token":"one"}"#), answer(#"{"token":"two"}"#)])
    let refusal = ScriptedTransport.Answer.json(#"{"kind":"Status","code":401}"#, status: 401)
    let transport = ScriptedTransport(refusal, .json("{}"))
    let store = CredentialStore(.plugin(plugin), runner: runner)
    _ = try await Client(transport: transport, credentials: store).version()
    #expect(
      await transport.requests.map { $0.headers["Authorization"] } == ["Bearer one", "Bearer two"])
  }

  @Test func tokenThatCannotBeRefreshedIsNotTriedTwice() async {
    let refusal = ScriptedTransport.Answer.json(#"{"kind":"Status","code":401}"#, status: 401)
    let transport = ScriptedTransport(refusal, refusal)
    let client = Client(
      transport: transport, credentials: CredentialStore(.token(Secret("t"))))
    await #expect(throws: KubernetesError.self) { try await client.version() }
    #expect(await transport.requests.count == 1)
  }

  @Test func pluginMayGiveACertificate() async throws {
    let runner = Runner([
      answer(#"{"clientCertificateData":"CERT","clientKeyData":"KEY"}"#)
    ])
    let credential = try await CredentialStore(.plugin(plugin), runner: runner).credential()
    #expect(credential.certificate == Array("CERT".utf8))
    #expect(credential.key?.bytes == Array("KEY".utf8))
    #expect(credential.authorization == nil)
  }

  @Test func pluginGivenUpByOneIsRunAgainForAnother() async throws {
    let runner = HangingRunner(then: answer(#"{"token":"t"}"#))
    let store = CredentialStore(.plugin(plugin), runner: runner)
    let first = Task { try await store.credential() }
    await runner.started()
    let second = Task { try await store.credential() }
    first.cancel()
    await #expect(throws: KubernetesError.transport(TransportError(.cancelled))) {
      try await first.value
    }
    #expect(try await second.value.authorization == Secret("Bearer t"))
  }

  @Test func missingPluginComesWithItsHint() async {
    let error = await failure(nil)
    #expect(error?.summary == "the credential plug-in login isn't installed")
    #expect(error?.advice == "brew install login")
  }

  @Test func failedPluginShowsWhatItWrote() async {
    let outcome = ProcessOutcome(
      exitCode: 3, output: [], errorOutput: Array("not logged in\n".utf8))
    #expect(
      await failure(outcome)?.summary
        == "the credential plug-in login failed with exit code 3: not logged in")
  }

  @Test(arguments: [
    ("{}", "v1", "it gives neither a token nor a certificate"),
    (
      #"{"token":"t"}"#, "v1beta1",
      "it speaks client.authentication.k8s.io/v1beta1, "
        + "and the kubeconfig asks for client.authentication.k8s.io/v1"
    ),
    (
      #"{"clientKeyData":"k"}"#, "v1",
      "it gives a certificate without a key or a key without a certificate"
    ),
    (
      #"{"token":"t","expirationTimestamp":"soon"}"#, "v1",
      "its expirationTimestamp isn't a time"
    ),
  ])
  func wrongAnswerIsExplained(status: String, version: String, reason: String) async {
    #expect(
      await failure(answer(status, version: version))?.summary
        == "the credential plug-in login printed no credential: \(reason)")
  }

  @Test func outputThatIsNoCredentialIsNotQuoted() async {
    let outcome = ProcessOutcome(exitCode: 0, output: Array("hush-hush".utf8))
    #expect(await failure(outcome)?.summary.contains("hush") == false)
  }
}

/// Runs nothing, and gives the outcomes it was told to.
private actor Runner: ProcessRunner {
  private var outcomes: [ProcessOutcome]
  private(set) var calls: [String] = []

  init(_ outcomes: [ProcessOutcome]) { self.outcomes = outcomes }

  func run(
    _ executable: String, arguments: [String], environment: [String: String], input: [UInt8]
  ) async throws -> ProcessOutcome {
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    calls.append(([executable] + arguments + variables).joined(separator: " "))
    guard !outcomes.isEmpty else { throw ProcessNotFound(executable) }
    return outcomes.removeFirst()
  }
}

/// Hangs when first run, until cancelled, and then answers.
private actor HangingRunner: ProcessRunner {
  private let outcome: ProcessOutcome
  private var hasHung = false
  private var waiter: CheckedContinuation<Void, Never>?

  init(then outcome: ProcessOutcome) { self.outcome = outcome }

  /// Waits for the first run.
  func started() async {
    guard !hasHung else { return }
    await withCheckedContinuation { waiter = $0 }
  }

  func run(
    _ executable: String, arguments: [String], environment: [String: String], input: [UInt8]
  ) async throws -> ProcessOutcome {
    guard !hasHung else { return outcome }
    hasHung = true
    waiter?.resume()
    try await Task.sleep(for: .seconds(3600))
    return outcome
  }
}
