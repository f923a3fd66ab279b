/// Small YAML texts: what the fast reader reads, and what looks like it and is left to libyaml.
enum BlockYAMLCases {
  static let read: [String] = mappings + sequences + plainScalars + quotedScalars + layouts
  static let declined: [String] =
    rareForms + severalLines + brokenLayouts + otherKeys + escapes + characters

  /// What the layout of short texts is made of.
  static let tokens = ["a", "b:", "- ", "-", "\n", " ", "  ", "'"]

  static let mappings = [
    "a: 1\n", "a: 1", "a:\n", "a:", "a: \n", "a:   ", "a:\nb:\n", "a: 1\nb: two\n",
    "a:\n  b: 1\n", "a:\n b: 1\n", "a:\n    b:\n        c: 1\nd: 2\n", "a:\n  b:\nc:\n",
    "a:\n  b:\n    c:\n", "two words: x\n", "a : 1\n", "a  :  1\n", "a.b/c-d_e$: 1\n",
    "é: ü\n", "a:b: 1\n", "a#b: 1\n", "a'b: 1\n", "a\"b: 1\n", "a,b: 1\n", "a[0]: 1\n",
    "http://x: 1\n", "_id: 1\n", "$ref: x\n", "a: {}\n", "a: {}  \nb: []\n", "  a: 1\n  b: 2\n",
    "a:\n  b: 1\n\n\n  c: 2\n", "nulls: 1\nyess: 2\noff2: 3\n", "a: 1\nb: 1\nab: 1\nba: 1\n",
    "a:\n  x: 1\nb:\n  x: 1\n", "\na: 1\n", "   \n\na: 1\n", "é: 1\ne\u{301}: 2\n",
    "2020-06-09: x\n", "1.2.3: x\n", "a-: 1\n",
  ]

  static let sequences = [
    "- a\n", "- a", "-\n", "-", "- \n-\n", "- a\n- b\n", "- 1\n-\n- 3\n", "a:\n- x\n- y\nb: 1\n",
    "a:\n  - x\n  - y\nb: 1\n", "a:\n-\nb:\n-\n", "a:\n-\n-\n", "- a: 1\n  b: 2\n- a: 3\n",
    "-   a: 1\n    b: 2\n", "- - a\n  - b\n- c\n", "- - - a\n", "- - a: 1\n    b: 2\n  - c\n",
    "-\n  - a\n", "-\n  a: 1\n  b: 2\n", "- a:\n  - x\n  - y\n  b: 1\n",
    "- a:\n    - x\n  b:\n- c\n",
    "a:\n- b:\n  - c:\n    - d\n", "a:\n- b: 1\n  c: 2\n- b: 3\nd: 4\n", "a:\n  -\n  -\nb: 1\n",
    "- []\n- {}\n", "- \"a\"\n- 'b'\n", "- -1\n- -a\n- --\n", "- -a: 1\n", "- .a: 1\n",
    "- a:\n- b:\n", "- a:\n  b:\n- c:\n", "a:\n    - x\n    - y: 1\n      z: 2\n    - w\n",
    "- \n  a: 1\n", "a:\n- - x\n  - y\n- z\n", "- - \n  -\n", "  - a\n  - b\n",
    "a:\n  - b:\n      c: 1\n    d: 2\n", "-\n- \n-\n  -\n", "- a#b\n- a:b\n",
  ]

  static let plainScalars = [
    "a: null\n", "a: ~\n", "a: Null\nb: NULL\nc: nULL\n", "a: true\nb: True\nc: TRUE\nd: tRUE\n",
    "a: false\nb: False\nc: FALSE\nd: fALSE\n", "a: yes\n", "a: No\nb: on\nc: OFF\n",
    "a: y\nb: n\n",
    "a: 0\nb: -0\nc: 12\nd: -7\ne: +7\n", "a: 1.5\nb: .5\nc: 5.\nd: -.5e3\ne: 1e3\n",
    "a: 012\nb: -012\nc: 0o17\nd: 0x1F\ne: 0b101\n", "a: 0x\nb: 0o\nc: 0b2\nd: 0xG\n",
    "a: 1_000\nb: 12:30\nc: 12:99\nd: 1.2.3\n", "a: .inf\nb: -.INF\nc: .nan\nd: .Nan\n",
    "a: 2020-06-09\nb: 2020-06-09T00:47:00Z\n", "a: -\u{20AC}\n", "a: --\nb: ---\nc: ...\n",
    "a: -x\n", "a: x   \n", "a: x  y  z\n", "a: x:y\n", "a: x::y\n",
    "a: x#y\n", "a: x##\n", "a: http://h/p?q=1&r=2#f\n", "a: it's\n", "a: say \"hi\"\n",
    "a: x, y, z\n", "a: x]y}z[{\n", "a: a & b * c ! d | e > f % g @ h ` i\n", "a: <<\n",
    "a: =\n", "a: (x)\n", "a: \\n\n", "a: $x ^y ;z /w\n", "a: ’quoted’\n", "a: 東京 タワー\n",
    "a: 😀 x\n", "a: \u{A0}x\n", "a: é\n", "a: ½ – —\n", "a: 9007199254740993\n",
    "a: 340282366920938463463374607431768211456\n", "a: 1e400\n", "a: x-\nb: y?\nc: z!\n",
    "a: \u{FFFD}\n", "a: \u{E000}\u{D7FF}\u{10FFFF}\n", "a: abcdefg\nb: abcdefgh\nc: abcdefghi\n",
  ]

  static let quotedScalars = [
    "a: \"\"\n", "a: ''\n", "a: \" \"\n", "a: \"x\"\n", "a: 'x'\n", "a: \"x\"   \n", "a: 'x'   ",
    "a: \"x: y # z\"\n", "a: 'x: y # z'\n", "a: 'it''s'\n", "a: ''''\n", "a: ''''''\n",
    "a: '''x'''\n", "a: '\"'\n", "a: \"'\"\n", "a: '\\n'\n", "a: \"\\\"\"\n", "a: \"\\\\\"\n",
    "a: \"\\n\\t\\r\\b\\f\\/\"\n", "a: \"\\0\\a\\v\\e\\ \"\n", "a: \"\\x41\\u00e9\\U0001F600\"\n",
    "a: \"\\u00E9x\\u20AC\"\n", "a: \"\\u0000\"\n", "a: \"\\uFFFF\\uFEFF\"\n",
    "a: \"x\\\\\\\\y\"\n",
    "a: \"true\"\nb: '1'\nc: \"null\"\nd: ''\n", "a: \"# x\"\n", "a: \"- x\"\n", "a: \"é\\té\"\n",
    "a: \"\\\"x\\\"\"\nb: \"\\\"y\\\"\"\nc: z\nd: 'w''w'\n", "- \"a\"\n- \"b\\n\"\n",
    "a: \"  x  \"\n", "a: '  x  '\n", "a: \"---\"\n", "a: \"{x: [y]}\"\n", "a: \"日本\\n語\"\n",
  ]

  static let layouts = [
    "# c\na: 1\n", "a: 1\n# c\nb: 2\n", "a: 1\n# c", "a:\n# c\n  b: 1\n", "a:\n  # c\n  b: 1\n",
    "a:\n  b: 1\n# c\n  c: 2\n", "a:\n        # c\n  b: 1\n", "a: 1\n   # c\nb: 2\n",
    "#\na: 1\n#\n",
    "a:\n# c\n- x\n# d\n- y\n", "- a\n# c\n\n- b\n", "a: 1\n\n\n", "a: 1\n   \n  ",
    "a: 1\r\nb: 2\r\n",
    "a:\r\n  - x\r\n  - y: 1\r\n    z: ''\r\n", "a:\r\nb:\r\n", "a: \"x\"\r\n\r\n# c\r\nb: 'y'\r\n",
    "-\r\n- \r\n", "a: 1\r\nb: 2\nc: 3\r\n", "a: x \r\n", "# é – 東京\na: 1\n", "a: []\r\nb: {}\r\n",
  ]

  static let rareForms = [
    "", "\n", "# c\n", "a\n", "\"a\"\n", "12\n", "[]\n", "{}\n", "a: [1]\n", "a: [ ]\n", "a: { }\n",
    "a: {b: 1}\n", "a: [\n]\n", "[]: 1\n", "a: &x 1\nb: *x\n", "a: *x\n", "a: &x\n  b: 1\n",
    "a: !!str 1\n", "a: ! x\n", "a: !x y\n", "!!map\na: 1\n", "a: |\n  x\n", "a: >\n  x\n",
    "a: |-\n  x\n", "a: >+\n  x\n", "- |\n x\n", "? a\n: b\n", "?\n", "a: ? b\n", "a: ?x\n",
    "a: :x\n",
    "a: :\n", ": a\n", ":\n", "a: @x\n", "a: `x`\n", "a: %x\n", "%YAML 1.1\n---\na: 1\n",
    "---\na: 1\n",
    "a: 1\n---\nb: 1\n", "a: 1\n...\n", "--- a: 1\n", "...\n", "... a: 1\n", "---\n", "a: ,x\n",
    "a: ]\n", "a: }\n", "a: #x\n", "a: # x\n", "a: 1 # x\n", "a: \"x\" # y\n", "a: \"x\"#y\n",
    "a: 'x' # y\n",
    "- # c\n  a\n", "a: # c\n  b: 1\n", "a: [] # c\n", "- a # c\n", "a # c: 1\n", "a: x #\n",
  ]

  static let severalLines = [
    "a: x\n  y\n", "a: x\n y\n", "a: x\n\n  y\n", "a: x\n  y: z\n", "a: x\n  - y\n", "- x\n  y\n",
    "- x\n y\n", "a:\n  x\n", "a:\n  x\n  y\n", "-\n  x\n", "a:\n- x\n  y\n", "a:\n- x\n - y\n",
    "a: \"x\n  y\"\n", "a: 'x\n  y'\n", "a: \"x\ny\"\n", "a: \"x\\\n  y\"\n", "a:\n  \"x\"\n",
    "a:\n  []\n",
    "a: x\n  # c\n  y\n", "a: \"x\"\n  y\n", "a: []\n  y\n", "a: x\ny\n", "a: x\n- y\n",
    "x\ny: 1\n",
  ]

  static let brokenLayouts = [
    "a:\n  b: 1\n c: 2\n", "a:\n    b: 1\n  c: 2\n", "a: 1\n  b: 2\n", " a: 1\nb: 2\n",
    "- a\nb: 1\n",
    "a: 1\n- b\n", "- a\n - b\n", " - a\n- b\n", "a:\n  - x\n - y\n", "a:\n  - x\n  b: 1\n",
    "a:\n  b: 1\n  - x\n", "- a: 1\n b: 2\n", "- a: 1\n   b: 2\n", "a: - b\n", "a: -\n",
    "a: b: c\n",
    "a: b:\n", "a: \"b\": c\n", "a: 'b': c\n", "a: - - b\n", "- a: b: c\n", "- a: - b\n",
    "a: x\n\ty\n",
    "\ta: 1\n", "a:\t1\n", "a: \t1\n", "a: 1\t\n", "-\ta\n", "a:\n\t- x\n", "a: x\ty\n",
    "a: \"x\ty\"\n",
    "\t\na: 1\n", "#\tc\na: 1\n", "a: \"x\" \t\n", "a: \"x\n", "a: 'x\n", "a: \"x", "a: 'x",
    "a: 'x''",
    "a: \"x\\\"", "a: \"x\\", "a: \"x\"y\n", "a: 'x'y\n", "a: 'x' 'y'\n", "a: []x\n", "a: {}: 1\n",
    "a: []]\n", "- - a\n b\n", "a:\n- b\n c: 1\n", "- a:\n - b\n", "a:\n  - b\n  c\n",
  ]

  static let otherKeys = [
    "a: 1\na: 2\n", "a:\n  b: 1\n  c: 2\n  b: 3\n", "- a: 1\n  a: 2\n", "a: 1\nb:\n  a: 1\na: 2\n",
    "1: a\n", "-1: a\n", "1.5: a\n", "true: a\n", "null: a\n", "~: a\n", "yes: a\n", "on: a\n",
    "012: a\n", "1_0: a\n", "0x1F: a\n", ".inf: a\n", ".5: a\n", ".a: 1\n", "-a: 1\n", "--: 1\n",
    "<<: a\n", "<a>: 1\n", "a: &x {b: 1}\n<<: *x\n", "\"a\": 1\n", "'a': 1\n", "\"a\" : 1\n",
    "\"a\":1\n",
    "- \"a\": 1\n", "- 'a': 1\n", "*a : 1\n", "!a b: 1\n", "&a b: 1\n", "[a]: 1\n", "{a}: 1\n",
    "|: 1\n", ">: 1\n", "@a: 1\n", "%a: 1\n", "`a: 1\n", ",a: 1\n", "]: 1\n", "}: 1\n",
    String(repeating: "k", count: 1100) + ": 1\n",
    "k" + String(repeating: " ", count: 1100) + ": 1\n",
    (0..<100).map { "k\($0): 1\n" }.joined(), String(repeating: "- ", count: 300) + "a\n",
  ]

  static let escapes = [
    "a: \"\\N\\_\\L\\P\"\n", "a: \"\\'\"\n", "a: \"\\q\"\n", "a: \"\\x4\"\n", "a: \"\\x4G\"\n",
    "a: \"\\u12\"\n",
    "a: \"\\uD83D\\uDE00\"\n", "a: \"\\uDC00\"\n", "a: \"\\U00110000\"\n", "a: \"\\U0000004\"\n",
    "a: \"\\\t\"\n", "a: \"\\x+1\"\n", "a: \"\\u 123\"\n", "a: \"\\u", "a: \"\\uéé\"\n",
  ]

  static let characters = [
    "a: \u{7F}\n", "a: \u{1}\n", "a: \u{1B}x\n", "# \u{1}\na: 1\n", "a: \"\u{1}\"\n",
    "a: '\u{1F}'\n",
    "a: \u{85}\n", "a: x\u{85}y\n", "a: \u{80}\n", "a: \u{9F}\n", "a: x\u{2028}y\n",
    "a: \"x\u{2029}y\"\n",
    "\u{FEFF}a: 1\n", "a: \u{FEFF}x\n", "a: x\u{FFFE}\n", "a: x\u{FFFF}\n", "# \u{85}\na: 1\n",
    "a: 1\r",
    "a: 1\rb: 2\n", "a:\r  b: 1\n", "a: \"x\ry\"\n", "\r\ra: 1\n", "# c\ra: 1\n", "a: \u{0}\n",
    "-\r",
    "a: \u{85}b: 1\n", "a\u{2028}: 1\n", "- x\u{2029}\n",
  ]
}
