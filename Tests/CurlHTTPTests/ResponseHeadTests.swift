import HTTP
import Testing

@testable import CurlHTTP

/// A head from its lines.
@Suite struct ResponseHeadTests {
  private func head(_ lines: String...) -> ResponseHead {
    var head = ResponseHead()
    for line in lines {
      let isTaken = head.receive(Array((line + "\r\n").utf8))
      #expect(isTaken)
    }
    return head
  }

  @Test(arguments: [("HTTP/1.1 200 OK", 200), ("HTTP/2 404 ", 404), ("HTTP/1.0 503", 503)])
  func theStatusIsRead(line: String, status: Int) {
    #expect(head(line, "").status == status)
  }

  @Test func aFieldMayGoOnInTheNextLine() {
    #expect(head("HTTP/1.1 200 OK", "A: b", "  c", "D: e", "").headers["A"] == "b c")
  }

  @Test func trailersAreLeftOut() {
    let head = head("HTTP/1.1 200 OK", "A: b", "", "C: d", "")
    #expect(head.isComplete)
    #expect(head.headers.fields.map(\.name) == ["A"])
  }

  @Test func anInterimHeadIsNotComplete() {
    #expect(!head("HTTP/1.1 100 Continue", "").isComplete)
  }
}
