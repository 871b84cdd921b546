import ArgumentParser
import Console

/// Prints what is made from the program itself: documents, and what shells need.
struct GenerateCommand: ParsableCommand {
  /// What can be made.
  enum Product: String, ExpressibleByArgument, CaseIterable {
    case keys
  }

  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Print documents made from the program itself.",
    shouldDisplay: false)

  @Argument(help: "What to print: keys.")
  var product: Product

  func run() {
    switch product {
    case .keys: print(Keymap.standard.markdown, terminator: "")
    }
  }
}
