import ArgumentParser
import Kubernetes
import Testing

@testable import Commands

@Suite struct ArgumentTests {
  @Test func theDeckIsTheDefault() throws {
    #expect(try Duet.parseAsRoot([]) is DeckCommand)
    #expect(try Duet.parseAsRoot(["--context", "a"]) is DeckCommand)
    #expect(try Duet.parseAsRoot(["demo"]) is DemoCommand)
  }

  @Test func kubectlsFlagsMeanWhatTheyMeanThere() throws {
    let deck = try DeckCommand.parse([
      "--kubeconfig", "k", "--context", "c", "--cluster", "s", "--user", "u", "-n", "media",
      "--as", "mira", "--as-group", "ops", "--as-group", "dev", "--as-uid", "7",
    ])
    let choice = deck.connection.choice
    #expect(choice.kubeconfig == "k")
    #expect(choice.context == "c")
    #expect(choice.cluster == "s")
    #expect(choice.user == "u")
    #expect(choice.namespace == "media")
    #expect(choice.impersonation?.user == "mira")
    #expect(choice.impersonation?.groups == ["ops", "dev"])
    #expect(choice.impersonation?.uid == "7")
    #expect(deck.connection.namespaces == ["media"])
  }

  @Test func severalNamespacesAreDividedByCommas() throws {
    let connection = try ConnectionOptions.parse(["-n", "media,tools"])
    #expect(connection.namespaces == ["media", "tools"])
    #expect(connection.choice.namespace == nil)
  }

  @Test func allNamespacesGoBeforeOne() throws {
    #expect(try ConnectionOptions.parse(["-n", "media", "-A"]).namespaces.isEmpty)
  }

  @Test func groupsWithoutAUserAreRefused() {
    let error = #expect(throws: (any Error).self) {
      try DeckCommand.parse(["--as-group", "ops"])
    }
    #expect(error.map { DeckCommand.message(for: $0) } == "--as-group and --as-uid need --as")
  }

  @Test(arguments: [["--serve", "--port", "70000"], ["--scenario"], ["--nonsense"], ["extra"]])
  func wrongArgumentsAreRefused(arguments: [String]) {
    #expect(throws: (any Error).self) { try DemoCommand.parse(arguments) }
  }

  @Test(arguments: [["--version"], ["deck", "--version"]])
  func theVersionIsSaid(arguments: [String]) {
    let error = #expect(throws: (any Error).self) { try Duet.parseAsRoot(arguments) }
    #expect(error.map { Duet.message(for: $0) } == Version.text)
    #expect(error.map { Duet.exitCode(for: $0) } == .success)
  }
}
