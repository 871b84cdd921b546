import Documents
import Testing
import YAML

@testable import Kustomize

/// One patch of one object, and what `kubectl kustomize` 5.5 makes of it.
struct MergeCase: CustomTestStringConvertible, Sendable {
  var name: String
  var type: String = "apps/v1 Deployment"
  /// The object without its name; the pod's specification where the type isn't given.
  var object: String
  /// The patch, alike.
  var patch: String
  /// What comes out, alike; empty where the object is deleted, and nil where the patch is refused.
  var result: String?

  var testDescription: String { name }
}

extension MergeCase {
  static let pods: [MergeCase] = [
    MergeCase(
      name: "new elements go first",
      object: "{containers: [{name: a, image: a}, {name: b, image: b}]}",
      patch: "{containers: [{name: c, image: c}, {name: b, image: bb}]}",
      result: "{containers: [{image: c, name: c}, {image: bb, name: b}, {image: a, name: a}]}"),
    MergeCase(
      name: "order of elements follows the patch",
      object: "{containers: [{name: a}, {name: b}, {name: c}]}",
      patch: "{containers: [{name: c, image: c}, {name: a, image: x}]}",
      result: "{containers: [{image: c, name: c}, {image: x, name: a}, {name: b}]}"),
    MergeCase(
      name: "deleted element",
      object: "{containers: [{name: a, image: a}, {name: b, image: b}]}",
      patch: "{containers: [{name: a, $patch: delete}]}",
      result: "{containers: [{image: b, name: b}]}"),
    MergeCase(
      name: "all deleted",
      object: "{containers: [{name: a, image: a}]}",
      patch: "{containers: [{name: a, $patch: delete}]}",
      result: "{containers: []}"),
    MergeCase(
      name: "replaced element",
      object: "{containers: [{name: a, image: a, env: [{name: x, value: 'y'}]}]}",
      patch: "{containers: [{name: a, $patch: replace, image: z}]}",
      result: "{containers: [{env: [{name: x, value: 'y'}], image: a, name: a}]}"),
    MergeCase(
      name: "replaced list",
      object: "{containers: [{name: a, image: a}, {name: b}]}",
      patch: "{containers: [{$patch: replace}, {name: c, image: c}]}",
      result: "{containers: [{image: c, name: c}]}"),
    MergeCase(
      name: "replaced list at end",
      object: "{containers: [{name: a, image: a}, {name: b}]}",
      patch: "{containers: [{name: c, image: c}, {$patch: replace}]}",
      result: "{containers: [{image: c, name: c}]}"),
    MergeCase(
      name: "deleted list",
      object: "{containers: [{name: a}], volumes: [{name: v, emptyDir: {}}]}",
      patch: "{volumes: [{$patch: delete}]}",
      result: "{containers: [{name: a}]}"),
    MergeCase(
      name: "merge directive in list",
      object: "{containers: [{name: a, image: a}, {name: b}]}",
      patch: "{containers: [{$patch: merge}, {name: c, image: c}]}",
      result: "{containers: [{image: c, name: c}, {image: a, name: a}, {name: b}]}"),
    MergeCase(
      name: "replace directive in a list that is not there",
      object: "{containers: [{name: a}]}",
      patch: "{volumes: [{$patch: replace}, {name: c, emptyDir: {}}]}",
      result: "{containers: [{name: a}], volumes: [{$patch: replace}]}"),
    MergeCase(
      name: "delete directive for missing element",
      object: "{containers: [{name: a}]}",
      patch: "{containers: [{name: z, $patch: delete}]}",
      result: "{containers: [{name: a}]}"),
    MergeCase(
      name: "null field",
      object: "{containers: [{name: a, image: a, command: [x]}], hostNetwork: true}",
      patch: "{containers: [{name: a, command: null}], hostNetwork: null}",
      result: "{containers: [{image: a, name: a}]}"),
    MergeCase(
      name: "null list",
      object: "{containers: [{name: a}], volumes: [{name: v}]}",
      patch: "{volumes: null}",
      result: "{containers: [{name: a}]}"),
    MergeCase(
      name: "null in added map",
      object: "{containers: [{name: a}]}",
      patch: """
        {securityContext: {runAsUser: 1, runAsGroup: null, seLinuxOptions: {level: null}}}
        """,
      result: "{containers: [{name: a}], securityContext: {runAsUser: 1, seLinuxOptions: {}}}"),
    MergeCase(
      name: "empty map added",
      object: "{containers: [{name: a}]}",
      patch: "{securityContext: {}}",
      result: "{containers: [{name: a}], securityContext: {}}"),
    MergeCase(
      name: "map emptied",
      object: "{containers: [{name: a}], securityContext: {runAsUser: 1}}",
      patch: "{securityContext: {runAsUser: null}}",
      result: "{containers: [{name: a}], securityContext: {}}"),
    MergeCase(
      name: "explicit null stays",
      object: "{containers: [{name: a}], securityContext: null}",
      patch: "{hostNetwork: true}",
      result: "{containers: [{name: a}], hostNetwork: true, securityContext: null}"),
    MergeCase(
      name: "ports by number and protocol",
      object: """
        {containers: [{name: a, ports: [{containerPort: 80, protocol: TCP, name: x}, \
        {containerPort: 80, protocol: UDP, name: 'y'}]}]}
        """,
      patch: "{containers: [{name: a, ports: [{containerPort: 80, protocol: UDP, name: z}]}]}",
      result: """
        {containers: [{name: a, ports: [{containerPort: 80, name: x, protocol: TCP}, \
        {containerPort: 80, name: z, protocol: UDP}]}]}
        """),
    MergeCase(
      name: "ports protocol missing in patch",
      object: "{containers: [{name: a, ports: [{containerPort: 80, protocol: TCP, name: x}]}]}",
      patch: "{containers: [{name: a, ports: [{containerPort: 80, name: z}]}]}",
      result: "{containers: [{name: a, ports: [{containerPort: 80, name: x, protocol: TCP}]}]}"),
    MergeCase(
      name: "ports protocol missing in object",
      object: "{containers: [{name: a, ports: [{containerPort: 80, name: x}]}]}",
      patch: "{containers: [{name: a, ports: [{containerPort: 80, protocol: TCP, name: z}]}]}",
      result: "{containers: [{name: a, ports: [{containerPort: 80, name: x}]}]}"),
    MergeCase(
      name: "ports without protocol",
      object: """
        {containers: [{name: a, ports: [{containerPort: 80, name: x}, {containerPort: 81}]}]}
        """,
      patch: """
        {containers: [{name: a, ports: [{containerPort: 80, hostPort: 8080}, {containerPort: \
        82}]}]}
        """,
      result: """
        {containers: [{name: a, ports: [{containerPort: 80, hostPort: 8080, name: x}, \
        {containerPort: 82}, {containerPort: 81}]}]}
        """),
    MergeCase(
      name: "ports mixed",
      object: """
        {containers: [{name: a, ports: [{containerPort: 80, name: x}, {containerPort: 80, \
        protocol: UDP}]}]}
        """,
      patch: "{containers: [{name: a, ports: [{containerPort: 80, name: q}]}]}",
      result: """
        {containers: [{name: a, ports: [{containerPort: 80, name: x}, {containerPort: 80, \
        protocol: UDP}]}]}
        """),
    MergeCase(
      name: "ports deleted",
      object: """
        {containers: [{name: a, ports: [{containerPort: 80, name: x, protocol: TCP}, \
        {containerPort: 81, protocol: TCP}]}]}
        """,
      patch: """
        {containers: [{name: a, ports: [{containerPort: 80, protocol: TCP, $patch: delete}]}]}
        """,
      result: "{containers: [{name: a, ports: [{containerPort: 81, protocol: TCP}]}]}"),
    MergeCase(
      name: "ports deleted without protocol",
      object: """
        {containers: [{name: a, ports: [{containerPort: 80, name: x, protocol: TCP}, \
        {containerPort: 81, protocol: TCP}]}]}
        """,
      patch: "{containers: [{name: a, ports: [{containerPort: 80, $patch: delete}]}]}",
      result: """
        {containers: [{name: a, ports: [{containerPort: 80, name: x, protocol: TCP}, \
        {containerPort: 81, protocol: TCP}]}]}
        """),
    MergeCase(
      name: "duplicate env untouched",
      object: """
        {containers: [{name: a, env: [{name: x, value: '1'}, {name: 'y', value: '2'}, {name: x, \
        value: '3'}]}]}
        """,
      patch: "{hostNetwork: true}",
      result: """
        {containers: [{env: [{name: x, value: '3'}, {name: 'y', value: '2'}], name: a}], \
        hostNetwork: true}
        """),
    MergeCase(
      name: "duplicate env in patch",
      object: "{containers: [{name: a}]}",
      patch: """
        {containers: [{name: a, env: [{name: x, value: '1'}, {name: 'y', value: '2'}, {name: x, \
        value: '3'}]}]}
        """,
      result: "{containers: [{env: [{name: x, value: '3'}, {name: 'y', value: '2'}], name: a}]}"),
    MergeCase(
      name: "env merged",
      object: "{containers: [{name: a, env: [{name: x, value: '1'}, {name: 'y', value: '2'}]}]}",
      patch: """
        {containers: [{name: a, env: [{name: 'y', valueFrom: {fieldRef: {fieldPath: f}}, value: \
        null}, {name: 'n', value: '9'}]}]}
        """,
      result: """
        {containers: [{env: [{name: 'y', valueFrom: {fieldRef: {fieldPath: f}}}, {name: 'n', \
        value: '9'}, {name: x, value: '1'}], name: a}]}
        """),
    MergeCase(
      name: "volume type changed keeps both",
      object: "{containers: [{name: a}], volumes: [{name: v, emptyDir: {}}]}",
      patch: "{volumes: [{name: v, configMap: {name: c}}]}",
      result: """
        {containers: [{name: a}], volumes: [{configMap: {name: c}, emptyDir: {}, name: v}]}
        """),
    MergeCase(
      name: "volume type changed with null",
      object: "{containers: [{name: a}], volumes: [{name: v, emptyDir: {}}]}",
      patch: "{volumes: [{name: v, emptyDir: null, configMap: {name: c}}]}",
      result: "{containers: [{name: a}], volumes: [{configMap: {name: c}, name: v}]}"),
    MergeCase(
      name: "setElementOrder",
      object: "{containers: [{name: a}, {name: b}]}",
      patch: """
        {$setElementOrder/containers: [{name: b}, {name: a}], containers: [{name: a, image: x}]}
        """,
      result: """
        {$setElementOrder/containers: [{name: b}, {name: a}], containers: [{image: x, name: a}, \
        {name: b}]}
        """),
    MergeCase(
      name: "unknown directive in list",
      object: "{containers: [{name: a}]}",
      patch: "{containers: [{$patch: foo}]}",
      result: nil),
    MergeCase(
      name: "mismatch list map",
      object: "{containers: [{name: a}]}",
      patch: "{containers: {name: a}}",
      result: nil),
    MergeCase(
      name: "mismatch list scalar",
      object: "{containers: [{name: a, args: [a]}]}",
      patch: "{containers: [{name: a, args: x}]}",
      result: nil),
    MergeCase(
      name: "element without key in patch",
      object: "{containers: [{name: a}], hostAliases: [{ip: '1.1.1.1', hostnames: [a]}]}",
      patch: "{hostAliases: [{hostnames: [b]}]}",
      result: "{containers: [{name: a}], hostAliases: []}"),
    MergeCase(
      name: "element without key in object",
      object: "{containers: [{name: a}], hostAliases: [{hostnames: [a]}, {ip: '1.1.1.1'}]}",
      patch: "{hostAliases: [{ip: '2.2.2.2'}]}",
      result: "{containers: [{name: a}], hostAliases: [{hostnames: [a]}]}"),
    MergeCase(
      name: "element without key untouched",
      object: "{containers: [{name: a}], hostAliases: [{hostnames: [a]}, {ip: '1.1.1.1'}]}",
      patch: "{hostNetwork: true}",
      result: "{containers: [{name: a}], hostAliases: [{hostnames: [a]}], hostNetwork: true}"),
    MergeCase(
      name: "empty element",
      object: "{containers: [{name: a}], imagePullSecrets: [{}, {name: x}]}",
      patch: "{imagePullSecrets: [{name: 'y'}]}",
      result: "{containers: [{name: a}], imagePullSecrets: [{name: 'y'}]}"),
    MergeCase(
      name: "topology spread",
      object: """
        {containers: [{name: a}], topologySpreadConstraints: [{topologyKey: z, whenUnsatisfiable: \
        DoNotSchedule, maxSkew: 1}]}
        """,
      patch: """
        {topologySpreadConstraints: [{topologyKey: z, whenUnsatisfiable: ScheduleAnyway, maxSkew: \
        2}, {topologyKey: z, whenUnsatisfiable: DoNotSchedule, maxSkew: 5}]}
        """,
      result: """
        {containers: [{name: a}], topologySpreadConstraints: [{maxSkew: 2, topologyKey: z, \
        whenUnsatisfiable: ScheduleAnyway}, {maxSkew: 5, topologyKey: z, whenUnsatisfiable: \
        DoNotSchedule}]}
        """),
    MergeCase(
      name: "tolerations replaced",
      object: "{containers: [{name: a}], tolerations: [{key: a}]}",
      patch: "{tolerations: [{key: b}]}",
      result: "{containers: [{name: a}], tolerations: [{key: b}]}"),
    MergeCase(
      name: "volume mounts",
      object: """
        {containers: [{name: a, volumeMounts: [{name: x, mountPath: /x}, {name: 'y', mountPath: \
        /y}]}]}
        """,
      patch: """
        {containers: [{name: a, volumeMounts: [{name: z, mountPath: /z}, {mountPath: /y, subPath: \
        q}]}]}
        """,
      result: """
        {containers: [{name: a, volumeMounts: [{mountPath: /z, name: z}, {mountPath: /y, name: \
        'y', subPath: q}, {mountPath: /x, name: x}]}]}
        """),
    MergeCase(
      name: "init containers",
      object: "{initContainers: [{name: a, image: a}], containers: [{name: a}]}",
      patch: "{initContainers: [{name: b, image: b}]}",
      result: """
        {containers: [{name: a}], initContainers: [{image: b, name: b}, {image: a, name: a}]}
        """),
    MergeCase(
      name: "quoted numbers",
      object: "{containers: [{name: a, ports: [{containerPort: '80', name: q}]}]}",
      patch: "{containers: [{name: a, ports: [{containerPort: 80, hostPort: 1}]}]}",
      result: "{containers: [{name: a, ports: [{containerPort: '80', hostPort: 1, name: q}]}]}"),
    MergeCase(
      name: "nested element delete with other fields",
      object: "{containers: [{name: a, env: [{name: x, value: '1'}, {name: 'y', value: z}]}]}",
      patch: """
        {containers: [{name: a, env: [{name: x, $patch: delete}, {name: q, value: '2'}]}]}
        """,
      result: "{containers: [{env: [{name: q, value: '2'}, {name: 'y', value: z}], name: a}]}"),
    MergeCase(
      name: "empty list in patch",
      object: "{containers: [{name: a, env: [{name: x, value: '1'}]}]}",
      patch: "{containers: [{name: a, env: []}]}",
      result: "{containers: [{env: [{name: x, value: '1'}], name: a}]}"),
    MergeCase(
      name: "empty map in patch",
      object: "{containers: [{name: a}], securityContext: {runAsUser: 1}}",
      patch: "{securityContext: {}}",
      result: "{containers: [{name: a}], securityContext: {runAsUser: 1}}"),
    MergeCase(
      name: "empty list in object",
      object: "{containers: [{name: a, env: []}]}",
      patch: "{containers: [{name: a, env: [{name: x}]}]}",
      result: "{containers: [{env: [{name: x}], name: a}]}"),
  ]

  static let objects: [MergeCase] = [
    MergeCase(
      name: "a directive counts once",
      type: "v1 Service",
      object: "{spec: {ports: [{port: 80, protocol: UDP}]}}",
      patch: """
        {spec: {ports: [{port: 82, protocol: UDP, name: a, $patch: delete}, {port: 82, name: a}]}}
        """,
      result: """
        {spec: {ports: [{name: a, port: 82, protocol: UDP}, {port: 80, protocol: UDP}]}}
        """),
    MergeCase(
      name: "directives in what is added",
      type: "v1 Pod",
      object: "{spec: {}}",
      patch: """
        {spec: {containers: [{name: a, $patch: replace, env: [{name: d, value: null, \
        $patch: replace}, {name: c}], ports: [{$patch: delete}]}]}}
        """,
      result: "{spec: {containers: [{name: a, env: [{name: d}, {name: c}]}]}}"),
    MergeCase(
      name: "null in replaced list",
      type: "v1 Foo",
      object: "{spec: {l: [1]}}",
      patch: "{spec: {l: [null, {a: null}]}}",
      result: "{spec: {l: [null, {a: null}]}}"),
    MergeCase(
      name: "service ports",
      type: "v1 Service",
      object: """
        {spec: {ports: [{port: 80, targetPort: 8080, name: http}, {port: 443, name: https}]}}
        """,
      patch: "{spec: {ports: [{port: 80, targetPort: 9090}, {port: 9000, name: m}]}}",
      result: """
        {spec: {ports: [{name: http, port: 80, targetPort: 9090}, {name: m, port: 9000}, {name: \
        https, port: 443}]}}
        """),
    MergeCase(
      name: "service ports untouched duplicates",
      type: "v1 Service",
      object: """
        {spec: {ports: [{port: 53, name: a, protocol: UDP}, {port: 53, name: b, protocol: TCP}, \
        {port: 53, name: c}]}}
        """,
      patch: "{spec: {type: LoadBalancer}}",
      result: "{spec: {ports: [{name: c, port: 53}], type: LoadBalancer}}"),
    MergeCase(
      name: "finalizers",
      type: "v1 ConfigMap",
      object: "{metadata: {finalizers: [a, b]}}",
      patch: "{metadata: {finalizers: [c, a]}}",
      result: "{metadata: {finalizers: [c, a, b]}}"),
    MergeCase(
      name: "finalizers added",
      type: "v1 ConfigMap",
      object: "{data: {}}",
      patch: "{metadata: {finalizers: [c, a, c]}}",
      result: "{data: {}, metadata: {finalizers: [c, a]}}"),
    MergeCase(
      name: "deleteFromPrimitiveList",
      type: "v1 ConfigMap",
      object: "{metadata: {finalizers: [a, b]}}",
      patch: "{metadata: {$deleteFromPrimitiveList/finalizers: [a]}}",
      result: "{metadata: {$deleteFromPrimitiveList/finalizers: [a], finalizers: [a, b]}}"),
    MergeCase(
      name: "retainKeys",
      type: "apps/v1 Deployment",
      object: "{spec: {strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}}}",
      patch: "{spec: {strategy: {$retainKeys: [type], type: Recreate}}}",
      result: """
        {spec: {strategy: {$retainKeys: [type], rollingUpdate: {maxSurge: 1}, type: Recreate}}}
        """),
    MergeCase(
      name: "replaced map",
      type: "apps/v1 Deployment",
      object: "{spec: {strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}}}",
      patch: "{spec: {strategy: {$patch: replace, type: Recreate}}}",
      result: "{spec: {strategy: {type: Recreate}}}"),
    MergeCase(
      name: "deleted map",
      type: "apps/v1 Deployment",
      object: "{spec: {replicas: 1, strategy: {type: RollingUpdate}}}",
      patch: "{spec: {strategy: {$patch: delete}}}",
      result: "{spec: {replicas: 1}}"),
    MergeCase(
      name: "unknown directive",
      type: "apps/v1 Deployment",
      object: "{spec: {strategy: {type: X}}}",
      patch: "{spec: {strategy: {$patch: foo}}}",
      result: nil),
    MergeCase(
      name: "unknown directive in added map",
      type: "apps/v1 Deployment",
      object: "{spec: {}}",
      patch: "{spec: {strategy: {$patch: foo, type: X}}}",
      result: "{spec: {strategy: {$patch: foo, type: X}}}"),
    MergeCase(
      name: "mismatch map scalar",
      type: "v1 ConfigMap",
      object: "{data: {a: b}}",
      patch: "{data: {a: {b: c}}}",
      result: nil),
    MergeCase(
      name: "custom list replaced",
      type: "x.io/v1 Foo",
      object: "{spec: {l: [{name: a, v: 1}, {name: b}]}}",
      patch: "{spec: {l: [{name: a, w: 1}]}}",
      result: "{spec: {l: [{name: a, w: 1}]}}"),
    MergeCase(
      name: "custom map merged",
      type: "x.io/v1 Foo",
      object: "{spec: {m: {a: 1, b: {c: 2}}}}",
      patch: "{spec: {m: {b: {d: 3}, a: null}}}",
      result: "{spec: {m: {b: {c: 2, d: 3}}}}"),
    MergeCase(
      name: "custom finalizers replaced",
      type: "x.io/v1 Foo",
      object: "{metadata: {finalizers: [a]}}",
      patch: "{metadata: {finalizers: [b]}}",
      result: "{metadata: {finalizers: [b]}}"),
    MergeCase(
      name: "custom delete in map",
      type: "x.io/v1 Foo",
      object: "{spec: {m: {a: 1}, 'n': 1}}",
      patch: "{spec: {m: {$patch: delete}}}",
      result: "{spec: {'n': 1}}"),
    MergeCase(
      name: "custom directive in list element",
      type: "x.io/v1 Foo",
      object: "{spec: {l: [{name: a}]}}",
      patch: "{spec: {l: [{name: a, $patch: delete}]}}",
      result: "{spec: {l: [{$patch: delete, name: a}]}}"),
    MergeCase(
      name: "custom with embedded known kind",
      type: "x.io/v1 Foo",
      object: """
        {spec: {template: {apiVersion: v1, kind: Pod, spec: {containers: [{name: a, image: a}]}}}}
        """,
      patch: "{spec: {template: {spec: {containers: [{name: b, image: b}]}}}}",
      result: """
        {spec: {template: {apiVersion: v1, kind: Pod, spec: {containers: [{image: b, name: b}, \
        {image: a, name: a}]}}}}
        """),
    MergeCase(
      name: "custom with podspec",
      type: "argoproj.io/v1alpha1 Rollout",
      object: "{spec: {template: {spec: {containers: [{name: a, image: a}]}}}}",
      patch: "{spec: {template: {spec: {containers: [{name: b, image: b}]}}}}",
      result: "{spec: {template: {spec: {containers: [{image: b, name: b}]}}}}"),
    MergeCase(
      name: "hpa v2 metrics",
      type: "autoscaling/v2 HorizontalPodAutoscaler",
      object: "{spec: {metrics: [{type: Resource}]}}",
      patch: "{spec: {metrics: [{type: Pods}]}}",
      result: "{spec: {metrics: [{type: Pods}]}}"),
    MergeCase(
      name: "cron job",
      type: "batch/v1 CronJob",
      object: """
        {spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: a}]}}}}}}
        """,
      patch: """
        {spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: b, image: b}]}}}}}}
        """,
      result: """
        {spec: {jobTemplate: {spec: {template: {spec: {containers: [{image: b, name: b}, {image: \
        a, name: a}]}}}}}}
        """),
    MergeCase(
      name: "role rules replaced",
      type: "rbac.authorization.k8s.io/v1 Role",
      object: "{rules: [{apiGroups: [''], verbs: [get]}]}",
      patch: "{rules: [{apiGroups: [x]}]}",
      result: "{rules: [{apiGroups: [x]}]}"),
    MergeCase(
      name: "webhooks",
      type: "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration",
      object: "{webhooks: [{name: a, clientConfig: {service: {name: s}}}]}",
      patch: "{webhooks: [{name: a, failurePolicy: Ignore}]}",
      result: """
        {webhooks: [{clientConfig: {service: {name: s}}, failurePolicy: Ignore, name: a}]}
        """),
    MergeCase(
      name: "service account",
      type: "v1 ServiceAccount",
      object: "{secrets: [{name: a}], imagePullSecrets: [{name: a}]}",
      patch: "{secrets: [{name: b}], imagePullSecrets: [{name: b}]}",
      result: "{imagePullSecrets: [{name: b}], secrets: [{name: b}, {name: a}]}"),
    MergeCase(
      name: "name in patch metadata is kept",
      type: "v1 ConfigMap",
      object: "{metadata: {namespace: x, labels: {a: b}}, data: {a: b}}",
      patch: "{metadata: {namespace: x, labels: {c: d}, annotations: {e: f}}}",
      result: """
        {data: {a: b}, metadata: {annotations: {e: f}, labels: {a: b, c: d}, namespace: x}}
        """),
    MergeCase(
      name: "whole delete",
      type: "v1 ConfigMap",
      object: "{data: {a: b}}",
      patch: "{$patch: delete}",
      result: ""),
    MergeCase(
      name: "whole replace",
      type: "v1 ConfigMap",
      object: "{metadata: {labels: {x: 'y'}}, data: {a: b}}",
      patch: "{$patch: replace, data: {c: d}}",
      result: "{data: {a: b}, metadata: {labels: {x: 'y'}}}"),
    MergeCase(
      name: "pvc templates replaced",
      type: "apps/v1 StatefulSet",
      object: "{spec: {volumeClaimTemplates: [{metadata: {name: a}, spec: {x: 1}}]}}",
      patch: "{spec: {volumeClaimTemplates: [{metadata: {name: b}}]}}",
      result: "{spec: {volumeClaimTemplates: [{metadata: {name: b}}]}}"),
    MergeCase(
      name: "scalar type changes",
      type: "apps/v1 Deployment",
      object: "{spec: {replicas: 1, paused: true}}",
      patch: "{spec: {replicas: '2', paused: 5}}",
      result: "{spec: {paused: 5, replicas: '2'}}"),
  ]
}
