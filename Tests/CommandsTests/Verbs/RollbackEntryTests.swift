import DeployEngine
import Kubernetes
import Testing

@testable import Commands

/// Which entry a rollback goes back to.
@Suite struct RollbackEntryTests {
  static func entry(
    _ id: String, _ commit: String?, _ result: LedgerEntry.Result = .succeeded,
    isDirty: Bool = false, isPruningAlone: Bool = false
  ) -> LedgerEntry {
    LedgerEntry(
      id: LedgerEntry.ID(id), stack: "web", path: "base/web", commit: commit, isDirty: isDirty,
      user: Operator(user: "mira", host: "laptop"), start: Timestamp(seconds: 0), result: result,
      isPruningAlone: isPruningAlone)
  }

  let entries = [
    entry("20260705-100000-aaaa", "5555555"), entry("20260704-100000-bbbb", "5555555"),
    entry("20260703-100000-cccc", "4444444", .failed),
    entry("20260702-100000-dddd", "3333333", isDirty: true),
    entry("20260701-100000-eeee", "2222222"), entry("20260630-100000-ffff", nil),
    entry("20260629-100000-0000", "2222222"),
  ]

  func find(_ named: String?, among entries: [LedgerEntry]? = nil) throws -> String {
    try RollbackCommand.entry(named, among: entries ?? self.entries, "web").id.text
  }

  @Test func withoutANameItIsTheLastGoodOneThatWasOtherwise() throws {
    #expect(try find(nil) == "20260701-100000-eeee")
  }

  @Test func whatOnlyPrunedIsPassedOver() throws {
    let entries = [
      Self.entry("4", "6666666", isPruningAlone: true), Self.entry("3", "5555555"),
      Self.entry("2", "4444444", isPruningAlone: true), Self.entry("1", "3333333"),
    ]
    #expect(try find(nil, among: entries) == "1")
    #expect(throws: Problem.self) { try find("4", among: entries) }
  }

  @Test func afterADirtyDeployItsOwnCommitIsOtherwise() throws {
    let dirty = [Self.entry("3", "5555555", isDirty: true), Self.entry("2", "5555555")]
    #expect(try find(nil, among: dirty) == "2")
  }

  @Test(arguments: [
    ("20260704-100000-bbbb", "20260704-100000-bbbb"), ("20260704", "20260704-100000-bbbb"),
    ("2222222", "20260701-100000-eeee"), ("20260703", "20260703-100000-cccc"),
  ])
  func theBeginningIsEnough(named: String, found: String) throws {
    #expect(try find(named) == found)
  }

  @Test(arguments: [
    ("20260702", "20260702-100000-dddd was deployed with changes that weren't committed"),
    ("20260630", "20260630-100000-ffff was deployed from files that weren't in Git"),
    ("1999", "web has no entry 1999"), ("2026", "2026 may be any of 7 entries"),
  ])
  func whatCannotBeGoneBackToSaysWhy(named: String, summary: String) {
    let problem = #expect(throws: Problem.self) { try find(named) }
    #expect(problem?.summary == summary)
  }

  @Test func withoutAnEarlierDeployThereIsNothingToGoBackTo() {
    #expect(throws: Problem("web was never deployed")) { try find(nil, among: []) }
    let problem = #expect(throws: Problem.self) { try find(nil, among: [entries[0]]) }
    #expect(problem?.summary == "web has no earlier deploy to go back to")
  }
}
