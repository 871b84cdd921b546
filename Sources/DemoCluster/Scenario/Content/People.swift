/// Who commits, deploys and edits in the demo.
enum People {
  static let mira = RepositoryCommit.Author(name: "Mira Lindqvist", email: "mira@talos00")
  static let tomas = RepositoryCommit.Author(name: "Tomás Ferreira", email: "tomas@talos00")
  static let june = RepositoryCommit.Author(name: "June Okafor", email: "june@talos00")
  static let builder = RepositoryCommit.Author(name: "Image Builder", email: "builder@talos00")
}

extension DemoTime {
  /// The whole second that many days and hours ago, as commits are dated.
  func ago(days: Int64 = 0, hours: Int64 = 0, minutes: Int64 = 0) -> Int64 {
    milliseconds / 1000 - days * 86_400 - hours * 3600 - minutes * 60
  }
}
