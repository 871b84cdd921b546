import Kubernetes
import Testing

@Suite struct KubeconfigTests {
  private let pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"

  private let simple = """
    apiVersion: v1
    kind: Config
    current-context: dev
    clusters:
    - name: one
      cluster: {server: "https://one:6443"}
    users:
    - name: me
      user: {token: secret-token}
    contexts:
    - name: dev
      context: {cluster: one, user: me, namespace: shop}
    """

  private func connection(
    _ text: String, _ choice: ConnectionChoice = ConnectionChoice(), files: [String: String] = [:]
  ) throws -> Connection {
    var all = Files(files: files, environment: ["HOME": "/home/me"])
    all.files["/home/me/.kube/config"] = text
    return try Connection.resolve(
      choice, from: all.surroundings, now: Timestamp(seconds: 1_782_909_045))
  }

  private func failure(
    _ text: String, _ choice: ConnectionChoice = ConnectionChoice(), files: [String: String] = [:]
  ) -> String? {
    do {
      _ = try connection(text, choice, files: files)
      return nil
    } catch {
      return "\(error)"
    }
  }

  private func with(cluster: String = "", user: String = "") -> String {
    """
    current-context: dev
    clusters: [{name: one, cluster: {server: "https://one"\(cluster)}}]
    users: [{name: me, user: {\(user)}}]
    contexts: [{name: dev, context: {cluster: one, user: me}}]
    """
  }

  // MARK: Choosing

  @Test func currentContextIsTheDefault() throws {
    let found = try connection(simple)
    #expect(found.context == "dev" && found.cluster == "one" && found.user == "me")
    #expect(found.server == "https://one:6443")
    #expect(found.namespace == "shop")
    #expect(found.credentials == .token(Secret("secret-token")))
  }

  @Test func namespaceOfTheCommandLineComesFirst() throws {
    #expect(try connection(simple, ConnectionChoice(namespace: "other")).namespace == "other")
  }

  @Test func unknownContextNamesThoseThereAre() throws {
    #expect(failure(simple, ConnectionChoice(context: "prod")) == "there is no context \"prod\"")
    #expect(
      ConfigurationError.unknownContext("prod", known: ["a", "b"]).advice
        == "choose one with --context: a, b")
  }

  @Test func missingClusterIsNamed() {
    #expect(
      failure(simple, ConnectionChoice(cluster: "two"))
        == "context \"dev\" is for cluster \"two\", which isn't in the kubeconfig")
  }

  @Test func missingUserIsNamed() {
    #expect(
      failure(simple, ConnectionChoice(user: "you"))
        == "context \"dev\" is for user \"you\", who isn't in the kubeconfig")
  }

  @Test func noContextAtAllIsSaid() {
    #expect(failure("clusters: []") == "the kubeconfig has no current-context")
  }

  // MARK: Merging

  @Test func firstFileToNameSomethingCounts() throws {
    let files = Files(
      files: [
        "/a": "clusters: [{name: c, cluster: {server: 'https://a', proxy-url: 'http://p'}}]",
        "/b": """
        current-context: x
        clusters: [{name: c, cluster: {server: 'https://b', tls-server-name: b}}]
        contexts: [{name: x, context: {cluster: c, user: ""}}]
        """,
        "/c": "current-context: z",
      ], environment: ["KUBECONFIG": "/a:/missing::/b:/c"])
    let found = try Connection.resolve(from: files.surroundings)
    #expect(found.context == "x")
    #expect(found.server == "https://a")
    // Nothing of a second entry with the same name is used.
    #expect(found.tlsServerName == nil)
  }

  @Test func fileThatWasAskedForMustExist() {
    #expect(
      failure(simple, ConnectionChoice(kubeconfig: "/nowhere"))
        == "the kubeconfig /nowhere can't be read: No such file or directory")
  }

  @Test func noFileAtAllSaysWhereItLooked() {
    let files = Files(environment: ["HOME": "/home/me"])
    #expect { try Connection.resolve(from: files.surroundings) } throws: {
      "\($0)" == "there is no kubeconfig: looked for /home/me/.kube/config"
    }
  }

  @Test func truncatedFileSaysWhere() {
    let message = failure(String(simple.prefix(90)) + "\n  bad: [")
    #expect(message?.hasPrefix("the kubeconfig isn't valid YAML: /home/me/.kube/config:") == true)
  }

  @Test func contextThatYAMLTakesForATruthValueIsRefused() {
    #expect(
      failure(simple.replacing("current-context: dev", with: "current-context: on"))
        == "/home/me/.kube/config:3: kubeconfig: current-context isn't text")
    #expect(
      failure(simple.replacing("user: me,", with: "user: yes,"))
        == "/home/me/.kube/config:12: context \"dev\": user isn't text")
  }

  @Test func sameNameTwiceInAFileIsRefused() {
    let text = "users:\n- name: me\n  user: {}\n- name: me\n  user: {}"
    #expect(
      failure(text) == "/home/me/.kube/config:4: user \"me\": name is there twice in this file")
  }

  // MARK: Clusters

  @Test func pathsAreRelativeToTheirFile() throws {
    let found = try connection(
      with(
        cluster: ", certificate-authority: pki/ca.crt",
        user: "client-certificate: ../me.crt, client-key: /abs/me.key"),
      files: [
        "/home/me/.kube/pki/ca.crt": pem, "/home/me/.kube/../me.crt": pem,
        "/abs/me.key": "-----BEGIN KEY-----",
      ])
    #expect(found.certificateAuthority == Array(pem.utf8))
    #expect(found.clientCertificate == Array(pem.utf8))
    #expect(found.clientKey?.bytes == Array("-----BEGIN KEY-----".utf8))
  }

  @Test func dataCountsBeforeAFile() throws {
    let data = "LS0tLS1CRUdJTiBYLS0tLS0="
    let found = try connection(
      with(cluster: ", certificate-authority: /missing, certificate-authority-data: \(data)"))
    #expect(found.certificateAuthority == Array("-----BEGIN X-----".utf8))
  }

  @Test func settingsOfTheConnectionAreKept() throws {
    let found = try connection(
      with(
        cluster:
          ", insecure-skip-tls-verify: true, tls-server-name: api, proxy-url: 'socks5://p:1',"
          + " disable-compression: true"))
    #expect(found.isInsecure && found.disablesCompression)
    #expect(found.tlsServerName == "api")
    #expect(found.proxyURL == "socks5://p:1")
  }

  @Test(arguments: [
    (
      ", certificate-authority-data: '%'",
      "cluster \"one\": certificate-authority-data isn't valid base 64"
    ),
    (
      ", certificate-authority-data: AAAA",
      "cluster \"one\": certificate-authority-data isn't PEM: there is no `-----BEGIN` in it"
    ),
    (
      ", certificate-authority: gone.crt",
      "cluster \"one\": certificate-authority can't be read from /home/me/.kube/gone.crt: "
        + "No such file or directory"
    ),
    (
      ", insecure-skip-tls-verify: 7",
      "cluster \"one\": insecure-skip-tls-verify isn't true or false"
    ),
    (
      ", proxy-url: 'ftp://x'",
      "cluster \"one\": proxy-url isn't an address beginning with http://, https://, "
        + "socks5:// or socks5h://"
    ),
  ])
  func wrongFieldOfAClusterIsNamed(field: String, message: String) {
    #expect(failure(with(cluster: field)) == "/home/me/.kube/config:2: \(message)")
  }

  @Test func addressWithoutASchemeDependsOnTLS() throws {
    let text = with(cluster: ", insecure-skip-tls-verify: true")
      .replacing("https://one", with: "one:6443")
    #expect(try connection(text).server == "https://one:6443")
    #expect(
      try connection(text.replacing("true", with: "false")).server == "http://one:6443")
  }

  // MARK: Users

  @Test(arguments: [
    ("", CredentialSource.none), ("token: t", .token(Secret("t"))),
    ("tokenFile: t.txt", .tokenFile(path: "/home/me/.kube/t.txt")),
    ("token: t, tokenFile: /t.txt", .tokenFile(path: "/t.txt")),
    ("username: u, password: p", .password(user: "u", password: Secret("p"))),
  ])
  func credentialsOfAUser(user: String, source: CredentialSource) throws {
    #expect(try connection(with(user: user)).credentials == source)
  }

  @Test func pluginIsDescribed() throws {
    let text = """
      current-context: dev
      clusters:
      - name: one
        cluster:
          server: https://one
          extensions:
          - {name: client.authentication.k8s.io/exec, extension: {audience: x}}
      users:
      - name: me
        user:
          exec:
            apiVersion: client.authentication.k8s.io/v1
            command: bin/login
            args: [get-token]
            env: [{name: A, value: b}]
            installHint: brew install login
            interactiveMode: Never
            provideClusterInfo: true
      contexts: [{name: dev, context: {cluster: one, user: me}}]
      """
    #expect(
      try connection(text).credentials
        == .plugin(
          ExecPlugin(
            apiVersion: "client.authentication.k8s.io/v1", command: "/home/me/.kube/bin/login",
            arguments: ["get-token"], environment: ["A": "b"], installHint: "brew install login",
            interactiveMode: .never,
            clusterInfo: #"{"config":{"audience":"x"},"server":"https://one"}"#)))
  }

  @Test(arguments: [
    (
      "client-certificate-data: LS0tLS1CRUdJTiBYLS0tLS0=",
      "user \"me\": client-key is missing beside the client-certificate"
    ),
    (
      "auth-provider: {name: gcp}",
      "user \"me\": auth-provider \"gcp\" has been removed from Kubernetes"
    ),
    (
      "exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}",
      "user \"me\": exec: apiVersion has to be client.authentication.k8s.io/v1 or "
        + "client.authentication.k8s.io/v1beta1"
    ),
    (
      "exec: {apiVersion: client.authentication.k8s.io/v1}", "user \"me\": exec: command is missing"
    ),
    ("token: t, username: u", "user \"me\": username can't be used together with a token"),
    ("token: 7", "user \"me\": token isn't text"),
    ("as-groups: [a]", "user \"me\": as is missing beside as-uid, as-groups or as-user-extra"),
  ])
  func wrongFieldOfAUserIsNamed(user: String, message: String) {
    #expect(failure(with(user: user)) == "/home/me/.kube/config:3: \(message)")
  }

  @Test func impersonationIsRead() throws {
    let found = try connection(
      with(user: "as: jane, as-uid: '7', as-groups: [a, b], as-user-extra: {k: [v, w]}"))
    #expect(
      found.impersonation
        == Impersonation(user: "jane", uid: "7", groups: ["a", "b"], extra: ["k": ["v", "w"]]))
  }

  @Test func secretsAreNeverPrinted() throws {
    let found = try connection(with(user: "token: hush-hush"))
    var dumped = ""
    dump(found, to: &dumped)
    #expect(!dumped.contains("hush-hush"))
    #expect(!"\(found)".contains("hush-hush") && !String(reflecting: found).contains("hush-hush"))
  }

  // MARK: In a pod

  private let pod = Files(
    files: [
      "/var/run/secrets/kubernetes.io/serviceaccount/token": "t",
      "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt": "ca",
      "/var/run/secrets/kubernetes.io/serviceaccount/namespace": "ops\n",
    ],
    environment: [
      "HOME": "/home/pod", "KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443",
    ])

  @Test func podUsesItsServiceAccount() throws {
    let found = try Connection.resolve(from: pod.surroundings)
    #expect(found.server == "https://[fd00::1]:443")
    #expect(found.namespace == "ops")
    #expect(found.certificateAuthority == Array("ca".utf8))
    #expect(
      found.credentials
        == .tokenFile(path: "/var/run/secrets/kubernetes.io/serviceaccount/token"))
  }

  @Test func kubeconfigInAPodComesFirst() throws {
    var files = pod
    files.files["/home/pod/.kube/config"] = simple
    #expect(try Connection.resolve(from: files.surroundings).context == "dev")
  }
}
