import type { ApiDescription, ApiOperation, JsonSchema } from './api-description.js';
import {
  HOSTILE_BODIES,
  HOSTILE_HEADERS,
  HOSTILE_JSON,
  HOSTILE_TEXTS,
  HOSTILE_TYPES,
} from './hostile.js';

/** A request as it goes over the wire. */
export interface FuzzedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: Buffer;
}

/** Values that make sense where a parameter or field has this name. */
export type Sensible = Readonly<Record<string, readonly unknown[]>>;

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Makes requests that are nearly right and requests that are anything but, the same for a seed. */
export class Fuzz {
  private state: number;

  constructor(
    private readonly description: ApiDescription,
    private readonly sensible: Sensible,
    seed: number,
  ) {
    this.state = seed >>> 0;
  }

  request(operation: ApiOperation, headers: Record<string, string>): FuzzedRequest {
    // Most of a request has to be right for the rest to be looked at.
    const harm = this.chance(0.25) ? 0 : 0.3;
    const { body, headers: described } = this.body(operation, harm);
    return {
      method: operation.verb,
      path: this.path(operation, harm) + this.query(operation, harm),
      headers: {
        ...described,
        ...(this.chance(harm / 2) ? this.pick(HOSTILE_HEADERS) : {}),
        ...headers,
      },
      body,
    };
  }

  private path({ path, parameters }: ApiOperation, harm: number): string {
    return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const { schema } = parameters.find((each) => each.in === 'path' && each.name === name)!;
      return this.chance(harm) ? this.pick(HOSTILE_TEXTS) : this.urlText(name, schema);
    });
  }

  private query({ parameters }: ApiOperation, harm: number): string {
    const pairs = parameters
      .filter((each) => each.in === 'query' && this.chance(0.4))
      .map(({ name, schema }) => {
        const value = this.chance(harm) ? this.pick(HOSTILE_TEXTS) : this.urlText(name, schema);
        return `${name}=${value}`;
      });
    if (this.chance(harm / 2)) pairs.push(this.pick(HOSTILE_TEXTS));
    if (this.chance(harm / 2) && pairs[0]) pairs.push(pairs[0]);
    return pairs.length > 0 ? `?${pairs.join('&')}` : '';
  }

  private urlText(name: string, schema: JsonSchema): string {
    const value: unknown = JSON.parse(this.json(schema, 0, name));
    return encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value));
  }

  private body({ body }: ApiOperation, harm: number): Pick<FuzzedRequest, 'headers' | 'body'> {
    if (!body && !this.chance(0.1)) return { headers: {} };
    if (this.chance(harm / 2)) return sent(this.pick(HOSTILE_BODIES), this.contentType(harm));
    const json = this.json(body ?? {}, harm);
    const kind = this.next();
    if (kind < 0.6) return sent(json, this.contentType(harm));
    return kind < 0.8 ? this.form(json) : this.multipart(json, harm);
  }

  private contentType(harm: number): string {
    return this.chance(harm / 2) ? this.pick(HOSTILE_TYPES) : 'application/json';
  }

  private form(json: string): Pick<FuzzedRequest, 'headers' | 'body'> {
    const body = fieldsOf(json).map(
      ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
    );
    if (this.chance(0.2)) body.push(this.pick(HOSTILE_TEXTS));
    return sent(body.join('&'), 'application/x-www-form-urlencoded');
  }

  private multipart(json: string, harm: number): Pick<FuzzedRequest, 'headers' | 'body'> {
    const parts = fieldsOf(json).flatMap(([name, value]) => {
      const isFile = this.chance(0.4);
      const file = isFile ? `; filename="${this.pick(['a.png', '..', '', 'a\u0000.svg'])}"` : '';
      const head = `--edge\r\nContent-Disposition: form-data; name="${name.replaceAll('"', '')}"${file}\r\n\r\n`;
      return [Buffer.from(head), isFile ? PIXEL : Buffer.from(value), Buffer.from('\r\n')];
    });
    if (!this.chance(harm)) parts.push(Buffer.from('--edge--\r\n'));
    return sent(Buffer.concat(parts), 'multipart/form-data; boundary=edge');
  }

  /** A value as JSON that meets the schema as far as that is easy, with some harm done to it. */
  private json(unresolved: JsonSchema, harm: number, name = '', depth = 0): string {
    if (depth > 0 && this.chance(harm)) return this.pick(HOSTILE_JSON);
    const known = this.sensible[name];
    if (known && this.chance(0.8)) return JSON.stringify(this.pick(known));
    const schema = this.description.resolve(unresolved) as JsonSchema;
    const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
    if (choices) return this.json(this.pick(choices), harm, name, depth);
    if (schema.enum) return JSON.stringify(this.pick(schema.enum));
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    switch (Array.isArray(schema.type) ? this.pick(schema.type) : schema.type) {
      case 'object':
        return this.object(schema, harm, depth);
      case 'array':
        return `[${this.json(schema.items ?? {}, harm, name, depth + 1)}]`;
      case 'integer':
        return String(this.pick([schema.minimum ?? 0, 1, 2, 3, 10, schema.maximum ?? 99]));
      case 'number':
        return this.pick(['0.01', '1', '19.9', '1000']);
      case 'boolean':
        return this.pick(['true', 'false']);
      case 'null':
        return 'null';
      default:
        return JSON.stringify(this.text(schema));
    }
  }

  private object(
    { properties = {}, required = [] }: JsonSchema,
    harm: number,
    depth: number,
  ): string {
    const entries = Object.entries<JsonSchema>(properties)
      .filter(([name]) => this.chance(required.includes(name) ? 1 - harm / 4 : 0.6))
      .map(([name, schema]) => [name, this.json(schema, harm, name, depth + 1)]);
    if (this.chance(harm)) entries.push(['__proto__', this.pick(HOSTILE_JSON)]);
    return `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
  }

  private text({ format, minLength = 1 }: JsonSchema): string {
    if (format === 'date-time') return '2026-11-21T08:00:00+08:00';
    if (format === 'date') return '2000-02-29';
    if (format === 'email') return `somebody${Math.floor(this.next() * 1e6)}@example.com`;
    if (format === 'uuid') return '8e03978e-40d5-43dd-bc93-6894a57f9324';
    return this.pick(['文字', 'text', '1', 'on']).padEnd(minLength, 'x');
  }

  private chance(probability: number): boolean {
    return this.next() < probability;
  }

  private pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.next() * choices.length)]!;
  }

  /** The next of a row of numbers from 0 to 1 (mulberry32). */
  private next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

function sent(body: string | Buffer, contentType: string): Pick<FuzzedRequest, 'headers' | 'body'> {
  const bytes = Buffer.from(body as string);
  return {
    headers: {
      // Node sends none with a GET, whose body would then be the next request.
      'Content-Length': String(bytes.length),
      ...(contentType !== '' && { 'Content-Type': contentType }),
    },
    body: bytes,
  };
}

/** The fields of an object as forms have them. */
function fieldsOf(json: string): [name: string, value: string][] {
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null) return [['value', String(value)]];
  return Object.entries(value).map(([name, field]) => [
    name,
    (typeof field === 'string' ? field : JSON.stringify(field)).toWellFormed(),
  ]);
}
