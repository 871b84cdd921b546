import CNcurses
import Glibc

/// Gives the terminal back when the program dies, whatever it dies of.
///
/// A Swift trap cannot be caught. So what has to be written and which modes have to be set are
/// saved beforehand, and handlers for the fatal signals do just that and die of the signal. Signals
/// that ask politely are reported instead, with a few seconds to wind up.
///
/// This is the only file that calls the handlers' half of the shim.
enum TerminalRescue {
  /// What signals have told since the last time.
  struct Notices: OptionSet {
    let rawValue: Int32
    static let resized = Notices(rawValue: Int32(DUET_SIGNAL_RESIZED))
    static let continued = Notices(rawValue: Int32(DUET_SIGNAL_CONTINUED))
    static let suspend = Notices(rawValue: Int32(DUET_SIGNAL_SUSPEND))
    static let terminate = Notices(rawValue: Int32(DUET_SIGNAL_TERMINATE))
    static let hangup = Notices(rawValue: Int32(DUET_SIGNAL_HANGUP))
  }

  /// Takes the one screen that a process can have; false where it is taken.
  static func claim() -> Bool { duet_rescue_claim() }

  /// Lets another screen be opened.
  static func unclaim() { duet_rescue_unclaim() }

  /// Listens to signals.
  ///
  /// This comes before ncurses is opened, which has handlers of its own for those that nobody
  /// handles, and they end the program without a word.
  static func install(wakeup: Int32) { duet_rescue_install(wakeup) }

  /// Saves what gives the terminal back, for when it is ours.
  static func prepare(terminal: Int32, modes: termios, restoring bytes: [UInt8]) {
    var modes = modes
    duet_rescue_prepare(terminal, &modes, bytes, bytes.count)
  }

  /// Stops listening to signals.
  static func uninstall() { duet_rescue_uninstall() }

  /// Says whether the terminal is ours, and so has to be given back.
  static func arm(_ isArmed: Bool) { duet_rescue_arm(isArmed) }

  /// What signals have told since the last time.
  static func takeNotices() -> Notices { Notices(rawValue: duet_rescue_take_pending()) }

  /// The signal that asked the program to end; 0 for none.
  static var endingSignal: Int32 { duet_rescue_asked_to_end() }

  /// Leaves interrupts to another program that has the terminal.
  static func ignoreInterrupts(_ isIgnored: Bool) { duet_rescue_ignore_interrupts(isIgnored) }

  /// Stops the job until its shell continues it.
  static func stopJob() { duet_stop_job() }
}
