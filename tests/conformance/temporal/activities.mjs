// Activities the scenarios call.
import { ApplicationFailure } from '@temporalio/common';
import { activityInfo, cancelled, CompleteAsyncError, Context, heartbeat } from '@temporalio/activity';

export const greet = async (name) => `Hello ${name}`;
export const echo = async (...args) => args;
export const info = async () => {
  const { attempt, activityId, activityType, taskQueue, workflowExecution, workflowType, isLocal, priority } = activityInfo();
  return { attempt, activityId, activityType, taskQueue, workflowExecution, workflowType, isLocal, priority };
};
export const token = async () => Buffer.from(activityInfo().taskToken).toString('base64');

/** Fails until the given attempt. */
export const failUntil = async (attempt) => {
  if (activityInfo().attempt < attempt) throw new Error(`attempt ${activityInfo().attempt}`);
  return activityInfo().attempt;
};
export const fail = async (message, options = {}) => {
  throw ApplicationFailure.create({ message, ...options });
};
/** Never ends by itself; ends when cancelled, if it heartbeats. */
export const hang = async (beats = false) => {
  const timer = beats ? setInterval(() => heartbeat('beat'), 50) : undefined;
  try {
    await cancelled();
  } finally {
    clearInterval(timer);
  }
};
/** Ignores its cancellation and completes. */
export const stubborn = async () => {
  const timer = setInterval(() => heartbeat(), 50);
  await cancelled().catch(() => undefined);
  clearInterval(timer);
  return 'completed anyway';
};
/** Heartbeats once and then hangs; its next attempt reads what was left. */
export const resume = async () => {
  const details = activityInfo().heartbeatDetails;
  if (details !== undefined) return details;
  heartbeat({ at: 7 });
  throw new Error('again');
};
export const silentOnFirst = async () => {
  if (activityInfo().attempt > 1) return activityInfo().heartbeatDetails ?? 'nothing';
  heartbeat('left');
  return Context.current().cancelled.catch((reason) => { throw reason; });
};
export const leaveOpen = async () => {
  throw new CompleteAsyncError();
};
export const sleepFor = async (ms) => {
  await Context.current().sleep(ms);
  return ms;
};
export const big = async (bytes) => 'x'.repeat(bytes);
