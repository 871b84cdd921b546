import Documents
import Testing
import YAML

struct YAMLWriterTests {
  @Test func layoutIsThatOfKubectl() {
    let value: Value = [
      "spec": [
        "empty": [:], "none": [], "nothing": nil,
        "containers": [
          ["name": "web", "args": ["-v", "a: b"], "ports": [["port": 80]]],
          [["x"], [["y": 1, "z": 2], 3]],
        ],
        "script": "set -e\necho\n", "quoted": "yes",
      ],
      "kind": "Pod",
    ]
    #expect(
      value.yaml == """
        kind: Pod
        spec:
          containers:
          - args:
            - -v
            - 'a: b'
            name: web
            ports:
            - port: 80
          - - - x
            - - "y": 1
                z: 2
              - 3
          empty: {}
          none: []
          nothing: null
          quoted: "yes"
          script: |
            set -e
            echo

        """)
  }
}
