import Documents
import Emergencies
import GitOps
import Kubernetes
import Testing

/// What others than applications make of changes.
@Suite struct OwnerForecastTests {
  func context(_ owner: ForecastOwner, scalers: [Autoscaler] = []) -> ForecastContext {
    ForecastContext(now: Foretold.now, owners: [owner], scalers: scalers)
  }

  func applied(by manager: String, _ fields: String, operation: String = "Apply") throws -> Value {
    var object = try Objects.yaml(Foretold.desired)
    object[["metadata", "managedFields"] as Pointer] = .array([
      .object([
        "manager": .string(manager), "operation": .string(operation),
        "fieldsV1": try Value(json: fields),
      ])
    ])
    return object
  }

  static let replicas = #"{"f:spec":{"f:replicas":{}}}"#
  static let apps = ObjectName(namespace: "flux-system", name: "apps")

  // MARK: Flux

  @Test(
    arguments: [
      ("{interval: 10m}", "{}", ForecastVerdict.reverted(.within(600))),
      ("{interval: 10m, suspend: true}", "{}", .reverted(.lifted(.pause(user: "", reason: "")))),
      (
        "{interval: 10m, suspend: true}",
        #"{duet/paused-automation: '{"user":"ada","until":"2026-03-04T09:15:00Z"}'}"#,
        .reverted(.at(Foretold.now + 900, .pause(user: "ada", reason: "")))
      ),
      (
        "{interval: 10m, ignore: [{paths: [/spec/replicas], target: {kind: Deployment}}]}", "{}",
        .survives(.ignored)
      ),
      (
        "{interval: 10m, ignore: [{paths: [/spec/replicas], target: {kind: Service}}]}", "{}",
        .reverted(.within(600))
      ),
      (
        "{interval: 10m, ignore: [{paths: [/spec/replicas], target: {name: 'w.*'}}]}", "{}",
        .unknown(.rule("spec.ignore"))
      ),
    ] as [(String, String, ForecastVerdict)])
  func aKustomizationPutsBackWhatItApplies(
    _ spec: String, _ annotations: String, _ verdict: ForecastVerdict
  ) throws {
    let object = try applied(by: "kustomize-controller", Self.replicas)
    let owner = try Objects.yaml("{spec: \(spec), metadata: {annotations: \(annotations)}}")
    let context = context(.kustomization(Self.apps, .found(owner)))
    #expect(Foretold.verdicts([(.replicas, 5)], of: object, context) == [verdict])
    #expect(Foretold.verdicts([(.note, "mine")], of: object, context) == [.survives(.notNamed)])
  }

  @Test(arguments: [
    ("kustomize.toolkit.fluxcd.io/reconcile", "disabled"),
    ("kustomize.toolkit.fluxcd.io/ssa", "IfNotPresent"),
  ])
  func aMarkOnTheObjectKeepsAKustomizationAway(_ name: String, _ value: String) throws {
    let object = try applied(by: "kustomize-controller", Self.replicas)
    let context = context(
      .kustomization(Self.apps, .found(["spec": ["interval": "10m"]])))
    let mark = FieldPath([.field("metadata"), .field("annotations"), .field(name)])
    // It counts from the same edit on.
    #expect(
      Foretold.verdicts([(.replicas, 5), (mark, .string(value))], of: object, context)[0]
        == .survives(.leftAlone("\(name): \(value)")))
  }

  @Test(
    arguments: [
      ("{interval: 5m}", ForecastVerdict.reverted(.nextUpgrade)),
      ("{interval: 5m, driftDetection: {mode: warn}}", .reverted(.nextUpgrade)),
      ("{interval: 5m, driftDetection: {mode: enabled}}", .reverted(.within(300))),
      (
        "{interval: 5m, driftDetection: {mode: enabled, ignore: [{paths: [/spec/replicas]}]}}",
        .reverted(.nextUpgrade)
      ),
    ] as [(String, ForecastVerdict)])
  func aHelmReleaseCorrectsDriftWhereItIsTold(_ spec: String, _ verdict: ForecastVerdict) throws {
    let object = try applied(by: "helm-controller", Self.replicas, operation: "Update")
    let owner = try Objects.yaml("{spec: \(spec)}")
    let context = context(.fluxRelease(Self.apps, .found(owner)))
    #expect(Foretold.verdicts([(.replicas, 5)], of: object, context) == [verdict])
  }

  // MARK: Helm and stacks

  @Test func helmComparesChartsOfKindsThatAreNotItsOwn() throws {
    var object = try applied(by: "helm", Self.replicas, operation: "Update")
    let context = context(.helmRelease(ObjectName(namespace: "shop", name: "web")))
    #expect(
      Foretold.verdicts([(.replicas, 5)], of: object, context) == [.reverted(.nextUpgrade)])
    object["apiVersion"] = "db.example.com/v1"
    #expect(
      Foretold.verdicts([(.replicas, 5)], of: object, context)
        == [.survives(.chartUnchanged)])
  }

  @Test func aStackPutsBackWhatItNamesWithItsNextDeploy() throws {
    let object = try applied(by: "duet", Self.replicas)
    let context = context(.stack("shop"))
    let forecast = Forecast(
      [
        FieldEdit(.replicas, before: 2, after: 5), FieldEdit(.note, before: nil, after: "mine"),
      ], of: object, context)
    #expect(
      forecast.lines.map(\.words) == [
        "stack shop puts it back with its next deploy",
        "stack shop leaves it alone: the field isn't in what it applies",
      ])
    #expect(forecast.lines.map { $0.fields.map(\.description) }[0] == ["spec.replicas"])
    #expect(forecast.short == "until a deploy")
  }

  @Test func whoTookAFieldOverBeforeKeepsItFromBeingTold() throws {
    var object = try applied(by: "duet", #"{"f:spec":{"f:paused":{}}}"#)
    object[["metadata", "managedFields", "-"] as Pointer] = [
      "manager": "kubectl-edit", "operation": "Update",
      "fieldsV1": try Value(json: Self.replicas),
    ]
    #expect(
      Foretold.verdicts([(.replicas, 5)], of: object, context(.stack("shop")))
        == [.unknown(.setBy("kubectl-edit"))])
  }

  @Test func withoutAnyRecordNothingIsSaid() throws {
    let object = try Objects.yaml(Foretold.desired)
    #expect(
      Foretold.verdicts([(.replicas, 5)], of: object, context(.stack("shop")))
        == [.unknown(.noRecord)])
  }

  @Test func ofWhatNobodyOwnsNothingIsPutBack() throws {
    let forecast = Forecast(
      [FieldEdit(.replicas, before: 2, after: 5)], of: try Objects.yaml(Foretold.desired),
      ForecastContext(now: Foretold.now))
    #expect(forecast.lines.map(\.words) == ["nobody is known to put it back"])
    #expect(forecast.short == "stays")
  }

  // MARK: Controllers

  func made(_ kind: String, by owner: String, _ name: String = "web") throws -> ForecastContext {
    context(
      .controller(
        ForecastOwner.Controller(
          ResourceIdentity(
            group: "apps", kind: owner, name: ObjectName(namespace: "shop", name: name)),
          .found(try Objects.yaml("{metadata: {annotations: {team: shop}}}")))))
  }

  @Test func aPodKeepsWhatItIsGivenUntilItIsReplaced() throws {
    let pod = try Objects.yaml("{apiVersion: v1, kind: Pod, metadata: {name: web-1}}")
    #expect(
      Foretold.verdicts([(.note, "mine")], of: pod, try made("Pod", by: "ReplicaSet"))
        == [.reverted(.replaced)])
    let gone = Forecast(deletionOf: pod, try made("Pod", by: "ReplicaSet"))
    #expect(gone.object.map(\.verdict) == [.reverted(.atOnce(delay: 0))])
  }

  @Test func aDeploymentKeepsItsReplicaSetsAsItWantsThem() throws {
    let set = try Objects.yaml(
      "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: web-1}, spec: {replicas: 2}}")
    let context = try made("ReplicaSet", by: "Deployment")
    let team: FieldPath = ["metadata", "annotations", "team"]
    #expect(
      Foretold.verdicts([(.replicas, 5), (team, "x"), (.note, "mine")], of: set, context) == [
        .reverted(.atOnce(delay: 0)), .reverted(.atOnce(delay: 0)), .survives(.notControlled),
      ])
  }

  @Test func anOperatorPutsBackWhatItSets() throws {
    let object = try applied(by: "prometheus-operator", Self.replicas, operation: "Update")
    let context = try made("Deployment", by: "Prometheus", "main")
    #expect(
      Foretold.verdicts([(.replicas, 5), (.note, "mine")], of: object, context)
        == [.reverted(.noticed), .unknown(.operatorDecides)])
  }

  @Test func anApplicationSetWritesItsTemplate() throws {
    let set = ApplicationSet(
      try Objects.yaml(
        """
        {metadata: {name: fleet, namespace: argocd},
         spec: {ignoreApplicationDifferences: [{jsonPointers: [/spec/syncPolicy]}],
          preservedFields: {annotations: [note]}}}
        """))
    let application = try Foretold.application().document
    let context = context(
      .applicationSet(ObjectName(namespace: "argocd", name: "fleet"), .found(set)))
    #expect(
      Foretold.verdicts(
        [
          (["spec", "syncPolicy", "automated"], nil), (["spec", "project"], "other"),
          (.note, "mine"),
        ], of: application, context) == [
          .survives(.ignored), .reverted(.atOnce(delay: 0)),
          .survives(.leftAlone("spec.preservedFields")),
        ])
  }

  // MARK: Autoscalers

  @Test(
    arguments: [
      (Autoscaler(.horizontal, "web", least: 2, most: 6), 9, ForecastVerdict.reverted(.within(15))),
      (Autoscaler(.horizontal, "web", least: 2, most: 6), 5, .reverted(.within(300))),
      (Autoscaler(.horizontal, "web", least: 1, most: 6), 1, .reverted(.within(15))),
      (Autoscaler(.horizontal, "web", least: 2, most: 6), 0, .survives(.scaledToZero)),
      (
        Autoscaler(.horizontal, "web", least: 2, most: 6, isPaused: true), 9,
        .survives(.scalerPaused)
      ),
      (
        Autoscaler(.horizontal, "web", least: 2, most: 6, problem: "no metrics"), 5,
        .unknown(.failing("no metrics"))
      ),
      (
        Autoscaler(.horizontal, "web", least: 2, most: 6, problem: "no metrics"), 9,
        .reverted(.within(15))
      ),
    ] as [(Autoscaler, Int64, ForecastVerdict)])
  func anAutoscalerSetsTheNumberOfReplicas(
    _ scaler: Autoscaler, _ replicas: Int64, _ verdict: ForecastVerdict
  ) throws {
    let context = ForecastContext(now: Foretold.now, scalers: [scaler])
    let object = try Objects.yaml(Foretold.desired)
    #expect(
      Foretold.verdicts([(.replicas, .integer(replicas))], of: object, context) == [verdict])
    #expect(
      Foretold.verdicts([(.note, "mine")], of: object, context) == [.survives(.nobody)])
  }

  // MARK: For programs

  @Test func programsReadWhoAndWhen() throws {
    let object = try applied(by: "kustomize-controller", Self.replicas)
    let forecast = Forecast(
      [FieldEdit(.replicas, before: 2, after: 5)], of: object,
      context(.kustomization(Self.apps, .found(["spec": ["interval": "10m"]]))))
    #expect(
      forecast.document == [
        "made": "2026-03-04T09:00:00Z", "urgency": "soon",
        "fields": [
          [
            "field": "spec.replicas", "urgency": "soon",
            "outcomes": [
              [
                "who": ["kind": "kustomization", "namespace": "flux-system", "name": "apps"],
                "verdict": "reverted", "when": "within", "seconds": 600,
                "words": "Kustomization flux-system/apps of Flux puts it back within 10m",
              ]
            ],
          ]
        ],
      ])
  }
}
