import type { Cache } from 'cache-manager';
import type { DataSource, EntityManager } from 'typeorm';
import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Type } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Authentication } from './authentication/authentication.js';
import type { BrowsableOptions } from './browsable/options.js';
import { ResponseCache, type CacheVersions } from './caching/response-cache.js';
import type { Envelope } from './envelope.js';
import type { APIException } from './exceptions.js';
import { withDefaults } from './defaults.js';
import type { Language, Languages } from './i18n/language.js';
import { Wording, type Names } from './i18n/wording.js';
import type { IdempotencyKeys } from './idempotency.js';
import { LocalTime } from './local-time.js';
import { ModelNames, type Models } from './permissions/models.js';
import type { ApiGroup } from './viewsets/definition.js';
import { FileStore } from './files/file-store.js';
import { PermissionBackend } from './permissions/permission-backend.js';
import type { PermissionLike } from './permissions/permissions.js';
import type { CarriesRestRequest } from './request.js';
import type { Rate } from './throttling/rates.js';
import { parseRates, type ThrottleLike } from './throttling/throttles.js';

/** The one door for writes; work sees committed data and commits or leaves nothing. */
export interface Transactions {
  run<T>(work: (transaction: RestTransaction) => Promise<T>): Promise<T>;
}

/** An open transaction. */
export interface RestTransaction {
  readonly manager: EntityManager;
  afterCommit(task: () => unknown): void;
}

/** Hears what the layer does, for metrics and reports. It must neither throw nor wait. */
export interface RestObserver {
  /** A GET of a viewset that keeps its answers: from a store, unchanged (304), made anew, or made past the stores. */
  kept?(result: KeptResult): void;
  /** A request was refused by the rate of that scope. */
  throttled?(scope: string): void;
  /** Nobody expected this error; the client was told a bare 500. */
  failed?(error: unknown, request: FastifyRequest & CarriesRestRequest): void;
}

export type KeptResult = 'hit' | 'revalidated' | 'miss' | 'bypass';

/** What a project gives to the layer. DRF: the REST_FRAMEWORK dictionary of settings. */
export interface RestSettings {
  dataSource: DataSource;
  /** The entities by domain, after which permissions are called; default: none. */
  models?: Models;
  /** Default: TypeORM's own transactions. */
  transactions?: Transactions;
  /** Default: the counts of this process. */
  throttlerStorage?: ThrottlerStorage;
  /** Keys by which clients repeat requests; needed by `@Idempotent()`. */
  idempotencyKeys?: IdempotencyKeys;
  /** Store of finished responses that all processes share; default: each keeps its own. */
  cache?: Cache;
  /** Default: the versions of this process. */
  cacheVersions?: CacheVersions;
  /** How long a finished response may be served, in seconds; 0 turns response caching off. Default: 60. */
  cacheSeconds?: number;
  /** Default: English. */
  languages?: Languages;
  /** What fields are called that have no label of their own, by their name on the wire. */
  labels?: Names;
  /** What pages call resources, by the resource's name; default: that name, as in DRF. */
  titles?: Names;
  /**
   * The chapters of the documentation, in their order. A viewset of none of them stops the start;
   * default: viewsets make their own.
   */
  groups?: readonly ApiGroup[];
  /** IANA time zone of the dates in responses; default: UTC. */
  timeZone?: string;
  /** URL path of the media folder, with slashes at both ends; default: `/media/`. */
  mediaPath?: string;
  /** Largest request body that is read, in bytes; default: 1 MiB. */
  maxBodyBytes?: number;
  /** Largest file that is kept, in bytes; default: 5 MiB. */
  maxFileBytes?: number;
  /** What session cookies are signed with: the current key, then former ones. */
  secretKeys?: readonly string[];
  /** How long a session lasts at most (default: two weeks), and how long unused (a day), in seconds. */
  sessionSeconds?: number;
  sessionIdleSeconds?: number;
  /**
   * Whether their cookies are for https alone also where a request does not tell that it came by it,
   * such as behind a proxy that says nothing; default: as the request tells.
   */
  secureCookies?: boolean;
  /** Scope -> rate such as `100/day`; null or empty = no limit. */
  throttleRates?: Readonly<Record<string, string | null>>;
  /** For views that declare none; default: nobody is authenticated. */
  defaultAuthentication?: readonly Type<Authentication>[];
  /** For views that declare none; default: whoever is signed in. */
  defaultPermissions?: readonly PermissionLike[];
  defaultThrottles?: readonly ThrottleLike[];
  /** The pages that browsers get; false: browsers get JSON. Default: pages. */
  browsable?: BrowsableOptions | false;
  /**
   * By the beginning of paths, such as `/v2/`: what errors look like that no view answers with, such
   * as a path that is none; default: as DRF's.
   */
  envelopes?: Readonly<Record<string, Envelope>>;
  /** What a client is told of an error of the project's own; undefined: a bare 500. DRF: EXCEPTION_HANDLER. */
  exceptionHandler?: (error: unknown) => APIException | undefined;
  /** Default: nobody. */
  observer?: RestObserver;
}

/** The settings with what was left out. */
export type RestOptions = Required<Omit<RestSettings, 'cache' | 'exceptionHandler'>> &
  Pick<RestSettings, 'cache' | 'exceptionHandler'>;

/** The layer's services and settings, as every view and request sees them. */
export class Rest {
  readonly options: RestOptions;
  readonly dataSource: DataSource;
  readonly models: ModelNames;
  readonly transactions: Transactions;
  readonly throttleRates: ReadonlyMap<string, Rate>;
  readonly languages: Languages;
  readonly localTime: LocalTime;
  readonly cache: ResponseCache;
  readonly mediaPath: string;
  readonly maxBodyBytes: number;
  /** Paths of the viewsets, e.g. `goods`. */
  readonly resources = new Set<string>();

  /** @throws Error when an option is malformed, so that the start stops */
  constructor(
    settings: RestSettings,
    private readonly moduleRef: ModuleRef,
  ) {
    const options = withDefaults(settings);
    this.options = options;
    this.languages = options.languages;
    this.dataSource = options.dataSource;
    this.models = new ModelNames(options.models);
    this.transactions = options.transactions;
    this.throttleRates = parseRates(options.throttleRates);
    this.localTime = new LocalTime(options.timeZone);
    this.cache = new ResponseCache(options.cache, options.cacheVersions, options.cacheSeconds);
    this.mediaPath = options.mediaPath;
    this.maxBodyBytes = options.maxBodyBytes;
  }

  /** What errors look like that no view answers with. */
  envelopeOf(path: string): Envelope | undefined {
    const { envelopes } = this.options;
    return envelopes[Object.keys(envelopes).find((start) => path.startsWith(start)) ?? ''];
  }

  /** How things are called in that language. */
  wording(language: Language): Wording {
    return new Wording(language, this.options.labels, this.options.titles);
  }

  /**
   * Where uploaded files are kept, from the module that provides a `FileStore`.
   *
   * @throws Error when no module does
   */
  get fileStore(): FileStore {
    return this.moduleRef.get(FileStore, { strict: false });
  }

  /**
   * Who may do what, from the module that provides a `PermissionBackend`.
   *
   * @throws Error when no module does
   */
  get permissionBackend(): PermissionBackend {
    return this.moduleRef.get(PermissionBackend, { strict: false });
  }
}
