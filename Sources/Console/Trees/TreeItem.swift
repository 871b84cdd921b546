/// Something that a tree shows: itself, and what belongs to it.
public protocol TreeItem: Equatable, Sendable, Identifiable where ID: Sendable {
  /// What belongs to it, in order.
  var children: [Self] { get }
  /// Whether something is wrong with it that a person should look at.
  var isFaulty: Bool { get }
  /// What a filter looks into.
  var searchedTexts: [String] { get }
}
