/// Something that a tree shows.
///
/// A tree is a list in which every item is followed by what belongs to it, which stands deeper.
public protocol TreeItem: Equatable, Sendable, Identifiable where ID: Sendable {
  /// How far it is from the root, from 0; at most one more than the item before it.
  var depth: Int { get }
  /// Whether something is wrong with it that a person should look at.
  var isFaulty: Bool { get }
  /// What a filter looks into.
  var searchedTexts: [String] { get }
}
