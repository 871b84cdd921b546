import Documents

extension Scenario {
  /// A cluster of very many pods, for measurements.
  ///
  /// They are there, and nothing looks after them.
  ///
  /// With `eventsPerSecond` that many pods change in each second, one after the other.
  public static func large(pods: Int, eventsPerSecond: Int = 0) -> Scenario {
    Scenario(
      "large", "\(pods) pods in varied states, for measurements",
      build: { server, _ in
        Nodes.add(Nodes.homelab, to: server)
        LargeScenario.add(pods, to: server)
        if eventsPerSecond > 0 { LargeScenario.churn(eventsPerSecond, on: server) }
      })
  }
}

/// Makes the pods of a large cluster quickly: they share all parts that are alike.
enum LargeScenario {
  /// How many pods a namespace has, about.
  private static let pods = 250

  private static let applications = [
    "catalog", "checkout", "gateway", "ledger", "mailer", "orders", "payments", "search",
    "sessions", "thumbnails",
  ]

  static func add(_ count: Int, to server: isolated DemoAPIServer) {
    let namespaces = max(1, (count + pods - 1) / pods)
    let width = String(namespaces).utf8.count
    var made = 0
    for number in 0..<namespaces where made < count {
      let digits = String(number)
      let namespace =
        "team-" + String(repeating: "0", count: width - digits.utf8.count) + digits
      server.insert(
        .namespaces,
        [
          "metadata": [
            "name": .string(namespace),
            "labels": ["kubernetes.io/metadata.name": .string(namespace)],
          ],
          "spec": ["finalizers": ["kubernetes"]], "status": ["phase": "Active"],
        ])
      let some = min(pods, count - made)
      addNamespace(namespace, some, from: made, to: server)
      made += some
    }
  }

  private static func addNamespace(
    _ namespace: String, _ count: Int, from first: Int, to server: isolated DemoAPIServer
  ) {
    let share = (count + applications.count - 1) / applications.count
    var index = 0
    for application in applications where index < count {
      let hash = TemplateHash.hash(.string(namespace + application))
      let set = server.insert(
        .replicaSets,
        [
          "metadata": [
            "name": .string("\(application)-\(hash)"), "namespace": .string(namespace),
          ],
          "spec": [
            "replicas": .integer(Int64(share)),
            "selector": ["matchLabels": ["app": .string(application)]],
            "template": ["metadata": ["labels": ["app": .string(application)]], "spec": [:]],
          ],
        ])
      let shared = Shared(application, hash, namespace, owner: set.controllerReference)
      // Names in order, so that each pod is put at the end.
      let names = (0..<min(share, count - index)).map { _ in server.random.suffix() }.sorted()
      for name in names {
        let pod = pod(name, first + index, shared, on: server)
        server.insert(.pods, pod, compact: true)
        index += 1
      }
      server.pendingChanges.removeAll()
    }
  }

  /// What all pods of one replica set have in common.
  private struct Shared {
    var name: String
    var namespace: Value
    var labels: Value
    var owners: Value
    var spec: [String: Value]
    var image: Value

    init(_ application: String, _ hash: String, _ namespace: String, owner: Value) {
      name = "\(application)-\(hash)"
      self.namespace = .string(namespace)
      image = .string("registry.example.com/\(application):2.\(hash.utf8.count).1")
      labels = [
        "app": .string(application), "pod-template-hash": .string(hash),
        "app.kubernetes.io/part-of": "shop",
      ]
      owners = [owner]
      spec = [
        "containers": [
          [
            "name": .string(application), "image": image,
            "ports": [["containerPort": 8080, "name": "http", "protocol": "TCP"]],
            "resources": [
              "requests": ["cpu": "50m", "memory": "64Mi"], "limits": ["memory": "256Mi"],
            ],
            "imagePullPolicy": "IfNotPresent", "terminationMessagePath": "/dev/termination-log",
            "terminationMessagePolicy": "File",
            "volumeMounts": [
              [
                "name": "kube-api-access", "readOnly": true,
                "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount",
              ]
            ],
          ]
        ],
        "restartPolicy": "Always", "dnsPolicy": "ClusterFirst", "serviceAccountName": "default",
        "serviceAccount": "default", "schedulerName": "default-scheduler",
        "terminationGracePeriodSeconds": 30, "enableServiceLinks": true, "priority": 0,
        "preemptionPolicy": "PreemptLowerPriority", "securityContext": [:],
        "volumes": [
          ["name": "kube-api-access", "projected": ["defaultMode": 420, "sources": []]]
        ],
        "tolerations": [
          [
            "key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute",
            "tolerationSeconds": 300,
          ],
          [
            "key": "node.kubernetes.io/unreachable", "operator": "Exists", "effect": "NoExecute",
            "tolerationSeconds": 300,
          ],
        ],
      ]
    }
  }

  private static func pod(
    _ suffix: String, _ index: Int, _ shared: Shared, on server: isolated DemoAPIServer
  ) -> Value {
    let created = server.now - .seconds(60 + Int64(index) * 7919 % (40 * 86_400))
    var spec = shared.spec
    spec["nodeName"] = .string("talos0\(index % 4)")
    let container = spec["containers"]?[0]
    return [
      "metadata": [
        "name": .string("\(shared.name)-\(suffix)"), "namespace": shared.namespace,
        "labels": shared.labels, "ownerReferences": shared.owners,
        "generateName": .string(shared.name + "-"),
        "creationTimestamp": .string(created.rfc3339),
      ],
      "spec": .object(spec),
      "status": status(index, container?["name"] ?? "", shared.image, since: created),
    ]
  }

  /// One pod in fifty isn't well.
  private static func status(
    _ index: Int, _ name: Value, _ image: Value, since created: DemoTime
  ) -> Value {
    let isBad = index % 50 == 17
    let isPending = index % 173 == 5
    let isReady = !isBad && !isPending
    let time = Value.string(created.rfc3339)
    let ready: Value = isReady ? "True" : "False"
    var status: Value = [
      "phase": isPending ? "Pending" : "Running", "qosClass": "Burstable", "startTime": time,
      "hostIP": .string("192.168.10.10\(index % 4)"),
      "podIP": .string("10.244.\(index / 250 % 250).\(index % 250 + 2)"),
      "conditions": [
        ["type": "PodReadyToStartContainers", "status": "True", "lastTransitionTime": time],
        ["type": "Initialized", "status": "True", "lastTransitionTime": time],
        ["type": "Ready", "status": ready, "lastTransitionTime": time],
        ["type": "ContainersReady", "status": ready, "lastTransitionTime": time],
        ["type": "PodScheduled", "status": "True", "lastTransitionTime": time],
      ],
    ]
    var container: Value = [
      "name": name, "image": image, "imageID": "", "ready": .bool(isReady), "lastState": [:],
      "started": .bool(isReady), "restartCount": .integer(isBad ? Int64(index % 90 + 1) : 0),
    ]
    if isBad {
      container["state"] = [
        "waiting": [
          "reason": index % 100 == 17 ? "CrashLoopBackOff" : "ImagePullBackOff",
          "message": "back-off 5m0s",
        ]
      ]
    } else if isPending {
      container["state"] = ["waiting": ["reason": "ContainerCreating"]]
    } else {
      container["state"] = ["running": ["startedAt": time]]
    }
    status["containerStatuses"] = [container]
    return status
  }

  /// Changes so many pods in each second, each a little after the one before.
  static func churn(_ eventsPerSecond: Int, on server: isolated DemoAPIServer) {
    let keys = server.list(.pods).map { ($0.objectNamespace, $0.objectName) }
    guard !keys.isEmpty else { return }
    churn(keys, next: 0, batch: max(1, eventsPerSecond / 50), eventsPerSecond, on: server)
  }

  private static func churn(
    _ keys: [(String, String)], next: Int, batch: Int, _ eventsPerSecond: Int,
    on server: isolated DemoAPIServer
  ) {
    let pause = Duration.milliseconds(Int64(max(1, batch * 1000 / eventsPerSecond)))
    server.schedule(after: pause, "churn", isRoutine: true) { server in
      for offset in 0..<batch {
        // A stride that has no factor in common with most counts, so that changes are spread.
        let (namespace, name) = keys[(next + offset) * 7919 % keys.count]
        touch(namespace, name, on: server)
      }
      churn(keys, next: next + batch, batch: batch, eventsPerSecond, on: server)
    }
  }

  /// The container is restarted, as far as its status tells.
  private static func touch(
    _ namespace: String, _ name: String, on server: isolated DemoAPIServer
  ) {
    guard var pod = server.get(.pods, namespace, name),
      var container = pod.at("status", "containerStatuses")?[0], let type = server.types[.pods]
    else { return }
    container["restartCount"] = .integer((container["restartCount"]?.integer ?? 0) + 1)
    container["state"] = ["running": ["startedAt": .string(server.now.rfc3339)]]
    pod.set("status", "containerStatuses", to: [container])
    server.commit(type, pod).compact()
  }
}
