import Console
import Documents

/// Where edits are kept that wait: a file each, in a folder that only this user can look into.
///
/// Files are the caller's business; what is in them may be a Secret's.
public struct EditStore: Sendable {
  /// Writes a file, whole or not at all; makes the folder if need be. Throws what a person can read.
  public typealias Write = @Sendable (_ name: String, _ bytes: [UInt8]) async throws -> Void
  /// Deletes a file, if it is there.
  public typealias Remove = @Sendable (_ name: String) async -> Void
  /// Reads all files.
  public typealias Read = @Sendable () async -> [(name: String, bytes: [UInt8])]

  private let write: Write
  private let remove: Remove
  private let read: Read

  /// Makes a store.
  public init(write: @escaping Write, remove: @escaping Remove, read: @escaping Read) {
    self.write = write
    self.remove = remove
    self.read = read
  }

  /// Keeps an edit, in place of what was kept of it before; returns why it couldn't, or nil.
  func keep(_ edit: KeptEdit) async -> String? {
    do {
      try await write(Self.name(edit.id), Array(edit.value.json.utf8))
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// Keeps an edit no longer.
  func forget(_ id: KeptEdit.ID) async { await remove(Self.name(id)) }

  /// What is kept, the oldest first; what can't be read is left where it is.
  func edits() async -> [KeptEdit] {
    await read().compactMap { file in
      guard let name = file.name.droppingSuffix(Self.suffix) else { return nil }
      return (try? Value(json: file.bytes)).flatMap { KeptEdit(KeptEdit.ID(name), $0) }
    }.sorted { $0.id < $1.id }
  }

  private static let suffix = ".json"
  private static func name(_ id: KeptEdit.ID) -> String { id.text + suffix }
}

extension String {
  fileprivate func droppingSuffix(_ suffix: String) -> String? {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : nil
  }
}
