import ArgumentParser
import Console

/// Prints what is made from the program itself.
struct GenerateCommand: AsyncParsableCommand {
  /// What can be made.
  enum Product: String, ExpressibleByArgument, CaseIterable {
    case keys
    case picture
  }

  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Print documents made from the program itself.",
    shouldDisplay: false)

  @Argument(help: "What to print: keys (as Markdown), picture (of the deck, as SVG).")
  var product: Product

  func run() async throws {
    switch product {
    case .keys: print(Keymap.standard.markdown, terminator: "")
    case .picture: print(try await DeckPicture.take(), terminator: "")
    }
  }
}
