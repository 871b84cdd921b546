import TUI

/// A form in the middle of the screen: its rows, what is known beside them, and what the selected
/// one comes to.
struct FormView {
  let form: FormState
  let title: String
  /// What stands below the rows.
  let facts: [StyledText]

  private static let style = Style(.dialog, on: .dialog)

  /// How many rows are seen at once.
  func rows(in body: Rect) -> Int {
    max(1, min(form.fields.count, body.height - 2 - below(in: body).count))
  }

  func render(in body: Rect, on canvas: inout Canvas) {
    let below = below(in: body)
    let rows = rows(in: body)
    let box = body.centered(Size(width(in: body), min(body.height, rows + below.count + 2)))
    canvas.fill(box, style: Self.style)
    canvas.frame(
      box, style: Self.style, title: StyledText(" \(title) ", Self.style.with(.bold)))
    let inside = box.inset(left: 1, top: 1, right: 1, bottom: 1)
    let visible = form.view.visible(count: form.fields.count, height: rows)
    for (line, index) in visible.enumerated() {
      render(
        form.fields[index], at: inside.row(line), isSelected: index == form.view.selected,
        on: &canvas)
    }
    Scrollbar(visible: visible, count: form.fields.count, style: Self.style).render(
      in: Rect(x: inside.maxX - 1, y: inside.y, width: 1, height: rows), on: &canvas)
    for (line, text) in below.enumerated() where rows + line < inside.height {
      let row = inside.row(rows + line).inset(left: 1, right: 1)
      canvas.write(text, x: row.x, y: row.y, maxWidth: row.width)
      canvas.restyle(row) { style in
        style.background = .role(.dialog)
        if style.foreground == .role(.text) { style.foreground = .role(.dialog) }
      }
    }
  }

  private func width(in body: Rect) -> Int { min(72, body.width - 4) }

  private func below(in body: Rect) -> [StyledText] {
    let room = width(in: body) - 4
    let explanation = StyledText(form.selected?.explanation ?? "", Role.muted)
    // As many lines for every row, so that nothing moves.
    let most =
      form.fields.map {
        StyledText($0.explanation).wrapped(to: room, byWords: true).count
      }.max() ?? 1
    var lines = explanation.wrapped(to: room, byWords: true)
    while lines.count < most { lines.append(StyledText()) }
    let facts = facts.flatMap { $0.wrapped(to: room, byWords: true) }
    return (facts.isEmpty ? [] : [StyledText()] + facts) + [StyledText()] + lines
  }

  private var titleWidth: Int {
    (form.fields.map { DisplayWidth.of($0.title) }.max() ?? 0) + 2
  }

  private func render(
    _ field: FormState.Field, at row: Rect, isSelected: Bool, on canvas: inout Canvas
  ) {
    canvas.write(
      StyledText("\(isSelected ? "▸" : " ")\(field.title)", Self.style), x: row.x, y: row.y,
      maxWidth: min(titleWidth + 1, row.width))
    let area = row.inset(left: titleWidth + 1, right: 1)
    switch field.content {
    case .text(let line, let standard):
      Prompt(
        StyledText(), state: line, suggestion: line.text.isEmpty ? " \(standard)" : "",
        isFocused: isSelected, style: Style(.dialog, on: .dialog, .underline)
      ).render(in: area, on: &canvas)
    case .tick(let isOn): write(isOn ? "[✓]" : "[ ]", in: area, on: &canvas)
    case .choice(let index, let choices):
      let texts = choices.enumerated().map {
        $0.offset == index ? "(•) \($0.element)" : "( ) \($0.element)"
      }
      write(texts.joined(separator: "  "), in: area, on: &canvas)
    case .several(let chosen):
      write(
        chosen.isEmpty ? "all" : "\(chosen.count): \(chosen.sorted().joined(separator: ", "))",
        in: area, on: &canvas)
    }
    guard isSelected else { return }
    canvas.restyle(row) { $0.background = .role(.selection) }
  }

  private func write(_ text: String, in area: Rect, on canvas: inout Canvas) {
    canvas.write(
      StyledText(text, Self.style).truncated(to: area.width), x: area.x, y: area.y,
      maxWidth: area.width)
  }
}
