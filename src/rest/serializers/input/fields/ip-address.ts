import { isIP, isIPv4 } from 'node:net';
import type { MessageKey } from '../../../i18n/messages.js';
import type { Constraint } from '../constraints.js';
import { CharInput, type CharFieldOptions } from './text.js';
import type { Schema } from './field.js';

type Protocol = 'both' | 'ipv4' | 'ipv6';

export interface IPAddressFieldOptions extends CharFieldOptions {
  /** Default: `both`. */
  readonly protocol?: Protocol;
}

const WORDINGS = {
  both: 'IPAddressField.invalid',
  ipv4: 'IPAddressField.ipv4',
  ipv6: 'IPAddressField.ipv6',
} as const satisfies Record<Protocol, MessageKey>;

const FAMILIES = { both: [4, 6], ipv4: [4], ipv6: [6] } as const satisfies Record<
  Protocol,
  readonly number[]
>;

/** DJANGO: django.core.validators.ip_address_validators */
const isAddress = (protocol: Protocol): Constraint<string> => ({
  name: 'isIp',
  code: 'invalid',
  bounds: [protocol],
  holds: (value) => !value.includes('%') && [...FAMILIES[protocol]].includes(isIP(value) as 4 | 6),
});

/** An IPv4 or IPv6 address in its usual form. DRF: rest_framework.fields.IPAddressField */
export class IPAddressInput extends CharInput {
  protected override readonly wordings: Readonly<Record<string, MessageKey>>;
  private readonly protocol: Protocol;

  constructor({ protocol = 'both', ...options }: IPAddressFieldOptions = {}) {
    super(options);
    this.protocol = protocol;
    this.wordings = {
      blank: 'CharField.blank',
      max_length: 'CharField.max_length',
      min_length: 'CharField.min_length',
      invalid: WORDINGS[protocol],
    };
    this.constraints.push(isAddress(protocol));
  }

  override schema(): Schema {
    if (this.protocol !== 'both') return { ...super.schema(), format: this.protocol };
    return { ...super.schema(), anyOf: [{ format: 'ipv4' }, { format: 'ipv6' }] };
  }

  protected override convert(data: unknown): string {
    if (typeof data !== 'string') this.fail('invalid');
    const text = super.convert(data);
    return this.protocol === 'both' && text.includes(':') ? cleanIpv6(text) : text;
  }
}

/**
 * The shortest form of an IPv6 address, an IPv4 one that is mapped into it as such.
 *
 * DJANGO: django.utils.ipv6.clean_ipv6_address
 */
function cleanIpv6(text: string): string {
  if (isIP(text) !== 6 || text.includes('%')) return text;
  const mapped = /^::ffff:([\d.]+)$/i.exec(text)?.[1];
  if (mapped && isIPv4(mapped)) return mapped;
  return new URL(`http://[${text}]/`).hostname.slice(1, -1);
}
