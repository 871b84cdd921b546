import Console
import ConsoleRuntime
import Files
import Glibc
import Processes
import TUI

/// The editor that a person has chosen, with a file that nobody else can look into.
enum TextEditor {
  /// Gives a text to the editor, and takes back what is in the file afterwards.
  ///
  /// The file of an edit that is kept is in the folder of those, where it outlives this program.
  static func edit(_ text: EditorText, on terminal: any Terminal) async -> EditorEnding {
    let kept = text.kept.flatMap { edit in
      EditFolder.path(environment: UserEnvironment.current).map {
        "\($0)/\(EditStore.folder(edit.id))"
      }
    }
    do {
      guard let kept else {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try folder.write(text.name, Array(text.text.utf8))
        return await edit(text.name, in: folder.path, on: terminal)
      }
      try EditFolder.write(text.name, Array(text.text.utf8), in: kept)
      return await edit(text.name, in: kept, on: terminal)
    } catch {
      return .failed("the text can't be written for the editor: \(error)", text: nil)
    }
  }

  private static func edit(
    _ name: String, in folder: String, on terminal: any Terminal
  ) async -> EditorEnding {
    let editor = command { getenv($0).map { String(cString: $0) } }
    let result = await terminal.run(
      program(editor, file: "\(folder)/\(name)"),
      notice: "\(name): save it and leave the editor to come back to duet")
    let left = read(name, in: folder)
    guard result.ending.isSuccess else {
      let complaint =
        result.errors.split(whereSeparator: { $0.isNewline }).last.map { ": \($0)" } ?? ""
      return .failed("the editor (\(editor)) ended: \(result.ending.words)\(complaint)", text: left)
    }
    guard let left else { return .failed("\(folder)/\(name) isn't text any more", text: nil) }
    return .left(left)
  }

  /// The command of the editor: kubectl's own variable first, then the usual ones, then what there is.
  static func command(
    _ variable: (String) -> String?, isThere: (String) -> Bool = ProcessRunner.canRun
  ) -> String {
    for name in ["KUBE_EDITOR", "VISUAL", "EDITOR"] {
      if let value = variable(name), value.contains(where: { !$0.isWhitespace }) { return value }
    }
    return ["vi", "nano"].first(where: isThere) ?? "vi"
  }

  /// The program that opens a file; the command may have options and quotes, as a shell reads them.
  static func program(_ command: String, file: String) -> Program {
    Program("sh", ["-c", "\(command) \"$1\"", "sh", file])
  }

  /// No API server takes objects of a megabyte or two.
  private static let limit = 64 << 20

  private static func read(_ name: String, in folder: String) -> String? {
    guard let tree = try? DiskTree(folder), let bytes = try? tree.read(name, limit: limit)
    else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }
}

/// A terminal without a screen of Duet's on it: the one that verbs are run in.
struct PlainTerminal: Terminal {
  func draw(_ canvas: Canvas) async {}
  func redraw() async {}
  func suspend() async {}
  func copy(_ text: String) async {}
  func use(theme: String) async -> String? { nil }

  func run(_ program: Program, notice: String) async -> ProgramResult {
    do throws(ProcessError) {
      let (exit, errors) = try await ProcessRunner().runInForeground(
        ProcessCommand(program.executable, program.arguments, environment: program.environment))
      return ProgramResult(ProgramEnding(exit), errors: errors)
    } catch {
      return ProgramResult(ProgramEnding(error))
    }
  }
}
