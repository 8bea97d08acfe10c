import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { sandboxKeys } from './sandbox-keys.js';
import { SandboxServer } from './sandbox-server.js';

/** Runs the sandbox beside the API, so that the demo shop can be paid. */
@Injectable()
export class SandboxHost implements OnApplicationShutdown {
  private readonly logger = new Logger('Sandbox');
  private server: SandboxServer | undefined;

  constructor(private readonly settings: Settings) {}

  /**
   * Starts the sandbox on its port, if this is the embedded demo and it is the provider. Elsewhere
   * it is a process of its own, and so it may be here: an occupied port is only told of.
   *
   * @returns whether it was started
   */
  async startForDemo(): Promise<boolean> {
    const { payments, demoData, mode, nodeEnv, host, dataDir } = this.settings;
    const isDemo = demoData && mode === 'embedded' && nodeEnv !== 'production';
    if (!isDemo || payments.provider !== 'sandbox') return false;
    const server = new SandboxServer(sandboxKeys(dataDir), (line) => this.logger.log(line));
    try {
      await server.start(payments.sandboxPort, host);
    } catch (error) {
      this.logger.warn(`the sandbox is not started: ${(error as Error).message}`);
      return false;
    }
    this.server = server;
    return true;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.server?.stop();
  }
}
