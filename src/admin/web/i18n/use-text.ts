import { useCallback } from 'react';
import { useTranslate } from 'react-admin';
import type { TextKey } from './texts.ts';

/** What is put into a text, by the names in its `%{…}`. */
type Words = Readonly<Record<string, string | number>>;

/** Looks up the pages' own texts in the language of whoever looks. */
export function useText(): (key: TextKey, words?: Words) => string {
  const translate = useTranslate();
  return useCallback((key, words) => translate(`admin.${key}`, words), [translate]);
}
