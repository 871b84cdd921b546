import Console
import ConsoleRuntime
import Files
import Glibc
import Processes

/// The editor that a person has chosen, with a file of a folder that nobody else can look into.
enum TextEditor {
  /// Gives a text to the editor, and takes back what is in the file afterwards.
  static func edit(_ text: EditorText, on terminal: any Terminal) async -> EditorEnding {
    let folder: ScratchFolder
    do throws(ProcessError) {
      folder = try ScratchFolder()
      try folder.write(text.name, Array(text.text.utf8))
    } catch {
      return .failed("the text can't be written for the editor: \(error)", text: nil)
    }
    let editor = command { getenv($0).map { String(cString: $0) } }
    let result = await terminal.run(
      program(editor, file: "\(folder.path)/\(text.name)"),
      notice: "\(text.name): save it and leave the editor to come back to duet")
    let left = read(text.name, in: folder)
    guard result.ending.isSuccess else {
      if left != nil { folder.remove() }
      let complaint =
        result.errors.split(whereSeparator: { $0.isNewline }).last.map { ": \($0)" } ?? ""
      return .failed("the editor (\(editor)) \(result.ending.words)\(complaint)", text: left)
    }
    guard let left else {
      // Whatever is there stays where it is: it may be all that is left of what was typed.
      return .failed("\(folder.path)/\(text.name) isn't text any more", text: nil)
    }
    folder.remove()
    return .left(left)
  }

  /// The command of the editor: kubectl's own variable first, then the usual ones.
  static func command(_ variable: (String) -> String?) -> String {
    for name in ["KUBE_EDITOR", "VISUAL", "EDITOR"] {
      if let value = variable(name), value.contains(where: { !$0.isWhitespace }) { return value }
    }
    return "vi"
  }

  /// The program that opens a file; the command may have options and quotes, as a shell reads them.
  static func program(_ command: String, file: String) -> Program {
    Program("sh", ["-c", "\(command) \"$1\"", "sh", file])
  }

  /// No API server takes objects of a megabyte or two.
  private static let limit = 64 << 20

  private static func read(_ name: String, in folder: ScratchFolder) -> String? {
    guard let tree = try? DiskTree(folder.path), let bytes = try? tree.read(name, limit: limit)
    else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }
}
