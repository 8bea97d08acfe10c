import { message, type Text } from '../i18n/messages.js';
import type { ActionOptions } from '../viewsets/action.js';
import type { ViewDefinition } from '../viewsets/definition.js';

/** What the usual actions of a viewset are for, unless it says so itself. */
const USUAL = {
  list: { en: 'List: {name}', 'zh-hans': '列表：{name}' },
  retrieve: { en: 'One: {name}', 'zh-hans': '详情：{name}' },
  create: { en: 'Create: {name}', 'zh-hans': '新建：{name}' },
  update: { en: 'Replace: {name}', 'zh-hans': '替换：{name}' },
  partialUpdate: { en: 'Change: {name}', 'zh-hans': '修改：{name}' },
  destroy: { en: 'Delete: {name}', 'zh-hans': '删除：{name}' },
} as const;

/** What an action is for, in one line. */
export function summaryOf(
  { name, options }: ViewDefinition,
  action: string,
  own: ActionOptions | undefined,
): Text {
  const said = own?.summary ?? options.summaries?.[action];
  if (said !== undefined) return said;
  return isUsual(action) ? message(USUAL[action], { name }) : `${action}: ${name}`;
}

function isUsual(action: string): action is keyof typeof USUAL {
  return Object.hasOwn(USUAL, action);
}
