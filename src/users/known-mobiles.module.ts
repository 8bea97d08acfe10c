import { Global, Injectable, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KnownMobiles } from '../verifications/index.js';
import { User } from './entities/index.js';

@Injectable()
class MobilesOfUsers extends KnownMobiles {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async has(mobile: string): Promise<boolean> {
    // To the storefront of MxShop a mobile number is also a username.
    return this.dataSource.manager.existsBy(User, [{ mobile }, { username: mobile }]);
  }
}

/** Tells the verifications which mobile numbers are somebody's. */
@Global()
@Module({
  providers: [{ provide: KnownMobiles, useClass: MobilesOfUsers }],
  exports: [KnownMobiles],
})
export class KnownMobilesModule {}
