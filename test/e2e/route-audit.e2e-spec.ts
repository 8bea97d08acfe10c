import { readFile } from 'node:fs/promises';
import { DiscoveryService } from '@nestjs/core';
import { describe, expect, it } from 'vitest';
import { Rest, ViewRegistry } from '../../src/rest/index.js';
import { SHOP_TITLES } from '../../src/titles.js';
import { viewDefinition } from '../../src/rest/viewsets/definition.js';
import { testApp } from '../support/app.js';
import { testSettings } from '../support/settings.js';

/** Who may call what, as somebody has looked it over: one line per route. */
const REVIEWED = new URL('./routes.reviewed.txt', import.meta.url);

/** Controllers that are no viewsets, and anybody may call. */
const OTHERS = ['HealthController'];

describe('every route', () => {
  const app = testApp(testSettings());

  function routes(): string[] {
    const views = app.nest.get(ViewRegistry);
    const lines = views.all().flatMap((view) =>
      view.routes.flatMap((route) =>
        [...route.actions].flatMap(([verb, action]) => {
          const { authentications, permissions } = views.policy(view, action);
          const known = authentications.map((one) => one.constructor.name).join(', ') || 'nobody';
          const rules = permissions.map(({ name }) => name).join(', ');
          return view.paths.map((prefix) => {
            const path = ['', prefix, route.path, ''].join('/').replaceAll(/\/+/g, '/');
            return `${path} ${verb}: ${known}; ${rules}`;
          });
        }),
      ),
    );
    return lines.sort();
  }

  it('lets in whom the reviewed list says, and no route is missing from it', async () => {
    const reviewed = (await readFile(REVIEWED, 'utf8')).trim().split('\n');
    expect(routes()).toEqual(reviewed);
  });

  it('declares who may call it', () => {
    const silent = app.nest
      .get(ViewRegistry)
      .all()
      .filter(({ options }) => !options.authentication || !options.permissions)
      .map(({ target }) => target.name);
    expect(silent).toEqual([]);
  });

  it('is of a resource that pages call something in both languages', () => {
    const { rest, views } = { rest: app.nest.get(Rest), views: app.nest.get(ViewRegistry) };
    const [english, chinese] = [rest.wording('en'), rest.wording('zh-hans')];
    const names = new Set(views.all().map(({ name }) => name));
    for (const name of names) {
      expect([name, english.title(name)]).toEqual([
        name,
        expect.not.stringMatching(/\p{Script=Han}/u),
      ]);
      expect([name, chinese.title(name)]).toEqual([name, expect.stringMatching(/\p{Script=Han}/u)]);
    }
    expect(Object.keys(SHOP_TITLES).filter((name) => !names.has(name))).toEqual([]);
  });

  it('is of a viewset, or of a controller that is open on purpose', () => {
    const others = app.nest
      .get(DiscoveryService, { strict: false })
      .getControllers()
      .filter(({ metatype }) => metatype && !viewDefinition(metatype))
      .map(({ name }) => name);
    expect(others).toEqual(OTHERS);
  });
});
