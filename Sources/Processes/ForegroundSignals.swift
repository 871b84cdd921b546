internal import Glibc

/// Keeps the keyboard's signals from ending this process while a program has the terminal.
///
/// Handlers that do nothing rather than SIG_IGN: a new program starts with the default for a signal
/// that was handled, but would inherit that one is ignored.
struct ForegroundSignals {
  private var interrupt = sigaction()
  private var quit = sigaction()

  /// Takes the signals, remembering what was done with them before.
  init() {
    var nothing = sigaction()
    nothing.__sigaction_handler.sa_handler = { _ in }
    nothing.sa_flags = SA_RESTART
    sigaction(SIGINT, &nothing, &interrupt)
    sigaction(SIGQUIT, &nothing, &quit)
  }

  /// Does with the signals again what was done before.
  func restore() {
    var interrupt = interrupt
    var quit = quit
    sigaction(SIGINT, &interrupt, nil)
    sigaction(SIGQUIT, &quit, nil)
  }
}
