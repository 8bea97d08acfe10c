import type { MessageKey } from '../../../i18n/messages.js';
import {
  email,
  matches,
  maxLength,
  minLength,
  noNullCharacters,
  noSurrogates,
  url,
} from '../constraints.js';
import { InputField, type FieldOptions, type FieldRun, type Schema } from './field.js';
import { isNumber, str, strip } from '../python.js';

export interface CharFieldOptions<Code extends string = never> extends FieldOptions<
  string,
  Code | 'invalid' | 'blank' | 'max_length' | 'min_length'
> {
  /** The empty string is accepted; default: no. */
  readonly allowBlank?: boolean;
  /** In characters. */
  readonly maxLength?: number;
  /** In characters. */
  readonly minLength?: number;
  /** White space around the text is removed; default: yes. */
  readonly trimWhitespace?: boolean;
}

const WORDINGS = {
  invalid: 'CharField.invalid',
  blank: 'CharField.blank',
  max_length: 'CharField.max_length',
  min_length: 'CharField.min_length',
} as const;

type Wordings = Readonly<Record<string, MessageKey>>;

/** Text; numbers are turned into text. DRF: rest_framework.fields.CharField */
export class CharInput extends InputField<string, CharFieldOptions> {
  override readonly type: string = 'string';
  protected override readonly wordings: Wordings = WORDINGS;

  constructor(options: CharFieldOptions = {}) {
    super(options);
    if (options.maxLength !== undefined) this.constraints.push(maxLength(options.maxLength));
    if (options.minLength !== undefined) this.constraints.push(minLength(options.minLength));
    this.constraints.push(noNullCharacters, noSurrogates);
  }

  override async run(data: unknown, run: FieldRun): Promise<unknown> {
    if (typeof data === 'string' && (this.trims ? strip(data) : data) === '') {
      if (!this.options.allowBlank) this.fail('blank');
      return '';
    }
    return super.run(data, run);
  }

  override info(): Record<string, unknown> {
    const { minLength: min, maxLength: max } = this.options;
    return {
      ...(min !== undefined && { min_length: min }),
      ...(max !== undefined && { max_length: max }),
    };
  }

  override schema(): Schema {
    const {
      allowBlank,
      minLength: min = allowBlank ? undefined : 1,
      maxLength: max,
    } = this.options;
    return {
      type: 'string',
      ...(min !== undefined && { minLength: min }),
      ...(max !== undefined && { maxLength: max }),
    };
  }

  protected override convert(data: unknown): string {
    if (typeof data !== 'string' && !isNumber(data)) this.fail('invalid');
    const value = str(data);
    return this.trims ? strip(value) : value;
  }

  protected override get allowsBlank(): boolean {
    return this.options.allowBlank ?? false;
  }

  private get trims(): boolean {
    return this.options.trimWhitespace ?? true;
  }
}

/** Text that matches a pattern somewhere. DRF: rest_framework.fields.RegexField */
export class RegexInput extends CharInput {
  override readonly type: string = 'regex';
  protected override readonly wordings: Wordings = { ...WORDINGS, invalid: 'RegexField.invalid' };

  constructor(
    private readonly pattern: RegExp,
    options?: CharFieldOptions,
  ) {
    super(options);
    this.constraints.push(matches(pattern));
  }

  override schema(): Schema {
    return { ...super.schema(), pattern: this.pattern.source };
  }
}

/** Letters, numbers, underscores and hyphens. DRF: rest_framework.fields.SlugField */
export class SlugInput extends RegexInput {
  override readonly type: string = 'slug';
  protected override readonly wordings: Wordings = { ...WORDINGS, invalid: 'SlugField.invalid' };

  constructor(options?: CharFieldOptions) {
    super(/^[-a-zA-Z0-9_]+$/, options);
  }
}

/** An e-mail address. DRF: rest_framework.fields.EmailField */
export class EmailInput extends CharInput {
  override readonly type: string = 'email';
  protected override readonly wordings: Wordings = { ...WORDINGS, invalid: 'EmailField.invalid' };

  constructor(options?: CharFieldOptions) {
    super(options);
    this.constraints.push(email);
  }

  override schema(): Schema {
    return { ...super.schema(), format: 'email' };
  }
}

/** An absolute http, https, ftp or ftps URL. DRF: rest_framework.fields.URLField */
export class UrlInput extends CharInput {
  override readonly type: string = 'url';
  protected override readonly wordings: Wordings = { ...WORDINGS, invalid: 'URLField.invalid' };

  constructor(options?: CharFieldOptions) {
    super(options);
    this.constraints.push(url);
  }

  override schema(): Schema {
    return { ...super.schema(), format: 'uri' };
  }
}

/** A UUID in any of Python's notations, kept in the usual one. DRF: rest_framework.fields.UUIDField */
export class UuidInput extends InputField<string, FieldOptions<string, 'invalid'>> {
  override readonly type: string = 'string';
  protected override readonly wordings: Wordings = { invalid: 'UUIDField.invalid' };

  override schema(): Schema {
    return { type: 'string', format: 'uuid' };
  }

  protected override convert(data: unknown): string {
    const hex = typeof data === 'string' ? data.replace(/urn:|uuid:|[{}-]/g, '').toLowerCase() : '';
    const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(hex);
    if (!parts) this.fail('invalid');
    return parts.slice(1).join('-');
  }
}
