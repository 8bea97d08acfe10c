import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Settings } from '../../config/settings.js';
import { oauthSettings } from '../../oauth/oauth.settings.js';
import { OAuthSandboxServer } from './sandbox-server.js';
import { asError } from '../../infrastructure/errors.js';

/** Runs the sandbox beside an API that listens, where the settings want it. */
@Injectable()
export class OAuthSandboxHost implements OnApplicationShutdown {
  private readonly logger = new Logger('OAuth');
  private starting: Promise<OAuthSandboxServer | undefined> | undefined;

  constructor(
    private readonly settings: Settings,
    api: HttpAdapterHost,
  ) {
    if (!settings.of(oauthSettings).sandbox) return;
    // Commands and workers never listen.
    api.listen$.subscribe(() => {
      this.starting = this.start();
    });
  }

  /** The sandbox once the API listens; undefined when there is none in this process. */
  async server(): Promise<OAuthSandboxServer | undefined> {
    return this.starting;
  }

  async onApplicationShutdown(): Promise<void> {
    await (await this.starting)?.stop();
  }

  /** Another process may play the providers already: an occupied port is only told of. */
  private async start(): Promise<OAuthSandboxServer | undefined> {
    const { host } = this.settings;
    const oauth = this.settings.of(oauthSettings);
    const server = new OAuthSandboxServer({
      clientId: 'sandbox',
      clientSecret: 'sandbox',
      redirectUris: [oauth.qqPage, ...Object.values(oauth.completeUrls)],
    });
    try {
      await server.start(oauth.sandboxPort, host);
      this.logger.log(`sign-in with QQ, Weibo and WeChat: sandbox at ${oauth.sandboxUrl}/`);
      return server;
    } catch (error) {
      this.logger.warn(`the sign-in sandbox is not started: ${asError(error).message}`);
      return undefined;
    }
  }
}
