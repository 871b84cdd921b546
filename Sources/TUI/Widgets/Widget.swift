/// Something that draws itself: a value, made anew for every frame.
///
/// What has to survive a frame, such as where a list is scrolled to, is a state value of its own
/// that the widget is given.
public protocol Widget {
  /// Draws into a rectangle and nowhere else.
  func render(in area: Rect, on canvas: inout Canvas)
}
