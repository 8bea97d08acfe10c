import { message, type Choice, type Rest, type Text } from '../rest/index.js';
import { bilingual } from '../languages.js';
import type { ResourceAdmin } from './model-admin.js';

const USUAL: readonly (readonly [name: string, label: Text])[] = [
  ['view', bilingual('view', '查看')],
  ['add', bilingual('add', '新增')],
  ['change', bilingual('change', '修改')],
  ['delete', bilingual('delete', '删除')],
];

/**
 * Every model permission that the back office asks for, by the name of the model: what can be done
 * to its rows, and the actions that take a permission of their own.
 *
 * DJANGO: django.contrib.auth.models.Permission
 */
export function permissionChoices(admins: readonly ResourceAdmin[], rest: Rest): Choice[] {
  const choices = new Map<string, Choice>();
  for (const { entity, options, actions } of admins) {
    const add = (name: string, label: Text): void => {
      const permission = rest.models.permission(name, entity);
      if (!choices.has(permission))
        choices.set(permission, [permission, both(options.label, label)]);
    };
    for (const [name, label] of USUAL) add(name, label);
    for (const [, { permission, label }] of Object.entries(actions)) {
      if (permission !== undefined) add(permission, label);
    }
  }
  return [...choices.values()];
}

function both(model: Text, action: Text): Text {
  const inLanguage = (language: string): string =>
    [model, action]
      .map((text) => (typeof text === 'string' ? text : text.in(language)))
      .join(' · ');
  return message({ en: inLanguage('en'), 'zh-hans': inLanguage('zh-hans') });
}
