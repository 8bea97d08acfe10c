import { catalogue } from './catalogue.js';
import type { Language } from './language.js';
import type { Translation } from './translation.js';

export type { Translation } from './translation.js';
export type { Language } from './language.js';

/** The code of a message in the catalogue. */
export type MessageKey = keyof typeof catalogue;

/** The catalogue with what projects have added. */
const TEXTS: Record<MessageKey, Translation> = { ...catalogue };

/**
 * Translates messages of the layer into a further language, or words them anew.
 *
 * @param texts by code; those left out stay English
 */
export function addTranslations(
  language: Language,
  texts: Readonly<Partial<Record<MessageKey, string>>>,
): void {
  for (const [key, text] of Object.entries(texts) as [MessageKey, string][]) {
    TEXTS[key] = { ...TEXTS[key], [language]: text };
  }
}

/** Values for the `{placeholders}` of a message. */
export type MessageParams = Readonly<Record<string, string | number | bigint>>;

/**
 * A sentence for the client in every language, with its parameters.
 *
 * DRF: django.utils.translation.gettext_lazy
 */
export class Message {
  private readonly translation: Translation;
  /** What kind of error it tells of, e.g. `max_length`; undefined: that of its exception. */
  readonly code: string | undefined;

  /**
   * @param wording key of the catalogue, or the wording itself for a message of one's own
   * @param params values for the `{placeholders}`
   * @param code default: that of the wording in the catalogue
   */
  constructor(
    wording: MessageKey | Translation,
    private readonly params: MessageParams = {},
    code?: string,
  ) {
    const isKey = typeof wording === 'string';
    this.translation = isKey ? TEXTS[wording] : wording;
    this.code = code ?? (isKey ? codeOf(wording) : undefined);
  }

  /** The sentence in that language. A placeholder without a parameter stays as it is. */
  in(language: Language): string {
    return fillPlaceholders(this.translation[language] ?? this.translation.en, this.params);
  }

  /** The same sentence with further parameters; those it has already stay. */
  with(params: MessageParams): Message {
    return new Message(this.translation, { ...params, ...this.params }, this.code);
  }

  /** The same sentence as one of that kind of error. */
  as(code: string): Message {
    return new Message(this.translation, this.params, code);
  }

  /** The English sentence, for logs. */
  toString(): string {
    return this.in('en');
  }
}

/** `max_length` of `CharField.max_length`; every way of not being unique is `unique`. */
function codeOf(key: MessageKey): string {
  const code = key.slice(key.lastIndexOf('.') + 1);
  return code.startsWith('unique_') ? 'unique' : code;
}

/** What the client reads: a message, or a plain string that is the same in every language. */
export type Text = string | Message;

/** A message of the catalogue (or of one's own wording) with its parameters. */
export function message(
  wording: MessageKey | Translation,
  params?: MessageParams,
  code?: string,
): Message {
  return new Message(wording, params, code);
}

/** The text as one that tells the kind of its error. */
export function withCode(text: Text, code: string): Message {
  if (typeof text !== 'string') return text.code === undefined ? text.as(code) : text;
  return new Message({ en: text, 'zh-hans': text }, {}, code);
}

/** The text in that language. */
export function renderText(text: Text, language: Language): string {
  return typeof text === 'string' ? text : text.in(language);
}

/** The text with its placeholders filled. DRF: Field.fail, which formats any wording. */
export function fillText(text: Text, params: MessageParams): Text {
  return typeof text === 'string' ? fillPlaceholders(text, params) : text.with(params);
}

function fillPlaceholders(text: string, params: MessageParams): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : placeholder,
  );
}
