import Kubernetes
import Testing

@Suite struct QuantityTests {
  @Test(arguments: [
    ("250m", 250), ("1", 1000), ("1.5", 1500), ("0.1", 100), ("1234567n", 2), ("999999u", 1000),
    ("2k", 2_000_000), ("1e3", 1_000_000), ("12E-1", 1200), ("0", 0), ("-1", -1000), ("+5m", 5),
    (".5", 500), ("1n", 1),
  ])
  func processorTimeIsReadInThousandthsRoundedUp(text: String, milli: Int64) {
    #expect(Quantity.milli(text) == milli)
  }

  @Test(arguments: [
    ("128Mi", 128 << 20), ("1Gi", 1 << 30), ("1.5Gi", 3 << 29), ("64M", 64_000_000),
    ("1024", 1024), ("12Ki", 12 << 10), ("100m", 1), ("1e9", 1_000_000_000),
  ])
  func memoryIsReadInBytes(text: String, bytes: Int64) {
    #expect(Quantity.whole(text) == bytes)
  }

  @Test(arguments: ["", "m", "-", "1x", "1.2.3", "Mi", "1 Gi", "e3", "1e", "0x10", "１"])
  func whatIsNoAmountIsNothing(text: String) {
    #expect(Quantity.milli(text) == nil)
  }

  @Test(arguments: ["99999999999999999999999", "8Ei", "16Ei", "1e90"])
  func whatIsTooMuchIsTheMost(text: String) {
    #expect(Quantity.milli(text) == .max)
  }
}
