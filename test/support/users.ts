import { randomInt } from 'node:crypto';
import { User } from '../../src/users/entities/index.js';
import { Passwords } from '../../src/users/passwords/passwords.js';
import { VerificationCodes } from '../../src/verifications/index.js';
import { digitsOf, type CodeChannel } from '../../src/verifications/codes/one-time-code.js';
import { Settings } from '../../src/config/settings.js';
import type { Answer, TestApp } from './app.js';

export const PASSWORD = 'shop12345';

let serial = 0;

/** A mobile number that no other test of this process has. */
export function newMobile(): string {
  serial += 1;
  return `139${String(serial).padStart(8, '0')}`;
}

/** A user as a registration leaves it, without the registration. */
export async function createUser(app: TestApp, attributes: Partial<User> = {}): Promise<User> {
  const mobile = newMobile();
  const user = {
    username: `user_${mobile}`,
    name: '',
    mobile,
    email: null,
    createdAt: new Date(),
    ...attributes,
    passwordHash: attributes.passwordHash ?? (await app.nest.get(Passwords).hash(PASSWORD)),
  };
  return app.unitOfWork.run(async ({ manager }) => {
    const { identifiers } = await manager.insert(User, user);
    return manager.findOneByOrFail(User, { id: identifiers[0]!.id as number });
  });
}

/** The user as stored now. */
export function reload(app: TestApp, { id }: { id: number }): Promise<User> {
  return app.dataSource.manager.findOneByOrFail(User, { id });
}

/** Changes a user behind the application's back. */
export function changeUser(
  app: TestApp,
  { id }: Pick<User, 'id'>,
  changes: Partial<User>,
): Promise<unknown> {
  return app.unitOfWork.run(({ manager }) => manager.update(User, id, changes));
}

/** A code that was sent to the address, without the minute's pause. */
export async function codeFor(
  app: TestApp,
  address: string,
  channel: CodeChannel = 'sms',
  length = 6,
): Promise<string> {
  const code = await app.nest.get(VerificationCodes).issue(channel, address, length);
  return digitsOf(code, app.nest.get(Settings).secretKey);
}

/** Another code of the same length. */
export function wrong(code: string): string {
  const number = (Number(code) + randomInt(1, 10 ** code.length)) % 10 ** code.length;
  return String(number).padStart(code.length, '0');
}

export function signIn(app: TestApp, username: string, password = PASSWORD): Promise<Answer> {
  return app.request('POST', '/authorizations/', { body: { username, password } });
}

/** The header that a signed-in client sends. */
export async function authorization(
  app: TestApp,
  { username }: User,
  password = PASSWORD,
): Promise<{ Authorization: string }> {
  const { json } = await signIn(app, username, password);
  return { Authorization: `JWT ${json.token}` };
}
