/// A skin file of k9s, read as k9s reads it.
///
/// * A key that is missing keeps the value of k9s's stock skin.
/// * Unknown keys are ignored, but an unknown *direct* child of `k9s` makes k9s reject the file and
///   stay on its stock colours; so does this, and says so in ``notes``.
/// * A colour is `#rrggbb` or a W3C name in lower case; `default`, `-` and anything it doesn't know
///   are the terminal's own.
public struct K9sSkin: Sendable {
  /// What was ignored or replaced, one sentence each.
  public private(set) var notes: [String] = []
  private var values: [String: String]

  /// Reads a skin.
  public init(_ node: ThemeNode) {
    values = Self.stock
    guard case .map(let parts) = node["k9s"] else {
      notes.append("The part k9s is no map: the stock colours are used, as k9s does.")
      return
    }
    let unknown = parts.keys.filter { !Self.parts.contains($0) }.sorted()
    guard unknown.isEmpty else {
      notes.append(
        "k9s allows no \(unknown.joined(separator: ", ")) directly under k9s:"
          + " the stock colours are used, as k9s does.")
      return
    }
    for (name, part) in parts.sorted(by: { $0.key < $1.key }) { read(part, at: name) }
  }

  private mutating func read(_ node: ThemeNode, at path: String) {
    switch node {
    case .scalar(let text):
      // Unknown keys are kept too; nobody asks for them.
      values[path] = text
      if Self.stock[path] != nil, !path.hasSuffix("fgStyle"), Self.color(text) == nil {
        notes.append("\(path): there is no colour \(text); the terminal's own is used.")
      }
    case .map(let entries):
      for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
        read(value, at: path + "." + key)
      }
    case .list(let items):
      for (index, item) in items.enumerated() { read(item, at: "\(path).\(index)") }
    }
  }

  /// The colour at a path such as `frame.border.fgColor`; `charts.defaultDialColors.0` for lists.
  func color(_ path: String) -> Color {
    values[path].flatMap(Self.color) ?? .default
  }

  /// The weight of menu text: `dim`, `normal` or `bold`.
  var menuAttributes: Attributes {
    switch values["frame.menu.fgStyle"] {
    case "dim": .dim
    case "bold": .bold
    default: []
    }
  }

  private static func color(_ text: String) -> Color? {
    text == text.lowercased() || text.hasPrefix("#") ? Color(text) : nil
  }

  private static let parts: Set<String> = [
    "body", "prompt", "info", "help", "dialog", "frame", "views",
  ]

  /// What k9s shows without a skin.
  private static let stock: [String: String] = [
    "body.fgColor": "cadetblue", "body.bgColor": "black", "body.logoColor": "orange",
    "body.logoColorMsg": "white", "body.logoColorInfo": "green",
    "body.logoColorWarn": "mediumvioletred", "body.logoColorError": "red",
    "prompt.fgColor": "cadetblue", "prompt.bgColor": "black", "prompt.suggestColor": "dodgerblue",
    "prompt.border.command": "aqua", "prompt.border.default": "seagreen",
    "info.fgColor": "orange", "info.sectionColor": "white", "info.cpuColor": "lawngreen",
    "info.memColor": "darkturquoise", "info.k9sRevColor": "aqua",
    "help.fgColor": "cadetblue", "help.bgColor": "black", "help.sectionColor": "green",
    "help.keyColor": "dodgerblue", "help.numKeyColor": "fuchsia",
    "dialog.fgColor": "cadetblue", "dialog.bgColor": "black", "dialog.buttonFgColor": "black",
    "dialog.buttonBgColor": "darkslateblue", "dialog.buttonFocusFgColor": "black",
    "dialog.buttonFocusBgColor": "dodgerblue", "dialog.labelFgColor": "white",
    "dialog.fieldFgColor": "white",
    "frame.border.fgColor": "dodgerblue", "frame.border.focusColor": "lightskyblue",
    "frame.title.fgColor": "aqua", "frame.title.bgColor": "black",
    "frame.title.highlightColor": "fuchsia", "frame.title.counterColor": "papayawhip",
    "frame.title.filterColor": "seagreen",
    "frame.menu.fgColor": "white", "frame.menu.fgStyle": "dim", "frame.menu.keyColor": "dodgerblue",
    "frame.menu.numKeyColor": "fuchsia",
    "frame.crumbs.fgColor": "black", "frame.crumbs.bgColor": "aqua",
    "frame.crumbs.activeColor": "orange",
    "frame.status.newColor": "lightskyblue", "frame.status.modifyColor": "greenyellow",
    "frame.status.addColor": "dodgerblue", "frame.status.pendingColor": "darkorange",
    "frame.status.errorColor": "orangered", "frame.status.highlightColor": "aqua",
    "frame.status.killColor": "mediumpurple", "frame.status.completedColor": "lightslategray",
    "views.table.fgColor": "aqua", "views.table.bgColor": "black",
    "views.table.cursorFgColor": "black", "views.table.cursorBgColor": "aqua",
    "views.table.markColor": "palegreen", "views.table.header.fgColor": "white",
    "views.table.header.bgColor": "black", "views.table.header.sorterColor": "aqua",
    "views.table.header.selectedSortColumnColor": "lightskyblue",
    "views.xray.fgColor": "aqua", "views.xray.bgColor": "black",
    "views.xray.cursorColor": "dodgerblue", "views.xray.cursorTextColor": "black",
    "views.xray.graphicColor": "cadetblue",
    "views.yaml.keyColor": "steelblue", "views.yaml.colonColor": "white",
    "views.yaml.valueColor": "papayawhip",
    "views.picker.mainColor": "white", "views.picker.focusColor": "aqua",
    "views.picker.shortcutColor": "aqua",
    "views.logs.fgColor": "lightskyblue", "views.logs.bgColor": "black",
    "views.logs.indicator.fgColor": "dodgerblue", "views.logs.indicator.bgColor": "black",
    "views.logs.indicator.toggleOnColor": "limegreen",
    "views.logs.indicator.toggleOffColor": "gray",
    "views.charts.bgColor": "black", "views.charts.dialBgColor": "black",
    "views.charts.chartBgColor": "black", "views.charts.focusFgColor": "white",
    "views.charts.focusBgColor": "orange", "views.charts.defaultDialColors.0": "palegreen",
    "views.charts.defaultDialColors.1": "orangered",
    "views.charts.defaultChartColors.0": "palegreen",
    "views.charts.defaultChartColors.1": "orangered",
    "views.charts.resourceColors.cpu.0": "dodgerblue",
    "views.charts.resourceColors.cpu.1": "darkslateblue",
    "views.charts.resourceColors.mem.0": "yellow",
    "views.charts.resourceColors.mem.1": "goldenrod",
  ]
}
