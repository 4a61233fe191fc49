// node load.mjs <address> <seconds> <at once> <activities>: workflows per second with the official client and worker.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';

const [address, seconds, atOnce, activities] = process.argv.slice(2).map((value, index) => (index === 0 ? value : Number(value)));
Runtime.install({ logger: new DefaultLogger('ERROR', () => {}) });
// Beside the packages, where the bundler finds them.
const folder = mkdtempSync(new URL('./node_modules/.load-', import.meta.url).pathname);
writeFileSync(`${folder}/workflows.mjs`, `
import { proxyActivities } from '@temporalio/workflow';
const { next } = proxyActivities({ startToCloseTimeout: '1m' });
export async function benchmark(count) {
  let done = 0;
  while (done < count) done = await next(done);
  return done;
}`);
const taskQueue = `load-${randomUUID()}`;
const native = await NativeConnection.connect({ address });
const worker = await Worker.create({ connection: native, taskQueue, workflowsPath: `${folder}/workflows.mjs`, activities: { next: async (after) => after + 1 } });
const client = new Client({ connection: await Connection.connect({ address }) });

const during = async (length) => {
  const until = Date.now() + length;
  let done = 0;
  const from = Date.now();
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (Date.now() < until) {
      await client.workflow.execute('benchmark', { taskQueue, workflowId: randomUUID(), args: [activities] });
      done++;
    }
  }));
  return done / ((Date.now() - from) / 1000);
};
const perSecond = await worker.runUntil(async () => {
  await during(3000);
  return during(seconds * 1000);
});
rmSync(folder, { recursive: true });
console.log(JSON.stringify({ perSecond }));
process.exit(0);
