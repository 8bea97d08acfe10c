import { Module } from '@nestjs/common';
import { SandboxHost } from './alipay/sandbox-host.js';
import { OAuthSandboxHost } from './oauth/sandbox-host.js';

/** Plays Alipay and the sign-in providers beside the API, where the settings want it. */
@Module({ providers: [SandboxHost, OAuthSandboxHost] })
export class SandboxModule {}
