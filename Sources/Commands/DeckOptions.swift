import ArgumentParser
import Console
import GitOps
import Glibc

/// How the deck looks and what it may do.
struct DeckOptions: ParsableArguments {
  @Option(help: "The theme; `:theme` in the deck changes it.")
  var theme: String?

  @Flag(help: "Change nothing: no deploys, no deletions.")
  var readOnly = false
}

/// Folders of the user's, by the XDG rules.
enum UserFolders {
  /// Where Duet's configuration is: `~/.config/duet`.
  static var configuration: String {
    if let base = getenv("XDG_CONFIG_HOME").map({ String(cString: $0) }), base.hasPrefix("/") {
      return "\(base)/duet"
    }
    let home = getenv("HOME").map { String(cString: $0) } ?? ""
    return "\(home)/.config/duet"
  }
}
