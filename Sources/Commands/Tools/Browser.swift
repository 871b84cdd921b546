import GitOps
import Glibc
import Processes

/// Opens web pages with the program that the desktop has for that.
enum Browser {
  private static let program = "xdg-open"

  /// Whether there is such a program, and a desktop to open pages on.
  static var isThere: Bool {
    guard getenv("DISPLAY") != nil || getenv("WAYLAND_DISPLAY") != nil else { return false }
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    return path.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
  }

  /// Opens a page; returns why it couldn't be, or nil.
  ///
  /// The address is an argument of its own, and goes through no shell. What is started lives on when
  /// this program ends, so it gets a session of its own.
  static func open(_ address: String) async -> String? {
    guard Link.isPage(address) else { return "\(address) isn't a web page" }
    do throws(ProcessError) {
      let output = try await ProcessRunner().run(
        ProcessCommand("setsid", ["--fork", program, address]))
      return output.exit.isSuccess ? nil : "the page can't be opened"
    } catch .executableNotFound {
      return "setsid isn't installed, which starts \(program)"
    } catch .cancelled {
      return nil
    } catch {
      return "the page can't be opened"
    }
  }
}
