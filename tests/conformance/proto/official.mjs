// The official descriptors, as a plain protobufjs tree keyed by full name.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const proto = require.resolve('@temporalio/proto/protos/json-module.js');
const nearby = createRequire(proto);
nearby(proto);
const root = nearby('protobufjs/light').roots.__temporal.toJSON({ keepComments: false });

/** Every message, enum and service below `root`, by full name; `kind` says which. */
export const official = new Map();

function visit(node, path, parent) {
  for (const [name, child] of Object.entries(node.nested ?? {})) {
    const full = path ? `${path}.${name}` : name;
    const kind = child.methods ? 'service' : child.values ? 'enum' : child.fields ? 'message' : 'package';
    official.set(full, { kind, name, full, parent, node: child });
    visit(child, full, full);
  }
}
visit(root, '', '');

/** Resolves a type name the way protobuf does: innermost scope first. */
export function resolve(type, scope) {
  if (type.startsWith('.')) return type.slice(1);
  for (let at = scope; ; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
    const full = at ? `${at}.${type}` : type;
    const found = official.get(full);
    if (found && (found.kind === 'message' || found.kind === 'enum')) return full;
    if (!at) return undefined;
  }
}

export const protoName = (jsonName, field) => field.protoName ?? jsonName;

/** The package a type lives in: its nearest ancestor that is no message. */
export function packageOf(full) {
  let at = official.get(full);
  while (at.kind !== 'package') at = official.get(at.parent);
  return at.full;
}

/** What the wire set starts from: these services, and the packages that are packed into Any or errors. */
export const services = [
  'temporal.api.workflowservice.v1.WorkflowService',
  'temporal.api.operatorservice.v1.OperatorService',
  'temporal.api.testservice.v1.TestService',
  'grpc.health.v1.Health',
];
export const wholePackages = [
  'temporal.api.errordetails.v1',
  'temporal.api.update.v1',
  'temporal.api.protocol.v1',
  'temporal.api.sdk.v1',
  'temporal.api.history.v1',
  'temporal.api.failure.v1',
  'temporal.api.enums.v1',
];
export const singles = ['google.rpc.Status'];
