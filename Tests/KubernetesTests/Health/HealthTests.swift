import Kubernetes
import Testing

@Suite struct HealthTests {
  @Test func worstOfManyIsTheirHealth() {
    #expect(Health.worst([.healthy, .progressing, .suspended]) == .progressing)
    #expect(Health.worst([.missing, .degraded]) == .degraded)
    #expect(Health.worst([.unknown, .degraded]) == .unknown)
    #expect(Health.worst([]) == .healthy)
  }

  @Test(arguments: Health.allCases)
  func wordsAreArgoCDs(health: Health) {
    #expect(Health(health.description) == health)
  }

  @Test(arguments: [
    (
      "{restartPolicy: Always}", "{phase: Running, conditions: [{type: Ready, status: 'True'}]}",
      Health.healthy
    ),
    ("{restartPolicy: Always}", "{phase: Running}", .progressing),
    (
      "{restartPolicy: Never}", "{phase: Running, conditions: [{type: Ready, status: 'True'}]}",
      .progressing
    ),
    (
      "{restartPolicy: Always}",
      "{phase: Running, containerStatuses: [{name: a, state: {waiting: {reason: CrashLoopBackOff}}}]}",
      .degraded
    ),
    (
      "{restartPolicy: OnFailure}",
      "{phase: Pending, containerStatuses: [{name: a, state: {waiting: {reason: ImagePullBackOff}}}]}",
      .progressing
    ),
    (
      "{restartPolicy: Always}",
      "{phase: Running, containerStatuses: [{name: a, lastState: {terminated: {exitCode: 1}}}]}",
      .degraded
    ),
    ("{}", "{phase: Pending}", .progressing), ("{}", "{phase: Succeeded}", .healthy),
    ("{}", "{phase: Failed}", .degraded), ("{}", "{phase: Unknown}", .unknown),
  ])
  func healthOfAPod(spec: String, status: String, health: Health) throws {
    #expect(try decode("{spec: \(spec), status: \(status)}", PodDecoder()).health == health)
  }

  @Test func failedPodSaysWhy() throws {
    let row = try decode(
      """
      status:
        phase: Failed
        containerStatuses: [{name: job, state: {terminated: {exitCode: 3}}}]
      """, PodDecoder())
    #expect(row.message == "container \"job\" failed with exit code 3")
  }
}
