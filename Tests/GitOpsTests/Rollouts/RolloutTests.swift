import Documents
import GitOps
import Kubernetes
import Testing

@Suite struct RolloutTests {
  func row(_ spec: String, _ status: String) throws -> RolloutRow {
    RolloutRow([
      "apiVersion": "argoproj.io/v1alpha1", "kind": "Rollout",
      "metadata": ["name": "web", "namespace": "s", "generation": 1],
      "spec": try Value(json: Array(spec.utf8)), "status": try Value(json: Array(status.utf8)),
    ])
  }

  static let canary =
    #"{"replicas": 4, "strategy": {"canary": {"steps": [{"setWeight": 20}, {"pause": {}}, {"setWeight": 60}]}}}"#

  @Test func theStepAndTheWeightAreTold() throws {
    let row = try row(
      Self.canary,
      #"{"currentStepIndex": 1, "phase": "Paused", "currentPodHash": "b", "stableRS": "a", "updatedReplicas": 1, "pauseConditions": [{"reason": "CanaryPauseStep"}]}"#
    )
    #expect(row.strategy == .canary(steps: 3))
    #expect(row.step == 1 && row.weight == 20)
    #expect(row.phase == "Paused" && row.updated == 1 && row.replicas == 4)
  }

  @Test(arguments: [
    (#"{"currentStepIndex": 2}"#, 60), (#"{"currentStepIndex": 3}"#, 100), ("{}", 20),
    (#"{"currentStepIndex": 0, "abort": true}"#, 0),
    (#"{"currentStepIndex": 1, "canary": {"weights": {"canary": {"weight": 15}}}}"#, 15),
    (#"{"currentStepIndex": 1, "currentPodHash": "a", "stableRS": "a"}"#, 100),
  ]) func weights(_ status: String, _ expected: Int) throws {
    #expect(try row(Self.canary, status).weight == expected)
  }

  @Test func aPauseIsEnded() throws {
    let row = try row(
      Self.canary, #"{"currentStepIndex": 1, "pauseConditions": [{"reason": "CanaryPauseStep"}]}"#)
    let patch = row.patch(.promote)
    #expect(patch.status == ["status": ["pauseConditions": .null]])
    #expect(patch.spec == nil)
  }

  @Test func aStepWithoutAPauseIsPassedOver() throws {
    let patch = try row(Self.canary, #"{"currentStepIndex": 2}"#).patch(.promote)
    #expect(patch.status == ["status": ["pauseConditions": .null, "currentStepIndex": 3]])
  }

  @Test func anAnalysisThatCouldNotDecideIsPassedOver() throws {
    let status =
      #"{"currentStepIndex": 0, "pauseConditions": [{"reason": "InconclusiveAnalysisRun"}], "controllerPause": true, "canary": {"currentStepAnalysisRunStatus": {"status": "Inconclusive"}}}"#
    #expect(
      try row(Self.canary, status).patch(.promote).status == [
        "status": ["pauseConditions": .null, "controllerPause": false, "currentStepIndex": 1]
      ])
  }

  @Test func whatIsHeldIsLetGo() throws {
    let patch = try row(#"{"paused": true, "strategy": {"blueGreen": {}}}"#, "{}").patch(.promote)
    #expect(patch.spec == ["spec": ["paused": false]])
    #expect(patch.status == nil)
  }

  @Test(arguments: [
    (RolloutAction.promoteFully, #"{"status": {"promoteFull": true}}"#),
    (.abort, #"{"status": {"abort": true}}"#), (.retry, #"{"status": {"abort": false}}"#),
  ]) func othersChangeTheStatus(_ action: RolloutAction, _ expected: String) throws {
    let patch = try row(Self.canary, "{}").patch(action)
    #expect(patch.status == (try Value(json: Array(expected.utf8))))
    #expect(patch.whole == patch.status)
  }

  @Test func whatMakesNoSenseIsRefused() throws {
    let done = try row(Self.canary, #"{"currentPodHash": "a", "stableRS": "a"}"#)
    #expect(done.refusal(of: .promote) == .nothingToPromote)
    #expect(done.refusal(of: .abort) == .nothingToPromote)
    #expect(done.refusal(of: .retry) == .notAborted)
    let aborted = try row(Self.canary, #"{"abort": true, "currentPodHash": "b", "stableRS": "a"}"#)
    #expect(aborted.refusal(of: .promote) == .aborted)
    #expect(aborted.refusal(of: .abort) == .alreadyAborted)
    #expect(aborted.refusal(of: .retry) == nil)
  }
}
