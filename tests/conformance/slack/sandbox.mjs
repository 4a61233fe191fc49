// Starts a sandbox of its own for a test file, in memory, on a free port.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../../src/Hitl.Sandbox', import.meta.url));
const dll = `${project}/bin/${process.env.CONFIGURATION ?? 'Debug'}/net10.0/Hitl.Sandbox.dll`;

export const botToken = 'xoxb-local-sandbox';
export const appToken = 'xapp-local-sandbox';
export const signingSecret = 'local-slack-signing-secret-for-development';

export async function startSandbox() {
  const child = spawn('dotnet', [dll, '--Sandbox:Url=http://127.0.0.1:0', '--Sandbox:DataDirectory='], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill('SIGKILL'));
  const base = await new Promise((resolve, reject) => {
    let said = '';
    child.once('exit', (code) => reject(new Error(`The sandbox ended with ${code}:\n${said}`)));
    child.stdout.on('data', (part) => {
      said += part;
      const match = /Now listening on: (http:\S+)/.exec(said);
      if (match) resolve(match[1]);
    });
  });

  async function call(method, path, body) {
    const answer = await fetch(base + path, { method, body: body && JSON.stringify(body), headers: body && { 'content-type': 'application/json' } });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  return {
    base,
    slackApiUrl: `${base}/api/`,
    get: (path) => call('GET', `/_sandbox/slack/${path}`),
    post: (path, body = {}) => call('POST', `/_sandbox/slack/${path}`, body),
    put: (path, body) => call('PUT', `/_sandbox/slack/${path}`, body),
    faults: (rules) => call('PUT', '/_sandbox/faults/slack', { rules }),
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

export const section = (text) => ({ type: 'section', text: { type: 'plain_text', text } });

export const buttons = (...elements) => ({
  type: 'actions',
  block_id: 'decide',
  elements: elements.map(([actionId, text, value]) => ({ type: 'button', action_id: actionId, value, text: { type: 'plain_text', text } })),
});

export const reasonModal = (metadata) => ({
  type: 'modal',
  callback_id: 'deny',
  private_metadata: metadata,
  title: { type: 'plain_text', text: 'Deny' },
  submit: { type: 'plain_text', text: 'Deny' },
  blocks: [{
    type: 'input', block_id: 'reason', label: { type: 'plain_text', text: 'Reason' },
    element: { type: 'plain_text_input', action_id: 'text', multiline: true },
  }],
});
