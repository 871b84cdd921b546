import Documents
import Kubernetes
import Testing
import YAML

@Suite struct PodHealthTests {
  static func pod(
    _ status: String, restart: String = "Always", annotations: String = "", metadata: String = ""
  ) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: shop, annotations: {\(annotations)}\(metadata)}
    spec: {restartPolicy: \(restart), containers: [{name: a, image: i}]}
    status: {\(status)}
    """
  }

  static func waiting(
    _ reason: String, _ message: String = "", of list: String = "containerStatuses"
  )
    -> String
  {
    "\(list): [{name: a, state: {waiting: {reason: \(reason), message: '\(message)'}}}]"
  }

  static let ignoring = "argocd.argoproj.io/ignore-restart-policy: 'true'"

  static let samples: [HealthCase] = [
    HealthCase(
      "runningAndReady", pod("phase: Running, conditions: [{type: Ready, status: 'True'}]"),
      .healthy),
    HealthCase("runningAndNotReady", pod("phase: Running"), .progressing),
    HealthCase(
      "crashLooping",
      pod("phase: Running, " + waiting("CrashLoopBackOff", "back-off 5m0s restarting")),
      .degraded, "back-off 5m0s restarting"),
    HealthCase(
      "imageNotPulled", pod("phase: Pending, " + waiting("ErrImagePull", "not found")), .degraded,
      "not found"),
    HealthCase(
      "imageBackOff", pod("phase: Pending, " + waiting("ImagePullBackOff")), .degraded,
      "ImagePullBackOff"),
    HealthCase(
      "configurationError",
      pod("phase: Pending, " + waiting("CreateContainerConfigError", "no secret")), .degraded,
      "no secret"),
    HealthCase("beingMade", pod("phase: Pending, " + waiting("ContainerCreating")), .progressing),
    HealthCase(
      "twoContainersFailing",
      pod(
        "phase: Running, containerStatuses: [{name: a, state: {waiting: {reason: CrashLoopBackOff, message: one}}}, {name: b, state: {waiting: {reason: ErrImagePull, message: two}}}]"
      ), .degraded, "one, two"),
    HealthCase(
      "aFailingInitContainerIsProgressingAndSaid",
      pod("phase: Pending, " + waiting("CrashLoopBackOff", "boom", of: "initContainerStatuses")),
      .progressing, "boom"),
    HealthCase(
      "unschedulableIsProgressingAndSaid",
      pod(
        "phase: Pending, conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: no nodes}]"
      ),
      .progressing, "no nodes"),
    HealthCase(
      "restartedAndNotReady",
      pod("phase: Running, containerStatuses: [{name: a, lastState: {terminated: {exitCode: 1}}}]"),
      .degraded),
    HealthCase("runningToAnEnd", pod("phase: Running", restart: "Never"), .progressing),
    HealthCase(
      "runningToAnEndAndIgnored", pod("phase: Running", restart: "Never", annotations: ignoring),
      .healthy),
    HealthCase(
      "aHookIsNeverIgnored",
      pod(
        "phase: Running", restart: "Never",
        annotations: ignoring + ", argocd.argoproj.io/hook: PreSync"),
      .progressing),
    HealthCase(
      "backingOffAndIgnored",
      pod(
        "phase: Pending, " + waiting("ImagePullBackOff"), restart: "Never", annotations: ignoring),
      .degraded),
    HealthCase(
      "backingOffToAnEnd", pod("phase: Pending, " + waiting("ImagePullBackOff"), restart: "Never"),
      .progressing),
    HealthCase("succeeded", pod("phase: Succeeded", restart: "Never"), .healthy),
    HealthCase(
      "failedWithACode",
      pod(
        "phase: Failed, containerStatuses: [{name: a, state: {terminated: {exitCode: 3}}}]",
        restart: "Never"),
      .degraded, "container \"a\" failed with exit code 3"),
    HealthCase(
      "failedOutOfMemory",
      pod(
        "phase: Failed, containerStatuses: [{name: a, state: {terminated: {exitCode: 137, reason: OOMKilled}}}]",
        restart: "Never"),
      .degraded, "OOMKilled"),
    HealthCase(
      "evicted", pod("phase: Failed, reason: Evicted, message: low on memory"), .degraded,
      "low on memory"),
    HealthCase("lost", pod("phase: Unknown"), .unknown),
    HealthCase(
      "onItsWayOut",
      pod("phase: Running", metadata: ", deletionTimestamp: '2026-01-01T00:00:00Z'"), .progressing,
      "Pending deletion"),
    HealthCase(
      "keptByAHookFinalizer",
      pod(
        "phase: Succeeded",
        metadata:
          ", deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: [argocd.argoproj.io/hook-finalizer]"
      ), .healthy),
  ]

  @Test(arguments: samples) func pod(_ sample: HealthCase) throws { try sample.check() }

  @Test(arguments: samples) func rowsSayTheSame(_ sample: HealthCase) throws {
    #expect(try decode(sample.yaml, PodDecoder()).health == sample.health)
  }
}
