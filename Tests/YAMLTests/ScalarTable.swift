import Documents

/// How Kubernetes reads scalars: text as it stands behind a key, and what it means.
///
/// Every line was answered by kubectl 1.32. To ask it about one, or to ask a newer kubectl:
///
///     printf 'apiVersion: example.com/v1\nkind: Any\nmetadata: {name: x}\nspec: {v: %s}\n' '0o14' |
///       kubectl label --local -f - -o json asked=yes
///
/// kubectl prints integers beyond 64 bits as floating point; here they keep their digits.
enum ScalarTable {
  static let values: [(text: String, value: Value)] = [
    // Truth values, in exactly three spellings each.
    ("y", true), ("Y", true), ("yes", true), ("Yes", true), ("YES", true), ("yEs", "yEs"),
    ("true", true), ("True", true), ("TRUE", true), ("tRUE", "tRUE"), ("on", true), ("On", true),
    ("ON", true), ("oN", "oN"), ("n", false), ("N", false), ("no", false), ("No", false),
    ("NO", false), ("false", false), ("False", false), ("FALSE", false), ("off", false),
    ("Off", false), ("OFF", false), ("yes please", "yes please"), ("nothing", "nothing"),
    // Null.
    ("null", .null), ("Null", .null), ("NULL", .null), ("nUll", "nUll"), ("~", .null), ("", .null),
    ("~x", "~x"),
    // Integers.
    ("0", 0), ("-0", 0), ("+0", 0), ("1", 1), ("+1", 1), ("-1", -1), ("00", 0), ("007", 7),
    ("0o14", 12), ("0O14", 12), ("-0o14", -12), ("+0o14", 12), ("0o8", "0o8"), ("014", 12),
    ("-014", -12), ("+014", 12), ("08", 8), ("09", 9), ("0_8", 8), ("0x1F", 31), ("0X1f", 31),
    ("-0x1F", -31), ("+0x1F", 31), ("0x", "0x"), ("0xG", "0xG"), ("0b101", 5), ("0B1", 1),
    ("-0b1", -1), ("0b2", "0b2"), ("0b", "0b"), ("0o", "0o"), ("0b-1", -1), ("0b+1", 1),
    ("-0b-1", "-0b-1"), ("0x-1", "0x-1"), ("1_000", 1000), ("_1000", "_1000"), ("1__000", 1000),
    ("1000_", 1000), ("0x_1F", 31), ("0o1_4", 12), ("-_1", -1), ("+_1", 1), ("+", "+"), ("_", "_"),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .largeInteger("9223372036854775808")),
    ("-9223372036854775809", .largeInteger("-9223372036854775809")),
    ("12345678901234567890123", .largeInteger("12345678901234567890123")),
    ("+12345678901234567890123", .largeInteger("12345678901234567890123")),
    ("1_2345678901234567890123", .largeInteger("12345678901234567890123")),
    ("00000000000000000000000000001", 1), ("0x7fffffffffffffff", .integer(.max)),
    ("0x8000000000000000", .largeInteger("9223372036854775808")),
    ("0xffffffffffffffff", .largeInteger("18446744073709551615")),
    ("+0xffffffffffffffff", "+0xffffffffffffffff"), ("0x1ffffffffffffffff", "0x1ffffffffffffffff"),
    ("-0x8000000000000000", .integer(.min)), ("-0x8000000000000001", "-0x8000000000000001"),
    ("01777777777777777777777", .largeInteger("18446744073709551615")),
    ("07777777777777777777777777", .largeInteger("7777777777777777777777777")),
    // Floating point; what is whole becomes an integer on its way through JSON.
    ("1.5", 1.5), ("-1.5", -1.5), ("+1.5", 1.5), ("1.50", 1.5), ("1.0", 1), ("1.", 1), ("0.0", 0),
    ("-0.0", 0), (".5", 0.5), ("-.5", -0.5), ("+.5", 0.5), (".5e3", 500), ("1e3", 1000),
    ("1E3", 1000), ("1e+3", 1000), ("1e-3", 0.001), ("-1e3", -1000), ("+1e3", 1000), ("1e", "1e"),
    ("5e+", "5e+"), ("e3", "e3"), (".e3", ".e3"), (".", "."), ("..", ".."), (".5.", ".5."),
    ("1_000.5", 1000.5), ("1_.5", 1.5), ("1_e_1", 10), (".1_5", 0.15), (".5_", ".5_"),
    ("._5", "._5"), (".1__5", ".1__5"), (".5e1_0", 5_000_000_000), ("00.5", 0.5), ("08.5", 8.5),
    ("0o14.5", "0o14.5"), ("0x1p4", "0x1p4"), ("0x1.8p1", "0x1.8p1"), ("1e21", 1e21),
    ("1e20", .largeInteger("100000000000000000000")), ("0.0000001", 1e-7), ("1e400", "1e400"),
    ("-1e400", "-1e400"), ("1.8e308", "1.8e308"), (".5e400", ".5e400"), ("1e-400", 0),
    ("infinity", "infinity"), ("inf", "inf"), ("-inf", "-inf"), ("+Inf", "+Inf"), ("nan", "nan"),
    ("NaN", "NaN"), (".iNF", ".iNF"), (".Nan", ".Nan"), ("-.nan", "-.nan"), ("+.NaN", "+.NaN"),
    // Text that other readers take for something else.
    ("2001-01-01", "2001-01-01"), ("2001-12-14T21:59:43Z", "2001-12-14T21:59:43Z"),
    ("2001-12-14 21:59:43", "2001-12-14 21:59:43"), ("12:30:45", "12:30:45"), ("1:30", "1:30"),
    ("=", "="), ("<<", "<<"), ("--", "--"), ("-x", "-x"), ("?x", "?x"), (":x", ":x"),
    ("1.2.3.4", "1.2.3.4"), ("10.0.0.0/8", "10.0.0.0/8"), ("100m", "100m"), ("1Gi", "1Gi"),
    ("50%", "50%"), ("1-1", "1-1"), ("http://x:8080/y", "http://x:8080/y"), ("b#c", "b#c"),
    // Quotes.
    ("'yes'", "yes"), ("\"1\"", "1"), ("'0o14'", "0o14"), ("\"null\"", "null"), ("''", ""),
    ("'it''s'", "it's"), (#""a\tb\u263a\x41\e\0""#, "a\tb☺A\u{1B}\u{0}"),
    // Tags.
    ("!!str yes", "yes"), ("!!str 1", "1"), ("!!str null", "null"), ("!!str", ""), ("!!int 5", 5),
    ("!!int \"5\"", 5), ("!!int 0x1F", 31), ("!!float 5", 5), ("!!float 1.5", 1.5),
    ("!!float \".5\"", 0.5), ("!!bool yes", true), ("!!bool \"true\"", true),
    ("!!null \"\"", .null),
    ("!!null ~", .null), ("!!timestamp 2001-1-1", "2001-1-1"), ("!!binary aGVsbG8=", "hello"),
    ("!!binary /////w==", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"), ("!local 5", "5"),
    ("!!python/object:foo 1", "1"), ("!<tag:yaml.org,2002:int> 5", 5), ("!!foo 5", "5"),
    ("!!merge <<", "<<"), ("!!seq 5", "5"), ("!!str [1]", [1]), ("!local {a: 1}", ["a": 1]),
    ("!!set {a}", ["a": .null]), ("&a !!str 5", "5"), ("!!str &a 5", "5"),
  ]

  static let refused: [(text: String, reason: YAMLReason)] = [
    (".inf", .notInJSON), ("-.Inf", .notInJSON), ("+.INF", .notInJSON), (".nan", .notInJSON),
    (".NaN", .notInJSON), ("!!float .inf", .notInJSON), ("!!int x", .wrongTag),
    ("!!int 1.5", .wrongTag), ("!!int yes", .wrongTag), ("!!int \"\"", .wrongTag),
    ("!!bool 1", .wrongTag), ("!!bool x", .wrongTag), ("!!float x", .wrongTag),
    ("!!null x", .wrongTag), ("!!timestamp x", .wrongTag), ("!!timestamp 2001-13-14", .wrongTag),
    ("!!timestamp 12", .wrongTag), ("!!binary ???", .wrongTag), ("!!binary aGVsbG8", .wrongTag),
    ("!!binary \"aGVs bG8=\"", .wrongTag), ("- b", .syntax), ("x: y", .syntax), ("%x", .syntax),
    ("@x", .syntax), ("`x", .syntax), ("[1", .syntax), ("{a", .syntax), ("\"x", .syntax),
    ("'x", .syntax), ("\"\\q\"", .syntax), ("\"\\uD800\"", .syntax), ("*", .syntax), ("&", .syntax),
    ("!!", .syntax), ("*nope", .unknownAnchor), ("&x [*x]", .recursiveAnchor),
  ]

  /// How Kubernetes makes keys of scalars.
  static let keys: [(text: String, key: String)] = [
    ("a", "a"), ("1", "1"), ("-1", "-1"), ("0x10", "16"), ("014", "12"), ("1.5", "1.5"),
    ("0.1", "0.1"), ("1e3", "1000"), ("1e5", "100000"), ("1e6", "1e+06"), ("1e30", "1e+30"),
    ("0.0001", "0.0001"), ("0.00001", "1e-05"), ("123456789.123", "1.2345679e+08"),
    ("16777217.0", "1.6777216e+07"), ("yes", "true"), ("y", "true"), ("n", "false"),
    ("off", "false"), (".inf", ".inf"), ("-.inf", "-.inf"), (".nan", ".nan"),
    ("2001-01-01", "2001-01-01"), ("'1'", "1"), ("\"yes\"", "yes"), ("!!str 1", "1"),
    ("!!binary aGVsbG8=", "hello"), ("? a\n", "a"), ("'<<'", "<<"), ("!!str <<", "<<"),
  ]
}

/// Reasons without what belongs to them.
enum YAMLReason {
  case syntax, notInJSON, wrongTag, unknownAnchor, recursiveAnchor
}
