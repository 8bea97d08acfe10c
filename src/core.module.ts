import { CACHE_MANAGER } from '@nestjs/cache-manager';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { ConfigModule } from './config/config.module.js';
import { commentSettings } from './comments/comments.settings.js';
import { Settings } from './config/settings.js';
import { cacheSettings } from './infrastructure/cache/cache.settings.js';
import { AnonymousReads } from './infrastructure/database/anonymous-reads.js';
import { RESPONSE_CACHE, THROTTLED } from './infrastructure/http/http-metrics.js';
import { httpSettings } from './infrastructure/http/http.settings.js';
import { orderSettings } from './orders/orders.settings.js';
import { ticketSettings } from './tickets/tickets.settings.js';
import { uploadSettings } from './uploads/uploads.settings.js';
import { userSettings } from './users/users.settings.js';
import { verificationSettings } from './verifications/verifications.settings.js';
import { BroadcastModule } from './infrastructure/broadcast/broadcast.module.js';
import { CacheModule } from './infrastructure/cache/cache.module.js';
import { CacheVersions } from './infrastructure/cache/cache-versions.js';
import { DatabaseModule } from './infrastructure/database/database.module.js';
import { UnitOfWork } from './infrastructure/database/unit-of-work.js';
import { ErrorReportsModule, reportError } from './infrastructure/error-reports/index.js';
import { ExpiringStoreModule } from './infrastructure/expiring-store/expiring-store.module.js';
import { HealthModule } from './infrastructure/health/health.module.js';
import { IdempotencyModule } from './infrastructure/idempotency/idempotency.module.js';
import { StoredIdempotencyKeys } from './infrastructure/idempotency/stored-idempotency-keys.js';
import { JobsModule } from './infrastructure/jobs/index.js';
import { MailModule } from './infrastructure/mail/index.js';
import { MetricsModule } from './infrastructure/metrics/index.js';
import { OutboxModule } from './infrastructure/outbox/index.js';
import { RedisModule } from './infrastructure/redis/redis.module.js';
import { SmsModule } from './infrastructure/sms/index.js';
import { StorageModule } from './infrastructure/storage/storage.module.js';
import { REQUEST_COUNTS, ThrottlingModule } from './infrastructure/throttling/throttling.module.js';
import {
  AnonRateThrottle,
  type BrowsableOptions,
  FileStore,
  IsAuthenticated,
  JwtAuthentication,
  message,
  RestModule,
  SessionAuthentication,
  UserRateThrottle,
  type Models,
  type RestSettings,
} from './rest/index.js';
import { SHOP_LABELS } from './labels.js';
import { SHOP_TITLES } from './titles.js';
import { SHOP_LANGUAGES } from './languages.js';
import { Uploads } from './uploads/uploads.js';
import { UploadsSweep } from './uploads/uploads-sweep.js';
import { explainOutage } from './outages.js';

/** URL path of the media folder. */
export const MEDIA_PATH = '/media/';
/** Largest request body, in bytes. */
const MAX_BODY_BYTES = 1024 * 1024;

/** What the pages for browsers show of the shop. */
const BROWSABLE: BrowsableOptions = {
  title: 'Shop API',
  links: [{ text: message({ en: 'Documentation', 'zh-hans': '接口文档' }), href: '/docs/' }],
};

/** What every domain stands on: settings, infrastructure, and the DRF layer set up on them. */
@Module({})
export class CoreModule {
  /**
   * @param models every table of every domain
   * @param rest options of the DRF layer that differ from the usual ones
   */
  static forRoot(
    settings: Settings,
    models: Models,
    rest: Partial<RestSettings> = {},
  ): DynamicModule {
    return {
      module: CoreModule,
      imports: [
        ConfigModule.forRoot(settings),
        MetricsModule,
        ErrorReportsModule,
        RedisModule,
        CacheModule,
        BroadcastModule,
        ThrottlingModule,
        ExpiringStoreModule,
        JobsModule.forRoot(settings),
        OutboxModule,
        SmsModule,
        MailModule,
        StorageModule,
        DatabaseModule.forRoot({ entities: Object.values(models).flat() }),
        HealthModule,
        RestModule.forRootAsync({
          imports: [IdempotencyModule],
          inject: [
            DataSource,
            UnitOfWork,
            CACHE_MANAGER,
            CacheVersions,
            REQUEST_COUNTS,
            StoredIdempotencyKeys,
          ],
          useFactory: (
            dataSource,
            transactions,
            cache,
            cacheVersions,
            throttlerStorage,
            idempotencyKeys,
          ) => ({
            dataSource,
            models,
            transactions,
            cache,
            cacheVersions,
            throttlerStorage,
            idempotencyKeys,
            cacheSeconds: settings.of(cacheSettings).ttl,
            languages: SHOP_LANGUAGES,
            labels: SHOP_LABELS,
            titles: SHOP_TITLES,
            timeZone: settings.timeZone,
            mediaPath: MEDIA_PATH,
            maxBodyBytes: MAX_BODY_BYTES,
            maxFileBytes: settings.of(uploadSettings).maxBytes,
            secretKeys: [settings.secretKey, ...settings.secretKeyFallbacks],
            sessionSeconds: settings.of(userSettings).sessionLifetime,
            sessionIdleSeconds: settings.of(userSettings).sessionIdleLifetime,
            secureCookies: settings.publicUrl.startsWith('https:'),
            throttleRates: throttleRates(settings),
            defaultAuthentication: [JwtAuthentication, SessionAuthentication],
            defaultPermissions: [IsAuthenticated],
            defaultThrottles: [AnonRateThrottle, UserRateThrottle],
            browsable: settings.of(httpSettings).browsableApi && BROWSABLE,
            exceptionHandler: explainOutage,
            observer: {
              kept: (result) => RESPONSE_CACHE.count({ result }),
              throttled: (scope) => THROTTLED.count({ scope }),
              failed: (error, { id: requestId, rest: request }) =>
                reportError(error, {
                  what: request?.policy.name ?? 'request',
                  requestId,
                  userId: request?.user?.id,
                }),
            },
            ...rest,
          }),
        }),
      ],
      providers: [
        { provide: FileStore, useClass: Uploads },
        UploadsSweep,
        ...(settings.databaseReplicaUrl
          ? [{ provide: APP_INTERCEPTOR, useClass: AnonymousReads }]
          : []),
      ],
    };
  }
}

/** By scope, how many requests may come. DRF: settings.DEFAULT_THROTTLE_RATES. */
function throttleRates(settings: Settings) {
  const { throttleAnon, throttleUser } = settings.of(httpSettings);
  const { throttleLogin, throttleLookup } = settings.of(userSettings);
  const { throttleCodes, throttleCaptcha } = settings.of(verificationSettings);
  return {
    anon: throttleAnon ?? null,
    user: throttleUser ?? null,
    login: throttleLogin,
    lookup: throttleLookup,
    codes: throttleCodes,
    captcha: throttleCaptcha,
    upload: settings.of(uploadSettings).rate,
    order: settings.of(orderSettings).rate,
    comment: settings.of(commentSettings).rate,
    ticket: settings.of(ticketSettings).rate,
  };
}
