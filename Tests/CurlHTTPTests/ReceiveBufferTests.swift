import Testing

@testable import CurlHTTP

/// When bytes are taken, and when not.
@Suite struct ReceiveBufferTests {
  private func receive(_ count: Int, into buffer: inout ReceiveBuffer) -> Bool {
    [UInt8](repeating: 0x61, count: count).withUnsafeBytes { bytes in buffer.receive(bytes) }
  }

  @Test func bytesAreRefusedAtTheMark() {
    var buffer = ReceiveBuffer(mark: 10)
    #expect(receive(9, into: &buffer))
    #expect(receive(9, into: &buffer))
    #expect(!buffer.isPaused)
    #expect(!receive(1, into: &buffer))
    #expect(buffer.isPaused)
    #expect(buffer.count == 18)
  }

  @Test func readingEndsThePause() {
    var buffer = ReceiveBuffer(mark: 10)
    _ = receive(10, into: &buffer)
    _ = receive(1, into: &buffer)
    let (chunk, resumes) = buffer.take()
    #expect(chunk.count == 10)
    #expect(resumes)
    #expect(receive(1, into: &buffer))
    #expect(!buffer.take().resumes)
  }

  @Test func withoutRefusingThePauseComesAfterwards() {
    var buffer = ReceiveBuffer(mark: 10)
    buffer.refuses = false
    var pauses: [Bool] = []
    for _ in 0..<3 {
      #expect(receive(9, into: &buffer))
      pauses.append(buffer.pauseIfFull())
    }
    #expect(pauses == [false, true, false])
    #expect(buffer.take().resumes)
  }
}
