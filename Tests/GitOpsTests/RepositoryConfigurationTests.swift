import Documents
import Files
import FolderSupport
import GitOps
import Testing

@Suite struct RepositoryConfigurationTests {
  func read(_ text: String) throws(RepositoryConfigurationError) -> RepositoryConfiguration {
    try RepositoryConfiguration(Array(text.utf8), file: ".duet.yaml")
  }

  @Test func everythingIsRead() throws {
    let configuration = try read(
      """
      repository: ~/src/homelab
      stackRoots:
        bases: [platform, k8s/base]
        overlays: envs
      environments:
        prod: {context: talos-prod, overlay: envs/prod, protected: true}
        dev: {context: talos-dev}
      applications:
        shop: {checkout: ../shop}
      theme: mono
      readOnly: true
      keys: {deploy: ctrl-y}
      policies: {latest-tag: off}
      inventoryNamespace: platform
      script: [scripts/run.sh, "{stack}", --yes]
      charts:
        loki: {release: logs, namespace: monitoring, values: [a.yaml, b.yaml]}
      allowRemote: true
      """)
    #expect(configuration.repository == "~/src/homelab")
    #expect(
      configuration.stackRoots == StackRoots(bases: ["platform", "k8s/base"], overlays: ["envs"]))
    #expect(
      configuration.environments == [
        "prod": .init(context: "talos-prod", overlay: "envs/prod", isProtected: true),
        "dev": .init(context: "talos-dev"),
      ])
    #expect(configuration.checkouts == ["shop": "../shop"])
    #expect(configuration.theme == "mono")
    #expect(configuration.isReadOnly == true)
    #expect(configuration.keys == ["deploy": "ctrl-y"])
    #expect(configuration.policies == ["latest-tag": false])
    #expect(configuration.environment(ofContext: "talos-dev")?.name == "dev")
    #expect(configuration.inventoryNamespace == "platform")
    #expect(
      configuration.script == StackScript(path: "scripts/run.sh", arguments: ["{stack}", "--yes"]))
    #expect(
      configuration.charts == [
        "loki": ChartSettings(
          release: "logs", namespace: "monitoring", values: ["a.yaml", "b.yaml"])
      ])
    #expect(configuration.fetchesRemotes == true)
  }

  @Test(arguments: ["", "# nothing\n", "---\n", "environments:\ntheme: x"])
  func whatIsNotSaidIsNotThere(text: String) throws {
    let configuration = try read(text)
    #expect(configuration.environments.isEmpty)
    #expect(configuration.stackRoots == nil)
  }

  @Test(arguments: [
    (
      "theme: mono\nenviroments: {}",
      ".duet.yaml:2: unknown field \"enviroments\" in the configuration; it has repository, "
        + "stackRoots, environments, contexts, applications, theme, readOnly, policies, keys, "
        + "inventoryNamespace, script, charts, allowRemote"
    ),
    ("environments:\n  dev: {context: [a]}", ".duet.yaml:2: context must be text"),
    ("environments:\n  dev: {protected: 'x'}", ".duet.yaml:2: protected must be true or false"),
    ("contexts:\n  a: {protected: 1}", ".duet.yaml:2: protected must be true or false"),
    (
      "contexts:\n  a:\n    safe: true",
      ".duet.yaml:3: unknown field \"safe\" in a context; it has protected"
    ),
    ("environments: [dev]", ".duet.yaml:1: environments must be a mapping"),
    (
      "environments:\n  dev:\n    cluster: a",
      ".duet.yaml:3: unknown field \"cluster\" in an environment; it has context, overlay, protected"
    ),
    (
      "stackRoots: {bases: [a, 3]}", ".duet.yaml:1: bases must be a path or a list of paths"
    ),
    (
      "stackRoots: {bases: ../x}", ".duet.yaml:1: bases: ../x must be a path within the repository"
    ),
    ("- a", ".duet.yaml:1: the configuration must be a mapping"),
    ("script: ../x.sh", ".duet.yaml:1: script: ../x.sh must be a path within the repository"),
    (
      "inventoryNamespace: Duet",
      ".duet.yaml:1: inventoryNamespace: Duet can't be a namespace: small letters, digits and dashes"
    ),
    (
      "charts:\n  loki: {name: x}",
      ".duet.yaml:2: unknown field \"name\" in a chart; it has release, namespace, values"
    ),
  ])
  func errorsSayWhereAndWhat(text: String, problem: String) {
    let error = #expect(throws: RepositoryConfigurationError.self) { try read(text) }
    #expect(error?.description == problem)
  }

  @Test func brokenYAMLHasItsLine() {
    let error = #expect(throws: RepositoryConfigurationError.self) { try read("a: [\n") }
    #expect(error?.problems.first?.line == 2)
  }

  @Test func allProblemsAreSaidAtOnce() {
    let error = #expect(throws: RepositoryConfigurationError.self) { try read("a: 1\ntheme: 2\n") }
    #expect(error?.problems.map(\.line) == [1, 2])
  }

  @Test func aPersonsOwnConfigurationComesTogetherWithTheRepositorys() throws {
    let shared = try read(
      "theme: mono\nenvironments: {prod: {context: a, protected: true}}\nreadOnly: false")
    let own = try read(
      "theme: gruvbox-dark\nenvironments: {prod: {context: b}, dev: {}}\nstackRoots: {bases: x}")
    let merged = shared.merged(withPersonal: own)
    #expect(merged.theme == "gruvbox-dark")
    #expect(merged.environments["prod"] == .init(context: "b", isProtected: true))
    #expect(merged.environments["dev"] != nil)
    #expect(merged.stackRoots?.bases == ["x"])
    #expect(merged.isReadOnly == false)
  }

  @Test func aScriptAloneGetsTheStacksName() throws {
    #expect(try read("script: deploy.sh").script == StackScript(path: "deploy.sh"))
  }

  @Test func aPersonSaysWhatTheirMachineFetches() throws {
    let shared = try read("allowRemote: true\ninventoryNamespace: a")
    let merged = shared.merged(withPersonal: try read("allowRemote: false\ninventoryNamespace: b"))
    #expect(merged.fetchesRemotes == false)
    #expect(merged.inventoryNamespace == "a")
  }

  @Test func contextsAreProtectedByNameOrByTheirEnvironment() throws {
    let shared = try read(
      """
      environments:
        prod: {context: talos-prod, protected: true}
        stage: {protected: true}
        dev: {context: talos-dev}
      """)
    let own = try read("contexts: {home: {protected: true}, lab: {protected: false}, other: {}}")
    let merged = shared.merged(withPersonal: own)
    #expect(merged.allProtectedContexts == ["talos-prod", "stage", "home"])
  }

  @Test func theRepositorysFileIsFound() throws {
    let tree: MemoryTree = [".duet.yaml": "theme: mono"]
    #expect(try RepositoryConfiguration.read(in: tree)?.theme == "mono")
    #expect(try RepositoryConfiguration.read(in: MemoryTree()) == nil)
  }

  @Test(arguments: [
    (["HOME": "/home/a"], "/home/a/.config/duet/config.yaml"),
    (["HOME": "/home/a", "XDG_CONFIG_HOME": "/etc/a"], "/etc/a/duet/config.yaml"),
    (["HOME": "/home/a", "XDG_CONFIG_HOME": "relative"], "/home/a/.config/duet/config.yaml"),
    ([:], nil),
  ])
  func aPersonsFileIsWhereXDGSays(environment: [String: String], file: String?) {
    #expect(RepositoryConfiguration.personalFile(environment: environment) == file)
  }

  @Test func aPersonsFileMayBeMissing() throws {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/config.yaml"
    #expect(try RepositoryConfiguration.read(file: file) == nil)
    try folder.write("config.yaml", "theme: mono")
    #expect(try RepositoryConfiguration.read(file: file)?.theme == "mono")
  }
}
