import FolderSupport
import Foundation
import Testing

/// The terminal goes to another program and comes back: with the built program, a real terminal, and
/// a stand-in for kubectl, on a demo cluster that is served.
@Suite(.terminal, .serialized, .timeLimit(.minutes(10)))
struct ForegroundProgramTests {
  /// Runs the deck in a shell with job control, with a kubectl that is this script, and opens a shell
  /// in the selected pod.
  private func run(
    kubectl script: String, _ body: (Tmux, String) async throws -> Void
  ) async throws {
    let duet = try #require(Tmux.duet)
    let folder = try TemporaryFolder()
    let program = "\(folder.path)/kubectl"
    try "#!/bin/bash\n\(script)\n".write(toFile: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    try await Tmux.run("cd \(folder.path)", width: 100, height: 30) { tmux in
      try await tmux.type("\(duet) demo --serve --scenario crash-loop >serve.out 2>&1 &")
      try await tmux.type(
        "until p=$(grep -om1 '/[^ ]*kubeconfig' serve.out); do sleep 0.05; done; clear")
      try await tmux.type("PATH=$PWD:$PATH \(duet) --kubeconfig $p -n demo; echo exit=$?")
      do {
        try await tmux.see("duet", "Pods", "web-")
        try await tmux.press("3")
        try await tmux.press("z")
        // The API crashes, and its containers may be waiting; the front end runs.
        try await tmux.press("G")
        try await tmux.see("shell")
        try await tmux.press("s")
        try await body(tmux, folder.path)
      } catch {
        try? await tmux.type("kill %1")
        throw error
      }
      try await tmux.type("kill %1")
    }
  }

  private func leave(_ tmux: Tmux) async throws {
    try await tmux.see("Pods", "shell")
    #expect(try await tmux.fact("alternate_on") == "1")
    try await tmux.press("C-c")
    try await tmux.see("exit=0")
    #expect(try await tmux.fact("alternate_on") == "0")
    #expect(try await tmux.fact("cursor_flag") == "1")
    #expect(try await tmux.fact("mouse_any_flag") == "0")
    try await tmux.type("echo to$((40 + 2))")
    try await tmux.see("to42")
  }

  @Test func itHasTheTerminalAsAShellGivesItAndTheDeckComesBackWhole() async throws {
    let script = """
      echo "arguments: $*" | cut -c1-60
      [ -t 0 ] && [ -t 1 ] && stty -a | grep -q ' icanon' && echo has a terminal
      read -p 'say: ' word; echo "heard $word"; read
      """
    try await run(kubectl: script) { tmux, _ in
      try await tmux.see("arguments: exec -i -t web-", "has a terminal", "say:")
      #expect(try await tmux.fact("alternate_on") == "0")
      #expect(try await tmux.fact("mouse_any_flag") == "0")
      try await tmux.type("3jq")
      try await tmux.see("heard 3jq")
      try await tmux.type("")
      try await leave(tmux)
    }
  }

  @Test func interruptsAreForTheProgram() async throws {
    let script = "trap 'echo interrupted' INT; echo ready; until read line; do :; done; exit 3"
    try await run(kubectl: script) { tmux, _ in
      try await tmux.see("ready")
      try await tmux.press("C-c")
      try await tmux.see("interrupted")
      try await tmux.type("")
      try await tmux.see("ended: exit code 3")
      try await leave(tmux)
    }
  }

  @Test func stoppedItGivesTheTerminalToTheShellAndGoesOnWithIt() async throws {
    let script = "echo ready; read line; echo \"heard $line\"; read line"
    try await run(kubectl: script) { tmux, _ in
      try await tmux.see("ready")
      try await tmux.press("C-z")
      try await tmux.see("Stopped")
      try await tmux.type("echo between$((1 + 1))")
      try await tmux.see("between2")
      try await tmux.type("fg %2")
      try await tmux.type("again")
      try await tmux.see("heard again")
      try await tmux.type("")
      try await tmux.see("Pods", "shell")
      // A list of commands that was stopped isn't gone on with behind the one that was.
      try await tmux.press("C-c")
      try await tmux.wait(for: "the shell") { $0.contains("heard again") && !$0.contains("Pods") }
    }
  }

  @Test func aTerminalLeftInABadStateDoesNoHarm() async throws {
    // Raw, without echo, with the mouse, another character set, margins and no cursor; and keys that
    // nobody has read.
    let script = """
      stty raw -echo; printf '\\033[?1049h\\033[?1003h\\033[?25l\\033[?6h\\033[5;10r\\033(0'
      echo x >ready; until [ -e go ]; do sleep 0.05; done; kill -9 $$
      """
    try await run(kubectl: script) { tmux, folder in
      try await tmux.wait(for: "the program") { _ in
        FileManager.default.fileExists(atPath: "\(folder)/ready")
      }
      try await tmux.press("C-d")
      try await tmux.press("y")
      try Data().write(to: URL(fileURLWithPath: "\(folder)/go"))
      let screen = try await tmux.see("ended by signal 9", "Pods", "shell")
      #expect(!screen.contains("This pod is deleted"))
      #expect(screen.split(separator: "\n").first?.contains("duet") == true)
      try await leave(tmux)
    }
  }

  @Test func aResizeMeanwhileIsNoticed() async throws {
    try await run(kubectl: "echo ready; read line") { tmux, _ in
      try await tmux.see("ready")
      try await tmux.resize(130, 36)
      try await tmux.type("")
      try await tmux.wait(for: "a deck of the new size") { screen in
        let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count >= 35 && lines.contains { $0.count > 120 }
      }
      try await leave(tmux)
    }
  }

  @Test func anImageWithoutAShellIsTold() async throws {
    let script = """
      echo 'error: OCI runtime exec failed: exec: "sh": executable file not found in $PATH' >&2
      exit 1
      """
    try await run(kubectl: script) { tmux, _ in
      try await tmux.see("Its image has no shell", "busybox")
      try await tmux.press("Escape")
      // An escape and a key right after it would be another key.
      try await tmux.wait(for: "the deck alone") { !$0.contains("busybox") }
      try await leave(tmux)
    }
  }

  @Test func forwardedPortsEndWithTheDeckHoweverItEnds() async throws {
    let script = """
      [ "$1" = port-forward ] || { read line; exit; }
      echo $$ >forward.pid
      echo 'Forwarding from 127.0.0.1:8080 -> 8080'
      exec sleep 600
      """
    try await run(kubectl: script) { tmux, folder in
      try await tmux.type("")
      try await tmux.see("Pods", "forward")
      try await tmux.press("F")
      try await tmux.see("Forward ports to")
      try await tmux.press("C-n")
      try await tmux.press("Enter")
      try await tmux.see("⇄ 1 forward")
      let text = try String(contentsOfFile: "\(folder)/forward.pid", encoding: .utf8)
      let forward = try #require(Int32(text.trimmingCharacters(in: .newlines)))
      #expect(kill(forward, 0) == 0)
      let shell = try await tmux.fact("pane_pid")
      let children = try String(
        contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
      let duet = try #require(children.split(separator: " ").last.flatMap { Int32($0) })
      #expect(kill(duet, SIGKILL) == 0)
      try await tmux.wait(for: "the end of the forward") { _ in kill(forward, 0) != 0 }
      try await tmux.type("reset")
    }
  }
}
