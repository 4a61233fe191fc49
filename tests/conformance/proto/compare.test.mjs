// Compares our .proto files, parsed by protobufjs, with the descriptors the official TypeScript SDK ships.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { official, packageOf, protoName, resolve, services, wholePackages } from './official.mjs';

const protobuf = createRequire(import.meta.url)('protobufjs');
const folder = join(dirname(fileURLToPath(import.meta.url)), '../../../src/Temporal.Protocol/proto');
const ours = new protobuf.Root();
ours.resolvePath = (_, target) => (target.startsWith('/') || target.startsWith('google/protobuf/') ? target : join(folder, target));
const files = readdirSync(folder, { recursive: true }).filter((f) => f.endsWith('.proto')).map((f) => join(folder, f));
ours.loadSync(files, { keepCase: true }).resolveAll();

const declared = new Map();
(function visit(namespace) {
  for (const child of namespace.nestedArray ?? []) {
    const full = child.fullName.slice(1);
    if (!full.startsWith('google.protobuf') && !(child.constructor === protobuf.Namespace)) declared.set(full, child);
    visit(child);
  }
})(ours);

const reference = (type, scope) => resolve(type, scope) ?? type;

test('the wire set is not empty', () => assert.ok(declared.size > 600, `${declared.size} types`));

test('every message has the official fields, numbers, kinds and types', () => {
  let fields = 0;
  for (const [full, message] of declared) {
    if (!(message instanceof protobuf.Type)) continue;
    const theirs = official.get(full);
    assert.equal(theirs?.kind, 'message', `${full} is no official message`);
    const expected = Object.entries(theirs.node.fields).map(([key, f]) => [protoName(key, f), f.id,
      f.keyType ? `map<${f.keyType}>` : f.rule ?? (f.options?.proto3_optional ? 'optional' : 'single'), reference(f.type, full)]);
    const actual = message.fieldsArray.map((f) => [f.name, f.id,
      f.map ? `map<${f.keyType}>` : f.repeated ? 'repeated' : f.options?.proto3_optional ? 'optional' : 'single',
      f.resolvedType ? f.resolvedType.fullName.slice(1) : f.type]);
    const byNumber = (a, b) => a[1] - b[1];
    assert.deepEqual(actual.sort(byNumber), expected.sort(byNumber), full);
    fields += actual.length;
  }
  assert.ok(fields > 2600, `${fields} fields compared`);
});

test('every oneof has the official members', () => {
  for (const [full, message] of declared) {
    if (!(message instanceof protobuf.Type)) continue;
    const { node } = official.get(full);
    const real = (groups) => Object.values(groups).filter((g) => g.length > 1 || !g[0].synthetic).map((g) => g.map((m) => m.id).sort().join()).sort();
    const expected = Object.values(node.oneofs ?? {}).map((o) => o.oneof.map((k) => ({ id: node.fields[k].id, synthetic: node.fields[k].options?.proto3_optional })));
    const actual = (message.oneofsArray ?? []).map((o) => o.fieldsArray.map((f) => ({ id: f.id, synthetic: f.options?.proto3_optional })));
    assert.deepEqual(real(actual), real(expected), full);
  }
});

test('every enum has the official values and numbers', () => {
  for (const [full, enumeration] of declared) {
    if (!(enumeration instanceof protobuf.Enum)) continue;
    assert.deepEqual({ ...enumeration.values }, { ...official.get(full)?.node.values }, full);
  }
});

test('every service has the official methods with their request and response', () => {
  for (const full of services) {
    const { node, parent } = official.get(full);
    const expected = Object.entries(node.methods).map(([n, m]) => [n, resolve(m.requestType, parent), resolve(m.responseType, parent), !!m.responseStream]);
    const actual = declared.get(full).methodsArray.map((m) => [m.name, m.resolvedRequestType.fullName.slice(1), m.resolvedResponseType.fullName.slice(1), !!m.responseStream]);
    assert.deepEqual(actual, expected, full);
  }
});

test('packages promised whole are whole', () => {
  for (const [full, { kind }] of official) {
    if (kind !== 'package' && wholePackages.includes(packageOf(full))) assert.ok(declared.has(full), `${full} is missing`);
  }
});
