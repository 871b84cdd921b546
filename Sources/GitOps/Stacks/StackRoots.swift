/// The folders below which stacks are looked for.
public struct StackRoots: Hashable, Sendable {
  /// Folders whose folders are stacks, for every environment.
  public var bases: [String]
  /// Folders whose folders are environments.
  public var overlays: [String]

  /// Makes roots; paths are from the root of the repository.
  public init(
    bases: [String] = ["infrastructure/base"], overlays: [String] = ["infrastructure/overlays"]
  ) {
    self.bases = bases
    self.overlays = overlays
  }

  /// All of them.
  public var all: [String] { bases + overlays }
}
