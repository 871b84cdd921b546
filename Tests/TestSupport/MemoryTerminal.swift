public import Console
public import ConsoleRuntime
public import TUI

/// A terminal that keeps the last frame, for tests to look at.
public final class MemoryTerminal: Terminal {
  /// What it has been told to do.
  public struct Record: Sendable {
    /// The last frame.
    public var frame = Canvas(size: Size(0, 0))
    /// How many frames there have been.
    public var frameCount = 0
    /// How many frames are being drawn at this moment.
    public var drawing = 0
    /// How often everything was to be drawn anew.
    public var redraws = 0
    /// How often the program was sent to the background.
    public var suspensions = 0
    /// What was put on the clipboard.
    public var copied: [String] = []
    /// The programs that had it.
    public var programs: [Program] = []
    /// The themes that were asked for.
    public var themes: [String] = []
    /// Whether frames are being held up.
    public var isHeld = false
  }

  /// What it has been told so far.
  public let record = Watched(Record())
  private let knownThemes: Set<String>
  private let program: @Sendable (Program) async -> ProgramResult

  /// Makes a terminal that knows these themes, and on which programs do as told.
  public init(
    themes: Set<String> = [],
    program: @escaping @Sendable (Program) async -> ProgramResult = { _ in
      ProgramResult(.exited(0))
    }
  ) {
    knownThemes = themes
    self.program = program
  }

  /// The last frame as text, a line for each row, less what is blank at its end.
  public var text: String { record.value.frame.text }

  /// Holds frames up from the next one on: a terminal that can't keep up.
  public func hold() { record.change { $0.isHeld = true } }

  /// Lets frames through again.
  public func release() { record.change { $0.isHeld = false } }

  public func draw(_ canvas: Canvas) async {
    record.change { $0.drawing += 1 }
    _ = await record.wait(patience: .seconds(300)) { !$0.isHeld }
    record.change {
      $0.drawing -= 1
      $0.frame = canvas
      $0.frameCount += 1
    }
  }

  public func redraw() async { record.change { $0.redraws += 1 } }
  public func suspend() async { record.change { $0.suspensions += 1 } }
  public func run(_ program: Program, notice: String) async -> ProgramResult {
    record.change { $0.programs.append(program) }
    return await self.program(program)
  }

  public func copy(_ text: String) async { record.change { $0.copied.append(text) } }

  public func use(theme: String) async -> String? {
    record.change { $0.themes.append(theme) }
    return knownThemes.contains(theme) ? nil : "there is no theme \(theme)"
  }
}

extension Canvas {
  /// What is written on it, a line for each row, less what is blank at its end.
  public var text: String {
    (0..<size.height).map { y in
      var line = ""
      for x in 0..<size.width where !self[x, y].isContinuation { line.append(self[x, y].character) }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
