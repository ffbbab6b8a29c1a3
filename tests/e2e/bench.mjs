// Figures of the served application in Chromium, as a table: `cargo xtask bench` starts the server.
// Nothing fails on them: they belong to the machine they were measured on.

import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';
import desktop from 'lighthouse/core/config/desktop-config.js';
import { createServer } from 'node:net';

const portal = process.env.PORTAL_URL;
const sandbox = process.env.SANDBOX_URL;
const page_url = `${portal}/settings/developer/crm`;
const FIELD = 'Zendesk Subdomain';

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ms = (number) => (number === undefined ? 'not seen' : `${number.toFixed(1)} ms`);
const show = (what, value) => console.log(`${what.padEnd(58)} ${value}`);

/** Runs in the page before anything else: notes when the field can be typed into, shifts, long tasks. */
function observe(label) {
  const seen = { field: undefined, shift: 0, shifted: [], tasks: [] };
  window.bench = seen;
  const find = () => {
    const found = [...document.querySelectorAll('label')].find(
      (one) => one.textContent.trim().toLowerCase() === label.toLowerCase(),
    );
    if (seen.field === undefined && found?.control && !found.control.disabled) {
      seen.field = performance.now();
      console.debug('field');
    }
  };
  new MutationObserver(find).observe(document, { childList: true, subtree: true, attributes: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      seen.shift += entry.value;
      const name = ({ node }) => [node?.nodeName.toLowerCase(), node?.className].filter(Boolean).join('.');
      seen.shifted.push(...entry.sources.map(name));
    }
  }).observe({ type: 'layout-shift', buffered: true });
  window.addEventListener('TrunkApplicationStarted', ({ detail }) => (window.wasm = detail.wasm));
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.tasks.push([entry.startTime, entry.duration]);
  }).observe({ type: 'longtask', buffered: true });
}

/** Stores a working Zendesk connection, so that the page opens with its panel. */
async function prepare(browser) {
  const seed = await (await fetch(`${sandbox}/control/seed`)).json();
  const row = seed.guide.find((one) => one.crm === 'Zendesk' && one.verdict === 'valid');
  const [subdomain, email, token] = row.fields.map(([, value]) => value);
  const page = await browser.newPage();
  await page.goto(page_url);
  await page.getByRole('radio', { name: /zendesk/i }).check({ force: true });
  await page.getByRole('textbox', { name: FIELD }).fill(subdomain);
  await page.getByRole('textbox', { name: /email/i }).first().fill(email);
  await page.getByLabel('API Token', { exact: true }).fill(token);
  await page.getByRole('checkbox', { name: /default user/i }).check({ force: true });
  await page.getByRole('button', { name: /^save( changes)?$/i }).click();
  await page.getByText(/verified/i).first().waitFor();
  await page.close();
}

/** One visit with an empty cache. */
async function visit(browser, slow, then) {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  if (slow) {
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: (1.6 * 1024 * 1024) / 8,
      uploadThroughput: (750 * 1024) / 8,
    });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }
  await page.addInitScript(observe, FIELD);
  // By a message: code that waits inside the page would take its time from what is measured.
  const field = page.waitForEvent('console', { predicate: (one) => one.text() === 'field', timeout: 60_000 });
  await page.goto(page_url, { waitUntil: 'commit' });
  await field;
  await page.waitForTimeout(slow ? 3_000 : 1_000);
  const extra = then && (await then(page, devtools));
  const seen = await page.evaluate(() => window.bench);
  await context.close();
  const late = seen.tasks.filter(([start]) => start > seen.field);
  return { ...seen, late, extra };
}

/** Milliseconds from emptying the e-mail address to the box greying, many times. */
function greying() {
  const named = (text) =>
    [...document.querySelectorAll('label')].find((one) => text.test(one.textContent))?.control;
  const field = named(/user email address/i);
  const box = named(/default user/i) ?? document.querySelector('input[type=checkbox]');
  const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const grey = () => box.disabled || box.getAttribute('aria-disabled') === 'true';
  const type = (text) => {
    write.call(field, text);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  const until = (wanted) =>
    new Promise((resolve, reject) => {
      if (grey() === wanted) return resolve();
      const timer = setTimeout(() => reject(new Error('the box did not change')), 5_000);
      const observer = new MutationObserver(() => {
        if (grey() !== wanted) return;
        observer.disconnect();
        clearTimeout(timer);
        resolve();
      });
      observer.observe(box, { attributes: true });
    });
  const pause = () => new Promise((resolve) => setTimeout(resolve, 30));
  return (async () => {
    const email = field.value;
    const times = [];
    for (let round = 0; round < 41; round += 1) {
      const start = performance.now();
      type('');
      await until(true);
      times.push(performance.now() - start);
      await pause();
      type(email);
      await until(false);
      await pause();
    }
    return times;
  })();
}

async function times(browser) {
  const fast = [];
  for (let round = 0; round < 7; round += 1) fast.push(await visit(browser, false));
  const slow = [];
  for (let round = 0; round < 3; round += 1) slow.push(await visit(browser, true));
  const busy = await visit(browser, false, async (page, devtools) => ({
    greying: await page.evaluate(greying).catch((error) => error.message),
    heap: await devtools.send('Runtime.getHeapUsage'),
    wasm: await page.evaluate(() => window.wasm?.memory.buffer.byteLength ?? 0),
  }));

  show('first field interactive, local server (median of 7)', ms(median(fast.map((one) => one.field))));
  show('first field interactive, slow 4G and 4x slower CPU', ms(median(slow.map((one) => one.field))));
  const late = [...fast, ...slow, busy].flatMap((one) => one.late);
  const longest = Math.max(0, ...late.map(([, duration]) => duration));
  show('long tasks over 50 ms after that, in all visits', late.length ? `${late.length}, up to ${ms(longest)}` : '0');
  const answer = busy.extra.greying;
  show('from clearing a field to the box greying (median of 41)', Array.isArray(answer) ? ms(median(answer)) : answer);
  const worst = [...fast, ...slow].reduce((one, two) => (two.shift > one.shift ? two : one));
  show('cumulative layout shift, worst visit', worst.shift.toFixed(4));
  for (const name of new Set(worst.shifted)) console.log(`    ${name}`);
  const { usedSize, embedderHeapUsedSize = 0 } = busy.extra.heap;
  const mega = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  show('memory: JS + DOM + wasm', [usedSize, embedderHeapUsedSize, busy.extra.wasm].map(mega).join(' + '));
}

async function scores(port) {
  const { lhr } = await lighthouse(
    page_url,
    { port, logLevel: 'silent', onlyCategories: ['accessibility', 'best-practices', 'performance'] },
    desktop,
  );
  for (const { title, score, auditRefs } of Object.values(lhr.categories)) {
    show(`Lighthouse, desktop: ${title}`, Math.round(score * 100));
    if (title === 'Performance') continue;
    for (const { id, weight } of auditRefs) {
      const audit = lhr.audits[id];
      if (weight > 0 && audit.score !== null && audit.score < 1) console.log(`    ${audit.title}`);
    }
  }
}

/** A port nobody listens on. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const port = await freePort();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromiumSandbox: process.getuid?.() !== 0,
  args: [
    `--remote-debugging-port=${port}`,
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-dev-shm-usage',
    '--disable-gpu',
    '--disable-quic',
    '--disable-sync',
    '--no-first-run',
  ],
});
try {
  console.log(`\nMeasured in Chromium ${browser.version()}\n`);
  await prepare(browser);
  await times(browser);
  await scores(port);
} finally {
  await browser.close();
}
