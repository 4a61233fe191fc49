// A whole local system of its own on free ports: database, workflows, workers, local Slack, targets, and the gateway with its MCP door.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const built = (project, dll) => join(root, `src/${project}/bin/${process.env.CONFIGURATION ?? 'Debug'}/net10.0/${dll}`);

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

export async function startSystem() {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-conformance-'));
  const [gateway, sandbox, temporal] = [await freePort(), await freePort(), await freePort()];
  const env = { ...process.env, HITL_GATEWAY_PORT: gateway, HITL_SANDBOX_PORT: sandbox, HITL_TEMPORAL_PORT: temporal };
  const child = spawn('dotnet', [built('Hitl.Local', 'Hitl.Local.dll'), '--no-story', '--directory', folder, '--catalog', join(root, 'deploy/catalog/sample')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill('SIGTERM'));
  await new Promise((resolve, reject) => {
    let said = '';
    child.once('exit', (code) => reject(new Error(`The local system ended with ${code}:\n${said}`)));
    child.stdout.on('data', (part) => {
      said += part;
      if (said.includes('Ctrl-C stops')) resolve();
    });
  });
  const settings = readFileSync(join(folder, 'env'), 'utf8');
  const setting = (name) => new RegExp(`export ${name}='([^']*)'`).exec(settings)[1];
  const keys = {};
  for (const [, index, id] of settings.matchAll(/Hitl__Bootstrap__ApiKeys__(\d+)__(?:Actor|Person)='([^']*)'/g)) keys[id] = setting(`Hitl__Bootstrap__ApiKeys__${index}__Key`);

  async function call(address, method, path, body) {
    const answer = await fetch(`${address}${path}`, { method, body: body && JSON.stringify(body), headers: body && { 'content-type': 'application/json' } });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    const text = await answer.text();
    return text ? JSON.parse(text) : null;
  }

  return {
    address: `http://127.0.0.1:${gateway}/`,
    keys,
    cli: built('Hitl.Cli', 'hitl.dll'),
    sandbox: (method, path, body) => call(`http://127.0.0.1:${sandbox}/`, method, path, body),
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const refund = (key, amount) => ({
  idempotencyKey: key, customer: { id: `cus_${key}`, segment: 'retail' }, channel: 'chat', amount, currency: 'USD',
  parameters: { charge: `ch_${key}`, sku: 'SKU-1001' }, rationale: 'Arrived damaged; two photos.', agent: { version: '3.2.0' },
});
