import FolderSupport
import Foundation
import TestSupport
import Testing

/// `duet edit` in a real terminal, with scripts as editors, on a demo cluster that is served; kubectl is
/// the witness.
@Suite(.terminal, .kubectl, .serialized, .timeLimit(.minutes(10)))
struct EditorScriptTests {
  /// A terminal in which `edit` runs duet with an editor that is a script.
  private struct Bed {
    let tmux: Tmux
    let kubectl: Kubectl
    let folder: String

    func edit(_ arguments: String) async throws {
      try await tmux.type("clear; KUBE_EDITOR=$PWD/editor $DUET edit \(arguments); echo exit=$?")
    }
  }

  /// Runs a body with an editor that does what the script says; the file is `$1`.
  private func run(editor script: String, _ body: (Bed) async throws -> Void) async throws {
    let duet = try #require(Tmux.duet)
    let folder = try TemporaryFolder()
    let program = "\(folder.path)/editor"
    try "#!/bin/bash\n\(script)\n".write(toFile: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    try await Tmux.run("cd \(folder.path)", width: 110, height: 50) { tmux in
      try await tmux.type(
        "export DUET=\(duet) HOME=$PWD XDG_STATE_HOME=$PWD/state XDG_CONFIG_HOME=$PWD/config")
      try await tmux.type("$DUET demo --serve --scenario crash-loop >serve.out 2>&1 &")
      try await tmux.type(
        "until KUBECONFIG=$(grep -om1 '/[^ ]*kubeconfig' serve.out); do sleep 0.05; done; "
          + "export KUBECONFIG; clear; echo \"at $KUBECONFIG,\"")
      do {
        let screen = try await tmux.see("at /")
        let path = try #require(
          screen.components(separatedBy: "at /").last?.components(separatedBy: ",").first)
        try await body(
          Bed(
            tmux: tmux, kubectl: Kubectl(kubeconfig: "/\(path)".filter { !$0.isNewline }),
            folder: folder.path))
      } catch {
        try? await tmux.type("kill %1")
        throw error
      }
      try await tmux.type("kill %1")
    }
  }

  private func replicas(_ bed: Bed) async throws -> String {
    try await bed.kubectl(
      "get", "deployment", "web", "-n", "demo", "-o", "jsonpath={.spec.replicas}")
  }

  @Test func anEditorThatFailsChangesNothing() async throws {
    try await run(editor: "sed -i 's/replicas: 2/replicas: 4/' \"$1\"; exit 3") { bed in
      try await bed.edit("deployment/web -n demo")
      let screen = try await bed.tmux.see("exit=1")
      #expect(screen.contains("is kept"), "\(screen)")
      #expect(try await replicas(bed) == "2")
      try await bed.tmux.type("clear; $DUET edit --kept; echo exit=$?")
      #expect(try await bed.tmux.see("exit=0").contains("web"))
    }
  }

  @Test func anEmptyFileCancels() async throws {
    try await run(editor: ": > \"$1\"") { bed in
      try await bed.edit("deployment/web -n demo")
      #expect(try await bed.tmux.see("exit=0").contains("nothing is changed"))
      #expect(try await replicas(bed) == "2")
    }
  }

  @Test func aMistakeIsSaidInTheTextAndMended() async throws {
    let script = """
      if [ ! -e once ]; then touch once; sed -i 's/replicas: 2/replicas: [2/' "$1"
      else cp "$1" seen; sed -i 's/replicas: \\[2/replicas: 3/' "$1"; fi
      """
    try await run(editor: script) { bed in
      try await bed.edit("deployment/web -n demo")
      try await bed.tmux.see("Edit it again?")
      try await bed.tmux.type("y")
      let review = try await bed.tmux.see("[y/N]")
      #expect(review.contains("spec.replicas"), "\(review)")
      try await bed.tmux.type("y")
      try await bed.tmux.see("exit=0")
      #expect(try await replicas(bed) == "3")
      let seen = try String(contentsOfFile: "\(bed.folder)/seen", encoding: .utf8)
      #expect(seen.contains("replicas: [2"), "what was typed is there again")
      #expect(seen.hasPrefix("#"), "and what is wrong with it")
    }
  }

  @Test func whatIsNotAgreedToIsKeptAndGoneOnWith() async throws {
    try await run(editor: "sed -i 's/replicas: 2/replicas: 4/' \"$1\"") { bed in
      try await bed.edit("deployment/web -n demo")
      try await bed.tmux.see("[y/N]")
      try await bed.tmux.type("n")
      try await bed.tmux.see("exit=1", "--resume")
      #expect(try await replicas(bed) == "2")
      try await bed.tmux.type(
        "clear; id=$($DUET edit --kept -o json | grep -om1 '\"id\": *\"[^\"]*' | cut -d'\"' -f4); "
          + "KUBE_EDITOR=true $DUET edit --resume $id; echo exit=$?")
      try await bed.tmux.see("[y/N]")
      try await bed.tmux.type("y")
      try await bed.tmux.see("exit=0")
      #expect(try await replicas(bed) == "4")
    }
  }

  @Test func whoDeletesMeanwhileIsNotOverruledUnasked() async throws {
    let script = """
      sed -i 's/color: blue/color: red/' "$1"
      touch open; until [ -e gone ]; do sleep 0.05; done
      """
    try await run(editor: script) { bed in
      try await bed.kubectl(
        "create", "configmap", "settings", "-n", "demo", "--from-literal=color=blue")
      try await bed.edit("configmap/settings -n demo")
      try await poll(for: "the editor to be open") {
        FileManager.default.fileExists(atPath: "\(bed.folder)/open")
      }
      try await bed.kubectl("delete", "configmap", "settings", "-n", "demo")
      _ = FileManager.default.createFile(atPath: "\(bed.folder)/gone", contents: nil)
      try await bed.tmux.see("anew")
      try await bed.tmux.type("n")
      try await bed.tmux.see("exit=1")
      let left = try await bed.kubectl("get", "configmaps", "-n", "demo", "-o", "name")
      #expect(!left.contains("settings"))
    }
  }

  @Test func theValueOfASecretIsSeenInTheEditorAlone() async throws {
    let script = """
      cp "$1" seen; stat -c %a "$1" > mode
      sed -i 's/first-value/second-value/' "$1"
      """
    try await run(editor: script) { bed in
      try await bed.kubectl(
        "create", "secret", "generic", "login", "-n", "demo", "--from-literal=password=first-value")
      try await bed.edit("secret/login -n demo")
      let review = try await bed.tmux.see("[y/N]")
      try await bed.tmux.type("y")
      let after = try await bed.tmux.see("exit=0")
      for screen in [review, after] {
        #expect(!screen.contains("first-value") && !screen.contains("second-value"))
        #expect(!screen.contains("c2Vjb25kLXZhbHVl") && !screen.contains("Zmlyc3QtdmFsdWU"))
      }
      #expect(
        try String(contentsOfFile: "\(bed.folder)/seen", encoding: .utf8).contains("first-value"))
      #expect(try String(contentsOfFile: "\(bed.folder)/mode", encoding: .utf8) == "600\n")
      let live = try await bed.kubectl(
        "get", "secret", "login", "-n", "demo", "-o", "jsonpath={.data.password}")
      #expect(live == "c2Vjb25kLXZhbHVl")
      let record = try await bed.kubectl("get", "configmaps,events", "-A", "-o", "json")
      #expect(!record.contains("second-value") && !record.contains("c2Vjb25kLXZhbHVl"))
      try await bed.tmux.type(
        "clear; grep -rlE 'second-value|c2Vjb25kLXZhbHVl' state; echo grep=$?")
      #expect(try await bed.tmux.see("grep=1").contains("grep=1"))
    }
  }
}
