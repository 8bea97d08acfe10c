import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OutboxFile } from '../../../src/infrastructure/outbox/outbox-file.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outbox-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('finds the last message to somebody, and reads none that is being written', async () => {
  const outbox = new OutboxFile(folder);
  expect(await outbox.last('a@b.example')).toBeUndefined();
  for (const secret of ['1', '2']) {
    await outbox.append({ channel: 'mail', to: 'a@b.example', text: '', secret });
  }
  await appendFile(outbox.path, '{"channel":"mail","to":"a@b.exa');
  expect(await outbox.last('A@B.example')).toMatchObject({ secret: '2' });
});
