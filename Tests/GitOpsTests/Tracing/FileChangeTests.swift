import GitOps
import Testing

struct FileChangeTests {
  func diff(_ before: String?, _ after: String?) -> [String] {
    FileChange(
      path: "a.yaml", before: before.map { Array($0.utf8) }, after: after.map { Array($0.utf8) }
    )
    .diff
  }

  @Test func linesAroundAChangeAreShown() {
    #expect(
      diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") == [
        "--- a/a.yaml", "+++ b/a.yaml", "@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6",
        " 7", " 8",
      ])
  }

  @Test func aNewFileComesFromNothing() {
    #expect(diff(nil, "1\n") == ["--- /dev/null", "+++ b/a.yaml", "@@ -0,0 +1 @@", "+1"])
  }

  @Test func aFileThatGoesLeavesNothing() {
    #expect(diff("1\n", nil) == ["--- a/a.yaml", "+++ /dev/null", "@@ -1 +0,0 @@", "-1"])
  }

  @Test func aMissingLineBreakAtTheEndIsSaid() {
    #expect(
      diff("1", "2") == [
        "--- a/a.yaml", "+++ b/a.yaml", "@@ -1 +1 @@", "-1", "\\ No newline at end of file", "+2",
        "\\ No newline at end of file",
      ])
  }
}
