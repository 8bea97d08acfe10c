import { readFileSync } from 'node:fs';
import { minVersion, satisfies } from 'semver';
import { describe, expect, it } from 'vitest';
import { outdatedNode } from '../../src/config/node-version.js';

interface Package {
  readonly version?: string;
  readonly dev?: boolean;
  readonly engines?: { readonly node?: string };
}

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as unknown;

describe('the oldest Node that is promised', () => {
  const { engines } = read('package.json') as { engines: { node: string } };
  const { packages } = read('package-lock.json') as { packages: Record<string, Package> };

  it('is one that every package of production is made for', () => {
    const oldest = minVersion(engines.node)!;
    const tooNew = Object.entries(packages)
      .filter(([, { dev }]) => !dev)
      .filter(([, each]) => each.engines?.node && !satisfies(oldest, each.engines.node))
      .map(([path, { version, engines: own }]) => `${path} ${version} wants ${own!.node}`);
    expect(tooNew).toEqual([]);
  });

  it('is told to be past its end of life where it is', () => {
    expect(outdatedNode('20.19.0')).toContain('Node 20.19.0 is past its end of life');
    expect(outdatedNode('22.12.0')).toBeUndefined();
  });
});
