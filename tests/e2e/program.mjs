// One of our programs as a child process: started, asked for its address, stopped, killed.
// Both print `listening on http://...` first, so port 0 works and tests never share a port.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Where the release build put a program, unless the environment names another. */
export function built(name) {
  const file = process.env[`PORTAL_${name.toUpperCase()}`] ?? path.join(root, 'target/release', name);
  if (!existsSync(file)) {
    throw new Error(`${file} is missing: \`cargo xtask build\` makes it`);
  }
  return file;
}

export class Program {
  #child;
  #lines = [];

  constructor(file, args, environment = {}) {
    this.file = file;
    this.args = args;
    this.environment = environment;
  }

  /** Everything it has printed since the test began, for searching and for reports. */
  get log() {
    return this.#lines.join('');
  }

  /** Starts it and answers the address it printed. */
  async start() {
    const child = spawn(this.file, this.args, {
      env: { ...process.env, ...this.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const address = await new Promise((resolve, reject) => {
      let text = '';
      const fail = (why) => reject(new Error(`${this.file} ${why}\n${text}`));
      const timer = setTimeout(() => fail('did not say where it listens'), 20_000);
      const read = (chunk) => {
        text += chunk;
        this.#lines.push(String(chunk));
        const found = text.match(/(?:listening on|Sandbox CRMs:) (http:\/\/\S+)\s/);
        if (found) {
          clearTimeout(timer);
          resolve(found[1].replace(/\/$/, ''));
        }
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('error', (error) => fail(error.message));
      child.once('exit', (code) => fail(`ended with ${code}`));
    });
    return address;
  }

  /** Stops it: politely with SIGTERM, or at once with SIGKILL. */
  async stop(signal = 'SIGTERM') {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await gone;
    clearTimeout(timer);
  }
}
