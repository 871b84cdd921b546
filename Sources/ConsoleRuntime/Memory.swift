import Glibc

/// How memory is taken from the system.
public enum Memory {
  /// `M_ARENA_MAX` of mallopt(3).
  private static let arenaMaximum: Int32 = -8

  /// Has all threads take memory from the same two places; to be called before there are any.
  ///
  /// By itself glibc gives each thread a place of its own. Pages of a list arrive on one thread, are
  /// made into rows on another and dropped on a third, and what they leave behind is never given
  /// back: with 50,000 pods, three times as much as is in use.
  public static func keepTogether() {
    // The Glibc module leaves malloc.h out; where there is no such function, nothing is lost.
    guard let symbol = dlsym(nil, "mallopt") else { return }
    typealias Function = @convention(c) (Int32, Int32) -> Int32
    _ = unsafeBitCast(symbol, to: Function.self)(arenaMaximum, 2)
  }
}
