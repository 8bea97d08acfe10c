import { beforeAll, describe, expect, it } from 'vitest';
import { AdminSite } from '../../../src/admin/admin-site.js';
import type { User } from '../../../src/users/entities/index.js';
import { administrator, clerk, type Clerk } from '../../support/admin.js';
import { testApp } from '../../support/app.js';
import { FilledTables } from '../../support/filled-tables.js';
import { greyPng } from '../../support/pictures.js';
import { testSettings } from '../../support/settings.js';
import { createUser } from '../../support/users.js';

const ROWS = 100;

interface Field {
  type: string;
  required: boolean;
  read_only: boolean;
  add_only?: boolean;
  max_length?: number;
  min?: number;
  resource?: string;
  choices?: { value: string | number }[];
}

interface Resource {
  name: string;
  permissions: Record<string, boolean>;
  list: {
    columns: { name: string; sortable: boolean }[];
    filters: { name: string; type: string; resource?: string; choices?: { value: string }[] }[];
    search: boolean;
    actions: { name: string }[];
    date_hierarchy: string | null;
  };
  form: { fields: Record<string, Field> };
  view_on_site: string | null;
}

/** Bodies that follow rules no description tells. */
const chosen = (newcomer: User): Readonly<Record<string, Record<string, unknown>>> => ({
  users: { username: 'newcomer', password: 'a-long-pass-phrase', role: 'customer' },
  categories: { parent: null },
  // The others are banned already.
  'comment-bans': { user: newcomer.id },
});

/** What a screening needs is looked at in a specification of its own. */
const ELSEWHERE = new Set(['screenings']);

describe('every resource of the back office', () => {
  const app = testApp(testSettings({ THROTTLE_LOGIN: '10000/minute' }), {
    seed: async (started) => {
      const tables = new FilledTables(started.dataSource, ROWS);
      await started.unitOfWork.run(async ({ manager }) => {
        for (const { entity } of started.nest.get(AdminSite).all()) {
          await tables.fill(manager, entity as new () => object);
        }
      });
    },
  });
  let boss: Clerk;
  let newcomer: User;
  let resources: Resource[];

  beforeAll(async () => {
    boss = await administrator(app);
    newcomer = await createUser(app);
    const { json } = await boss.get('/admin/api/');
    // Jobs are in no table.
    resources = json.resources.filter(({ name }: Resource) => name !== 'jobs');
  });

  /** Everything that is asked of each, with what does not answer as it should. */
  async function faults(
    look: (resource: Resource, path: string) => Promise<unknown>,
  ): Promise<string[]> {
    const found: string[] = [];
    for (const resource of resources) {
      try {
        await look(resource, `/admin/api/${resource.name}/`);
      } catch (error) {
        found.push(`${resource.name}: ${(error as Error).message}`);
      }
    }
    return found;
  }

  async function ok(path: string, status = 200) {
    const answer = await boss.get(path);
    if (answer.status !== status) {
      throw new Error(`${path} answered ${answer.status} ${answer.text.slice(0, 300)}`);
    }
    return answer;
  }

  it('is described, all of them', () => {
    expect(resources.map(({ name }) => name).sort()).toEqual(
      app.nest
        .get(AdminSite)
        .all()
        .map(({ options }) => options.name)
        .sort(),
    );
    expect(resources.length).toBeGreaterThan(25);
  });

  it('lists, sorts, searches, filters, counts and offers its rows', async () => {
    const wrong = await faults(async ({ list }, path) => {
      const { json } = await ok(`${path}?page_size=5`);
      expect(json.results.length).toBeGreaterThan(0);
      expect(json.results[0]).toMatchObject({ _label: expect.any(String) });
      for (const { name, sortable } of list.columns) {
        expect(json.results[0]).toHaveProperty(name);
        if (!sortable) continue;
        await ok(`${path}?ordering=${name}&page_size=2`);
        await ok(`${path}?ordering=-${name}&page_size=2`);
      }
      if (list.search) await ok(`${path}?search=1&page_size=2`);
      for (const { name, type, choices, resource } of list.filters) {
        if (type === 'date_range') {
          await ok(`${path}?${name}_after=2026-01-01&${name}_before=2026-01-31&page_size=2`);
        } else {
          const [offered] = resource
            ? (await ok(`/admin/api/${resource}/options/`)).json.results
            : [];
          await ok(`${path}?${name}=${choices?.[0]?.value ?? offered?.id ?? 'true'}&page_size=2`);
        }
      }
      await ok(`${path}facets/`);
      const dates = (await ok(`${path}dates/`)).json as unknown[];
      expect(dates.length > 0).toBe(list.date_hierarchy !== null);
      expect((await ok(`${path}options/?search=1&page_size=5`)).json.results).toBeDefined();
    });
    expect(wrong).toEqual([]);
  });

  it('costs as many statements for a hundred rows as for two', async () => {
    const wrong = await faults(async (_, path) => {
      const count = async (size: number) =>
        (await app.queries(() => ok(`${path}?page_size=${size}`))).length;
      expect(await count(100)).toBe(await count(2));
    });
    expect(wrong).toEqual([]);
  });

  it('shows an object with its history and dependants, and saves the list in a file', async () => {
    const wrong = await faults(async ({ form }, path) => {
      const [{ id }] = (await ok(`${path}?page_size=1`)).json.results;
      const { json, headers } = await ok(`${path}${id}/`);
      expect(headers.get('etag')).toMatch(/^"/);
      for (const name of Object.keys(form.fields)) {
        if (form.fields[name]!.type !== 'password') expect(json).toHaveProperty(name);
      }
      await ok(`${path}${id}/history/`);
      await ok(`${path}${id}/dependants/`);
      await ok(`${path}999999999/`, 404);
      const { text } = await ok(`${path}export/?as=csv`);
      expect(text.split('\r\n').length).toBeGreaterThan(2);
      expect(JSON.parse((await ok(`${path}export/?as=json`)).text)).not.toEqual([]);
    });
    expect(wrong).toEqual([]);
  });

  it('has a page on the site for each object where it says so, for everybody', async () => {
    const shown: string[] = [];
    const wrong = await faults(async ({ name, view_on_site }, path) => {
      if (!view_on_site) return;
      for (const { id } of (await ok(`${path}?page_size=10`)).json.results) {
        const page = view_on_site.replace(':id', String(id));
        const { status, headers } = await app.get(page, { Accept: 'text/html' });
        const type = headers.get('content-type');
        expect([page, status, type]).toEqual([page, 200, 'text/html; charset=utf-8']);
      }
      shown.push(name);
    });
    expect(wrong).toEqual([]);
    expect(shown).toEqual(expect.arrayContaining(['goods', 'categories', 'movies', 'cinemas']));
  });

  it('is closed to staff without a right to it', async () => {
    const other = await clerk(app, 'cart.view_cartline');
    const wrong = await faults(async (_, path) => {
      const asked = [
        ['GET', path],
        ['POST', path],
        ['GET', `${path}1/`],
        ['PATCH', `${path}1/`],
        ['DELETE', `${path}1/`],
        ['GET', `${path}export/`],
        ['GET', `${path}facets/`],
        ['GET', `${path}options/`],
        ['GET', `${path}1/history/`],
        ['POST', `${path}actions/delete/`],
      ] as const;
      for (const [method, each] of asked) {
        const body = method === 'GET' || method === 'DELETE' ? undefined : {};
        expect([each, (await other.send(method, each, body)).status]).toEqual([each, 403]);
      }
    });
    expect(wrong).toEqual([]);
    expect((await other.get('/admin/api/')).json.resources).toEqual([]);
  });

  it('is only read by staff who may only see it', async () => {
    const site = app.nest.get(AdminSite);
    const { rest } = site.all()[0]!;
    const reader = await clerk(
      app,
      ...site.all().map(({ entity }) => rest.models.permission('view', entity)),
    );
    const wrong = await faults(async (_, path) => {
      expect((await reader.get(path)).status).toBe(200);
      expect((await reader.send('POST', path, {})).status).toBe(403);
      expect((await reader.send('PATCH', `${path}1/`, {})).status).toBe(403);
      expect((await reader.send('DELETE', `${path}1/`)).status).toBe(403);
    });
    expect(wrong).toEqual([]);
  });

  async function valueOf(name: string, field: Field, picture: string): Promise<unknown> {
    switch (field.type) {
      case 'text':
        return `new ${name}`.slice(0, field.max_length);
      case 'textarea':
      case 'rich_text':
        return '<p>new</p>';
      case 'integer':
        return field.min ?? 7;
      case 'money':
        return '12.50';
      case 'boolean':
        return true;
      case 'choice':
        return field.choices![0]!.value;
      case 'date':
        return '2026-05-01';
      case 'datetime':
        return '2030-01-01 10:00:00';
      case 'image':
        return picture;
      case 'related': {
        const { json } = await ok(`/admin/api/${field.resource}/options/?page_size=200`);
        return json.results.at(-1).id;
      }
      default:
        return [];
    }
  }

  it('is added to, changed and deleted by those who may, as its description says', async () => {
    const upload = new FormData();
    upload.append('file', new Blob([await greyPng(2, 2)]), 'picture.png');
    const { path: picture } = (await boss.send('POST', '/admin/api/uploads/', upload)).json;
    const done: string[] = [];
    const wrong = await faults(async ({ name, permissions, form }, path) => {
      const fields = Object.entries(form.fields).filter(([, field]) => !field.read_only);
      if (!permissions.add) {
        expect((await boss.send('POST', path, {})).status).toBe(403);
      } else if (!ELSEWHERE.has(name)) {
        const values = await Promise.all(
          fields.map(async ([key, field]) => [key, await valueOf(key, field, picture)] as const),
        );
        const body = { ...Object.fromEntries(values), ...chosen(newcomer)[name] };
        const { status, json, text } = await boss.send('POST', path, body);
        if (status !== 201) throw new Error(`adding answered ${status} ${text.slice(0, 400)}`);
        const history = await ok(`${path}${json.id}/history/`);
        expect(history.json.results[0]).toMatchObject({ action: 'add' });
        const [key, field] = fields.find(([, each]) => each.type === 'text' && !each.add_only) ?? [
          '',
          undefined,
        ];
        if (permissions.change && field) {
          const changed = await boss.send('PATCH', `${path}${json.id}/`, { [key]: 'other' });
          expect([changed.status, changed.json[key]]).toEqual([200, 'other']);
          const { results } = (await ok(`${path}${json.id}/history/`)).json;
          expect(results[0]).toMatchObject({ action: 'change', changes: [{ to: 'other' }] });
        }
        if (permissions.delete) {
          const gone = await boss.send('DELETE', `${path}${json.id}/`);
          if (gone.status !== 204) throw new Error(`deleting answered ${gone.text.slice(0, 300)}`);
          await ok(`${path}${json.id}/`, 404);
        }
        done.push(name);
      }
      if (!permissions.delete) {
        expect((await boss.send('DELETE', `${path}1/`)).status).toBe(403);
      }
    });
    expect(wrong).toEqual([]);
    expect(done.length).toBeGreaterThan(14);
  });
});
