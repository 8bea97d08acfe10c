import { DataSource } from 'typeorm';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { userCreateCommand } from '../../../src/cli/user-create-command.js';
import { createDataSourceOptions } from '../../../src/infrastructure/database/data-source.js';
import { USER_ENTITIES, User } from '../../../src/users/entities/index.js';
import { testSettings } from '../../support/settings.js';

const settings = testSettings();

async function run(args: string[], password = 'shop12345') {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const code = await userCreateCommand(args, {
    settings: () => settings,
    password: () => Promise.resolve(password),
    out,
    err,
  });
  out.end();
  err.end();
  return { code, out: await text(out), err: await text(err) };
}

async function stored(username: string): Promise<User | null> {
  const dataSource = await new DataSource(
    await createDataSourceOptions(settings, USER_ENTITIES),
  ).initialize();
  return dataSource.manager.findOneBy(User, { username }).finally(() => dataSource.destroy());
}

describe('user:create', () => {
  it('creates the first administrator of an empty shop', async () => {
    expect(await run(['--admin', '--username', 'root', '--email', 'Root@example.com'])).toEqual({
      code: 0,
      out: 'administrator root created, id 1\n',
      err: '',
    });
    expect(await stored('root')).toMatchObject({
      role: 'administrator',
      isStaff: true,
      isActive: true,
      email: 'root@example.com',
      passwordHash: expect.stringMatching(/^\$argon2id\$/),
    });
  });

  it('creates site managers and customers', async () => {
    expect((await run(['--site-manager', '--username', 'keeper'])).code).toBe(0);
    expect(await stored('keeper')).toMatchObject({ role: 'site_manager', isStaff: true });
    expect((await run(['--username', 'plain', '--mobile', '13912345678'])).code).toBe(0);
    expect(await stored('plain')).toMatchObject({ role: 'customer', isStaff: false });
  });

  it('says what is wrong, and creates nobody', async () => {
    expect(await run(['--username', 'root', '--mobile', '123'], 'short')).toEqual({
      code: 1,
      out: '',
      err: [
        'username: A user with that username already exists.',
        'password: Ensure this field has at least 8 characters.',
        'mobile: Enter a valid mobile number.',
        '',
      ].join('\n'),
    });
  });

  it('explains itself', async () => {
    expect(await run([])).toMatchObject({ code: 2, err: expect.stringContaining('Usage:') });
    expect(await run(['--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('Usage:'),
    });
    expect((await run(['--username', 'x', '--admin', '--site-manager'])).code).toBe(2);
  });
});
