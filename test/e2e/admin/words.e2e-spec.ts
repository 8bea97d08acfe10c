import { describe, expect, it } from 'vitest';
import { administrator } from '../../support/admin.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';

const app = testApp(testSettings({ THROTTLE_LOGIN: '10000/minute' }));

const HAN = /\p{Script=Han}/u;
/** The same in every language. */
const NEUTRAL = /^(?:ID|URL)$/;

/** Every label of a description with the place where it stands. */
function labelsIn(value: unknown, path = ''): [path: string, label: string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): [string, string][] => {
    const place = `${path}/${(inner as { name?: string } | null)?.name ?? key}`;
    if (typeof inner === 'string') return key.startsWith('label') ? [[path, inner]] : [];
    return labelsIn(inner, place);
  });
}

describe('the words of the back office', () => {
  it('are Chinese in Chinese and English in English, down to the last field', async () => {
    const chinese = labelsIn((await (await administrator(app, 'zh-CN')).get('/admin/api/')).json);
    const english = labelsIn((await (await administrator(app)).get('/admin/api/')).json);
    expect(chinese.length).toBeGreaterThan(500);
    const isChoice = ([path]: [string, string]) => path.includes('/choices/');
    expect(
      chinese.filter((each) => !isChoice(each) && !HAN.test(each[1]) && !NEUTRAL.test(each[1])),
    ).toEqual([]);
    // Sizes, formats and places are choices that have no other name.
    expect(
      chinese.filter((each) => isChoice(each) && !HAN.test(each[1]) && /[a-z]{3}/.test(each[1])),
    ).toEqual([]);
    expect(english.filter(([, label]) => HAN.test(label))).toEqual([]);
  });
});
