import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { paymentSettings } from '../../payments/payments.settings.js';
import { sandboxKeys } from '../../payments/alipay/sandbox-keys.js';
import { SandboxServer } from './sandbox-server.js';
import { asError } from '../../infrastructure/errors.js';

/** Runs the sandbox beside the API, so that a shop whose provider it is can be paid. */
@Injectable()
export class SandboxHost implements OnApplicationShutdown {
  private readonly logger = new Logger('Sandbox');
  private server: SandboxServer | undefined;

  constructor(private readonly settings: Settings) {}

  /**
   * Starts the sandbox on its port, if it is the provider and its address is known. It may be a
   * process of its own that several nodes share: an occupied port is only told of.
   *
   * @returns whether it was started
   */
  async start(): Promise<boolean> {
    const { host, dataDir } = this.settings;
    const payments = this.settings.of(paymentSettings);
    if (payments.provider !== 'sandbox' || payments.sandboxPort === 0) return false;
    const server = new SandboxServer(sandboxKeys(dataDir), (line) => this.logger.log(line));
    try {
      await server.start(payments.sandboxPort, host);
    } catch (error) {
      this.logger.warn(`the sandbox is not started: ${asError(error).message}`);
      return false;
    }
    this.server = server;
    return true;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.server?.stop();
  }
}
