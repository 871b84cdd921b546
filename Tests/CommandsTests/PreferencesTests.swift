import ArgumentParser
import FolderSupport
import GitOps
import Testing

@testable import Commands

@Suite struct PreferencesTests {
  func preferences(_ arguments: [String], _ configuration: RepositoryConfiguration) throws
    -> Preferences
  {
    Preferences(try DeckOptions.parse(arguments), configuration)
  }

  @Test func theCommandLineGoesBeforeTheConfiguration() throws {
    var configuration = RepositoryConfiguration()
    configuration.theme = "mono"
    #expect(try preferences([], configuration).theme == "mono")
    #expect(try preferences(["--theme", "gruvbox-dark"], configuration).theme == "gruvbox-dark")
    #expect(try preferences([], RepositoryConfiguration()).theme == ThemeLibrary.standard)
  }

  @Test(arguments: [nil, false, true] as [Bool?], [true, false])
  func whoeverForbidsChangesIsRight(configured: Bool?, said: Bool) throws {
    var configuration = RepositoryConfiguration()
    configuration.isReadOnly = configured
    let preferences = try preferences(said ? ["--read-only"] : [], configuration)
    #expect(preferences.isReadOnly == (said || configured == true))
  }

  @Test func protectedContextsAreTheConfigurations() throws {
    var configuration = RepositoryConfiguration()
    configuration.protectedContexts = ["a"]
    configuration.environments = ["prod": .init(context: "b", isProtected: true)]
    #expect(try preferences([], configuration).protectedContexts == ["a", "b"])
  }

  @Test func mistakesOfThePersonsFileAreSaidWithTheirLines() throws {
    let home = try TemporaryFolder()
    try home.write(".config/duet/config.yaml", "theme: mono\ncolour: red\nreadOnly: 7\n")
    let problem = #expect(throws: Problem.self) {
      try PersonalConfiguration(environment: ["HOME": home.path])
    }
    let file = "\(home.path)/.config/duet/config.yaml"
    let lines = problem?.summary.split(separator: "\n") ?? []
    #expect(lines.first?.hasPrefix("\(file):2: unknown field \"colour\"") == true)
    #expect(lines.last == "\(file):3: readOnly must be true or false")
    #expect(problem?.exitCode == 1)
  }

  @Test func withoutAFileNothingIsSaid() throws {
    let home = try TemporaryFolder()
    let own = try PersonalConfiguration(environment: ["HOME": home.path])
    #expect(own.content == RepositoryConfiguration())
    #expect(try PersonalConfiguration(environment: [:]).file == nil)
  }

  @Test(arguments: [
    ("/srv/infra", "/srv/infra"), ("~/infra", "HOME/infra"),
    ("../infra", "HOME/.config/duet/../infra"),
  ])
  func theRepositorysPathIsFromTheFile(written: String, path: String) throws {
    let home = try TemporaryFolder()
    try home.write(".config/duet/config.yaml", "repository: \(written)")
    let own = try PersonalConfiguration(environment: ["HOME": home.path])
    let expected = path.hasPrefix("HOME") ? home.path + path.dropFirst("HOME".count) : path
    #expect(own.repository == expected)
  }
}
