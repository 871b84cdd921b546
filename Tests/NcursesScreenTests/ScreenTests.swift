import NcursesScreen
import Testing

@Suite struct ScreenTests {}
