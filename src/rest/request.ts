import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RestUser } from './authentication/authentication.js';
import type { Language } from './i18n/language.js';
import type { Wording } from './i18n/wording.js';
import type { EntityManager } from 'typeorm';
import type { LocalTime } from './local-time.js';
import { Grants } from './permissions/grants.js';
import { isMultipart, parseBody, QueryDict, readBody } from './parsers/index.js';
import type { Rest } from './rest.js';
import type { ValidationContext } from './serializers/input/context.js';
import type { DtoClass } from './serializers/input/registry.js';
import { validate } from './serializers/input/validate.js';
import type { ViewDefinition } from './viewsets/definition.js';
import type { Policy } from './viewsets/policy.js';

/** Largest body that is taken off the connection at once, in bytes. */
const EARLY_BYTES = 64 * 1024;

/**
 * One request as the views see it: who asks, in which language, what was sent. The body is parsed
 * when a view asks for it, not before, so that a refused request costs no parsing; a large one is
 * not even read before.
 *
 * DRF: rest_framework.request.Request.
 */
export class RestRequest {
  /** Who asks; null for an anonymous client. */
  user: RestUser | null = null;
  /** What proved it, e.g. the token's payload. */
  auth: unknown = null;
  /** Spaces to indent the answer by, from `Accept: application/json; indent=4`. */
  indent = 0;
  /** The answer is shown in a page of the browsable API. DRF: accepted_renderer.format == 'api' */
  isPage = false;

  private received: Promise<Buffer> | undefined;
  /** The parsed body, one for all that this request becomes. */
  private readonly sent: { data?: Promise<unknown> } = {};
  private parameters: ReadonlyMap<string, string> | undefined;
  private granted: Grants | undefined;

  constructor(
    readonly raw: FastifyRequest,
    readonly reply: FastifyReply,
    readonly rest: Rest,
    readonly view: ViewDefinition,
    readonly policy: Policy,
  ) {}

  /** `list`, `retrieve`, `create`, ... DRF: self.action. */
  get action(): string {
    return this.policy.action;
  }

  /** What the user may do. DJANGO: request.user.has_perms */
  get grants(): Grants {
    this.granted ??= new Grants(this.rest, this.user);
    return this.granted;
  }

  get method(): string {
    return this.raw.method;
  }

  /** The client's address; of the proxy's headers only those of trusted proxies are believed. */
  get ip(): string {
    return this.raw.ip;
  }

  get language(): Language {
    return this.rest.languages.of(this.raw.headers['accept-language']);
  }

  /** How things are called in the language of the answer. */
  get wording(): Wording {
    return this.rest.wording(this.language);
  }

  get localTime(): LocalTime {
    return this.rest.localTime;
  }

  /** The path as the client asked for it, without the query. */
  get path(): string {
    const url = this.raw.originalUrl;
    const end = url.indexOf('?');
    return end < 0 ? url : url.slice(0, end);
  }

  /** The raw query without its question mark. */
  get queryString(): string {
    const url = this.raw.originalUrl;
    const end = url.indexOf('?');
    return end < 0 ? '' : url.slice(end + 1);
  }

  /** Query parameters; of a repeated one the last counts, as in a Django QueryDict. */
  get query(): ReadonlyMap<string, string> {
    this.parameters ??= new Map(new URLSearchParams(this.queryString));
    return this.parameters;
  }

  /** Path parameters by name. */
  get params(): Readonly<Record<string, string>> {
    return this.raw.params as Record<string, string>;
  }

  /** Scheme and host, e.g. `http://localhost:8000`. */
  get origin(): string {
    return `${this.raw.protocol}://${this.raw.host}`;
  }

  /** DRF: request.build_absolute_uri(path). */
  absolute(path: string): string {
    return this.origin + path;
  }

  /** The absolute URL of a file below the media folder. */
  mediaUrl(path: string): string {
    return this.origin + this.rest.mediaPath + encodeURI(path);
  }

  /**
   * The same request as if it had come with another verb, under the policy of another action.
   *
   * DRF: rest_framework.request.clone_request.
   */
  as(method: string, policy: Policy): RestRequest {
    return Object.create(this, { method: { value: method }, policy: { value: policy } });
  }

  /** The same request as one to an action of another viewset, which answers in its place. */
  to(view: ViewDefinition, action: string): RestRequest {
    const policy: Policy = { ...this.policy, action };
    return Object.create(this, { view: { value: view }, policy: { value: policy } });
  }

  /** The same request as if it had come with another query string. */
  asking(parameters: URLSearchParams): RestRequest {
    return Object.create(this, {
      queryString: { value: parameters.toString() },
      query: { value: new Map(parameters) },
    });
  }

  /** The same request as if it had come with these data. */
  with(data: unknown): RestRequest {
    return Object.create(this, { data: { value: () => Promise.resolve(data) } });
  }

  /**
   * Takes a small body off the connection, unparsed. What has arrived before its client goes away,
   * such as a page that is reloaded right after saving, is lost unless it has been taken by then.
   */
  receive(): void {
    const length = Number(this.raw.headers['content-length'] ?? 0);
    if (length === 0 || length > Math.min(EARLY_BYTES, this.rest.maxBodyBytes)) return;
    this.received = readBody(this.raw.raw, length);
    // Whoever asks for the data is told.
    this.received.catch(() => undefined);
  }

  /**
   * The parsed body; the same promise however often it is asked for.
   *
   * DRF: request.data.
   *
   * @throws ParseError, UnsupportedMediaType or RequestTooLarge
   */
  data(): Promise<unknown> {
    return this.sentData();
  }

  /** The same, whatever has been put in its place by {@link with}. */
  sentData(): Promise<unknown> {
    const { maxBodyBytes: maxBytes, received, sent } = this;
    sent.data ??= parseBody(this.raw.raw, { maxBytes, received });
    return sent.data;
  }

  /** Largest body of this request that is read, in bytes. */
  private get maxBodyBytes(): number {
    const { maxBodyBytes: most } = this.view.options;
    // A form with files costs less to parse than as much JSON.
    if (most === undefined || !isMultipart(this.raw.headers['content-type'])) {
      return this.rest.maxBodyBytes;
    }
    return typeof most === 'number' ? most : most(this.rest.options);
  }

  /**
   * The body as an object of the DTO. DRF: serializer.is_valid(raise_exception=True).
   *
   * @throws ValidationError, and what `data` throws
   */
  async validated<T extends object>(dto: DtoClass<T>): Promise<T> {
    return validate(dto, await this.data(), this.validationContext());
  }

  /** The query string as an object of the DTO; throws ValidationError. */
  validatedQuery<T extends object>(dto: DtoClass<T>): Promise<T> {
    const query = new QueryDict(new URLSearchParams(this.queryString));
    return validate(dto, query, this.validationContext());
  }

  /**
   * What validation of this request's data may look at.
   *
   * @param manager where look-ups run; default: on committed data
   * @param partial whether fields may be missing, as in a PATCH
   */
  validationContext(
    manager: EntityManager = this.rest.dataSource.manager,
    partial = false,
  ): ValidationContext {
    const { user, rest } = this;
    return { manager, partial, user, timeZone: rest.options.timeZone, resources: rest.resources };
  }
}

/** A Fastify request on its way through the layer. */
export interface CarriesRestRequest {
  rest?: RestRequest;
}

/** Handler parameter: the `RestRequest` of this call. */
export const Req = createParamDecorator((_data: unknown, context: ExecutionContext) => {
  return context.switchToHttp().getRequest<CarriesRestRequest>().rest;
});
