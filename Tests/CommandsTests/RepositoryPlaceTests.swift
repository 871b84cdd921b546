import Console
import FolderSupport
import GitOps
import Testing

@testable import Commands

@Suite struct RepositoryPlaceTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["named", "configured", "around"] {
      try folder.write("\(name)/infrastructure/base/x/a.yaml", "kind: A\n")
    }
  }

  func own(_ text: String) throws -> PersonalConfiguration {
    try folder.write("home/.config/duet/config.yaml", text)
    return try PersonalConfiguration(environment: ["HOME": "\(folder.path)/home"])
  }

  func find(
    named: String?, _ own: PersonalConfiguration, around: String? = nil
  ) throws -> RepositoryReader.Place {
    try RepositoryReader.Place.find(
      named: named.map { "\(folder.path)/\($0)" }, own,
      currentFolder: around.map { "\(folder.path)/\($0)" })
  }

  /// The last part of the path; the folder for temporary files may be a link.
  func name(_ place: RepositoryReader.Place) -> String? {
    place.path?.split(separator: "/").last.map(String.init)
  }

  @Test func theCommandLineGoesFirst() throws {
    let own = try own("repository: ../../../configured")
    #expect(name(try find(named: "named", own, around: "around")) == "named")
  }

  @Test func thePersonsConfigurationGoesBeforeTheCurrentFolder() throws {
    let own = try own("repository: ../../../configured")
    #expect(name(try find(named: nil, own, around: "around")) == "configured")
  }

  @Test func otherwiseItIsTheOneAround() throws {
    let place = try find(named: nil, own(""), around: "around/infrastructure/base/x")
    #expect(name(place) == "around")
  }

  @Test func whereThereIsNoneItIsSaidWhere() throws {
    let place = try RepositoryReader.Place.find(
      named: nil, own(""), currentFolder: "/proc/self")
    #expect(place.folder == .missing("none around /proc/self"))
  }

  @Test func aNamedOneThatIsMissingIsAProblem() throws {
    let own = try own("")
    let problem = #expect(throws: Problem.self) { try find(named: "nowhere", own) }
    #expect(
      problem?.summary
        == "the repository \(folder.path)/nowhere can't be read: No such file or directory")
    #expect(problem?.advice == "check --repo")
  }

  @Test func aConfiguredOneThatIsMissingNamesTheFile() throws {
    let own = try own("repository: /nowhere")
    let problem = #expect(throws: Problem.self) { try find(named: nil, own) }
    #expect(
      problem?.advice
        == "check `repository` in \(folder.path)/home/.config/duet/config.yaml")
  }

  @Test func bothConfigurationsHold() throws {
    try folder.write(
      "named/.duet.yaml",
      "theme: mono\nstackRoots: {bases: platform}\nenvironments: {prod: {protected: true}}")
    let place = try find(
      named: "named", own("theme: gruvbox-dark\ncontexts: {a: {protected: true}}"))
    #expect(place.configuration.theme == "gruvbox-dark")
    #expect(place.configuration.stackRoots?.bases == ["platform"])
    #expect(place.configuration.allProtectedContexts == ["a", "prod"])
  }

  @Test func mistakesOfTheRepositorysFileHaveItsWholePath() throws {
    try folder.write("named/.duet.yaml", "\nstacks: x\n")
    let own = try own("")
    let problem = #expect(throws: Problem.self) { try find(named: "named", own) }
    #expect(problem?.summary.contains("named/.duet.yaml:2: unknown field \"stacks\"") == true)
    #expect(problem?.summary.hasPrefix("/") == true)
  }

  @Test func stacksAreLookedForWhereTheConfigurationSays() async throws {
    try folder.write("named/.duet.yaml", "stackRoots: {bases: [platform]}")
    try folder.write(
      "named/platform/registry/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}")
    let place = try find(named: "named", own(""))
    guard case .read(let snapshot) = await RepositoryReader(place: place).read() else {
      Issue.record("nothing was read")
      return
    }
    #expect(snapshot.stacks.map(\.name) == ["registry"])
  }
}
