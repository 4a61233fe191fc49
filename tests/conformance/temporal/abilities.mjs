// One workflow for each ability whose histories must replay on both SDKs; AbilityWorkflows.cs has the same in C#. Never changed, only added to.
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

const { tidy } = wf.proxyActivities({ startToCloseTimeout: '10s' });
const { flaky } = wf.proxyActivities({ startToCloseTimeout: '10s', retry: { initialInterval: '10ms', maximumAttempts: 3 } });
const { stuck } = wf.proxyActivities({ startToCloseTimeout: '100ms', retry: { maximumAttempts: 1 } });
const patient = (cancellationType) => wf.proxyActivities({ startToCloseTimeout: '10s', heartbeatTimeout: '5s', cancellationType }).patient;
const errand = (localRetryThreshold, initialInterval) =>
  wf.proxyLocalActivities({ startToCloseTimeout: '10s', localRetryThreshold, retry: { initialInterval, maximumAttempts: 3 } });

/** What a promise failed with, in one word or message. */
async function failure(promise) {
  try {
    await promise;
    return 'nothing';
  } catch (failed) {
    if (wf.isCancellation(failed)) return 'cancelled';
    if (failed.name === 'WorkflowExecutionAlreadyStartedError') return 'taken';
    let inner = failed;
    while (inner.cause) inner = inner.cause;
    return inner instanceof wf.TimeoutFailure ? 'timeout' : inner.message;
  }
}

/** Starts something, waits, cancels it, and says how it ended. */
async function cancelled(start, wait) {
  const scope = new wf.CancellationScope();
  const running = scope.run(start);
  const ended = failure(running);
  if (wait > 0) await wf.sleep(wait);
  scope.cancel();
  return ended;
}

export async function continues(left) {
  if (left === 0) return 'landed';
  await wf.sleep(1);
  return wf.continueAsNew(left - 1);
}

export async function kid(how) {
  if (how === 'fail') throw wf.ApplicationFailure.nonRetryable('no luck');
  if (how === 'wait') await wf.sleep('1 day');
  return how;
}

export async function families() {
  const id = wf.workflowInfo().workflowId;
  const log = [await wf.executeChild('kid', { workflowId: `${id}-1`, args: ['fine'] })];
  log.push(await failure(wf.executeChild('kid', { workflowId: `${id}-2`, args: ['fail'] })));
  log.push(await failure(wf.startChild('kid', { workflowId: `${id}-1`, args: ['fine'], workflowIdReusePolicy: 'REJECT_DUPLICATE' })));
  log.push(await cancelled(() => wf.executeChild('kid', { workflowId: `${id}-3`, args: ['wait'] }), 100));
  log.push(await cancelled(() => wf.executeChild('kid', { workflowId: `${id}-4`, args: ['wait'], cancellationType: 'TRY_CANCEL' }), 100));
  log.push(await cancelled(() => wf.executeChild('kid', { workflowId: `${id}-5`, args: ['wait'] }), 0));
  await wf.startChild('kid', { workflowId: `${id}-6`, args: ['wait'], parentClosePolicy: 'ABANDON' });
  return log.join(', ');
}

export async function neighbours(id) {
  const log = [];
  await wf.getExternalWorkflowHandle(id).signal('poke', 1);
  await wf.getExternalWorkflowHandle(id).cancel();
  log.push(await failure(wf.getExternalWorkflowHandle('nobody').signal('poke', 2)));
  log.push(await failure(wf.getExternalWorkflowHandle('nobody').cancel()));
  return log.join(', ');
}

export async function labours() {
  const log = [await flaky(), await failure(stuck())];
  log.push(await cancelled(patient('WAIT_CANCELLATION_COMPLETED'), 100));
  log.push(await cancelled(patient('TRY_CANCEL'), 100));
  log.push(await cancelled(patient('ABANDON'), 100));
  log.push(await cancelled(patient('TRY_CANCEL'), 0));
  return log.join(', ');
}

export async function errands() {
  const log = [await errand('1 minute', '1ms').flaky()];
  log.push(await errand('10ms', '50ms').flaky());
  log.push(await failure(errand('1 minute', '1ms').fail()));
  log.push(...(await Promise.all([errand('1 minute', '1ms').greet('Ada'), errand('1 minute', '1ms').greet('Bob')])));
  await wf.sleep(1);
  return log.join(', ');
}

export async function labels() {
  wf.upsertSearchAttributes({ AbilityTier: ['gold'] });
  wf.upsertMemo({ note: 'seen', other: 2 });
  await wf.sleep(1);
  wf.upsertSearchAttributes({ AbilityTier: [] });
  wf.upsertMemo({ other: null });
  return 'labelled';
}

export async function waits() {
  const log = [await wf.condition(() => false, '20ms')];
  log.push(await cancelled(() => wf.sleep('1 day'), 10));
  log.push(await cancelled(() => wf.sleep('1 day'), 0));
  let is = false;
  const held = wf.condition(() => is, '1 day');
  await wf.sleep(1);
  is = true;
  log.push(await held);
  await Promise.race([wf.sleep(5), wf.sleep('1 hour')]);
  return log.join(', ');
}

export async function compensates() {
  await tidy('begin');
  try {
    await wf.sleep('1 day');
  } catch (stopped) {
    await wf.CancellationScope.nonCancellable(() => tidy('end'));
    throw stopped;
  }
}

export async function breaks() {
  await wf.sleep(1);
  throw wf.ApplicationFailure.create({ message: 'broken', type: 'Breakage', nonRetryable: true, details: [7] });
}

export async function patches() {
  const log = [];
  wf.deprecatePatch('gone');
  for (let i = 0; i < 2; i++) {
    log.push(wf.patched('first'));
    await wf.sleep(1);
    log.push(wf.patched('second'));
  }
  return log.join(', ');
}

export async function messages() {
  const log = [];
  let ended = false;
  wf.setHandler(wf.defineSignal('say'), (text, times) => void log.push(text.repeat(times)));
  wf.setHandler(wf.defineSignal('end'), () => void (ended = true));
  wf.setHandler(wf.defineQuery('log'), () => log.join(', '));
  wf.setHandler(
    wf.defineUpdate('put'),
    async (text) => {
      if (text === 'fail') throw wf.ApplicationFailure.create({ message: 'not that' });
      await tidy(text);
      log.push(text);
      return log.length;
    },
    {
      validator: (text) => {
        if (text === '') throw wf.ApplicationFailure.create({ message: 'empty' });
      },
    },
  );
  wf.setHandler(wf.defineUpdate('now'), (text) => log.push(text));
  await wf.condition(() => ended);
  return log.join(', ');
}
