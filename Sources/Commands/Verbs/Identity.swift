import DeployEngine
import GitOps
import Glibc

/// Who deploys: the name that this person's commits bear, or else that of their account.
enum Identity {
  static func current(
    in folder: String?, environment: [String: String],
    git: GitRepository.Run = RepositoryReader.runGit
  ) async -> Operator {
    var name: String?
    for key in ["user.name", "user.email"] where name == nil {
      let output = try? await git(["config", "--get", key], nil, folder ?? "/")
      let text = output.flatMap { $0 }.map { String(decoding: $0.output, as: UTF8.self) } ?? ""
      let line = text.prefix { $0 != "\n" }
      if !line.isEmpty { name = String(line) }
    }
    return Operator(user: name ?? account(environment), host: host)
  }

  private static func account(_ environment: [String: String]) -> String {
    if let user = environment["USER"], !user.isEmpty { return user }
    guard let entry = getpwuid(getuid()) else { return "uid-\(getuid())" }
    return String(cString: entry.pointee.pw_name)
  }

  private static var host: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
    return String(
      decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
