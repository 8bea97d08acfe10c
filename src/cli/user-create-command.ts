import { parseArgs } from 'node:util';
import { AppModule } from '../app.module.js';
import type { Settings } from '../config/settings.js';
import { renderDetail, ValidationError } from '../rest/index.js';
import { UserCreationService } from '../users/user-creation.service.js';
import type { Output } from './output.js';
import { withShop } from './shop-context.js';

const USAGE = `Usage: npm run user:create -- --username NAME [--admin | --site-manager]
                                   [--email ADDRESS] [--mobile NUMBER]

Creates a user: an administrator, somebody who looks after the shop, or else a customer.
The password is that of the variable USER_PASSWORD, or is asked for.
`;

/** What the command takes from its surroundings. */
export interface Surroundings extends Output {
  settings: () => Settings;
  password: () => Promise<string>;
}

/**
 * Creates the user named on the command line in the shop of the settings.
 *
 * @returns the exit code: 0 when created, 1 when refused, 2 for a wrong call
 */
export async function userCreateCommand(
  args: string[],
  { settings, password, out, err }: Surroundings,
): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      username: { type: 'string' },
      email: { type: 'string' },
      mobile: { type: 'string' },
      admin: { type: 'boolean', default: false },
      'site-manager': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { username, email, mobile, admin, 'site-manager': siteManager, help } = values;
  if (help || !username || (admin && siteManager)) {
    (help ? out : err).write(USAGE);
    return help ? 0 : 2;
  }
  const role = admin ? 'administrator' : siteManager ? 'site_manager' : 'customer';
  const user = { username, email, mobile, password: await password() };
  try {
    const { id } = await withShop(AppModule.forRoot(settings()), (shop) =>
      shop.get(UserCreationService).create(user, role),
    );
    out.write(`${role} ${username} created, id ${id}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const problems = Object.entries(renderDetail(error.detail, 'en') as Record<string, string[]>);
    for (const [field, texts] of problems) err.write(`${field}: ${texts.join(' ')}\n`);
    return 1;
  }
}
