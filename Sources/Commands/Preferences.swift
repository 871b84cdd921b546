import GitOps
import Glibc

/// What holds for the console: the command line goes before a person's own configuration, and that
/// goes before the repository's.
struct Preferences: Hashable {
  /// The theme's name.
  var theme: String
  /// Whether nothing may be changed: whoever says so first is right.
  var isReadOnly: Bool
  /// Contexts in which a deploy wants the stack's name typed.
  var protectedContexts: Set<String>

  /// Makes preferences of what was said and what the files say together.
  init(_ options: DeckOptions, _ configuration: RepositoryConfiguration) {
    theme = options.theme ?? configuration.theme ?? ThemeLibrary.standard
    isReadOnly = options.readOnly || configuration.isReadOnly == true
    protectedContexts = configuration.allProtectedContexts
  }
}

/// A person's own configuration, and where it is.
struct PersonalConfiguration {
  /// The file, whether it is there or not; nil without a home.
  let file: String?
  /// The home folder, for paths that begin with `~/`.
  let home: String?
  /// What it says.
  let content: RepositoryConfiguration

  /// Reads it; throws a `Problem` with every mistake in it, each with its line.
  init(environment: [String: String]) throws {
    home = environment["HOME"]
    file = RepositoryConfiguration.personalFile(environment: environment)
    do throws(RepositoryConfigurationError) {
      let read = try file.flatMap(RepositoryConfiguration.read(file:)) ?? RepositoryConfiguration()
      content = read.locatingCheckouts(from: Self.folder(of: file), home: home)
    } catch {
      throw Problem(error)
    }
  }

  /// The repository that it names, as an absolute path; nil if it names none.
  var repository: String? {
    guard let named = content.repository else { return nil }
    if named.hasPrefix("/") { return named }
    if named.hasPrefix("~/"), let home { return "\(home)/\(named.dropFirst(2))" }
    return "\(Self.folder(of: file))/\(named)"
  }

  private static func folder(of file: String?) -> String {
    file.flatMap { file in file.lastIndex(of: "/").map { String(file[..<$0]) } } ?? ""
  }
}

extension Problem {
  init(_ error: RepositoryConfigurationError) {
    self.init(error.description, advice: "docs/configuration.md says what can be there")
  }
}

/// The environment variables that say where a person's files are, who they are, and how words may
/// look.
enum UserEnvironment {
  static var current: [String: String] {
    var found: [String: String] = [:]
    for name in [
      "HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "USER", "NO_COLOR", "TERM",
    ] {
      if let value = getenv(name) { found[name] = String(cString: value) }
    }
    return found
  }
}
