import Console
import ConsoleRuntime
import DemoCluster
import Documents
import Emergencies
import Foundation
import Kubernetes
import Synchronization
import Testing

@testable import Commands

/// Changes past Git from the command line, on the demo cluster.
@Suite(.timeLimit(.minutes(10))) struct EditVerbTests {
  /// Runs verbs on a cluster with one deployment, `web` in `shop`.
  private func run(_ body: (inout VerbBench) async throws -> Void) async throws {
    let client = Client(transport: DemoAPIServer())
    _ = try await client.create(
      .namespaces, ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "shop"]])
    _ = try await client.create(
      .configMaps, namespace: "shop",
      [
        "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "settings"],
        "data": ["color": "blue"],
      ], WriteOptions(fieldManager: "kubectl"))
    try await VerbBench.empty(on: client) { duet in
      var duet = duet
      duet.keptEdits = EditFolder.store(environment: ["XDG_STATE_HOME": "\(duet.folder)/state"])
      try await body(&duet)
    }
  }

  private let key = ObjectKey(.configMaps, namespace: "shop", name: "settings")

  private func color(_ duet: VerbBench) async throws -> Value? {
    try await duet.client.get(key)["data"]?["color"]
  }

  // MARK: With a patch

  @Test func aPatchIsShownAgreedToAndOnTheRecord() async throws {
    try await run { duet in
      let result = try await duet(
        "edit", "cm/settings", "-n", "shop", "-p", "data: {color: red}", "--reason", "incident 7",
        answering: ["y"])
      #expect(result.code == 0, "\(result.remarks)")
      #expect(result.output.contains("~ data.color: blue → red"))
      #expect(result.output.contains("server    the server takes it"))
      #expect(result.remarks.contains("Apply ConfigMap shop/settings on demo? [y/N]"))
      #expect(try await color(duet) == "red")
      let list = try await duet("emergencies", "-o", "json")
      let item = try #require(try list.json["items"]?[0])
      #expect(item["state"]?["word"] == "live")
      #expect(item["reason"] == "incident 7")
      let id = try #require(item["id"]?.string)
      let undone = try await duet("undo", id, "-y")
      #expect(undone.code == 0, "\(undone.remarks)")
      #expect(try await color(duet) == "blue")
    }
  }

  @Test(arguments: [["n"], [], nil]) func withoutAYesNothingIsSent(_ answers: [String]?)
    async throws
  {
    try await run { duet in
      let result = try await duet(
        "edit", "cm", "settings", "-n", "shop", "-p", "data: {color: red}", answering: answers)
      #expect(result.code == 1)
      #expect(result.remarks.contains("nothing is changed"))
      #expect(try await color(duet) == "blue")
    }
  }

  @Test func aDryRunSendsNothing() async throws {
    try await run { duet in
      let result = try await duet(
        "edit", "configmaps/settings", "-n", "shop", "-p", #"{"data":{"color":"red"}}"#,
        "--dry-run", "-o", "json")
      #expect(result.code == 2)
      let item = try #require(try result.json["items"]?[0])
      #expect(item["edits"] == [["field": "data.color", "before": "blue", "after": "red"]])
      #expect(item["server"]?["verdict"] == "accepted")
      #expect(try await color(duet) == "blue")
    }
  }

  @Test func wholeObjectsComeFromStandardInput() async throws {
    try await run { duet in
      let object = try await duet.client.get(key)
      var changed = object
      changed["data"]?["color"] = "green"
      let result = try await duet("edit", "-f", "-", "-y", input: changed.json)
      #expect(result.code == 0, "\(result.remarks)")
      #expect(try await color(duet) == "green")
      // The same text is of an older version now.
      let again = try await duet("edit", "-f", "-", "-y", input: object.json)
      #expect(again.code == 1)
      #expect(again.remarks.contains("has changed since"))
    }
  }

  @Test(arguments: [
    "status: {x: 1}", "metadata: {name: other}", "[1", "- {op: test, path: /data/color, value: x}",
  ])
  func aPatchThatCannotBeIsRefused(_ patch: String) async throws {
    try await run { duet in
      let result = try await duet("edit", "cm/settings", "-n", "shop", "-p", patch, "-y")
      #expect(result.code == 1)
      #expect(try await color(duet) == "blue")
    }
  }

  @Test func whatIsSoAlreadyIsNothingToDo() async throws {
    try await run { duet in
      let result = try await duet("edit", "cm/settings", "-n", "shop", "-p", "data: {color: blue}")
      #expect(result.code == 0)
      #expect(result.remarks.contains("nothing is changed"))
    }
  }

  // MARK: In an editor

  /// An editor that makes these of the text, one after the other.
  private func editor(
    _ steps: [@Sendable (String) -> EditorEnding]
  ) -> @Sendable (EditorText) async -> EditorEnding {
    let left = EditorSteps(steps)
    return { left.next($0.text) }
  }

  @Test func whatIsTypedIsAppliedAndKeptNoLonger() async throws {
    try await run { duet in
      duet.editing = editor([{ .left($0.replacing("color: blue", with: "color: red")) }])
      let result = try await duet("edit", "cm/settings", "-n", "shop", answering: ["y"])
      #expect(result.code == 0, "\(result.remarks)")
      #expect(try await color(duet) == "red")
      #expect(await duet.keptEdits?.edits().isEmpty == true)
    }
  }

  @Test func aSyntaxErrorOpensTheEditorAgainWithTheText() async throws {
    try await run { duet in
      duet.editing = editor([
        { .left($0.replacing("color: blue", with: "color: [red")) },
        { text in
          #expect(text.hasPrefix("#! line "))
          #expect(text.contains("color: [red"))
          return .left(text.replacing("[red", with: "red"))
        },
      ])
      let result = try await duet("edit", "cm/settings", "-n", "shop", answering: ["y", "y"])
      #expect(result.code == 0, "\(result.remarks)")
      #expect(try await color(duet) == "red")
    }
  }

  @Test func whatWasTypedIsKeptWhereItIsNotApplied() async throws {
    try await run { duet in
      duet.editing = editor([
        { .left($0.replacing("color: blue", with: "color: red")) }, { .left($0) },
      ])
      let declined = try await duet("edit", "cm/settings", "-n", "shop", answering: ["n"])
      #expect(declined.code == 1)
      let kept = try #require(await duet.keptEdits?.edits().first)
      #expect(declined.remarks.contains("duet edit --resume \(kept.id.text)"))
      let list = try await duet("edit", "--kept")
      #expect(list.output.contains("ConfigMap shop/settings"))
      let resumed = try await duet("edit", "--resume", kept.id.text, answering: ["y"])
      #expect(resumed.code == 0, "\(resumed.remarks)")
      #expect(try await color(duet) == "red")
      #expect(await duet.keptEdits?.edits().isEmpty == true)
    }
  }

  @Test func anEmptyTextChangesNothing() async throws {
    try await run { duet in
      duet.editing = editor([{ _ in .left("") }])
      let result = try await duet("edit", "cm/settings", "-n", "shop")
      #expect(result.code == 0)
      #expect(try await color(duet) == "blue")
    }
  }

  @Test func anEditorThatFailsKeepsTheText() async throws {
    try await run { duet in
      duet.editing = editor([
        { .failed("the editor failed", text: $0.replacing("blue", with: "red")) }
      ])
      let result = try await duet("edit", "cm/settings", "-n", "shop")
      #expect(result.code == 1)
      #expect(try await color(duet) == "blue")
      #expect(await duet.keptEdits?.edits().first?.text?.contains("red") == true)
    }
  }

  @Test func aConflictIsSettledFieldByField() async throws {
    try await run { duet in
      let client = duet.client
      let steps = editor([{ .left($0.replacing("color: blue", with: "color: red")) }])
      duet.editing = { text in
        // Somebody else is faster, while the editor is open.
        _ = try? await client.patch(
          ObjectKey(.configMaps, namespace: "shop", name: "settings"), .merge,
          ["data": ["color": "green"]])
        return await steps(text)
      }
      let result = try await duet("edit", "cm/settings", "-n", "shop", answering: ["m", "y"])
      #expect(result.code == 0, "\(result.remarks)")
      #expect(result.remarks.contains("data.color: [m]ine, [t]heirs"))
      #expect(try await color(duet) == "red")
    }
  }

  @Test func anObjectThatWasDeletedMeanwhileIsMadeAnewIfThatIsWanted() async throws {
    try await run { duet in
      let client = duet.client
      let steps = editor([{ .left($0.replacing("color: blue", with: "color: red")) }])
      duet.editing = { text in
        try? await client.delete(ObjectKey(.configMaps, namespace: "shop", name: "settings"))
        return await steps(text)
      }
      let result = try await duet("edit", "cm/settings", "-n", "shop", answering: ["y", "y"])
      #expect(result.code == 0, "\(result.remarks)")
      #expect(try await color(duet) == "red")
    }
  }
}

/// What an editor does, one time after another.
private final class EditorSteps: Sendable {
  private let steps: Mutex<[@Sendable (String) -> EditorEnding]>

  init(_ steps: [@Sendable (String) -> EditorEnding]) { self.steps = Mutex(steps) }

  func next(_ text: String) -> EditorEnding {
    let step = steps.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    return step?(text) ?? .failed("nobody is there", text: nil)
  }
}
