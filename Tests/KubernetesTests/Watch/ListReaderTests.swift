import Documents
import Testing

@testable import Kubernetes

@Suite struct ListReaderTests {
  private func event(_ line: String) throws -> WatchEvent<NameRow>? {
    var reader = ListReader(NameDecoder())
    return try reader.event(Array(line.utf8)[...])
  }

  @Test func headIsReadWithoutTheObjects() throws {
    let text = """
      {"kind":"List","metadata":{"resourceVersion":"5","continue":"c","remainingItemCount":7},\
      "items":[this is not looked at
      """
    let head = try ListReader<NameDecoder>.head(of: Array(text.utf8))
    #expect(head == PageHead(version: "5", continuation: "c", remaining: 7))
  }

  @Test func emptyContinuationMeansTheLastPage() throws {
    let head = try ListReader<NameDecoder>.head(
      of: Array(#"{"items":[],"metadata":{"continue":"","resourceVersion":"5"}}"#.utf8))
    #expect(head == PageHead(version: "5"))
  }

  @Test func whatIsNoListIsRefused() {
    #expect(throws: JSONError.self) {
      try ListReader<NameDecoder>.head(of: Array("{}".utf8))
    }
  }

  @Test func oneUnreadableObjectDoesNotEndTheList() throws {
    var reader = ListReader(NameDecoder())
    let (rows, unreadable) = try reader.rows(
      of: Array(
        """
        {"items":[{"metadata":{"name":"a"},"value":1},{"metadata":{"name":"b"},"value":"x"},
        7,{"metadata":{"name":"c"},"value":3}],"metadata":{}}
        """.utf8))
    #expect(rows == [NameRow("a", 1), NameRow("c", 3)])
    #expect(unreadable.map(\.name) == [ObjectName(name: "b"), nil])
  }

  @Test func typeMayComeAfterTheObject() throws {
    let line = #"{"object":{"metadata":{"name":"a","resourceVersion":"7"}},"type":"MODIFIED"}"#
    #expect(try event(line) == .applied(NameRow("a"), version: "7"))
  }

  @Test func deletionNeedsTheNameAlone() throws {
    let line = #"{"type":"DELETED","object":{"metadata":{"name":"a","resourceVersion":"7"}}}"#
    #expect(try event(line) == .deleted(ObjectName(name: "a"), version: "7"))
  }

  @Test func bookmarkMayEndTheInitialEvents() throws {
    let line = """
      {"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"7","annotations":\
      {"k8s.io/initial-events-end":"true"}},"value":null}}
      """
    #expect(try event(line) == .bookmark(version: "7", endsInitialEvents: true))
  }

  @Test func errorIsAStatus() throws {
    let line = """
      {"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"old"}}
      """
    #expect(
      try event(line) == .failed(Status(code: 410, reason: "Expired", message: "old")))
  }

  @Test func unknownEventIsPassedOver() throws {
    #expect(try event(#"{"type":"LATER","object":{"metadata":{}}}"#) == nil)
  }

  @Test func halfALineIsAnError() {
    #expect(throws: JSONError.self) { try event(#"{"type":"ADDED","object":{"meta"#) }
  }
}
