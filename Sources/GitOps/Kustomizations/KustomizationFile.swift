internal import Files

/// What a kustomization says, as far as finding stacks needs it.
///
/// That is what it takes from where, and what it does to names. Building it is another matter.
struct KustomizationFile {
  /// A path that a kustomization names.
  struct Reference {
    /// What is expected there.
    enum Role {
      /// Manifests, or the folder of a kustomization.
      case resource
      /// The folder of a component.
      case component
      /// The folder of a kustomization: `bases`, the old way.
      case base
      /// A file of any sort: a patch, the text of a config map.
      case file
    }

    var path: String
    var role: Role
    var line: Int
  }

  /// An object that must exist for a replacement to be made.
  struct Source {
    var kind: String
    var name: String
    var line: Int
  }

  /// The file, from the root of the repository.
  var file: String
  /// Whether it is a component, which is only ever a part of others.
  var isComponent = false
  var references: [Reference] = []
  var sources: [Source] = []
  /// Kind and name of objects that it generates.
  var generated: [(kind: String, name: String)] = []
  /// Whether objects come from where only a build finds them: charts, plug-ins.
  var isOpaque = false
  /// Folders that hold charts, from the root of the repository.
  var chartHome: String?
  var namespace = ""
  var namePrefix = ""
  var nameSuffix = ""
  var problems: [StackProblem] = []

  /// The folder it is in.
  var folder: String { Paths.folder(of: file) }

  /// The names a kustomization's file may have.
  static let names = ["kustomization.yaml", "kustomization.yml", "Kustomization"]
}
