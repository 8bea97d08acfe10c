import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/rest/i18n/catalogue.js';
import { Languages } from '../../../src/rest/i18n/language.js';
import { addTranslations, message, renderText } from '../../../src/rest/i18n/messages.js';

describe('the language of an answer', () => {
  const languages = new Languages(['zh-hans', 'en']);

  it('is one of those that are offered', () => {
    const three = new Languages(['en', 'fr', 'zh-hans']);
    expect(three.of('fr-CA, en;q=0.9')).toBe('fr');
    expect(three.of('de')).toBe('en');
    expect(three.of('zh-Hant-TW;q=0.2, de')).toBe('zh-hans');
    expect(new Languages(['en', 'fr'], 'fr').of(undefined)).toBe('fr');
  });

  it.each([
    [undefined, 'zh-hans'],
    ['', 'zh-hans'],
    ['*', 'zh-hans'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-hans'],
    ['en-US,en;q=0.9,zh-CN;q=0.8', 'en'],
    ['en', 'en'],
    ['EN-gb', 'en'],
    ['fr', 'zh-hans'],
    ['fr, en;q=0.1', 'en'],
    ['zh;q=0.3, en;q=0.4', 'en'],
    ['zh, en', 'zh-hans'],
    ['en, zh', 'en'],
    ['en;q=0', 'zh-hans'],
    ['en;q=0.5, *', 'zh-hans'],
    ['en, *;q=0.5', 'en'],
    ['en;q=lots', 'zh-hans'],
    [',;,;q=1', 'zh-hans'],
  ])('answers %j in %s', (header, language) => {
    expect(languages.of(header)).toBe(language);
    expect(languages.of(header), 'second time, from the memo').toBe(language);
  });
});

describe('message', () => {
  it('speaks both languages and fills its placeholders', () => {
    const text = message('method_not_allowed', { method: 'POST' });
    expect(text.in('zh-hans')).toBe('方法 “POST” 不被允许。');
    expect(text.in('en')).toBe('Method "POST" not allowed.');
  });

  it('does not expand placeholders that arrive inside a parameter', () => {
    const text = message('ChoiceField.invalid_choice', { input: '{input} $& {toString}' });
    expect(text.in('en')).toBe('"{input} $& {toString}" is not a valid choice.');
  });

  it('takes a wording of its own', () => {
    const text = message({ en: 'Only {left} left.', 'zh-hans': '仅剩 {left} 件。' }, { left: 3 });
    expect(text.in('zh-hans')).toBe('仅剩 3 件。');
    expect(String(text)).toBe('Only 3 left.');
  });

  it('leaves a plain string alone in every language', () => {
    expect(renderText('商品数量不能小于一', 'en')).toBe('商品数量不能小于一');
  });

  it('is English where there is no translation', () => {
    expect(message('required').in('fr')).toBe('This field is required.');
    expect(message({ en: 'Hello', fr: 'Salut' }).in('fr')).toBe('Salut');
  });

  it('can be translated by a project', () => {
    addTranslations('fr', { required: 'Ce champ est obligatoire.' });
    expect(message('required').in('fr')).toBe('Ce champ est obligatoire.');
    expect(message('required').in('en')).toBe('This field is required.');
  });

  it('uses the same placeholders in both languages', () => {
    for (const [key, wording] of Object.entries(catalogue)) {
      const names = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
      expect(names(wording['zh-hans'] ?? ''), key).toEqual(names(wording.en));
    }
  });
});
