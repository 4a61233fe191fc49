// Writes src/Temporal.Protocol/proto from the official descriptors: names and numbers only, one file per package.
import { mkdirSync, writeFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { official, packageOf, protoName, resolve, services, singles, wholePackages } from './official.mjs';

const target = join(dirname(fileURLToPath(import.meta.url)), '../../../src/Temporal.Protocol/proto');
const scalars = new Set(['double', 'float', 'int32', 'int64', 'uint32', 'uint64', 'sint32', 'sint64', 'fixed32', 'fixed64',
  'sfixed32', 'sfixed64', 'bool', 'string', 'bytes']);
const wellKnown = {
  Any: 'any', Duration: 'duration', Empty: 'empty', FieldMask: 'field_mask', Struct: 'struct', Value: 'struct', ListValue: 'struct',
  NullValue: 'struct', Timestamp: 'timestamp', BoolValue: 'wrappers', BytesValue: 'wrappers', DoubleValue: 'wrappers',
  FloatValue: 'wrappers', Int32Value: 'wrappers', Int64Value: 'wrappers', StringValue: 'wrappers', UInt32Value: 'wrappers',
  UInt64Value: 'wrappers',
};

const reached = new Set();
const isWellKnown = (full) => full.startsWith('google.protobuf.');

function reach(full) {
  if (reached.has(full) || isWellKnown(full)) return;
  const entry = official.get(full);
  reached.add(full);
  const outer = official.get(entry.parent);
  if (outer?.kind === 'message') reach(entry.parent);
  if (entry.kind === 'service') {
    for (const method of Object.values(entry.node.methods)) {
      reach(resolve(method.requestType, entry.parent));
      reach(resolve(method.responseType, entry.parent));
    }
  }
  for (const field of Object.values(entry.node.fields ?? {})) {
    if (!scalars.has(field.type)) reach(resolve(field.type, full));
  }
  if (entry.kind === 'message') for (const name of Object.keys(entry.node.nested ?? {})) reach(`${full}.${name}`);
}

services.forEach(reach);
singles.forEach(reach);
for (const [full, entry] of official) {
  if (entry.kind !== 'package' && wholePackages.some((p) => full.startsWith(`${p}.`))) reach(full);
}

const fileOf = (pkg) => (pkg === 'google.rpc' ? 'google/rpc/status.proto'
  : pkg === 'grpc.health.v1' ? 'grpc/health/v1/health.proto'
    : `${pkg.replaceAll('.', '/')}/message.proto`);

const packages = new Map();
for (const full of reached) {
  const pkg = packageOf(full);
  if (!packages.has(pkg)) packages.set(pkg, []);
  if (official.get(full).parent === pkg) packages.get(pkg).push(full);
}

function typeName(type, scope, imports) {
  if (scalars.has(type)) return type;
  const full = resolve(type, scope);
  if (!full) throw new Error(`unresolved ${type} in ${scope}`);
  imports.add(isWellKnown(full) ? `google/protobuf/${wellKnown[full.slice(16)]}.proto` : fileOf(packageOf(full)));
  return full;
}

function fieldLine(name, field, scope, imports) {
  const type = typeName(field.type, scope, imports);
  const label = field.keyType ? `map<${field.keyType}, ${type}>`
    : field.rule === 'repeated' ? `repeated ${type}`
      : field.options?.proto3_optional ? `optional ${type}` : type;
  return `${label} ${protoName(name, field)} = ${field.id};`;
}

function message(full, indent, imports) {
  const { node, name } = official.get(full);
  const inOneof = new Map();
  for (const [oneof, { oneof: members }] of Object.entries(node.oneofs ?? {})) {
    for (const member of members) if (!node.fields[member].options?.proto3_optional) inOneof.set(member, oneof);
  }
  const oneofName = (key) => node.oneofs[key].protoName ?? key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
  const lines = [`${indent}message ${name} {`];
  const inner = `${indent}  `;
  for (const nested of Object.keys(node.nested ?? {})) lines.push(...declare(`${full}.${nested}`, inner, imports));
  const opened = new Set();
  for (const [key, field] of Object.entries(node.fields).sort((a, b) => a[1].id - b[1].id)) {
    const oneof = inOneof.get(key);
    if (!oneof) { lines.push(inner + fieldLine(key, field, full, imports)); continue; }
    if (opened.has(oneof)) continue;
    opened.add(oneof);
    lines.push(`${inner}oneof ${oneofName(oneof)} {`);
    for (const member of node.oneofs[oneof].oneof) lines.push(`${inner}  ${fieldLine(member, node.fields[member], full, imports)}`);
    lines.push(`${inner}}`);
  }
  return [...lines, `${indent}}`];
}

function enumeration(full, indent) {
  const { node, name } = official.get(full);
  const values = Object.entries(node.values);
  const alias = new Set(values.map(([, number]) => number)).size !== values.length;
  return [`${indent}enum ${name} {`, ...(alias ? [`${indent}  option allow_alias = true;`] : []),
    ...values.map(([value, number]) => `${indent}  ${value} = ${number};`), `${indent}}`];
}

function service(full, indent, imports) {
  const { node, name, parent } = official.get(full);
  const lines = [`${indent}service ${name} {`];
  for (const [method, m] of Object.entries(node.methods)) {
    const request = typeName(m.requestType, parent, imports);
    const response = typeName(m.responseType, parent, imports);
    lines.push(`${indent}  rpc ${method}(${m.requestStream ? 'stream ' : ''}${request}) returns (${m.responseStream ? 'stream ' : ''}${response});`);
  }
  return [...lines, `${indent}}`];
}

function declare(full, indent, imports) {
  switch (official.get(full).kind) {
    case 'enum': return enumeration(full, indent);
    case 'service': return service(full, indent, imports);
    default: return message(full, indent, imports);
  }
}

rmSync(target, { recursive: true, force: true });
for (const [pkg, types] of packages) {
  const imports = new Set();
  const body = types.flatMap((full) => ['', ...declare(full, '', imports)]);
  const own = fileOf(pkg);
  const csharp = official.get(pkg).node.options?.csharp_namespace ?? 'Google.Rpc';
  const text = ['// Written by tests/conformance/proto/emit.mjs from the official descriptors: names and numbers of the wire, nothing else.', 'syntax = "proto3";', '', `package ${pkg};`, '',
    ...[...imports].filter((i) => i !== own).sort().map((i) => `import "${i}";`), '',
    `option csharp_namespace = "${csharp}";`, ...body, ''].join('\n').replace(/\n{3,}/g, '\n\n');
  mkdirSync(dirname(join(target, own)), { recursive: true });
  writeFileSync(join(target, own), text);
}
console.log(`${packages.size} files, ${reached.size} types`);
