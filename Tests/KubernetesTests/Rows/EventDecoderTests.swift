import Kubernetes
import Testing

@Suite struct EventDecoderTests {
  @Test func readsAnEventOfTheCoreGroup() throws {
    let row = try decode(
      """
      metadata: {name: web.1, namespace: shop}
      type: Warning
      reason: BackOff
      message: Back-off restarting failed container
      involvedObject: {kind: Pod, namespace: shop, name: web-1}
      source: {component: kubelet, host: node-1}
      count: 7
      firstTimestamp: 2026-07-01T12:00:00Z
      lastTimestamp: 2026-07-01T12:05:00Z
      eventTime: null
      """, EventDecoder())
    let first = try #require(Timestamp("2026-07-01T12:00:00Z")).seconds
    #expect(
      row
        == EventRow(
          name: ObjectName(namespace: "shop", name: "web.1"), isWarning: true, reason: "BackOff",
          message: "Back-off restarting failed container", objectKind: "Pod",
          object: ObjectName(namespace: "shop", name: "web-1"), source: "kubelet", count: 7,
          firstSeen: first, lastSeen: first + 300))
  }

  @Test func readsAnEventOfTheNewerGroup() throws {
    let row = try decode(
      """
      metadata: {name: web.2, namespace: shop}
      type: Normal
      reason: Scheduled
      message: assigned
      involvedObject: {kind: Pod, namespace: shop, name: web-1}
      source: {}
      firstTimestamp: null
      lastTimestamp: null
      eventTime: 2026-07-01T12:00:00.123456Z
      reportingComponent: default-scheduler
      series: {count: 3, lastObservedTime: 2026-07-01T12:01:00.000000Z}
      """, EventDecoder())
    #expect(row.source == "default-scheduler")
    #expect(row.count == 3)
    #expect(row.firstSeen == Timestamp("2026-07-01T12:00:00Z")?.seconds)
    #expect(row.lastSeen == Timestamp("2026-07-01T12:01:00Z")?.seconds)
  }
}
