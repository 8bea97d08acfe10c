import { CACHE_MANAGER } from '@nestjs/cache-manager';
import { Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConfigModule } from './config/config.module.js';
import { Settings } from './config/settings.js';
import { BroadcastModule } from './infrastructure/broadcast/broadcast.module.js';
import { CacheModule } from './infrastructure/cache/cache.module.js';
import { CacheVersions } from './infrastructure/cache/cache-versions.js';
import { DatabaseModule } from './infrastructure/database/database.module.js';
import { UnitOfWork } from './infrastructure/database/unit-of-work.js';
import { ExpiringStoreModule } from './infrastructure/expiring-store/expiring-store.module.js';
import { HealthModule } from './infrastructure/health/health.module.js';
import { IdempotencyModule } from './infrastructure/idempotency/idempotency.module.js';
import { StoredIdempotencyKeys } from './infrastructure/idempotency/stored-idempotency-keys.js';
import { JobsModule } from './infrastructure/jobs/index.js';
import { MailModule } from './infrastructure/mail/index.js';
import { OutboxModule } from './infrastructure/outbox/index.js';
import { RedisModule } from './infrastructure/redis/redis.module.js';
import { SmsModule } from './infrastructure/sms/index.js';
import { StorageModule } from './infrastructure/storage/storage.module.js';
import { REQUEST_COUNTS, ThrottlingModule } from './infrastructure/throttling/throttling.module.js';
import {
  addLabels,
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
    addLabels(SHOP_LABELS);
    return {
      module: CoreModule,
      imports: [
        ConfigModule.forRoot(settings),
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
            cacheSeconds: settings.cacheTtl,
            languages: SHOP_LANGUAGES,
            timeZone: settings.timeZone,
            mediaPath: MEDIA_PATH,
            maxBodyBytes: MAX_BODY_BYTES,
            maxFileBytes: settings.uploadMaxBytes,
            secretKeys: [settings.secretKey, ...settings.secretKeyFallbacks],
            sessionSeconds: settings.sessionLifetime,
            sessionIdleSeconds: settings.sessionIdleLifetime,
            throttleRates: {
              anon: settings.throttleAnon ?? null,
              user: settings.throttleUser ?? null,
              login: settings.throttleLogin,
              lookup: settings.throttleLookup,
              codes: settings.throttleCodes,
              captcha: settings.throttleCaptcha,
              upload: settings.throttleUpload,
              order: settings.throttleOrder,
              comment: settings.throttleComment,
              ticket: settings.throttleTicket,
            },
            defaultAuthentication: [JwtAuthentication, SessionAuthentication],
            defaultPermissions: [IsAuthenticated],
            defaultThrottles: [AnonRateThrottle, UserRateThrottle],
            browsable: settings.browsableApi && BROWSABLE,
            exceptionHandler: explainOutage,
            ...rest,
          }),
        }),
      ],
      providers: [{ provide: FileStore, useClass: Uploads }, UploadsSweep],
    };
  }
}
