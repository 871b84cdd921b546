import TUI
import Testing

@Suite struct SymbolsTests {
  @Test(
    arguments: [
      ("─", "-"), ("│", "|"), ("╭", "+"), ("●", "*"), ("✓", "+"), ("…", "~"), ("a", "a"),
      ("█", "#"),
      ("▍", "|"), ("␛", "^"), ("日", "?"), ("é", "?"), ("┳", "+"),
    ] as [(Character, Character)])
  func everythingHasASubstitute(character: Character, ascii: Character) {
    #expect(Symbols.ascii(for: character) == ascii)
  }
}
