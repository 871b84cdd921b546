import Documents
import Files
import GitOps
import Kubernetes
import Testing

struct FieldTracerTests {
  let dev = TracedRepository("infrastructure/overlays/dev/shop")
  let prod = TracedRepository("infrastructure/overlays/prod/shop")
  let tools = TracedRepository("infrastructure/base/tools")

  func devDeployment(_ edits: FieldEdit...) async throws -> FieldTracer.Answer {
    try await dev.trace("Deployment", "dev-web", in: "shop-dev", edits)
  }

  @Test func anImageIsTracedToItsTag() async throws {
    let answer = try await devDeployment(
      FieldEdit(.container("web", "image"), before: "shop/web:1.1", after: "shop/web:1.2"))
    #expect(
      answer.changedLines == [
        "-    newTag: \"1.1\" # the next one", "+    newTag: \"1.2\" # the next one",
      ])
    let way = try #require(answer.ways.first)
    #expect(way.traces.map(\.file) == ["infrastructure/overlays/dev/shop/kustomization.yaml"])
    #expect(way.traces.map(\.line) == [8])
    #expect(way.effects.isEmpty)
    #expect(answer.ways.count == 1)
  }

  @Test func anotherImageSetsTheNewName() async throws {
    let answer = try await devDeployment(
      FieldEdit(
        .container("web", "image"), before: "shop/web:1.1", after: "mirror/web@sha256:abc"))
    #expect(
      answer.changedLines == [
        "-    newTag: \"1.1\" # the next one", "+    digest: sha256:abc",
        "+    newName: mirror/web",
      ])
  }

  @Test func replicasAreTracedToTheirCount() async throws {
    let answer = try await devDeployment(FieldEdit(["spec", "replicas"], before: 2, after: 5))
    #expect(answer.changedLines == ["-    count: 2", "+    count: 5"])
  }

  @Test func aPatchInAFileIsEdited() async throws {
    let answer = try await devDeployment(
      FieldEdit(
        .container("web", "resources", "limits", "memory"), before: "64Mi", after: "128Mi"))
    #expect(
      answer.changedLines == [
        "-              memory: 64Mi # enough", "+              memory: 128Mi # enough",
      ])
    #expect(answer.ways[0].traces[0].layer.contains("the patch"))
  }

  @Test func aPatchWithinTheKustomizationIsEdited() async throws {
    let path = FieldPath.container("web", "env", .element(["name": "STAGE"]), "value")
    let answer = try await devDeployment(FieldEdit(path, before: "dev", after: "yes"))
    #expect(
      answer.changedLines == [
        "-                    value: dev", "+                    value: \"yes\"",
      ])
    #expect(answer.ways[0].traces[0].line == 27)
  }

  @Test func aNewVariableGoesWhereOthersAre() async throws {
    let path = FieldPath.container("web", "env", .element(["name": "NEW"]))
    let answer = try await devDeployment(
      FieldEdit(path, before: nil, after: ["name": "NEW", "value": "1"]))
    #expect(
      answer.changedLines == [
        "+                  - name: NEW", "+                    value: \"1\"",
      ])
    #expect(answer.ways[0].effects.isEmpty)
  }

  @Test func anOperationOfAComponentIsEdited() async throws {
    let answer = try await devDeployment(
      FieldEdit(
        ["spec", "template", "metadata", "annotations", "scrape"], before: "true",
        after: "false"))
    #expect(answer.changedLines == ["-          scrape: \"true\"", "+          scrape: \"false\""])
  }

  @Test func aBasesFieldIsEditedThereAndInAPatch() async throws {
    let path = FieldPath.container("web", "env", .element(["name": "TITLE"]), "value")
    let answer = try await devDeployment(FieldEdit(path, before: "Shop", after: "Market"))
    #expect(
      answer.changedLines == [
        "-              value: \"Shop\"", "+              value: \"Market\"",
      ])
    #expect(Set(answer.ways[0].effects.map(\.stack)) == ["shop"])
    #expect(answer.ways[0].effects.map(\.environment).contains("prod"))
    let patch = try #require(answer.ways.last)
    #expect(answer.ways.count == 2)
    #expect(patch.effects.isEmpty)
    #expect(
      patch.files.map(\.path) == [
        "infrastructure/overlays/dev/shop/kustomization.yaml",
        "infrastructure/overlays/dev/shop/patch-deployment-web.yaml",
      ])
  }

  @Test func severalFieldsBecomeOneSetOfFiles() async throws {
    let answer = try await devDeployment(
      FieldEdit(["spec", "replicas"], before: 2, after: 3),
      FieldEdit(.container("web", "image"), before: "shop/web:1.1", after: "shop/web:1.3"),
      FieldEdit(.container("web", "args"), before: ["--verbose"], after: ["--quiet"]))
    let way = try #require(answer.ways.first)
    #expect(way.edits.count == 3)
    #expect(
      way.files.map(\.path) == [
        "infrastructure/base/shop/deployment.yaml",
        "infrastructure/overlays/dev/shop/kustomization.yaml",
      ])
  }

  @Test func aLiteralIsTracedThroughTheNamesHash() async throws {
    let answer = try await dev.trace(
      "ConfigMap", "dev-settings-2222222222", in: "shop-dev",
      [FieldEdit(["data", "LEVEL"], before: "info", after: "debug")])
    #expect(
      answer.changedLines == ["-      - LEVEL=info # quiet", "+      - LEVEL=debug # quiet"])
    // What takes the settings gets another name of them.
    #expect(answer.ways[0].effects.contains { $0.object.contains("Deployment") })
  }

  @Test func aLineOfAFileOfVariablesIsEdited() async throws {
    let answer = try await dev.trace(
      "ConfigMap", "dev-settings-2222222222", in: "shop-dev",
      [FieldEdit(["data", "MAX"], before: "10", after: "20")])
    #expect(answer.changedLines == ["-MAX=10", "+MAX=20"])
  }

  @Test func aFileOfAGeneratorIsReplaced() async throws {
    let answer = try await dev.trace(
      "ConfigMap", "dev-settings-2222222222", in: "shop-dev",
      [FieldEdit(["data", "motd"], before: "Welcome\n", after: "Closed\n")])
    #expect(answer.changedLines == ["-Welcome", "+Closed"])
  }

  @Test func aNewKeyBecomesALiteral() async throws {
    let answer = try await dev.trace(
      "ConfigMap", "dev-settings-2222222222", in: "shop-dev",
      [FieldEdit(["data", "NEW"], before: nil, after: "x")])
    #expect(answer.changedLines == ["+      - NEW=x"])
  }

  @Test func anAnnotationOfAllIsAnnotatedForAll() async throws {
    let answer = try await devDeployment(
      FieldEdit(["metadata", "annotations", "team"], before: "shop", after: "web"))
    #expect(answer.changedLines.contains("+  team: web") == true)
    #expect(!answer.ways[0].effects.isEmpty)
  }

  @Test func aPortIsFoundWithoutTheProtocolThatGoesWithoutSaying() async throws {
    let path = FieldPath.container(
      "web", "ports", .element(["containerPort": 8080, "protocol": "TCP"]), "name")
    let answer = try await prod.trace(
      "Deployment", "web", in: "shop", [FieldEdit(path, before: nil, after: "http")])
    #expect(answer.changedLines == ["+              name: http"])
  }

  @Test func aPlainManifestIsEdited() async throws {
    let answer = try await tools.trace(
      "ConfigMap", "tools", in: "tools", [FieldEdit(["data", "a"], before: "1", after: "2")])
    #expect(answer.changedLines == ["-  a: \"1\" # first", "+  a: \"2\" # first"])
  }

  @Test func aSecretsTextStaysText() async throws {
    let answer = try await tools.trace(
      "Secret", "key", in: "tools",
      [FieldEdit(["data", "password"], before: "b2xk", after: "bmV3")])
    #expect(answer.changedLines == ["-  password: old", "+  password: new"])
  }

  @Test func whatIsSoAlreadyIsSaid() async throws {
    let answer = try await devDeployment(FieldEdit(["spec", "replicas"], before: 1, after: 2))
    #expect(answer.inGit == [["spec", "replicas"]])
    #expect(answer.ways.isEmpty)
  }

  @Test(arguments: [
    ("/status/replicas", Value.integer(3), "status"),
    ("/metadata/annotations/kubectl.kubernetes.io~1restartedAt", "now", "restart"),
    ("/metadata/ownerReferences", .array([]), "looks after"),
    ("/spec/replicas", 3, "HorizontalPodAutoscaler worker"),
  ])
  func whatIsAnothersIsRefused(place: String, after: Value, reason: String) async throws {
    let names = try #require(Pointer(parsing: place)).tokens
    let path = FieldPath(names.map { .field($0) })
    let answer = try await tools.trace(
      "Deployment", "worker", in: "tools", [FieldEdit(path, before: nil, after: after)])
    #expect(answer.ways.isEmpty)
    #expect(answer.refusals.first?.reason.contains(reason) == true)
  }

  @Test func anObjectThatNothingBringsIsSaidToBeMissing() async throws {
    let answer = try await tools.trace(
      "Deployment", "other", in: "tools", [FieldEdit(["spec", "replicas"], before: 1, after: 2)])
    #expect(!answer.isFound)
  }
}
