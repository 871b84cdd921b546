internal import Glibc

/// A thread for calls that wait for long, which none of the few that tasks share may do.
///
/// It is joined or detached, once.
struct OwnThread: Sendable {
  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private let thread: pthread_t?

  /// Runs a function on a new thread; before this returns where there is none to be had.
  init(_ run: @escaping @Sendable () -> Void) {
    let body = Unmanaged.passRetained(Body(run))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
        return nil
      }, body.toOpaque())
    self.thread = code == 0 ? thread : nil
    if code != 0 { body.takeRetainedValue().run() }
  }

  /// Waits until the function has returned.
  func join() { if let thread { pthread_join(thread, nil) } }

  /// Leaves it to itself.
  func detach() { if let thread { pthread_detach(thread) } }
}
