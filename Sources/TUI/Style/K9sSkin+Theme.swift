extension Theme {
  /// Makes a theme of a skin file of k9s; see ``K9sSkin``.
  public init(k9sSkin node: ThemeNode, name: String = "k9s") {
    self = K9sSkin(node).theme(named: name)
  }
}

extension K9sSkin {
  /// What the skin means for Duet's roles.
  ///
  /// Where k9s has no word for a role, its nearest relative serves: *healthy* is what charts use
  /// for good, *degraded* the error colour, *muted* that of completed rows.
  public func theme(named name: String) -> Theme {
    var paints = textPaints
    for part in [
      framePaints, tablePaints, statusPaints, documentPaints, dialogPaints, accentPaints,
    ] {
      paints.merge(part) { _, last in last }
    }
    return Theme(name: name, paints)
  }

  private var ok: Color { color("views.charts.defaultDialColors.0") }
  private var completed: Color { color("frame.status.completedColor") }
  private var failed: Color { color("frame.status.errorColor") }
  private var pending: Color { color("frame.status.pendingColor") }
  private var header: Color { color("views.table.header.bgColor") }

  private var textPaints: [Role: Paint] {
    [
      .text: Paint(color("body.fgColor"), on: color("body.bgColor")),
      .muted: Paint(completed),
      .strong: Paint(color("info.sectionColor"), on: nil, .bold),
      .info: Paint(color("body.logoColorInfo")),
      .success: Paint(ok),
      .warning: Paint(color("body.logoColorWarn")),
      .error: Paint(color("body.logoColorError")),
      .stale: Paint(completed, on: nil, .italic),
    ]
  }

  private var framePaints: [Role: Paint] {
    let title = color("frame.title.bgColor")
    let crumb = color("frame.crumbs.fgColor")
    return [
      .border: Paint(color("frame.border.fgColor")),
      .focusedBorder: Paint(color("frame.border.focusColor")),
      .title: Paint(color("frame.title.fgColor"), on: title, .bold),
      .counter: Paint(color("frame.title.counterColor"), on: title),
      .filter: Paint(color("frame.title.filterColor"), on: title),
      .header: Paint(color("info.fgColor"), on: color("body.bgColor")),
      .headerLabel: Paint(color("info.sectionColor"), on: nil, .bold),
      .key: Paint(color("frame.menu.keyColor"), on: nil, .bold),
      .keyLabel: Paint(color("frame.menu.fgColor"), on: nil, menuAttributes),
      .tab: Paint(crumb, on: color("frame.crumbs.bgColor")),
      .activeTab: Paint(crumb, on: color("frame.crumbs.activeColor"), .bold),
    ]
  }

  private var tablePaints: [Role: Paint] {
    [
      .columnHeader: Paint(color("views.table.header.fgColor"), on: header, .bold),
      .sortedColumn: Paint(
        color("views.table.header.selectedSortColumnColor"), on: header, .bold),
      .selection: selection,
      .inactiveSelection: inactiveSelection,
      .mark: Paint(color("views.table.markColor"), on: nil, .bold),
    ]
  }

  private var statusPaints: [Role: Paint] {
    [
      .healthy: Paint(ok), .synced: Paint(ok),
      .progressing: Paint(color("frame.status.addColor")),
      .degraded: Paint(failed),
      .suspended: Paint(color("frame.status.highlightColor")),
      .missing: Paint(pending), .outOfSync: Paint(pending),
      .unknown: Paint(completed), .completed: Paint(completed),
      .terminating: Paint(color("frame.status.killColor")),
      .added: Paint(ok), .removed: Paint(failed),
      .changed: Paint(color("frame.status.modifyColor")),
    ]
  }

  private var documentPaints: [Role: Paint] {
    let value = color("views.yaml.valueColor")
    return [
      .match: Paint(color("frame.title.highlightColor"), on: nil, .reverse),
      .yamlKey: Paint(color("views.yaml.keyColor"), on: nil, .bold),
      .yamlPunctuation: Paint(color("views.yaml.colonColor")),
      .yamlValue: Paint(value), .yamlString: Paint(value), .yamlNumber: Paint(value),
      .yamlComment: Paint(completed, on: nil, .italic),
      .timestamp: Paint(completed),
    ]
  }

  private var dialogPaints: [Role: Paint] {
    let background = color("dialog.bgColor")
    let prompt = color("prompt.bgColor")
    return [
      .prompt: Paint(color("prompt.fgColor"), on: prompt),
      .promptSuggestion: Paint(color("prompt.suggestColor"), on: prompt),
      .dialog: Paint(color("dialog.fgColor"), on: background),
      .dialogButton: Paint(color("dialog.buttonFgColor"), on: color("dialog.buttonBgColor")),
      .dialogFocusedButton: Paint(
        color("dialog.buttonFocusFgColor"), on: color("dialog.buttonFocusBgColor"), .bold),
      .dialogDanger: Paint(failed, on: background, .bold),
    ]
  }

  private var accentPaints: [Role: Paint] {
    let roles: [Role] = [
      .accent0, .accent1, .accent2, .accent3, .accent4, .accent5, .accent6, .accent7,
    ]
    let paths = [
      "frame.status.newColor", "frame.status.modifyColor", "frame.status.pendingColor",
      "frame.status.highlightColor", "frame.status.killColor", "info.cpuColor", "info.memColor",
      "help.keyColor",
    ]
    return Dictionary(uniqueKeysWithValues: zip(roles, paths.map { Paint(color($0)) }))
  }

  /// A bar in the colour of the ground, as transparent skins have it, could not be seen.
  private var selection: Paint {
    let bar = color("views.table.cursorBgColor")
    return Paint(
      color("views.table.cursorFgColor"), on: bar, bar == color("body.bgColor") ? .reverse : [])
  }

  /// k9s has one pane and so no such thing: a third of the cursor's colour, where that can be told.
  private var inactiveSelection: Paint {
    let bar = color("views.table.cursorBgColor")
    guard case .rgb(let red, let green, let blue) = bar,
      case .rgb(let red2, let green2, let blue2) = color("body.bgColor")
    else { return Paint(nil, on: nil, .underline) }
    func mix(_ bar: UInt8, _ ground: UInt8) -> UInt8 { UInt8((Int(bar) + 2 * Int(ground)) / 3) }
    return Paint(nil, on: .rgb(mix(red, red2), mix(green, green2), mix(blue, blue2)))
  }
}
