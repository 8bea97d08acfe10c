import { describe, expect, it, onTestFinished } from 'vitest';
import { createApplication } from '../../../src/application.js';
import { migrateCommand } from '../../../src/cli/migrate-command.js';
import type { Settings } from '../../../src/config/settings.js';
import { TestApp, testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { outputs } from '../../support/outputs.js';
import { testSettings } from '../../support/settings.js';
import { shopper } from '../../support/shoppers.js';
import { fill, ORDER } from '../../support/till.js';

/** What a migration of a later version may do: see "Change the schema" in CONTRIBUTING.md. */
const EXPANSION = [
  'ALTER TABLE goods ADD COLUMN future varchar(20) NULL',
  "ALTER TABLE orders_order ADD COLUMN future varchar(20) NOT NULL DEFAULT 'x'",
  'CREATE TABLE future_things (id int NOT NULL PRIMARY KEY)',
  'CREATE INDEX future_index ON orders_line (quantity)',
  "INSERT INTO migrations (timestamp, name) VALUES (1999999999999, 'Future1999999999999')",
];

describe('a schema that a later version has expanded', () => {
  const settings = testSettings({}, { tables: false });
  const app = testApp(settings, { seed: seedCatalogue });
  // Settings are fixed; this one differs in one of them.
  const notMigrating: Settings = Object.create(settings, { migrateOnStart: { value: false } });

  /** Somebody puts something into the cart and orders it. */
  async function orders(at: TestApp): Promise<number> {
    const buyer = (await shopper(app)).at(at);
    await fill(buyer, { 3: 1 });
    return (await buyer.post('/orders/', ORDER)).status;
  }

  it('is served by the code before, running or started anew, and is not taken for its own', async () => {
    await app.unitOfWork.run(async ({ manager }) => {
      for (const statement of EXPANSION) await manager.query(statement);
    });
    expect(await orders(app)).toBe(201);
    expect((await app.get('/goods/3/')).status).toBe(200);

    // A process of the same code that must not migrate, as units start them.
    const again = new TestApp();
    again.nest = await createApplication(notMigrating);
    onTestFinished(() => again.nest.close());
    await again.nest.listen(0, '127.0.0.1');
    const { port } = again.nest.getHttpServer().address() as { port: number };
    again.url = `http://127.0.0.1:${port}`;
    expect(await orders(again)).toBe(201);

    const { out, err } = outputs();
    expect(await migrateCommand(['status'], () => settings, { out, err })).toBe(0);
    expect(out.text).not.toContain('Future');
    expect(await migrateCommand(['up'], () => settings, { out, err })).toBe(0);
    const [row] = await app.dataSource.query<{ future: string }[]>(
      'SELECT future FROM orders_order LIMIT 1',
    );
    expect(row!.future).toBe('x');
  });
});
