import Files
import Kustomize
import Synchronization

/// Tools that run nothing: they note what was asked for, and answer with what they were given.
final class FakeTools: KustomizeTools {
  struct Complaint: Error, CustomStringConvertible {
    var description: String
  }

  private let calls = Mutex<[ChartRendering]>([])
  private let answer: Result<String, Complaint>

  init(_ output: String) { answer = .success(output) }
  init(failing reason: String) { answer = .failure(Complaint(description: reason)) }

  /// What was to be rendered.
  var charts: [ChartRendering] { calls.withLock { $0 } }

  func checkOut(_ repository: RemoteRepository) async throws -> any FileTree {
    throw Complaint(description: "no network")
  }

  func download(_ address: String) async throws -> [UInt8] {
    throw Complaint(description: "no network")
  }

  func renderChart(_ chart: ChartRendering) async throws -> [UInt8] {
    calls.withLock { $0.append(chart) }
    return Array(try answer.get().utf8)
  }
}
