// Starts a server of its own for a test file, and the official client and worker against it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import * as activities from './activities.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const output = `${here}../../../src/Temporal.DevServer/bin/${process.env.CONFIGURATION ?? 'Release'}/net10.0`;
export const program = `${output}/hitl-temporal`;
export const temporal = createRequire(import.meta.url)('@temporalio/proto').temporal;
export const api = temporal.api;

Runtime.install({ workerHeartbeatInterval: process.env.WORKER_HEARTBEAT, logger: new DefaultLogger(process.env.VERBOSE ? 'DEBUG' : 'ERROR', (entry) => process.env.VERBOSE && console.error(entry.level, entry.message, entry.meta)), telemetryOptions: { logging: { filter: 'OFF', forward: {} } } });

/** Starts the server and waits for the line that says it listens. */
export async function startServer(...args) {
  const child = spawn(program, ['server', 'start-dev', '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  let said = '';
  child.stderr.on('data', (part) => (said += part));
  const address = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said}`)));
    child.stdout.on('data', (part) => {
      said += part;
      const match = /listening on (\S+)/.exec(said);
      if (match) resolve(match[1]);
    });
  });
  return {
    address,
    output: () => said,
    stop: async (signal = 'SIGTERM') => {
      process.removeListener('exit', kill);
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
      return child.exitCode;
    },
  };
}

/** Bundles workflows once for all test files; kept beside the packages until a source changes. */
export async function bundle(name = 'workflows') {
  const source = readFileSync(`${here}${name}.mjs`);
  const kept = `${here}node_modules/.cache/${name}-${createHash('sha256').update(source).digest('hex').slice(0, 16)}.js`;
  if (!existsSync(kept)) {
    mkdirSync(`${here}node_modules/.cache`, { recursive: true });
    const quiet = new DefaultLogger('ERROR', () => {});
    const { code } = await bundleWorkflowCode({ workflowsPath: `${here}${name}.mjs`, logger: quiet });
    writeFileSync(`${kept}.${process.pid}`, code);
    renameSync(`${kept}.${process.pid}`, kept);
  }
  return { codePath: kept };
}

/** A client and a running worker on a queue of their own. */
export async function connect(address, { worker: workerOptions = {}, runWorker = true, namespace = 'default', taskQueue = `q-${randomUUID()}`, workflowTaskTimeout } = {}) {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection, namespace });
  const workers = [];
  let native;
  const startWorker = async (options = {}) => {
    // Two workers of one process may share a queue only over connections of their own.
    const own = options.ownConnection ? await NativeConnection.connect({ address }) : (native ??= await NativeConnection.connect({ address }));
    delete options.ownConnection;
    const worker = await Worker.create({
      connection: own, namespace, taskQueue, activities, workflowBundle: await bundle(), shutdownGraceTime: '200ms',
      maxHeartbeatThrottleInterval: '100ms', defaultHeartbeatThrottleInterval: '100ms', stickyQueueScheduleToStartTimeout: '2s',
      ...workerOptions, ...options,
    });
    const running = { worker, done: worker.run() };
    workers.push(running);
    return {
      worker,
      stop: async () => {
        workers.splice(workers.indexOf(running), 1);
        if (worker.getState() === 'RUNNING') worker.shutdown();
        await running.done;
        if (own !== native) await own.close();
      },
    };
  };
  if (runWorker) await startWorker();
  const service = connection.workflowService;
  // Without the client's own retries, for calls that are to be refused.
  const blunt = await Connection.connect({ address, interceptors: [] });
  const id = (name) => `${name}-${randomUUID()}`;
  const start = (type, ...args) => startWith(type, { args });
  const startWith = (type, options = {}) => client.workflow.start(type, { taskQueue, workflowId: id(type), workflowTaskTimeout, ...options });
  const run = async (type, ...args) => (await start(type, ...args)).result();
  const runWith = async (type, options) => (await startWith(type, options)).result();
  const events = async (handle) => (await handle.fetchHistory()).events ?? [];
  return {
    connection, client, service, raw: blunt.workflowService, namespace, taskQueue, startWorker, id, start, startWith, run, runWith, events,
    /** Names of a history's events, without their common prefix, separated by spaces. */
    kinds: async (handle) => (await events(handle)).map((e) => kindOf(e)).join(' '),
    find: async (handle, kind) => (await events(handle)).filter((e) => kindOf(e) === kind),
    describe: (handle) => service.describeWorkflowExecution({ namespace, execution: { workflowId: handle.workflowId } }),
    close: async () => {
      for (const { worker } of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await Promise.all(workers.map((w) => w.done));
      await native?.close();
      await blunt.close();
      await connection.close();
    },
  };
}

export const kindOf = (event) => api.enums.v1.EventType[event.eventType].replace('EVENT_TYPE_', '')
  .toLowerCase().replace(/(^|_)([a-z])/g, (_, __, letter) => letter.toUpperCase());

/** Repeats a check until it passes; scenarios wait on conditions, never for a time. */
export async function eventually(check, timeout = 15_000) {
  const until = Date.now() + timeout;
  for (;;) {
    try {
      return await check();
    } catch (failure) {
      if (Date.now() > until) throw failure;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** The innermost error of a failed call, for asserting on what the workflow or activity threw. */
export const root = (error) => (error?.cause ? root(error.cause) : error);

export async function failure(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return assert.fail('It should have failed.');
}

/** A stage of scenarios against one server with one worker: everything is started before and stopped after. */
export function stage(test, args = [], options = {}) {
  const it = {};
  test.before(async () => {
    it.server = await startServer(...args);
    Object.assign(it, await connect(it.server.address, options));
  });
  test.after(async () => {
    await it.close?.();
    await it.server?.stop();
  });
  return it;
}
