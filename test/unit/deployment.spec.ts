import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { httpSettings } from '../../src/infrastructure/http/http.settings.js';
import { loadSettings, SETTING_VARIABLES } from '../../src/settings.js';

const read = (path: string): string => readFileSync(path, 'utf8');

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const units = readdirSync('ops/systemd').map((name) => read(`ops/systemd/${name}`));
const supervisor = read('ops/supervisord.conf');
const upstreams = ['upstream.conf', 'upstream.compose.conf'].map((name) =>
  read(`ops/nginx/${name}`),
);

const { shutdownTimeout } = loadSettings({}).of(httpSettings);

/** The numbers that a pattern finds. */
function numbers(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)].map(([, number]) => Number(number));
}

describe('the files for operators', () => {
  const delays = [...units, supervisor, read('docker-compose.yml')].flatMap((text) =>
    numbers(text, /SHUTDOWN_DELAY_SECONDS[=:"]*(?: \$\{SHUTDOWN_DELAY_SECONDS:-)?(\d+)/g),
  );

  it('let processes serve on for longer than nginx keeps connections and grudges', () => {
    const kept = upstreams.flatMap((text) => numbers(text, /keepalive_timeout (\d+)s/g));
    // nginx counts whole seconds, so that one may be another.
    const grudges = upstreams.flatMap((text) => numbers(text, /fail_timeout=(\d+)s/g));
    expect([kept.length, grudges.length, delays.length]).toEqual([2, 3, 3]);
    expect(Math.min(...delays)).toBeGreaterThan(Math.max(...kept, ...grudges) + 1);
  });

  it('wait for processes longer than they take to end', () => {
    const waits = [
      ...units.flatMap((text) => numbers(text, /^TimeoutStopSec=(\d+)$/gm)),
      ...numbers(supervisor, /^stopwaitsecs=(\d+)$/gm),
    ];
    expect(waits).toHaveLength(4);
    const longest = Math.max(...delays) + shutdownTimeout / 1000 + 5;
    expect(Math.min(...waits)).toBeGreaterThan(longest);
  });

  it.each(['start', 'worker'])('start processes as npm run %s does', (name) => {
    const [, command] = /^node (.*)$/.exec(scripts[name]!)!;
    expect(units.join('\n')).toContain(`ExecStart=/usr/bin/node ${command}\n`);
    expect(supervisor).toContain(`command=/usr/bin/node ${command}\n`);
  });

  it('keep data where their processes may write', () => {
    for (const unit of units.filter((text) => text.includes('[Service]'))) {
      const [, folder] = /^Environment=.*\bDATA_DIR=(\S+)/m.exec(unit)!;
      expect(/^ReadWritePaths=(.*)$/m.exec(unit)![1]!.split(' ')).toContain(folder);
    }
  });

  it('name settings that there are', () => {
    const set = [
      ...units.flatMap((text) => text.match(/^Environment=.*$/gm) ?? []),
      ...(supervisor.match(/^environment=.*$/gm) ?? []),
    ].flatMap((line) => [...line.matchAll(/\b([A-Z][A-Z_]+)=/g)].map(([, name]) => name!));
    expect(set.length).toBeGreaterThan(15);
    expect(set.filter((name) => !SETTING_VARIABLES.includes(name))).toEqual([]);
  });

  it('name scripts that there are', () => {
    const compose = read('docker-compose.yml');
    const files = [...[...units, supervisor].join('\n').matchAll(/dist\/(src\/\S+)\.js/g)];
    files.push(...compose.matchAll(/dist\/(src\/[\w/-]+)\.js/g));
    const missing = files.filter(([, file]) => !sources.has(`${file}.ts`)).map(([, file]) => file);
    expect(files.length).toBeGreaterThan(6);
    expect(missing).toEqual([]);
  });
});

const sources = new Set(
  readdirSync('src', { recursive: true, encoding: 'utf8' }).map((path) => `src/${path}`),
);
