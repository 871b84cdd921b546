import ConsoleRuntime
import Kubernetes
import Testing

@testable import Commands

/// The options that lead kubectl to the cluster that the deck shows.
@Suite struct KubectlRunnerTests {
  private let choice = ConnectionChoice(
    kubeconfig: "/k", cluster: "c", user: "u",
    impersonation: Impersonation(user: "jane", uid: "7", groups: ["a", "b"]))

  @Test func whatWasChosenIsPassedOn() {
    #expect(
      KubectlRunner.options(choice, of: "homelab", isInitial: true) == [
        "--kubeconfig=/k", "--context=homelab", "--cluster=c", "--user=u", "--as=jane",
        "--as-uid=7",
        "--as-group=a", "--as-group=b",
      ])
  }

  @Test func anotherContextHasItsOwnClusterAndUser() {
    #expect(
      KubectlRunner.options(choice, of: "work", isInitial: false) == [
        "--kubeconfig=/k", "--context=work", "--as=jane", "--as-uid=7", "--as-group=a",
        "--as-group=b",
      ])
  }

  @Test func inAPodKubectlFindsTheClusterByItself() {
    #expect(KubectlRunner.options(ConnectionChoice(), of: nil, isInitial: true).isEmpty)
  }
}
