/// The theme files of `themes/`, which every build carries within itself.
///
/// The folder is embedded through the link `Themes` in this target, so the files are the single
/// source of truth; only their names are listed here.
public enum BuiltInThemes {
  /// A theme file.
  public struct File: Sendable {
    /// Its name without `.yaml`, as configuration and the palette call it.
    public let name: String
    /// Its YAML.
    public let bytes: [UInt8]
  }

  /// The files, the theme that is used unless another is asked for first.
  public static var files: [File] {
    [
      File(name: "catppuccin-mocha", bytes: PackageResources.catppuccin_mocha_yaml),
      File(name: "gruvbox-dark", bytes: PackageResources.gruvbox_dark_yaml),
      File(name: "solarized-light", bytes: PackageResources.solarized_light_yaml),
      File(name: "high-contrast", bytes: PackageResources.high_contrast_yaml),
      File(name: "mono", bytes: PackageResources.mono_yaml),
    ]
  }
}
