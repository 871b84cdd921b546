import Glibc

/// The clock on the wall, as the machine is set.
enum LocalClock {
  /// How many seconds it is ahead of UTC now.
  static var offset: Int64 {
    var now = time(nil)
    var parts = tm()
    guard localtime_r(&now, &parts) != nil else { return 0 }
    return Int64(parts.tm_gmtoff)
  }
}
