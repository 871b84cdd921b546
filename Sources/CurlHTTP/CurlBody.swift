internal import HTTP
internal import Synchronization

/// The body of a transfer: asks the pool for chunks, and ends the transfer when it is let go.
final class CurlBody: Body.Source {
  private let id: Transfer.ID
  private let loop: TransferLoop

  init(_ id: Transfer.ID, on loop: TransferLoop) {
    self.id = id
    self.loop = loop
  }

  deinit {
    loop.thread.end(id, .dropped)
  }

  /// Starts the transfer whose body this will be.
  func start(_ plan: TransferPlan) async throws(TransportError) -> Transfer.Start {
    try await withTaskCancellationHandler {
      await loop.pool.start(plan, as: id)
    } onCancel: {
      loop.thread.end(id, .cancelled)
    }.get()
  }

  func next() async throws(TransportError) -> [UInt8]? {
    try await withTaskCancellationHandler {
      await loop.pool.next(id)
    } onCancel: {
      loop.thread.end(id, .cancelled)
    }.get()
  }
}
