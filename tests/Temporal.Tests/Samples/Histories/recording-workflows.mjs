// What the official TypeScript worker runs to record histories; GoldenHistoryTests has the same workflow in C#.
import * as wf from '@temporalio/workflow';

const act = wf.proxyActivities({ startToCloseTimeout: '10s', retry: { maximumAttempts: 1 } });
const local = wf.proxyLocalActivities({ startToCloseTimeout: '10s', retry: { maximumAttempts: 1 } });

export async function goldenChild(number) {
  await wf.sleep(5);
  return number * 2;
}

export async function golden(name) {
  const notes = [];
  let total = 0;
  wf.setHandler(wf.defineSignal('note'), (text) => void notes.push(text));
  wf.setHandler(wf.defineQuery('total'), () => total);
  wf.setHandler(
    wf.defineUpdate('add'),
    async (number) => {
      await wf.sleep(1);
      return (total += number);
    },
    {
      validator: (number) => {
        if (number < 0) throw wf.ApplicationFailure.create({ message: 'negative' });
      },
    },
  );
  const log = [wf.patched('extra') ? 'patched' : 'old'];
  await wf.sleep(10);
  log.push(await act.greet(name));
  log.push(await local.greet(`${name} here`));
  try {
    await act.fail();
  } catch (failed) {
    log.push(failed.cause.message);
  }
  const child = await wf.startChild('goldenChild', { workflowId: `${wf.workflowInfo().workflowId}-child`, args: [21] });
  log.push(await child.result());
  await wf.condition(() => notes.length > 0 && total > 0, '1 hour');
  log.push(...notes, total);
  wf.upsertMemo({ progress: 'done' });
  await wf.getExternalWorkflowHandle(notes[0]).signal('note', 'from golden');
  try {
    await wf.CancellationScope.cancellable(async () => {
      const waiting = act.greet('nobody');
      wf.CancellationScope.current().cancel();
      await waiting;
    });
  } catch (cancelled) {
    log.push(wf.isCancellation(cancelled) ? 'cancelled' : 'failed');
  }
  return log.join(', ');
}
