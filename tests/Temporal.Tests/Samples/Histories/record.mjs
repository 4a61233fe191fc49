// Records typescript.json: node record.mjs <address of a server>. Needs the packages of tests/conformance/temporal beside it.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { NativeConnection, Worker } from '@temporalio/worker';

const here = fileURLToPath(new URL('.', import.meta.url));
const address = process.argv[2];
const { History } = proto.temporal.api.history.v1;

/** Times and durations as JSON has them. */
function toJson(value) {
  if (Array.isArray(value)) return value.map(toJson);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, isSpan(key, inner) ? spanOf(key, inner) : toJson(inner)]));
}
const isSpan = (key, value) =>
  /(Time|Timeout|Interval|Backoff|Delay)$/.test(key) && value !== null && typeof value === 'object' && Object.keys(value).every((part) => ['seconds', 'nanos'].includes(part));
const spanOf = (key, { seconds = '0', nanos = 0 }) =>
  key.endsWith('Time')
    ? `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}.${String(nanos).padStart(9, '0')}Z`
    : `${seconds}.${String(nanos).padStart(9, '0')}s`;
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  taskQueue: 'recording',
  workflowsPath: `${here}recording-workflows.mjs`,
  activities: {
    greet: async (name) => `Hello, ${name}`,
    fail: async () => {
      throw new Error('no luck');
    },
  },
});
await worker.runUntil(async () => {
  const client = new Client({ connection: await Connection.connect({ address }) });
  const other = await client.workflow.start('golden', { taskQueue: 'recording', workflowId: 'other', args: ['other'] });
  const handle = await client.workflow.start('golden', { taskQueue: 'recording', workflowId: 'golden', args: ['Ada'] });
  await handle.executeUpdate('add', { args: [-1] }).catch((refused) => console.log('refused:', refused.cause?.message));
  console.log('added:', await handle.executeUpdate('add', { args: [5] }));
  await handle.signal('note', other.workflowId);
  console.log('result:', await handle.result());
  const history = History.toObject(History.fromObject(await handle.fetchHistory()), { enums: String, longs: String, bytes: String });
  writeFileSync(`${here}typescript.json`, `${JSON.stringify(toJson(history), null, 1)}\n`);
  await other.terminate();
});
process.exit(0);
