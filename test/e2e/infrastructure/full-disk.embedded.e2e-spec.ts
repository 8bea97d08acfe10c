import { Logger } from '@nestjs/common';
import { afterEach, expect, it, vi } from 'vitest';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { shopper } from '../../support/shoppers.js';

const app = testApp(testSettings(), { seed: seedCatalogue });

afterEach(() => vi.restoreAllMocks());

const limitPages = (pages: string) =>
  app.unitOfWork.run(({ manager }) => manager.query(`PRAGMA max_page_count = ${pages}`));

it('answers 503 to what does not fit on the disk, logs it once, and goes on when there is room', async () => {
  const alice = await shopper(app);
  const warn = vi.spyOn(Logger.prototype, 'warn');
  const error = vi.spyOn(Logger.prototype, 'error');
  const send = () =>
    alice.request('POST', '/messages/', {
      body: { message_type: 1, subject: 'x', message: '长'.repeat(400) },
    });
  // The file may not grow from now on.
  await limitPages('1');
  const answers = [];
  for (let count = 0; count < 60; count += 1) answers.push(await send());
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(20);
  expect(answers.length).toBe(refused.length + answers.filter((a) => a.status === 201).length);
  expect(refused[0]!.headers.get('Retry-After')).toBe('5');
  expect(error).not.toHaveBeenCalled();
  expect(warn).toHaveBeenCalledOnce();
  expect((await app.get('/goods/')).status).toBe(200);
  await limitPages('1073741823');
  expect((await send()).status).toBe(201);
});
