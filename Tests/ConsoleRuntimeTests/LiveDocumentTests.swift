import Console
import Documents
import HTTP
import Kubernetes
import TestSupport
import Testing

@testable import ConsoleRuntime

/// One object and the events about it, kept up to date.
@Suite(.timeLimit(.minutes(2)))
struct LiveDocumentTests {
  private let key = ObjectKey(.pods, namespace: "shop", name: "web")

  private static func object(_ version: Int, _ phase: String) -> String {
    """
    {"metadata":{"namespace":"shop","name":"web","resourceVersion":"\(version)"},\
    "status":{"phase":"\(phase)"}}
    """
  }

  private static func list(_ kind: String, _ items: String) -> Response {
    .json(
      """
      {"kind":"\(kind)","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":[\(items)]}
      """)
  }

  /// A server with one pod, which changes and goes as the watch says.
  private static func onePod(_ watch: String...) -> ScriptedTransport {
    let events = watch.map { $0 + "\n" }
    return ScriptedTransport { request, _ throws(TransportError) in
      let target = request.target
      if target.contains("sendInitialEvents") { return .failure(422, "Invalid", "no streaming") }
      if target.contains("/events") {
        return target.contains("watch=") ? .text(ending: .silence) : list("EventList", "")
      }
      return target.contains("watch=")
        ? .text(events, type: "application/json", ending: .silence)
        : list("PodList", object(7, "Pending"))
    }
  }

  private func phases(_ events: [ClusterEvent]) -> [String?] {
    events.compactMap { event -> String?? in
      guard case .document(_, let value) = event else { return nil }
      return .some(value?["status"]?["phase"]?.string)
    }
  }

  @Test func aDocumentIsKeptUpToDate() async throws {
    let transport = Self.onePod(
      #"{"type":"MODIFIED","object":\#(Self.object(8, "Running"))}"#,
      #"{"type":"DELETED","object":\#(Self.object(9, "Running"))}"#)
    let events = try await ActivityRun(.document(key), on: transport).end { phases($0).count == 3 }
    #expect(phases(events) == ["Pending", "Running", nil])
  }

  @Test func aDocumentOfAListSaysWhatItIs() async throws {
    let events = try await ActivityRun(.document(key), on: Self.onePod()).end {
      !phases($0).isEmpty
    }
    guard
      case .document(_, let value?)? = events.first(where: {
        if case .document = $0 { true } else { false }
      })
    else { return }
    #expect(value["kind"]?.string == "Pod")
    #expect(value["apiVersion"]?.string == "v1")
  }

  @Test func theEventsAboutADocumentAreAskedFor() async throws {
    let transport = Self.onePod()
    _ = try await ActivityRun(.document(key), on: transport).end { events in
      events.contains { if case .events(key, .listed) = $0 { true } else { false } }
    }
    let target = transport.requests.value.map(\.target).first { $0.contains("/events") }
    #expect(target?.hasPrefix("/api/v1/namespaces/shop/events?") == true)
    #expect(target?.contains("involvedObject.name%3Dweb") == true)
  }

  @Test func whyADocumentCannotBeShownIsTold() async throws {
    let transport = ScriptedTransport { _, _ throws(TransportError) in
      .failure(403, "Forbidden", "pods is forbidden")
    }
    let events = try await ActivityRun(.document(key), on: transport).end { events in
      events.contains { if case .documentFailed = $0 { true } else { false } }
    }
    guard
      case .documentFailed(_, let error)? = events.first(where: {
        if case .documentFailed = $0 { true } else { false }
      })
    else { return }
    #expect(error.summary.contains("pods is forbidden"))
  }
}
