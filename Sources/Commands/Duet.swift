public import ArgumentParser
import ConsoleRuntime

/// The command line.
public struct Duet: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "duet",
    abstract: "A terminal console for Kubernetes clusters run by dual GitOps.",
    discussion: """
      Without a subcommand, Duet opens the deck: the stacks of your infrastructure repository, \
      Argo CD's applications, pods and logs, on the cluster of your kubeconfig's context. \
      `duet help deck` lists its flags. `duet demo` opens it on a cluster of its own, made for \
      trying things out.
      """,
    version: Version.text,
    subcommands: [
      DeckCommand.self, DemoCommand.self, StacksCommand.self, RenderCommand.self,
      PlanCommand.self, DeployCommand.self, RollbackCommand.self, LedgerCommand.self,
      DriftCommand.self, AppsCommand.self, AppCommand.self, SyncCommand.self, RefreshCommand.self,
      TerminateCommand.self, RollbackAppCommand.self, PauseCommand.self, ResumeCommand.self,
      HealthCommand.self, LogsCommand.self, OwnerCommand.self,
      EditCommand.self, EmergenciesCommand.self, UndoCommand.self,
      GenerateCommand.self,
    ],
    defaultSubcommand: DeckCommand.self)

  /// Makes the command; its parser fills it in.
  public init() {}

  /// Reads the process' arguments and does what they say; doesn't return.
  public static func run() async -> Never {
    Memory.keepTogether()
    do {
      var command = try parseAsRoot(
        KubectlSpelling.undone(Array(CommandLine.arguments.dropFirst())))
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      exit(withError: nil)
    } catch let problem as Problem {
      // Words for a person, and the exit code that scripts look at.
      StandardError.write("duet: \(problem.description)\n")
      exit(withError: ExitCode(problem.exitCode))
    } catch {
      exit(withError: error)
    }
  }
}

/// Which Duet this is.
enum Version {
  static let text = "0.1.0"
}
