import Documents

extension TextEdit {
  static let scalars = [
    TextEdit(
      name: "a number", before: "a: 1\nb: 2\n", place: ["a"], value: 3, after: "a: 3\nb: 2\n"),
    TextEdit(
      name: "a comment behind it", before: "a:   1   # why\n", place: ["a"], value: 3,
      after: "a:   3   # why\n"),
    TextEdit(
      name: "a comment with a tab", before: "a: 1\t# why\n", place: ["a"], value: 3,
      after: "a: 3\t# why\n"),
    TextEdit(
      name: "double quotes", before: "a: \"x\"\n", place: ["a"], value: "y", after: "a: \"y\"\n"),
    TextEdit(
      name: "single quotes", before: "a: 'x'\n", place: ["a"], value: "it's",
      after: "a: 'it''s'\n"),
    TextEdit(
      name: "single quotes that can't hold it", before: "a: 'x'\n", place: ["a"],
      value: "a\tb", after: "a: \"a\\tb\"\n"),
    TextEdit(
      name: "text that would be a truth value", before: "a: x\n", place: ["a"], value: "yes",
      after: "a: \"yes\"\n"),
    TextEdit(
      name: "text that would be a number", before: "a: x\n", place: ["a"], value: "1e3",
      after: "a: \"1e3\"\n"),
    TextEdit(
      name: "text that would be octal", before: "a: x\n", place: ["a"], value: "0o7",
      after: "a: \"0o7\"\n"),
    TextEdit(
      name: "text that would be null", before: "a: x\n", place: ["a"], value: "~",
      after: "a: \"~\"\n"),
    TextEdit(
      name: "text that would be a time", before: "a: x\n", place: ["a"], value: "2001-01-01",
      after: "a: \"2001-01-01\"\n"),
    TextEdit(
      name: "empty text", before: "a: x\n", place: ["a"], value: "", after: "a: \"\"\n"),
    TextEdit(
      name: "text that becomes a number", before: "a: \"3\"\n", place: ["a"], value: 4,
      after: "a: 4\n"),
    TextEdit(
      name: "a value where there is none", before: "a: # nothing\nb: 1\n", place: ["a"],
      value: "x", after: "a: x # nothing\nb: 1\n"),
    TextEdit(
      name: "null", before: "a: null\n", place: ["a"], value: true, after: "a: true\n"),
    TextEdit(
      name: "a value on its own line", before: "a:\n    x\nb: 1\n", place: ["a"], value: "z",
      after: "a:\n    z\nb: 1\n"),
    TextEdit(
      name: "a value over two lines", before: "a: x\n  y\nb: 1\n", place: ["a"], value: "z",
      after: "a: z\nb: 1\n"),
    TextEdit(
      name: "a tag", before: "a: !!str x\n", place: ["a"], value: "z", after: "a: !!str z\n"),
    TextEdit(
      name: "an anchor that nobody uses", before: "a: &n 1\n", place: ["a"], value: 2,
      after: "a: &n 2\n"),
    TextEdit(
      name: "a quoted key", before: "\"a b\": 1\n'c': 2\n", place: ["c"], value: 3,
      after: "\"a b\": 1\n'c': 3\n"),
    TextEdit(
      name: "characters of several bytes", before: "ä: \"€\" # ü\nb: 1 # é\n", place: ["b"],
      value: 2, after: "ä: \"€\" # ü\nb: 2 # é\n"),
    TextEdit(
      name: "a number that is a key", before: "8080: x\n", place: ["8080"], value: "z",
      after: "8080: z\n"),
    TextEdit(
      name: "text with a colon", before: "a: x\n", place: ["a"], value: "b: c",
      after: "a: 'b: c'\n"),
  ]

  static let keys = [
    TextEdit(
      name: "a key behind the last", before: "m:\n  b: 1 # one\n\n# end\nn: 2\n",
      place: ["m", "c"], value: 2, after: "m:\n  b: 1 # one\n  c: 2\n\n# end\nn: 2\n"),
    TextEdit(
      name: "a key in order", before: "m:\n  a: 1\n  c: 3\n  e: 5\n", place: ["m", "d"],
      value: 4, after: "m:\n  a: 1\n  c: 3\n  d: 4\n  e: 5\n"),
    TextEdit(
      name: "a key that needs quotes", before: "m:\n  b: 1\n", place: ["m", "yes"],
      value: "x", after: "m:\n  b: 1\n  \"yes\": x\n"),
    TextEdit(
      name: "a key without a line break at the end", before: "m:\n  b: 1", place: ["m", "c"],
      value: 2, after: "m:\n  b: 1\n  c: 2"),
    TextEdit(
      name: "a key into an empty mapping", before: "m: {} # none\nn: 1\n", place: ["m", "a"],
      value: 1, after: "m: # none\n  a: 1\nn: 1\n"),
    TextEdit(
      name: "a key into nothing", before: "m:\n  l: # none\n  k: 1\n", place: ["m", "l", "a"],
      value: 1, after: "m:\n  l: # none\n    a: 1\n  k: 1\n"),
    TextEdit(
      name: "a key into null", before: "m: ~\n", place: ["m", "a"], value: 1,
      after: "m:\n  a: 1\n"),
    TextEdit(
      name: "mappings on the way", before: "metadata:\n  name: x\n",
      place: ["metadata", "annotations", "a/b"], value: "1",
      after: "metadata:\n  name: x\n  annotations:\n    a/b: \"1\"\n"),
    TextEdit(
      name: "quotes like those of the others", before: "m:\n  a: \"x\"\n  b: \"y\"\n",
      place: ["m", "c"], value: "z", after: "m:\n  a: \"x\"\n  b: \"y\"\n  c: \"z\"\n"),
    TextEdit(
      name: "wide indentation", before: "m:\n    l:\n        a: 1\n", place: ["m", "k", "b"],
      value: 2, after: "m:\n    l:\n        a: 1\n    k:\n        b: 2\n"),
    TextEdit(
      name: "a key taken out", before: "m:\n  a: 1\n  # about b\n  b: 2 # two\n  c: 3\n",
      place: ["m", "b"], value: nil, after: "m:\n  a: 1\n  # about b\n  c: 3\n"),
    TextEdit(
      name: "a key with all below it taken out",
      before: "m:\n  a:\n    x: 1\n    y:\n    - 2\n  b: 2\n", place: ["m", "a"], value: nil,
      after: "m:\n  b: 2\n"),
    TextEdit(
      name: "the last key of a mapping taken out", before: "m:\n  # about a\n  a: 1\nn: 2\n",
      place: ["m", "a"], value: nil, after: "m: {}\n  # about a\nn: 2\n"),
    TextEdit(
      name: "the last line taken out without a line break at the end", before: "a: 1\nb: 2",
      place: ["b"], value: nil, after: "a: 1"),
    TextEdit(
      name: "a mapping for a scalar", before: "a: 1 # c\nb: 2\n", place: ["a"],
      value: ["w": 1, "x": ["z": []]], after: "a: # c\n  w: 1\n  x:\n    z: []\nb: 2\n"),
    TextEdit(
      name: "a scalar for a mapping", before: "a: # c\n  x: 1\n  y: 2\nb: 2\n", place: ["a"],
      value: 3, after: "a: 3 # c\nb: 2\n"),
    TextEdit(
      name: "the document made empty", before: "a: 1\n", place: ["a"], value: nil,
      after: "{}\n"),
    TextEdit(
      name: "a key below an anchor that nobody uses", before: "a: &x\n  b: 1\nc: 2\n",
      place: ["a", "d"], value: 3, after: "a: &x\n  b: 1\n  d: 3\nc: 2\n"),
  ]

  static let lists = [
    TextEdit(
      name: "an element in a compact list", before: "l:\n- a\n- b\nm: 1\n", place: ["l", "-"],
      value: "c", after: "l:\n- a\n- b\n- c\nm: 1\n"),
    TextEdit(
      name: "an element in an indented list", before: "l:\n  - a # x\nm: 1\n",
      place: ["l", "-"], value: ["name": "c", "image": "d"],
      after: "l:\n  - a # x\n  - name: c\n    image: d\nm: 1\n"),
    TextEdit(
      name: "an element with its dash apart", before: "l:\n-   a: 1\n    b: 2\n",
      place: ["l", "-"], value: ["a": 3, "b": 4],
      after: "l:\n-   a: 1\n    b: 2\n-   a: 3\n    b: 4\n"),
    TextEdit(
      name: "an element taken out", before: "l:\n- a\n# about b\n- b # x\n- c\n",
      place: ["l", "1"], value: nil, after: "l:\n- a\n# about b\n- c\n"),
    TextEdit(
      name: "the only element taken out", before: "l:\n  - a\nm: 1\n", place: ["l", "0"],
      value: nil, after: "l: []\nm: 1\n"),
    TextEdit(
      name: "the first key of an element taken out",
      before: "l:\n- name: x # n\n  # about image\n  image: y\n", place: ["l", "0", "name"],
      value: nil, after: "l:\n- # about image\n  image: y\n"),
    TextEdit(
      name: "the only key of an element taken out", before: "l:\n- name: x # n\n- b\n",
      place: ["l", "0", "name"], value: nil, after: "l:\n- {} # n\n- b\n"),
    TextEdit(
      name: "a key of an element", before: "l:\n- name: x\n  image: y\n- name: z\n",
      place: ["l", "0", "tag"], value: 1,
      after: "l:\n- name: x\n  image: y\n  tag: 1\n- name: z\n"),
    TextEdit(
      name: "an element into an empty list", before: "l: []\nm: 1\n", place: ["l", "-"],
      value: "a", after: "l:\n- a\nm: 1\n"),
    TextEdit(
      name: "an element into an empty list among indented ones",
      before: "k:\n  - x\nl: []\n", place: ["l", "-"], value: "a",
      after: "k:\n  - x\nl:\n  - a\n"),
    TextEdit(
      name: "an element of a list of lists", before: "l:\n- - 1\n  - 2\n- - 3\n",
      place: ["l", "0", "-"], value: 4, after: "l:\n- - 1\n  - 2\n  - 4\n- - 3\n"),
    TextEdit(
      name: "the first of a list of lists taken out", before: "l:\n- - 1\n  - 2\n",
      place: ["l", "0", "0"], value: nil, after: "l:\n- - 2\n"),
    TextEdit(
      name: "a mapping for an element", before: "l:\n- a # x\n- b\n", place: ["l", "0"],
      value: ["name": "c", "tag": 1], after: "l:\n- name: c # x\n  tag: 1\n- b\n"),
    TextEdit(
      name: "an empty element", before: "l:\n-\n- b\n", place: ["l", "0"], value: "a",
      after: "l:\n- a\n- b\n"),
  ]

  static let flow = [
    TextEdit(
      name: "a scalar in brackets", before: "a: {b: 1, c: [x, y]} # z\n",
      place: ["a", "c", "1"], value: "w", after: "a: {b: 1, c: [x, w]} # z\n"),
    TextEdit(
      name: "text that brackets would end", before: "a: [x]\n", place: ["a", "0"],
      value: "b,c", after: "a: [\"b,c\"]\n"),
    TextEdit(
      name: "a key in brackets", before: "a: { b: 1 }\n", place: ["a", "c"], value: ["d": [1]],
      after: "a: { b: 1, c: {d: [1]} }\n"),
    TextEdit(
      name: "a key of brackets taken out", before: "a: {b: 1, c: 2, d: 3}\n",
      place: ["a", "c"], value: nil, after: "a: {b: 1, d: 3}\n"),
    TextEdit(
      name: "the last of brackets taken out", before: "a: [1, 2]\n", place: ["a", "1"],
      value: nil, after: "a: [1]\n"),
    TextEdit(
      name: "the only one of brackets taken out", before: "a: [ 1 ]\n", place: ["a", "0"],
      value: nil, after: "a: []\n"),
    TextEdit(
      name: "JSON", before: "{\n  \"a\": 1,\n  \"b\": \"x\"\n}\n", place: ["b"], value: "yes",
      after: "{\n  \"a\": 1,\n  \"b\": \"yes\"\n}\n"),
    TextEdit(
      name: "a key in JSON", before: "{\n  \"a\": 1,\n  \"b\": \"x\"\n}\n", place: ["c"],
      value: "y", after: "{\n  \"a\": 1,\n  \"b\": \"x\",\n  \"c\": \"y\"\n}\n"),
    TextEdit(
      name: "the last key of JSON taken out", before: "{\n  \"a\": 1,\n  \"b\": 2\n}\n",
      place: ["b"], value: nil, after: "{\n  \"a\": 1\n}\n"),
    TextEdit(
      name: "the first key of JSON taken out", before: "{\n  \"a\": 1,\n  \"b\": 2\n}\n",
      place: ["a"], value: nil, after: "{\n  \"b\": 2\n}\n"),
    TextEdit(
      name: "JSON that is indented with tabs", before: "{\n\t\"a\": {\n\t\t\"b\": [1]\n\t}\n}\n",
      place: ["a", "c"], value: [["d": true]],
      after: "{\n\t\"a\": {\n\t\t\"b\": [1],\n\t\t\"c\": [{\"d\": true}]\n\t}\n}\n"),
    TextEdit(
      name: "a list over several lines, with a comma at its end",
      before: "a: [\n  x, # one\n  y, # two\n]\n", place: ["a", "-"], value: "z",
      after: "a: [\n  x, # one\n  y, # two\n  z,\n]\n"),
    TextEdit(
      name: "a list over several lines, without", before: "a: [\n  x, # one\n  y # two\n]\n",
      place: ["a", "-"], value: "z", after: "a: [\n  x, # one\n  y, # two\n  z\n]\n"),
    TextEdit(
      name: "nothing in brackets", before: "a: {b: , c: 1}\n", place: ["a", "b"], value: 2,
      after: "a: {b: 2, c: 1}\n"),
  ]

  static let blocks = [
    TextEdit(
      name: "a line of a block", before: "a: | # text\n    one\n    two\n\n\nb: 1\n",
      place: ["a"], value: "one\n2\n", after: "a: | # text\n    one\n    2\n\n\nb: 1\n"),
    TextEdit(
      name: "a block that loses its last line break", before: "a: |\n  one\nb: 1\n",
      place: ["a"], value: "one", after: "a: |-\n  one\nb: 1\n"),
    TextEdit(
      name: "a block with lines added", before: "a: |-\n  one\nb: 1\n", place: ["a"],
      value: "one\n\n two", after: "a: |-\n  one\n\n   two\nb: 1\n"),
    TextEdit(
      name: "a block that keeps its line breaks", before: "a: |+\n  one\n\nb: 1\n",
      place: ["a"], value: "two\n\n", after: "a: |+\n  two\n\nb: 1\n"),
    TextEdit(
      name: "a folded block", before: "a: >\n  one\n  two\nb: 1\n", place: ["a"],
      value: "one\ntwo\n", after: "a: |\n  one\n  two\nb: 1\n"),
    TextEdit(
      name: "a block for one line", before: "a: x # c\nb: 1\n", place: ["a"],
      value: "one\ntwo\n", after: "a: | # c\n  one\n  two\nb: 1\n"),
    TextEdit(
      name: "a block within a list", before: "l:\n- a: |\n    one\n  b: 2\n",
      place: ["l", "0", "a"], value: "two\n", after: "l:\n- a: |\n    two\n  b: 2\n"),
    TextEdit(
      name: "a number for a block", before: "a: | # c\n  one\n  two\nb: 1\n", place: ["a"],
      value: 5, after: "a: 5 # c\nb: 1\n"),
    TextEdit(
      name: "a key behind a block", before: "m:\n  a: |\n    one\n\nn: 1\n",
      place: ["m", "b"], value: 2, after: "m:\n  a: |\n    one\n  b: 2\n\nn: 1\n"),
    TextEdit(
      name: "a key behind a block at the end of the file", before: "m:\n  a: |\n    one",
      place: ["m", "b"], value: 2, after: "m:\n  a: |-\n    one\n  b: 2"),
    TextEdit(
      name: "a block taken out", before: "m:\n  a: |\n    one\n    two\n  b: 2\n",
      place: ["m", "a"], value: nil, after: "m:\n  b: 2\n"),
    TextEdit(
      name: "a block that says its indentation", before: "a: |2\n   one\n  two\n",
      place: ["a"], value: " one\n2\n", after: "a: |2\n   one\n  2\n"),
    TextEdit(
      name: "several lines that were escapes", before: "a: \"x\\ny\"\n", place: ["a"],
      value: "x\nz", after: "a: \"x\\nz\"\n"),
    TextEdit(
      name: "a new key with a block", before: "data:\n  a: x\n", place: ["data", "b"],
      value: "one\n  two\n", after: "data:\n  a: x\n  b: |\n    one\n      two\n"),
  ]

  static let files = [
    TextEdit(
      name: "line ends of two bytes", before: "a: 1\r\nm:\r\n  b: 2 # x\r\n",
      place: ["m", "c"], value: ["d": 1],
      after: "a: 1\r\nm:\r\n  b: 2 # x\r\n  c:\r\n    d: 1\r\n"),
    TextEdit(
      name: "a block with line ends of two bytes", before: "a: |\r\n  one\r\n  two\r\n",
      place: ["a"], value: "one\n2\n3\n", after: "a: |\r\n  one\r\n  2\r\n  3\r\n"),
    TextEdit(
      name: "another document", before: "a: 1\n---\na: 1 # second\n...\n---\na: 1\n",
      place: ["a"], value: 2, after: "a: 1\n---\na: 2 # second\n...\n---\na: 1\n", document: 1),
    TextEdit(
      name: "no line break at the end", before: "a: 1", place: ["a"], value: 2, after: "a: 2"),
    TextEdit(
      name: "an empty text", before: "# nothing yet\n", place: ["a"], value: 1,
      after: "# nothing yet\na: 1\n"),
  ]
}
