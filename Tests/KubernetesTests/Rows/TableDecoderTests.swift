import Documents
import Kubernetes
import Testing

@testable import struct Kubernetes.ListReader

@Suite struct TableDecoderTests {
  private let columns = """
    "columnDefinitions":[{"name":"Name","type":"string","format":"name","priority":0},\
    {"name":"Data","type":"integer","priority":0},{"name":"Age","type":"string","priority":0},\
    {"name":"Extra","type":"string","priority":1}]
    """

  private func row(_ name: String, _ cells: String) -> String {
    """
    {"cells":[\(cells)],"object":{"kind":"PartialObjectMetadata","metadata":\
    {"name":"\(name)","namespace":"shop","resourceVersion":"9",\
    "creationTimestamp":"2026-07-01T12:00:00Z"}}}
    """
  }

  private func list(_ text: String) throws -> [TableRow] {
    var reader = ListReader(TableDecoder())
    return try reader.rows(of: Array(text.utf8)).rows
  }

  @Test func readsRowsInTheServersColumns() throws {
    let rows = try list(
      """
      {"kind":"Table","metadata":{"resourceVersion":"10"},\(columns),
      "rows":[\(row("a", #""a",3,"5m",null"#)),\(row("b", #""b",0.5,"6m",true"#))]}
      """)
    #expect(rows.map(\.name.description) == ["shop/a", "shop/b"])
    #expect(rows[0].cells == [.text("a"), .integer(3), .text("5m"), .none])
    #expect(rows[1].cells == [.text("b"), .number(0.5), .text("6m"), .flag(true)])
    #expect(rows[0].columns.columns.map(\.name) == ["Name", "Data", "Age", "Extra"])
    #expect(rows[0].columns.columns.map(\.priority) == [0, 0, 0, 1])
  }

  @Test func ageIsComputedNotRemembered() throws {
    let rows = try list(
      #"{"metadata":{},\#(columns),"rows":[\#(row("a", #""a",3,"5m",null"#))]}"#)
    let created = try #require(Timestamp("2026-07-01T12:00:00Z")).seconds
    #expect(rows[0].text(2, now: created + 7200) == "120m")
    #expect(rows[0].text(1, now: 0) == "3")
    #expect(rows[0].text(3, now: 0) == "<none>")
    #expect(rows[0].text(9, now: 0) == "")
  }

  @Test func watchesKeepTheColumnsOfTheFirstEvent() throws {
    var reader = ListReader(TableDecoder())
    let first = """
      {"type":"ADDED","object":{"kind":"Table","metadata":{"resourceVersion":"9"},\(columns),\
      "rows":[\(row("a", #""a",3,"5m",null"#))]}}
      """
    let second = """
      {"type":"MODIFIED","object":{"kind":"Table","metadata":{"resourceVersion":"9"},\
      "columnDefinitions":[],"rows":[\(row("a", #""a",4,"5m",null"#))]}}
      """
    _ = try reader.event(Array(first.utf8)[...])
    guard case .applied(let changed, "9")? = try reader.event(Array(second.utf8)[...]) else {
      Issue.record("not an applied row")
      return
    }
    #expect(changed.cells[1] == .integer(4))
    #expect(changed.columns.columns.count == 4)
  }

  @Test func serverWithoutTablesStillGivesNamesAndAges() throws {
    let rows = try list(
      """
      {"kind":"ThingList","metadata":{},"items":[{"kind":"Thing","metadata":{"name":"a",\
      "creationTimestamp":"2026-07-01T12:00:00Z"},"spec":{"cells":[1]}}]}
      """)
    #expect(rows.map(\.name.name) == ["a"])
    #expect(rows[0].columns.columns.map(\.name) == ["Name", "Age"])
    #expect(rows[0].text(1, now: try #require(rows[0].created) + 60) == "60s")
  }
}
