import type { MessageKey } from '../../../i18n/messages.js';
import { isEmail, isUrl } from './django-validators.js';
import { InputField, type FieldOptions, type FieldRun, type Schema } from './field.js';
import { isNumber, length, str, strip } from '../python.js';

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
    const { maxLength, minLength } = options;
    this.rules.push((value) => {
      if (maxLength !== undefined && value.length > maxLength && length(value) > maxLength) {
        this.fail('max_length', { max_length: maxLength });
      }
    });
    this.rules.push((value) => {
      if (minLength !== undefined && length(value) < minLength) {
        this.fail('min_length', { min_length: minLength });
      }
    });
    this.rules.push((value) => {
      if (value.includes('\0')) this.fail('null_characters_not_allowed');
    });
    this.rules.push((value) => {
      const surrogate = loneSurrogate(value);
      if (surrogate) this.fail('surrogate_characters_not_allowed', { code_point: surrogate });
    });
  }

  override async run(data: unknown, run: FieldRun): Promise<unknown> {
    if (typeof data === 'string' && (this.trims ? strip(data) : data) === '') {
      if (!this.options.allowBlank) this.fail('blank');
      return '';
    }
    return super.run(data, run);
  }

  override info(): Record<string, unknown> {
    const { minLength, maxLength } = this.options;
    return {
      ...(minLength !== undefined && { min_length: minLength }),
      ...(maxLength !== undefined && { max_length: maxLength }),
    };
  }

  override schema(): Schema {
    const { allowBlank, minLength = allowBlank ? undefined : 1, maxLength } = this.options;
    return {
      type: 'string',
      ...(minLength !== undefined && { minLength }),
      ...(maxLength !== undefined && { maxLength }),
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

/** The hexadecimal code of half a surrogate pair in the text; databases cannot store it. */
function loneSurrogate(text: string): string | undefined {
  return /\p{Surrogate}/u.exec(text)?.[0].charCodeAt(0).toString(16).toUpperCase();
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
    this.rules.push((value) => {
      if (value.search(pattern) < 0) this.fail('invalid');
    });
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
    this.rules.push((value) => {
      if (!isEmail(value)) this.fail('invalid');
    });
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
    this.rules.push((value) => {
      if (!isUrl(value)) this.fail('invalid');
    });
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
