// Replays a history on the official TypeScript SDK: node replay.mjs golden.json. It needs the packages record.mjs needs.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
const history = JSON.parse(readFileSync(process.argv[2]));
const id = history.events[0].workflowExecutionStartedEventAttributes.workflowId;
await Worker.runReplayHistory({ workflowsPath: fileURLToPath(new URL('recording-workflows.mjs', import.meta.url)), replayName: 'x' }, history, id);
console.log('REPLAYED', id);
process.exit(0);
