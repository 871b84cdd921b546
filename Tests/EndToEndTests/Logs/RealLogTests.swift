import Console
import KubeletSupport
import Kubernetes
import TestSupport
import Testing

/// A log followed on a real API server: whatever breaks, each line is told once.
@Suite(.kubelet, .timeLimit(.minutes(10)))
struct RealLogTests {
  @Test func aRestartOfTheServerLosesAndRepeatsNothing() async throws {
    let server = try await ControlPlane.start()
    try await LogBed.run("restarts", on: server) { bed, reader in
      bed.count(0..<500)
      await reader.wait(for: 500)
      // Lines that are on their way, lines that nobody asks for meanwhile, and lines after it.
      bed.count(500..<1500)
      await server.interrupt()
      bed.count(1500..<2500)
      try await server.resume()
      bed.count(2500..<3000)
      await reader.wait(for: 3000)
      #expect(await reader.numbers == Array(0..<3000))
      #expect(await reader.gaps == 0)
      #expect(await reader.interruptions > 0)
    }
    await server.stop()
  }

  @Test func cutsWithinLinesLoseAndRepeatNothing() async throws {
    try await LogBed.run("cuts", on: .shared) { bed, reader in
      for round in 0..<6 {
        let first = round * 101
        bed.count(first..<first + 100)
        bed.kubelet.cut(bed.main, within: "\(first + 100)")
        await reader.wait(for: first + 101)
      }
      #expect(await reader.numbers == Array(0..<606))
      #expect(await reader.gaps == 0)
    }
  }

  @Test func linesOfOneMomentAreToldAsOftenAsTheyWereWritten() async throws {
    try await LogBed.run("moments", on: .shared) { bed, reader in
      let moment = Timestamp.current()
      for _ in 0..<3 { bed.kubelet.write("same\n", to: bed.main, at: moment) }
      bed.kubelet.cut(bed.main)
      for _ in 0..<2 { bed.kubelet.write("same\n", to: bed.main, at: moment) }
      bed.kubelet.write("other\n", to: bed.main)
      await reader.wait(for: 6)
      bed.kubelet.cut(bed.main)
      bed.kubelet.write("last\n", to: bed.main)
      await reader.wait(for: 7)
      let texts = await reader.texts.map { String(decoding: $0, as: UTF8.self) }
      #expect(texts == Array(repeating: "same", count: 5) + ["other", "last"])
    }
  }

  @Test func aNodeInTroubleIsAskedAgain() async throws {
    try await LogBed.run("troubles", on: .shared) { bed, reader in
      bed.count(0..<10)
      await reader.wait(for: 10)
      bed.kubelet.refuse(3)
      bed.kubelet.cut(bed.main)
      bed.count(10..<20)
      await reader.wait(for: 20)
      #expect(await reader.numbers == Array(0..<20))
      #expect(await reader.interruptions == 3)
    }
  }

  @Test func whatIsRotatedAwayMeanwhileIsSaid() async throws {
    try await LogBed.run("rotation", on: .shared) { bed, reader in
      bed.count(0..<10)
      await reader.wait(for: 10)
      bed.kubelet.refuse(1)
      bed.kubelet.cut(bed.main)
      bed.count(10..<20)
      bed.kubelet.rotate(bed.main)
      bed.count(20..<30)
      await reader.wait(for: 20)
      let numbers = await reader.numbers
      #expect(numbers.suffix(10) == Array(20..<30)[...])
      // Either it was told before it went, or its loss was.
      #expect(await reader.gaps == (numbers.count == 30 ? 0 : 1))
    }
  }

  @Test func theEndOfARunIsToldBeforeTheNext() async throws {
    try await LogBed.run("runs", on: .shared) { bed, reader in
      bed.count(0..<10)
      await reader.wait(for: 10)
      bed.kubelet.refuse(2)
      bed.kubelet.cut(bed.main)
      // The last words of one run and the first of the next, while nobody can ask.
      bed.count(10..<20)
      try await bed.kubelet.restart(bed.main)
      bed.count(20..<30)
      await reader.wait(for: 30)
      #expect(await reader.numbers == Array(0..<30))
      #expect(await reader.restarts == 1)
      #expect(await reader.gaps == 0)
    }
  }

  @Test func longLinesAndOddBytesComeAsTheyWereWritten() async throws {
    try await LogBed.run("bytes", on: .shared) { bed, reader in
      let long = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
      let longer = [UInt8](repeating: UInt8(ascii: "y"), count: 5 << 20)
      let binary = (0...255).map(UInt8.init).filter { $0 != 10 }
      let lines = [long, binary, [0xc3], [], longer, Array("\u{1b}[31mred\u{1b}[0m\r".utf8)]
      for line in lines { bed.kubelet.write(line + [10], to: bed.main) }
      await reader.wait(for: lines.count)
      let texts = await reader.texts
      // Not compared as a whole: nobody reads a difference of megabytes.
      for (index, line) in lines.enumerated() {
        #expect(texts[index] == line, "line \(index): \(texts[index].count) of \(line.count) bytes")
      }
    }
  }

  @Test func aLineWithoutEndIsToldOnceItIsWhole() async throws {
    try await LogBed.run("endless", on: .shared) { bed, reader in
      bed.kubelet.write("beginning", to: bed.main)
      bed.kubelet.cut(bed.main)
      bed.kubelet.write(" and end\nnext\n", to: bed.main)
      await reader.wait(for: 2)
      let texts = await reader.texts.map { String(decoding: $0, as: UTF8.self) }
      #expect(texts == ["beginning and end", "next"])
    }
  }
}
