public import Console
import Documents

/// Where edits are kept that wait: a file each, in a folder that only this user can look into.
///
/// Files are the caller's business; what is in them may be a Secret's.
public struct EditStore: Sendable {
  /// Writes a file, whole or not at all; makes the folder if need be.
  ///
  /// Throws what a person can read.
  public typealias Write = @Sendable (_ name: String, _ bytes: [UInt8]) async throws -> Void
  /// Deletes a file, or a folder with the files in it, if it is there.
  public typealias Remove = @Sendable (_ name: String) async -> Void
  /// Reads all files, those in folders of the folder, too: `5.text/web.yaml`.
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
  public func keep(_ edit: KeptEdit) async -> String? {
    do {
      try await write(Self.name(edit.id), Array(edit.value.json.utf8))
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// Keeps an edit no longer.
  public func forget(_ id: KeptEdit.ID) async {
    await remove(Self.name(id))
    await remove(Self.folder(id))
  }

  /// What is kept, the oldest first; what can't be read is left where it is.
  ///
  /// The text of an edit whose program ended before its editor did is what the editor has saved.
  public func edits() async -> [KeptEdit] {
    let files = await read()
    return files.compactMap { file in
      guard let name = file.name.droppingSuffix(Self.suffix), !name.contains("/"),
        var edit = (try? Value(json: file.bytes)).flatMap({ KeptEdit(KeptEdit.ID(name), $0) })
      else { return nil }
      let text = files.first { $0.name.hasPrefix("\(Self.folder(edit.id))/") }?.bytes
      edit.text = text.flatMap { String(validating: $0, as: UTF8.self) } ?? edit.text
      return edit
    }.sorted { $0.id < $1.id }
  }

  /// Gives a text to an editor, and takes back what it left: from the first moment on, everything is
  /// kept that it takes to go on, whatever becomes of this program.
  public func edit(
    _ text: EditorText, with editor: Editor, on terminal: any Terminal
  ) async -> EditorEnding {
    guard var kept = text.kept else { return await editor(text, terminal) }
    if let problem = await keep(kept) {
      return .failed("what is typed couldn't be kept: \(problem)", text: nil)
    }
    let ending = await editor(text, terminal)
    switch ending {
    case .left(let left): kept.text = left
    case .failed(_, let left): kept.text = left ?? kept.text
    }
    // The editor's own file goes once what was in it is elsewhere.
    if case .failed(_, nil) = ending { return ending }
    if await keep(kept) == nil { await remove(Self.folder(kept.id)) }
    return ending
  }

  /// The folder in which an editor has the text of an edit.
  public static func folder(_ id: KeptEdit.ID) -> String { id.text + ".text" }

  private static let suffix = ".json"
  private static func name(_ id: KeptEdit.ID) -> String { id.text + suffix }
}

extension String {
  fileprivate func droppingSuffix(_ suffix: String) -> String? {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : nil
  }
}
