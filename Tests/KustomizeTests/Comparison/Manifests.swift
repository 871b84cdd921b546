/// The objects of generated kustomizations.
enum Manifests {
  static func deployment(_ name: String) -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: \(name)
      labels: {app: \(name), tier: front}
      annotations: {about: "deployment"}
    spec:
      replicas: 2
      selector: {matchLabels: {app: \(name)}}
      strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}
      template:
        metadata: {labels: {app: \(name)}}
        spec:
          serviceAccountName: \(name)-account
          initContainers: [{name: setup, image: "busybox:1.35"}]
          containers:
          - name: app
            image: nginx:1.25
            command: [run]
            args: [--service=$(SERVICE_\(name)), "--port=$(PORT_\(name))", "$$(KEPT)"]
            ports: [{containerPort: 8080, protocol: TCP}, {containerPort: 9090, protocol: TCP}]
            env:
            - {name: MODE, value: slow}
            - {name: HOST, value: $(SERVICE_\(name))}
            - name: SETTING
              valueFrom: {configMapKeyRef: {name: \(name)-settings, key: A}}
            envFrom: [{secretRef: {name: \(name)-password}}, {configMapRef: {name: \(name)-map}}]
            volumeMounts: [{name: config, mountPath: /etc/app}]
          - {name: helper, image: "quay.io/example/helper:2@sha256:0123"}
          volumes:
          - {name: config, configMap: {name: \(name)-files}}
          - name: all
            projected: {sources: [{secret: {name: \(name)-secret}}]}
          - {name: data, persistentVolumeClaim: {claimName: \(name)-claim}}
          imagePullSecrets: [{name: \(name)-password}]

    """
  }

  static func service(_ name: String) -> String {
    """
    apiVersion: v1
    kind: Service
    metadata: {name: \(name), labels: {app: \(name)}}
    spec:
      selector: {app: \(name)}
      ports: [{name: http, port: 80, targetPort: 8080}, {name: metrics, port: 9090}]

    """
  }

  static func configMap(_ name: String) -> String {
    """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: \(name)-map}
    data: {host: $(SERVICE_\(name)), number: "5", flag: "true", "dotted.key": value}

    """
  }

  static func secret(_ name: String) -> String {
    """
    apiVersion: v1
    kind: Secret
    metadata: {name: \(name)-secret, finalizers: [example.com/keep]}
    stringData: {token: abc}

    """
  }

  static func serviceAccount(_ name: String) -> String {
    """
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: \(name)-account}
    imagePullSecrets: [{name: \(name)-password}]

    """
  }

  static func roleBinding(_ name: String) -> String {
    """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: \(name)-role}
    rules: [{apiGroups: [""], resources: [secrets], resourceNames: [\(name)-secret], verbs: [get]}]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: \(name)-binding}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: \(name)-role}
    subjects: [{kind: ServiceAccount, name: \(name)-account}]

    """
  }

  static func clusterRole(_ name: String) -> String {
    """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: \(name)-cluster-role}
    rules: [{apiGroups: [apps], resources: [deployments], verbs: [list, watch]}]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: {name: \(name)-cluster-binding}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: \(name)-cluster-role}
    subjects: [{kind: ServiceAccount, name: \(name)-account, namespace: default}]

    """
  }

  static func statefulSet(_ name: String) -> String {
    """
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: \(name)-store, labels: {app: \(name), tier: back}}
    spec:
      replicas: 1
      serviceName: \(name)
      selector: {matchLabels: {app: \(name)-store}}
      template:
        metadata: {labels: {app: \(name)-store}}
        spec:
          containers: [{name: store, image: "busybox", args: [sleep]}]
      volumeClaimTemplates:
      - metadata: {name: data}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}

    """
  }

  static func cronJob(_ name: String) -> String {
    """
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: \(name)-nightly}
    spec:
      schedule: "0 3 * * *"
      jobTemplate:
        spec:
          template:
            spec:
              restartPolicy: Never
              containers:
              - {name: job, image: busybox, envFrom: [{configMapRef: {name: \(name)-settings}}]}

    """
  }

  static func ingress(_ name: String) -> String {
    """
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: \(name)-ingress}
    spec:
      tls: [{hosts: [\(name).example.com], secretName: \(name)-secret}]
      rules:
      - host: \(name).example.com
        http:
          paths:
          - path: /
            pathType: Prefix
            backend: {service: {name: \(name), port: {number: 80}}}

    """
  }

  static func autoscaler(_ name: String) -> String {
    """
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: \(name)-scaler}
    spec:
      minReplicas: 1
      maxReplicas: 4
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: \(name)}

    """
  }

  static func claim(_ name: String) -> String {
    """
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: \(name)-claim}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 2Gi}}}

    """
  }

  static func namespace(_ name: String) -> String {
    """
    apiVersion: v1
    kind: Namespace
    metadata: {name: \(name)-ns}

    """
  }

  static func webhook(_ name: String) -> String {
    """
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingWebhookConfiguration
    metadata: {name: \(name)-hook}
    webhooks:
    - name: \(name).example.com
      clientConfig: {service: {name: \(name), namespace: default}}
      admissionReviewVersions: [v1]
      sideEffects: None

    """
  }

  static func custom(_ name: String) -> String {
    """
    apiVersion: example.com/v1
    kind: Widget
    metadata: {name: \(name)-widget}
    spec:
      parts: [{name: a, size: 1}, {name: b}]
      nested: {kept: 1.5, other: yes}
      secretName: \(name)-secret

    """
  }

  static func policy(_ name: String) -> String {
    """
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: \(name)-policy}
    spec:
      podSelector: {matchLabels: {app: \(name)}}
      ingress: [{from: [{podSelector: {matchExpressions: [{key: app, operator: Exists}]}}]}]

    """
  }

  static func list(_ name: String) -> String {
    """
    apiVersion: v1
    kind: List
    items:
    - {apiVersion: v1, kind: ConfigMap, metadata: {name: \(name)-one}, data: {a: b}}
    - {apiVersion: v1, kind: ConfigMap, metadata: {name: \(name)-two}}

    """
  }

  static func extra(_ name: String) -> String {
    """
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata: {name: \(name)-budget}
    spec: {minAvailable: 1, selector: {matchLabels: {app: \(name)}}}

    """
  }
}
