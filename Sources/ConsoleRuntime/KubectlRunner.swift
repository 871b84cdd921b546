public import Console
import Kubernetes

/// How kubectl is asked for what takes more than requests: as the same user, of the same cluster.
public struct KubectlRunner: Sendable {
  /// Runs a program in the background until it has ended or the task is cancelled; never longer than
  /// this process lives.
  ///
  /// `receive` gets its lines as they are written, and may wait for the console to keep up.
  public typealias Run =
    @Sendable (
      _ program: Program, _ receive: @escaping @Sendable (String) async -> Void
    ) async -> ProgramEnding

  let connection: @Sendable (_ context: String) -> [String]
  let run: Run

  /// Makes a way to kubectl; `connection` are the options that lead to the cluster of a context.
  public init(
    connection: @escaping @Sendable (_ context: String) -> [String], run: @escaping Run
  ) {
    self.connection = connection
    self.run = run
  }

  /// What a shell is asked to be, in a container of Linux: the first of these that there is.
  private static let shell = "command -v bash >/dev/null && exec bash || exec sh"

  /// The program that is a session in a pod.
  func program(for session: PodSession, in context: String, onWindows: Bool = false) -> Program {
    let pod = session.pod
    switch session.kind {
    case .shell:
      let shell = onWindows ? ["powershell"] : ["sh", "-c", Self.shell]
      return program(
        ["exec", "-i", "-t", pod.name], pod.namespace, in: context,
        ["--container=\(session.container)", "--"] + shell)
    case .attach:
      return program(
        ["attach", "-i", "-t", pod.name], pod.namespace, in: context,
        ["--container=\(session.container)"])
    case .debug(let image):
      return program(
        ["debug", "-i", "-t", pod.name], pod.namespace, in: context,
        ["--image=\(image)", "--target=\(session.container)"])
    }
  }

  /// The program that forwards ports to a pod.
  func program(for run: PortForward.Run, in context: String) -> Program {
    program(
      ["port-forward", "pod/\(run.pod.name)"]
        + run.ports.map { "\($0.local == 0 ? "" : String($0.local)):\($0.remote)" },
      run.pod.namespace, in: context, ["--address=\(run.address)"])
  }

  private func program(
    _ command: [String], _ namespace: String, in context: String, _ rest: [String]
  ) -> Program {
    Program(
      "kubectl", command + connection(context) + ["--namespace=\(namespace)"] + rest)
  }
}
